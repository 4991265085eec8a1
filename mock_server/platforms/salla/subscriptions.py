"""Subscriptions to Salla's webhooks, as an app makes them through the API."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Conflict, Invalid, NotFound, Problem
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text
from mock_server.spec.validators import Violation

from .events import STORE_EVENTS
from .rules import UnreadableRule, read_rule
from .webhooks import WEBHOOK, WEBHOOKS

operations = Operations()

SUBSCRIPTIONS_KEPT = 500

_NEITHER = Text("يجب إرسال id أو url", "send id or url")
_REMOVED = Text("تم إلغاء تفعيل الويب هوك بنجاح", "The webhook has been deactivated")
_NEEDS_TWO = Text("الشروط متاحة في الإصدار 2 فقط", "a rule needs version 2")


@operations.handles("listEvents")
def list_events(request: Request, shop: Shop) -> Any:
    """What can be subscribed to; numbered in the order of the documentation."""
    return [
        {"id": number, "label": WEBHOOKS.names[name].label.say(request.language), "event": name}
        for number, name in enumerate(STORE_EVENTS, start=1)
    ]


@operations.handles("registerWebhook")
def register(request: Request, shop: Shop) -> Record:
    """The same address for the same event is the same subscription, with what is sent now."""
    sent: Mapping[str, Any] = request.body
    known = next(
        (
            each
            for each in shop.store.all(WEBHOOK)
            if (each["url"], each["event"]) == (sent["url"], sent["event"])
        ),
        None,
    )
    if known is None and shop.store.count(WEBHOOK) >= SUBSCRIPTIONS_KEPT:
        raise Conflict(f"a shop keeps {SUBSCRIPTIONS_KEPT} subscriptions at most")
    return _keep(shop, known or _blank(shop, sent["event"], sent["url"]), sent)


@operations.handles("updateWebhook")
def update(request: Request, shop: Shop) -> Record:
    return _keep(shop, shop.store.get(WEBHOOK, request.path["id"]), request.body or {})


@operations.handles("deactivateWebhook")
def deactivate(request: Request, shop: Shop) -> Any:
    """By its id, or all at an address."""
    wanted = request.query.get("id"), request.query.get("url")
    if wanted == (None, None):
        raise Invalid(
            [Problem("query", Violation(("id",), "required", None, "id or url"), _NEITHER)]
        )
    found = [
        each
        for each in shop.store.all(WEBHOOK)
        if wanted[0] in (None, each["id"]) and wanted[1] in (None, each["url"])
    ]
    if not found:
        raise NotFound("there is no such webhook in this shop", WEBHOOK)
    for each in found:
        shop.store.delete(WEBHOOK, each["id"])
    return {"message": _REMOVED.say(request.language), "code": 202}


def present(webhook: Record, shop: Shop, request: Request) -> Record:
    """The subscription; only an update tells its strategy, and nothing tells its secret."""
    shown = visible(webhook)
    if request.operation.id == "updateWebhook":
        shown["security"] = {"strategy": webhook["_strategy"], "secret": None}
    return shown


def _blank(shop: Shop, event: str, url: str) -> Record:
    return {
        "id": shop.identifiers.number(WEBHOOK),
        "name": None,
        "event": event,
        "type": "manual",
        "url": url,
        "version": 2,
        "rule": None,
        "headers": {},
        "_strategy": "signature",
        "_secret": None,
    }


def _keep(shop: Shop, webhook: Record, sent: Mapping[str, Any]) -> Record:
    """The subscription with what was sent, and otherwise as it is."""
    named = {name: sent[name] for name in ("name", "url", "version", "rule") if name in sent}
    changed = {**webhook, **named}
    if "headers" in sent:
        changed["headers"] = {each["key"]: each["value"] for each in sent["headers"]}
    if "security_strategy" in sent:
        changed["_strategy"] = sent["security_strategy"] or "signature"
    if "secret" in sent:
        changed["_secret"] = sent["secret"]
    _check_rule(changed["rule"], changed["version"])
    return shop.store.put(WEBHOOK, changed["id"], changed)


def _check_rule(rule: str | None, version: int) -> None:
    if not rule:
        return
    if version != 2:
        raise Invalid.field("rule", "version", _NEEDS_TWO)
    try:
        read_rule(rule)
    except UnreadableRule as error:
        words = Text(f"تعذرت قراءة الشرط: {error}", f"the rule cannot be read: {error}")
        raise Invalid.field("rule", "format", words) from error
