"""Abandoned checkouts: written at the abandonment, listed, switched, recovered by a purchase."""

from collections.abc import Mapping

from mock_server.commerce.basket import Basket, find_basket
from mock_server.commerce.lifecycle import Dialect
from mock_server.commerce.records import record_key
from mock_server.engine.operations import Operations
from mock_server.engine.platform import Filter
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec

from .checkouts import checkout_id
from .customers import PORTAL, customer_id
from .promotions import promotion_id
from .protocol import protocol_of
from .queries import in_mode, with_ids
from .style import unwrapped
from .timestamps import keep, unix

ABANDONED = "abandoned_checkout"
TABLE = TableSpec(order="created_at", equal=("customer", "recovery_status"))

operations = Operations()


@operations.handles("updateAbandonedCheckout")
def update_abandoned_checkout(request: Request, shop: Shop) -> Record:
    """Switch the reminders; nothing else of an abandoned checkout can be written."""
    record = shop.store.get(ABANDONED, request.path["id"])
    switched = unwrapped(request).get("notifications_enabled", record["notifications_enabled"])
    return _plan({**record, "notifications_enabled": switched}, shop)


def write_abandoned_checkout(
    basket: Basket, checkout: str, customer: Record | None, shop: Shop
) -> str:
    """Make the record say what the basket says; its id."""
    assert customer is not None, "only a checkout with a customer is abandoned"
    key = record_key(shop, ABANDONED, basket.id, lambda: shop.identifiers.uuid(ABANDONED))
    record = {
        **(shop.store.find(ABANDONED, key) or new_abandoned_checkout(key, basket, customer)),
        "checkout": checkout,
        "customer": customer["id"],
        "promotion": _promotion(basket, shop),
    }
    keep(shop, ABANDONED, key, {**record, **_schedule(record, basket, shop)})
    return key


def may_remind(basket: Basket, shop: Shop) -> bool:
    """Whether the customer still waits for reminders of this checkout."""
    key = record_key(shop, ABANDONED, basket.id, lambda: shop.identifiers.uuid(ABANDONED))
    return _is_reminded_of(shop.store.get(ABANDONED, key))


def recover(basket: Basket, shop: Shop) -> None:
    """A purchase recovers all that its customer had left, through whichever checkout it came."""
    customer = customer_id(basket, shop)
    left, _ = shop.store.table(ABANDONED).select(
        {"customer": customer, "recovery_status": "abandoned"}, newest_first=False
    )
    for record in left:
        assisted = bool(find_basket(shop, record["_basket"]).reminders)
        recovered = {
            **record,
            "recovery_status": "assisted_recovered" if assisted else "unassisted_recovered",
            "recovered_at": unix(shop.clock.now()),
            "recovered_checkout": checkout_id(basket, shop),
        }
        _plan(recovered, shop)
        shop.emit("abandoned_checkout.recovered", ABANDONED, record["id"])


def plan_anew(shop: Shop) -> None:
    """Plan the reminders of all that is abandoned, after the protocol changed."""
    for record in shop.store.table(ABANDONED).select({"recovery_status": "abandoned"})[0]:
        _plan(record, shop)


def _plan(record: Record, shop: Shop) -> Record:
    """Keep the record with the reminders that are still to come, and plan those."""
    basket, dialect = find_basket(shop, record["_basket"]), _dialect(shop)
    if _is_reminded_of(record):
        dialect.lifecycle.schedule(basket, shop)
    return keep(shop, ABANDONED, record["id"], {**record, **_schedule(record, basket, shop)})


def _schedule(record: Record, basket: Basket, shop: Shop) -> Record:
    """What the record tells of its reminders, from the plan and the shop's clock."""
    planned = _dialect(shop).lifecycle.plan(basket, shop) if _is_reminded_of(record) else ()
    status = "scheduled" if planned else "sent" if _is_through(basket, shop) else "not_scheduled"
    moments = sorted(unix(moment) for moment in planned)
    return {"notification_status": status, "notifications_scheduled_at": moments}


def _is_through(basket: Basket, shop: Shop) -> bool:
    """Whether the last reminder of the plan went out, or one that the merchant sent by hand."""
    last = basket.reminders[-1] if basket.reminders else None
    planned = len(protocol_of(shop)["notification_delays"])
    return last is not None and ("manual" in last or last["number"] >= planned)


def _is_reminded_of(record: Record) -> bool:
    return bool(record["notifications_enabled"]) and record["recovery_status"] == "abandoned"


def _promotion(basket: Basket, shop: Shop) -> str | None:
    codes = [each["coupon"] for each in basket.reminders if each["coupon"]]
    return promotion_id(codes[-1], shop) if codes else None


def _dialect(shop: Shop) -> Dialect:
    dialect: Dialect = shop.dialect
    return dialect


def new_abandoned_checkout(key: str, basket: Basket, customer: Record) -> Record:
    """Who wants no marketing mail starts without reminders."""
    return {
        "id": key,
        "object": ABANDONED,
        "notifications_enabled": not customer["unsubscribed"],
        "notification_status": "not_scheduled",
        "notifications_scheduled_at": [],
        "portal_url": f"{PORTAL}/abandoned_checkouts/{key}",
        "recovery_status": "abandoned",
        "recovered_at": None,
        "checkout": "",
        "customer": "",
        "promotion": None,
        "recovered_checkout": None,
        "_basket": basket.id,
        "_live_mode": customer["live_mode"],
    }


def _of_customers(record: Record, wanted: list[str], shop: Shop) -> bool:
    return record["customer"] in wanted


def _in_status(record: Record, wanted: list[str], shop: Shop) -> bool:
    return record["notification_status"] in wanted


FILTERS: Mapping[str, Filter] = {
    "customer_ids[]": _of_customers,
    "ids[]": with_ids,
    "live_mode": in_mode,
    "notification_status[]": _in_status,
}
