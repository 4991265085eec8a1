"""The lines of a checkout that is made by API, each held to what its product allows."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import line_of
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import PRODUCT
from .customers import CUSTOMER
from .flakes import stamp
from .goods import as_goods, left_for
from .refusals import refused

_ORDER = "order"


def read_lines(
    sent: list[Mapping[str, Any]], customer: Record, shop: Shop
) -> tuple[Mapping[str, Any], ...]:
    """The lines as a basket holds them.

    Raises:
        Invalid: a product is not there or not for sale so, or there are not that many.
    """
    wanted: dict[str, int] = {}
    lines = []
    for index, each in enumerate(sent):
        field = f"lines.{index}"
        product = _product(each, field, shop)
        wanted[product["id"]] = wanted.get(product["id"], 0) + each["quantity"]
        _check_sale(product, bool(each.get("subscription")), field, shop)
        _check_customer(product, wanted[product["id"]], customer, field, shop)
        lines.append(_line(each, product, field, shop))
    return tuple(lines)


def _product(sent: Mapping[str, Any], field: str, shop: Shop) -> Record:
    for name in ("inline_product", "payout_splits"):
        if sent.get(name):
            raise refused(f"{field}.{name}", "forbidden", f"{name} takes an approval by PayNow.")
    if sent.get("trial"):
        raise refused(f"{field}.trial", "forbidden", "This product cannot be tried.")
    if sent.get("selected_gameserver_id"):
        name = f"{field}.selected_gameserver_id"
        raise refused(name, "exists", "This store has no game servers.")
    if sent.get("product_id") is None:
        raise refused(f"{field}.product_id", "required", "Say which product it is.")
    product = shop.store.find(PRODUCT, sent["product_id"])
    if product is None:
        raise refused(f"{field}.product_id", "exists", "There is no such product.")
    return product


def _check_sale(product: Record, subscribed: bool, field: str, shop: Shop) -> None:
    """Whether it is sold now, once or by subscription."""
    now = stamp(shop.clock.now())
    starts, ends = product["enabled_at"], product["enabled_until"]
    if (starts and now < starts) or (ends and ends <= now):
        raise refused(f"{field}.product_id", "enum", "This product is not on sale now.")
    allowed = "allow_subscription" if subscribed else "allow_one_time_purchase"
    if not product[allowed]:
        english = "This product is not sold so, once or by subscription."
        raise refused(f"{field}.subscription", "enum", english)


def _check_customer(
    product: Record, quantity: int, customer: Record, field: str, shop: Shop
) -> None:
    """Whether this customer may have so many of it."""
    left = left_for(product, customer["id"], shop)
    if quantity > left:
        raise refused(f"{field}.quantity", "maximum", f"There are {left} left.")
    needed = product["required_product_ids"]
    if not needed:
        return
    has = _bought(customer, shop)
    enough = (
        all(key in has for key in needed) if product["required_product_all"] else has & set(needed)
    )
    if not enough:
        english = "The customer needs another product first."
        raise refused(f"{field}.product_id", "enum", english)


def _bought(customer: Record, shop: Shop) -> set[str]:
    orders, _ = shop.store.table(_ORDER).select({"customer_id": customer["id"]})
    return {
        line["product_id"]
        for order in orders
        if order["status"] == "completed"
        for line in order["lines"]
    }


def _line(sent: Mapping[str, Any], product: Record, field: str, shop: Shop) -> Mapping[str, Any]:
    gift_to = sent.get("gift_to_customer_id")
    if gift_to is not None and shop.store.find(CUSTOMER, gift_to) is None:
        raise refused(f"{field}.gift_to_customer_id", "exists", "There is no such customer.")
    if sent.get("gift_to") and gift_to is None:
        english = "Say who gets it by the id of a customer."
        raise refused(f"{field}.gift_to", "forbidden", english)
    if gift_to is not None and product["is_gifting_disabled"]:
        raise refused(f"{field}.gift_to_customer_id", "enum", "This product cannot be given.")
    goods = as_goods(product, shop)
    return {
        **line_of(shop.identifiers.count("line"), goods, sent["quantity"], ""),
        "subscription": bool(sent.get("subscription")),
        "gift_to": gift_to,
        "variables": sent.get("custom_variables") or {},
    }
