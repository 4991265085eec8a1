"""What is set of a shop by hand: its reminders, and the limits that it holds its callers to."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.merchant import reminder_delays, set_reminder_delays
from mock_server.engine.errors import Invalid
from mock_server.engine.limits import RateLimits, rule_of, set_rule
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.text import Text

from .control import control_of
from .spans import read_span, write_span

operations = Operations()


@operations.handles("getSettings")
def get_settings(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    merchant = control.shop(request)
    limits = control.served[merchant.platform].platform.limits
    rule = rule_of(merchant, limits, control.watch.limits)
    return {
        "reminders": [write_span(delay) for delay in reminder_delays(merchant)],
        "rate_limit": rule.mode,
        "plan": rule.plan,
        "plans": list(limits.plans) if limits else [],
    }


@operations.handles("updateSettings")
def update_settings(request: Request, shop: Shop) -> Any:
    control, body = control_of(shop), request.body
    merchant = control.shop(request)
    delays = [
        read_span(text, f"reminders.{index}")
        for index, text in enumerate(body.get("reminders", ()))
    ]
    rule = _rule(body, control.served[merchant.platform].platform.limits)
    with merchant.unit():
        if "reminders" in body:
            set_reminder_delays(merchant, delays)
        if rule:
            set_rule(merchant, rule)
    return get_settings(request, shop)


def _rule(body: Mapping[str, Any], limits: RateLimits | None) -> dict[str, str]:
    """The part of the settings that concerns limits, under the engine's names."""
    rule = {
        name: body[key] for key, name in (("rate_limit", "mode"), ("plan", "plan")) if key in body
    }
    plans = list(limits.plans) if limits else []
    if "plan" in rule and rule["plan"] not in plans:
        there = ", ".join(plans) or "none"
        words = Text("خطة غير معروفة", f"no plan {rule['plan']!r} here; there are: {there}")
        raise Invalid.field("plan", "enum", words)
    return rule
