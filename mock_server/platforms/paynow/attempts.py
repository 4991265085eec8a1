"""The e-mails that a store sends by itself: whether one may go out, and what goes with it."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.coupons import offer
from mock_server.commerce.periods import read_period
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .configurations import Feature, is_invalid
from .coupons import COUPON, generate_coupon, offer_of
from .customers import known_customer
from .email_deliveries import deliver

Contact = Mapping[str, Any]
"""What `commerce.basket.contact_of` gives."""


def may_send(feature: Feature, contact: Contact | None, total: int, shop: Shop) -> bool:
    """Whether the settings as they are now let this e-mail go, about a cart or order of `total`."""
    configuration = shop.store.get(feature.configuration, "")
    return (
        configuration["enabled"]
        and not is_invalid(configuration, shop)
        and _is_within(total, configuration)
        and contact is not None
        and contact["accepts_marketing"]
        and not _is_used_up(feature, "per_customer", _of(contact, shop), shop)
        and not _is_used_up(feature, "global", {}, shop)
    )


def send(feature: Feature, contact: Contact, resource: str, key: str, shop: Shop) -> Record:
    """Send the e-mail about a record now, and tell so; the coupon that it carries."""
    customer_id = known_customer(contact, shop)
    coupon = generate_coupon(feature, customer_id, shop)
    offer(shop, offer_of(coupon, contact["key"]))
    delivery = deliver(feature.template, feature.subject, contact["email"], shop)
    shop.emit(
        feature.sent_event,
        resource,
        key,
        customer_id=customer_id,
        coupon_id=coupon["id"],
        email_delivery_id=delivery["id"],
    )
    return coupon


def _is_within(total: int, configuration: Record) -> bool:
    most = configuration["maximum_order_value"]
    return configuration["minimum_order_value"] <= total and (most is None or total <= most)


def _of(contact: Contact, shop: Shop) -> Mapping[str, str]:
    return {"usable_by_customer_id": known_customer(contact, shop)}


def _is_used_up(feature: Feature, limit: str, whose: Mapping[str, str], shop: Shop) -> bool:
    """Whether the n-th newest coupon, n being the limit, still counts: its period is not over.

    Without a period a coupon counts for good.
    """
    configuration = shop.store.get(feature.configuration, "")
    amount = configuration[f"max_coupons_{limit}_amount"]
    period = configuration[f"max_coupons_{limit}_period"]
    if not amount:
        return amount is not None
    where = {"_feature": feature.template, **whose}
    page = shop.store.page(COUPON, number=amount, size=1, where=where)
    if not page.records or period is None:
        return bool(page.records)
    over_at = read_period(period).after(page.records[0]["_created_at"])
    return over_at is None or over_at > shop.clock.now()
