"""Faults: rules by which calls go wrong, added and taken away."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Conflict, Invalid, NotFound
from mock_server.engine.faults import RULES_KEPT, all_rules, drop_rules
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer
from mock_server.engine.text import Text

from .control import Control, control_of

operations = Operations()

_NEEDED = {"status": "status", "error": "error", "latency": "seconds"}
"""The fact that an action cannot be without."""


@operations.handles("listFaults")
def list_faults(request: Request, shop: Shop) -> Any:
    return {"faults": _rules(control_of(shop), request.query)}


@operations.handles("addFault")
def add_fault(request: Request, shop: Shop) -> Any:
    control, facts = control_of(shop), request.body
    _check(facts, control)
    own = None
    if "platform" in facts and "shop" in facts:
        own = control.shops.get(facts["platform"], facts["shop"])
    rules = control.watch.faults
    if rules.is_full(own):
        raise Conflict(f"there are {RULES_KEPT} rules already; clear some")
    return rules.add(facts, own)


@operations.handles("clearFaults")
def clear_faults(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    chosen = _rules(control, request.query)
    return {"deleted": drop_rules(control.watch.faults, control.shops, chosen)}


@operations.handles("getFault")
def get_fault(request: Request, shop: Shop) -> Any:
    return _rule(request, shop)


@operations.handles("removeFault")
def remove_fault(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    drop_rules(control.watch.faults, control.shops, [_rule(request, shop)])
    return Answer(None, 204)


def _rules(control: Control, query: Mapping[str, Any]) -> list[Record]:
    asked = {name: query[name] for name in ("platform", "shop") if name in query}
    rules = all_rules(control.watch.faults, control.shops)
    return [each for each in rules if asked.items() <= each.items()]


def _rule(request: Request, shop: Shop) -> Record:
    control, wanted = control_of(shop), request.path["fault"]
    for rule in all_rules(control.watch.faults, control.shops):
        if rule["id"] == wanted:
            return rule
    raise NotFound(f"there is no fault {wanted!r}", "fault")


def _check(facts: Mapping[str, Any], control: Control) -> None:
    """What the document cannot say: which facts belong together, and which names there are."""
    needed = _NEEDED.get(facts["action"])
    if needed is not None and needed not in facts:
        words = Text("حقل مطلوب", f"the action {facts['action']} needs it")
        raise Invalid.field(needed, "required", words)
    platform = facts.get("platform")
    if platform is not None and platform not in control.served:
        there = ", ".join(control.served)
        words = Text("منصة غير معروفة", f"no platform {platform!r} is served; there are {there}")
        raise Invalid.field("platform", "enum", words)
    operation = facts.get("operation")
    where = [platform] if platform else control.served
    known = (each for name in where for each in control.served[name].operations)
    if operation is not None and all(each.id != operation for each in known):
        words = Text("عملية غير معروفة", f"no document here has an operation {operation!r}")
        raise Invalid.field("operation", "enum", words)
