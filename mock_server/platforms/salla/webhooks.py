"""Salla's webhooks: who hears of what, in which envelope, proved by which of three strategies."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from mock_server.commerce.basket import find_basket
from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record
from mock_server.webhooks import Hmac, Security, Subscription, Verbatim, Webhooks, php_json
from mock_server.webhooks.signing import Scheme

from . import order_events
from .cart_events import purchased, status_changed, told
from .carts import CART, cart_of
from .event_examples import example
from .events import APP_EVENTS, NAMES
from .merchants import merchant_id
from .rules import read_rule
from .style import RIYADH

WEBHOOK, ORDER = "webhook", "order"
APP = "app"

SIGNATURE = Hmac("X-Salla-Signature")
STRATEGY_HEADER = "X-Salla-Security-Strategy"
_STRATEGIES: Mapping[str, Scheme] = {"signature": SIGNATURE, "token": Verbatim("Authorization")}

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def default_secret() -> str:
    """Of the demo app, which subscriptions without a secret of their own are signed with."""
    return sha256(b"souqbox demo webhooks salla").hexdigest()[:32]


def content(event: Event, shop: Shop) -> Any:
    """What the event tells of."""
    if event.name == "coupon.applied":
        return {"cart": told(_cart(event, shop), shop)}
    if event.resource == ORDER and event.subject:
        return order_events.told(event, shop)
    if event.resource != CART:
        return {name: value for name, value in event.data.items() if name != "triggered"}
    cart = _cart(event, shop)
    match event.name:
        case "abandoned.cart.status.changed":
            return status_changed(cart)
        case "abandoned.cart.purchased":
            return purchased(cart)
        case _:
            return told(cart, shop)


def envelope(data: Any, event: Event, subscription: Subscription, shop: Shop) -> Record:
    return {
        "event": event.name,
        "merchant": merchant_id(shop),
        "created_at": written(event.at),
        "data": data,
    }


def written(moment: datetime) -> str:
    """`Tue Jan 21 2025 18:00:32 GMT+0300`, in the time of the store."""
    local = moment.astimezone(RIYADH)
    day, month = _DAYS[local.weekday()], _MONTHS[local.month - 1]
    return f"{day} {month} {local:%d %Y %H:%M:%S} GMT{local:%z}"


def read_subscription(record: Record) -> Subscription:
    """A subscription of the API."""
    scheme = _STRATEGIES.get(record["_strategy"])
    return Subscription(
        id=str(record["id"]),
        url=record["url"],
        events=(record["event"],),
        security=Security(scheme, record["_secret"] or default_secret()) if scheme else None,
        headers=record["headers"],
        record=record,
    )


def read_app(app: Record) -> Subscription:
    """The address that an app gave in the partners' portal, for what it is told without asking."""
    return Subscription(
        id=str(app["id"]),
        url=app.get("webhook_url") or "",
        events=APP_EVENTS,
        security=Security(SIGNATURE, app.get("webhook_secret") or default_secret()),
        open=bool(app.get("webhook_url")),
        record=app,
    )


def wants(subscription: Subscription, event: Event, data: Any, shop: Shop) -> bool:
    """Whether the subscription's rule, if it has one, is true of what is told."""
    rule = subscription.record.get("rule")
    return not rule or read_rule(rule).holds(data)


def strategy_header(
    delivery: Record, subscription: Subscription, moment: datetime
) -> Mapping[str, str]:
    scheme = subscription.security.scheme if subscription.security else None
    if scheme is None:
        return {}
    return {STRATEGY_HEADER: "Signature" if scheme is SIGNATURE else "Token"}


def _cart(event: Event, shop: Shop) -> Record:
    """The cart; one with a coupon may not be abandoned yet, and then there is only its basket."""
    known = shop.store.find(CART, event.subject)
    return known or cart_of(find_basket(shop, event.data["basket"]), shop)


WEBHOOKS = Webhooks(
    names=NAMES,
    sources={WEBHOOK: read_subscription, APP: read_app},
    content=content,
    envelope=envelope,
    examples=example,
    scheme=SIGNATURE,
    wants=wants,
    encode=php_json,
    headers=strategy_header,
    succeeds=lambda status: status in (200, 201),
    timeout=timedelta(seconds=30),
    retries=(timedelta(minutes=5), timedelta(minutes=5)),
)
