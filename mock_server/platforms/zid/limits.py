"""Zid's rate limit: a leaky bucket of sixty calls a minute for an app in a store."""

from mock_server.engine.limits import Bucket, RateLimits

LIMITS = RateLimits(plans={"standard": Bucket(60, 60.0)})
