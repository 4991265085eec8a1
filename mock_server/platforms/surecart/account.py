"""The account: what it begins with, its own facts, and the mails that its customers get."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.market import Market
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.tokens import keep_token

from .auth import AUTH
from .catalogue import write_catalogue
from .event_log import ACCOUNT, account_id
from .promotions import write_coupons
from .protocol import open_protocol, protocol_of
from .style import unwrapped
from .timestamps import keep
from .writing import refused, taken

operations = Operations()

NOTIFICATIONS = "customer_notification_protocol"
_WRITTEN = ("name", "locale", "time_zone", "url")
_SWITCHES = (
    "order_enabled", "refund_enabled", "subscription_cancellation_enabled",
    "subscription_reminder_enabled", "subscription_renewal_enabled", "payment_failure_enabled",
)  # fmt: skip
_COUNTED = ("coupon", "price", "product", "webhook_endpoint")


def open_account(shop: Shop) -> None:
    """Everything that a new account has."""
    write_catalogue(shop)
    write_coupons(shop)
    open_protocol(shop)
    _write_notifications(shop)
    _write_account(shop)


@operations.handles("updateAccount")
def update(request: Request, shop: Shop) -> Record:
    """Change what was sent.

    Raises:
        Invalid: it is another currency than that of the prices.
    """
    known, sent = shop.store.get(ACCOUNT, ""), unwrapped(request)
    if sent.get("currency", known["currency"]).lower() != known["currency"]:
        raise refused("currency", "locked", "Currency cannot be changed once there are prices.")
    kept = keep(shop, ACCOUNT, "", {**known, **taken(sent, _WRITTEN)})
    if kept is not known:
        shop.emit("account.updated", ACCOUNT, "")
    return kept


@operations.handles("updateCustomerNotificationProtocol")
def update_notifications(request: Request, shop: Shop) -> Record:
    known, sent = shop.store.get(NOTIFICATIONS, ""), unwrapped(request)
    changed = taken(sent, ("from_name", "reply_to_email"), _SWITCHES)
    return keep(shop, NOTIFICATIONS, "", {**known, **changed})


def present(account: Record, shop: Shop, request: Request) -> Record:
    """The account, with a key for each kind of objects that moves when one of them changes."""
    keys = {f"{each}s": f"{each}s-{_newest(each, shop)}" for each in _COUNTED}
    return {**visible(account), "cache_keys": keys}


def _newest(resource: str, shop: Shop) -> str:
    records = shop.store.all(resource)
    return f"{len(records)}-{max((each['updated_at'] for each in records), default=0)}"


def _write_account(shop: Shop) -> None:
    market: Market = shop.facts
    token = f"pt_{shop.identifiers.hex('public token', AUTH.keys['public'].length)}"
    facts: Mapping[str, Any] = {"kind": "access", "name": "public", "only": "/public/"}
    keep_token(shop.store, token, {**facts, "scopes": None, "owner": "account"})
    record = {
        "id": account_id(shop),
        "object": ACCOUNT,
        "cache_keys": {},
        "claimed": True,
        "claim_url": None,
        "claim_window_ends_at": None,
        "currency": market.store.currency.lower(),
        "currency_locked": True,
        "entitlements": {"abandoned_checkouts": True},
        "locale": "ar",
        "medias_total_byte_size": 0,
        "name": market.store.name.ar,
        "slug": market.store.domain.partition(".")[0],
        "time_zone": "Asia/Riyadh",
        "url": f"https://{market.store.domain}",
        "plan": {"free": False, "name": "scale"},
        "public_token": token,
        "seeded_at": None,
        "abandoned_checkout_protocol": protocol_of(shop)["id"],
        NOTIFICATIONS: shop.store.get(NOTIFICATIONS, "")["id"],
    }
    keep(shop, ACCOUNT, "", record)


def _write_notifications(shop: Shop) -> None:
    market: Market = shop.facts
    record = {
        "id": shop.identifiers.uuid(NOTIFICATIONS),
        "object": NOTIFICATIONS,
        "from_name": market.store.name.ar,
        "reply_to_email": market.store.email,
        **dict.fromkeys(_SWITCHES, True),
    }
    keep(shop, NOTIFICATIONS, "", record)


RESOURCES = [
    Resource(name=ACCOUNT, present=present, apart=frozenset({"expand[]"})),
    Resource(name=NOTIFICATIONS, apart=frozenset({"expand[]"})),
]
