"""What an event tells when it is triggered by hand: the newest such object, or a made-up one.

Of objects that this sandbox does not have, only what the vendor's pages name is shown.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from mock_server.commerce.basket import Basket, contact_of, line_of
from mock_server.commerce.market import Market
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible

from .abandoned_checkouts import ABANDONED, new_abandoned_checkout
from .catalogue import PRODUCT, price_id, product_id
from .customers import CUSTOMER, PORTAL, customer_record
from .event_log import account_id
from .orders import BLANK_ORDER, BLANK_PURCHASE, ORDER, PURCHASE
from .timestamps import unix

_STATES: Mapping[str, Record] = {
    "abandoned_checkout.recovered": {"recovery_status": "unassisted_recovered"},
    "order.delivered": {"shipment_status": "delivered"},
    "order.fulfilled": {"fulfillment_status": "fulfilled"},
    "order.made_processing": {"status": "processing"},
    "order.partially_fulfilled": {"fulfillment_status": "partially_fulfilled"},
    "order.partially_shipped": {"shipment_status": "partially_shipped"},
    "order.payment_failed": {"status": "payment_failed"},
    "order.shipped": {"shipment_status": "shipped"},
    "order.voided": {"status": "void"},
    "purchase.revoked": {"revoked": True},
    "affiliation_request.approved": {"status": "approved"},
    "affiliation_request.denied": {"status": "denied"},
    "invoice.made_draft": {"status": "draft"},
    "invoice.opened": {"status": "open"},
    "invoice.paid": {"status": "paid"},
    "payout.completed": {"status": "completed"},
    "payout.made_processing": {"status": "processing"},
    "referral.approved": {"status": "approved"},
    "referral.canceled": {"status": "canceled"},
    "referral.denied": {"status": "denied"},
    "referral.made_reviewing": {"status": "reviewing"},
    "refund.succeeded": {"status": "succeeded"},
    "return_request.completed": {"status": "completed"},
    "return_request.opened": {"status": "open"},
    "subscription.canceled": {"status": "canceled"},
    "subscription.completed": {"status": "completed"},
    "subscription.made_active": {"status": "active"},
    "subscription.made_trialing": {"status": "trialing"},
}
"""What an event says of its object, beside that there is one."""


_MOMENTS: Mapping[str, str] = {
    "abandoned_checkout.recovered": "recovered_at",
    "purchase.revoked": "revoked_at",
}
"""Where an object says since when it is in that state."""


def example(name: str, shop: Shop) -> Record:
    """The object of an event of this name."""
    resource, now = name.partition(".")[0], unix(shop.clock.now())
    thing = _newest(resource, name, shop)
    if thing is not None and resource == ABANDONED:
        return thing  # one that is as the event says
    if thing is None:
        made_up = _MADE_UP.get(resource, _bare(resource))(shop)
        thing = {**made_up, "created_at": now, "updated_at": now}
    since = {_MOMENTS[name]: now} if name in _MOMENTS else {}
    return {**thing, **_STATES.get(name, {}), **since}


def _newest(resource: str, name: str, shop: Shop) -> Record | None:
    """The newest of the shop's own; of abandoned checkouts, one that is as the event says."""
    recovered = name == "abandoned_checkout.recovered"
    found, _ = shop.store.table(resource).select(
        {}, lambda each: (each.get("recovered_at") is not None) == recovered, limit=1
    )
    return visible(found[0]) if found else None


def _bare(resource: str) -> Callable[[Shop], Record]:
    return lambda shop: {"id": _id(resource, shop), "object": resource}


def _abandoned_checkout(shop: Shop) -> Record:
    basket, customer = _basket(shop), _customer(shop)
    record = new_abandoned_checkout(_id(ABANDONED, shop), basket, customer)
    return {**visible(record), "checkout": _id("checkout", shop), "customer": customer["id"]}


def _account(shop: Shop) -> Record:
    market: Market = shop.facts
    return {
        "id": account_id(shop),
        "object": "account",
        "currency": market.store.currency.lower(),
        "name": market.store.name.ar,
        "url": f"https://{market.store.domain}",
    }


def _customer(shop: Shop) -> Record:
    return visible(customer_record(_id(CUSTOMER, shop), _basket(shop), shop))


def _order(shop: Shop) -> Record:
    key = _id(ORDER, shop)
    return {
        **BLANK_ORDER,
        "id": key,
        "portal_url": f"{PORTAL}/orders/{key}",
        "statement_url": f"https://app.surecart.com/statements/orders/{key}",
        "checkout": _id("checkout", shop),
    }


def _purchase(shop: Shop) -> Record:
    sold = _basket(shop).lines[0]["product"]
    return {
        **BLANK_PURCHASE,
        "id": _id(PURCHASE, shop),
        "customer": _id(CUSTOMER, shop),
        "initial_order": _id(ORDER, shop),
        "price": price_id(sold, shop),
        "product": product_id(sold, shop),
    }


def _variant(shop: Shop) -> Record:
    sold = _basket(shop).lines[0]["product"]
    return {"id": _id("variant", shop), "object": "variant", PRODUCT: product_id(sold, shop)}


def _basket(shop: Shop) -> Basket:
    """What the first customer of the story might have left behind."""
    market: Market = shop.facts
    product, customer = next(iter(market.products.values())), next(iter(market.customers.values()))
    opened = shop.clock.now() - timedelta(hours=1)
    return Basket.opened("an example", 1, opened, {}).changed(
        lines=(line_of(1, product, 1, ""),), contact=contact_of(customer), phase="login"
    )


def _id(resource: str, shop: Shop) -> str:
    return shop.identifiers.uuid(f"example {resource}")


_MADE_UP: Mapping[str, Callable[[Shop], Record]] = {
    ABANDONED: _abandoned_checkout,
    "account": _account,
    CUSTOMER: _customer,
    ORDER: _order,
    PURCHASE: _purchase,
    "variant": _variant,
}
