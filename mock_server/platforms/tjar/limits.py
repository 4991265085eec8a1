"""Tjar's rate limit, which it does not publish: that of its sister APIs."""

from mock_server.engine.limits import RateLimits, Window

LIMITS = RateLimits(plans={"standard": Window(60, 60.0)})
