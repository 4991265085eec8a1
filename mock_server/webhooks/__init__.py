"""Webhooks: who hears of an event, what is sent to them, signed how, and how often it is tried.

A platform says how its webhooks are in one value, `WEBHOOKS = Webhooks(...)`, and gives it to
`Platform(webhooks=WEBHOOKS)`. Everything else (deliveries, retries, triggering by hand, the sender
in `web/outbox.py`) is the same for all platforms.
"""

from .announcing import Manner, Told, replay, trigger
from .deliveries import give_up
from .encoding import compact_json, php_json
from .outcome import Outcome
from .policy import Kind, Subscription, Webhooks
from .signing import Basic, Hmac, Security, Verbatim

__all__ = [
    "Basic",
    "Hmac",
    "Kind",
    "Manner",
    "Outcome",
    "Security",
    "Subscription",
    "Told",
    "Verbatim",
    "Webhooks",
    "compact_json",
    "give_up",
    "php_json",
    "replay",
    "trigger",
]
