"""A shop's webhooks: what was sent to whom, sent again or on demand, and why a signature fails."""

from typing import Any

from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.masking import mask_text
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.webhooks import Manner, Subscription, Told, Webhooks, replay, trigger
from mock_server.webhooks.deliveries import DELIVERIES
from mock_server.webhooks.signing import Scheme
from mock_server.webhooks.verifying import Received, verify

from .control import control_of
from .spans import read_span

operations = Operations()


@operations.handles("listSubscriptions")
def list_subscriptions(request: Request, shop: Shop) -> Any:
    visited, webhooks = _webhooks(request, shop)
    shown = [_subscription(each) for _, each in webhooks.subscriptions(visited)]
    return {"subscriptions": shown}


@operations.handles("listWebhookEvents")
def list_webhook_events(request: Request, shop: Shop) -> Any:
    _, webhooks = _webhooks(request, shop)
    return {
        "events": [
            {"name": name, "label": kind.label.en, "resource": kind.resource}
            for name, kind in webhooks.names.items()
        ]
    }


@operations.handles("listDeliveries")
def list_deliveries(request: Request, shop: Shop) -> Any:
    visited, _ = _webhooks(request, shop)
    query = request.query
    fields = {"event": "name", "state": "state", "subscription": "subscription"}
    where = {field: query[name] for name, field in fields.items() if name in query}
    page = visited.store.page(DELIVERIES, 1, query["limit"], where)
    return {"deliveries": [show_delivery(each) for each in page.records], "total": page.total}


@operations.handles("getDelivery")
def get_delivery(request: Request, shop: Shop) -> Any:
    visited, _ = _webhooks(request, shop)
    return show_delivery(visited.store.get(DELIVERIES, request.path["delivery"]))


@operations.handles("triggerWebhook")
def trigger_webhook(request: Request, shop: Shop) -> Any:
    visited, webhooks = _webhooks(request, shop)
    facts = request.body
    told = [
        Told(name, facts.get("record"), facts.get("content"))
        for name in dict.fromkeys(facts["events"])
    ]
    with visited.unit():
        sent = trigger(webhooks, visited, told, _manner(facts), facts.get("subscription"))
    return {"deliveries": [show_delivery(each) for each in sent]}


@operations.handles("replayDelivery")
def replay_delivery(request: Request, shop: Shop) -> Any:
    visited, webhooks = _webhooks(request, shop)
    with visited.unit():
        sent = replay(webhooks, visited, request.path["delivery"], _manner(request.body or {}))
    return {"deliveries": [show_delivery(each) for each in sent]}


@operations.handles("verifyDelivery")
def verify_delivery(request: Request, shop: Shop) -> Any:
    visited, webhooks = _webhooks(request, shop)
    facts = request.body
    scheme, secrets = _held_against(webhooks, visited, facts)
    received = Received(facts["body"].encode(), facts["headers"])
    verdict = verify(scheme, received, secrets, visited.clock.now())
    return {"valid": verdict.valid, "reason": verdict.reason, "advice": verdict.advice}


def show_delivery(delivery: Record) -> Record:
    """A delivery without what is a secret in its body or its address."""
    shown = {**delivery, "url": mask_text(delivery["url"]), "body": mask_text(delivery["body"])}
    return {name: value for name, value in shown.items() if name[0] != "_"}


def _webhooks(request: Request, shop: Shop) -> tuple[Shop, Webhooks]:
    control = control_of(shop)
    visited = control.shop(request)
    webhooks: Webhooks | None = control.served[visited.platform].platform.webhooks
    if webhooks is None:
        raise NotFound(f"{visited.platform} has no webhooks here yet", "webhooks")
    return visited, webhooks


def _subscription(subscription: Subscription) -> Record:
    security = subscription.security
    return {
        "id": subscription.id,
        "url": mask_text(subscription.url),
        "events": list(subscription.events),
        "proof": security.scheme.header if security else None,
        "open": subscription.open,
    }


def _manner(facts: Record) -> Manner:
    delay = read_span(facts.get("delay", "PT0S"), "delay")
    return Manner(
        signature=facts.get("signature", "good"),
        times=facts.get("times", 1),
        delay=delay,
        reorder=facts.get("reorder", False),
    )


def _held_against(webhooks: Webhooks, shop: Shop, facts: Record) -> tuple[Scheme, dict[str, str]]:
    """The scheme that is expected, and the secrets by whose they are, the one that counts first."""
    scheme, secrets = webhooks.scheme, {}
    if "secret" in facts:
        secrets["the secret given"] = facts["secret"]
    known = [each for _, each in webhooks.subscriptions(shop)]
    if "subscription" in facts:
        meant = next((each for each in known if each.id == facts["subscription"]), None)
        if meant is None:
            raise NotFound(f"no subscription {facts['subscription']!r} in this shop", "webhooks")
        if meant.security is None:
            words = Text("لا توقيع لهذا الاشتراك", "this subscription has no secret to prove")
            raise Invalid.field("subscription", "enum", words)
        scheme = meant.security.scheme
        known.insert(0, meant)
    for each in known:
        if each.security is not None and each.security.scheme.header == scheme.header:
            secrets.setdefault(f"subscription {each.id}", each.security.secret)
    if not secrets:
        words = Text("السر مطلوب", "give a secret: this shop has no subscription that has one")
        raise Invalid.field("secret", "required", words)
    return scheme, secrets
