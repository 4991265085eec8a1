"""Zid's webhooks: the bare thing to one address an event, proved by a name and a password."""

from datetime import timedelta
from typing import Any

from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record
from mock_server.webhooks import Basic, Security, Subscription, Webhooks, php_json

from .app_examples import app_event
from .cart_events import told
from .carts import CART
from .conditions import holds
from .event_examples import example
from .events import APP, APP_EVENTS, NAMES
from .webhook_health import WEBHOOK, note_attempt

BASIC = Basic()


def content(event: Event, shop: Shop) -> Any:
    """What the event tells of: a cart, or an app."""
    if event.resource == CART:
        return told(shop.store.get(CART, event.subject))
    facts = {name: value for name, value in event.data.items() if name != "triggered"}
    return {**app_event(event.name, shop.store.find(APP, event.subject), shop), **facts}


def bare(thing: Any, event: Event, subscription: Subscription, shop: Shop) -> Any:
    """The thing itself: which event it was, the receiver must know from the address."""
    return thing


def read_webhook(webhook: Record) -> Subscription:
    """A webhook of the API. One that is broken gets nothing."""
    return Subscription(
        id=webhook["id"],
        url=webhook["target_url"],
        events=(webhook["event"],),
        security=_security(webhook["_username"], webhook["_password"]),
        open=webhook["active"],
        record=webhook,
    )


def read_app(app: Record) -> Subscription:
    """The address that an app's maker gave in the partners' dashboard."""
    return Subscription(
        id=str(app["id"]),
        url=app.get("webhook_url") or "",
        events=APP_EVENTS,
        open=bool(app.get("webhook_url")),
        record=app,
    )


def wants(subscription: Subscription, event: Event, thing: Any, shop: Shop) -> bool:
    """Whether what is told of is as the webhook's conditions say; most have none."""
    conditions = subscription.record.get("conditions")
    return not conditions or holds(conditions, thing)


def _security(username: str | None, password: str | None) -> Security | None:
    """Both or nothing: without credentials, deliveries prove nothing."""
    return Security(BASIC, f"{username}:{password}") if username and password else None


WEBHOOKS = Webhooks(
    names=NAMES,
    sources={WEBHOOK: read_webhook, APP: read_app},
    content=content,
    envelope=bare,
    examples=example,
    scheme=BASIC,
    wants=wants,
    encode=php_json,
    timeout=timedelta(seconds=30),
    retries=(timedelta(minutes=1), timedelta(minutes=5)),
    settled=note_attempt,
)
