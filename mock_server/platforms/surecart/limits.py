"""SureCart's rate limits: one for all calls, a narrow one for those that send or ask others."""

from mock_server.engine.limits import RateLimits, Special, Window

_SENSITIVE = ("/resend_notification", "/test", "/verify")

LIMITS = RateLimits(
    plans={"standard": Window(150, 10.0)},
    special=[
        Special("sensitive", Window(10, 60.0), endings=_SENSITIVE),
        Special("public", Window(60, 60.0), beginnings=("/public/",)),
    ],
)
"""SureCart does not list its sensitive endpoints: those are inferred from what they do."""
