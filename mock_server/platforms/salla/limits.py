"""Salla's rate limits: by the plan of the store, and one of the customers' own."""

from mock_server.engine.limits import RateLimits, Special, Window

MINUTE = 60.0

LIMITS = RateLimits(
    plans={
        "plus": Window(120, MINUTE, drip=1.0),
        "pro": Window(360, MINUTE, drip=1.0),
        "special": Window(720, MINUTE, drip=1.0),
    },
    special=[Special("customers", Window(500, 10 * MINUTE), beginnings=("/customers",))],
    headers=True,
)
"""A spent budget lets one call a second pass until its minute is over (its Rate Limiting page)."""
