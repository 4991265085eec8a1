"""Checkouts that are made by API: baskets like those of shoppers, who pay for them as well."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce import shopper
from mock_server.commerce.basket import Basket
from mock_server.commerce.lifecycle import Dialect
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .checkout_lines import read_lines
from .coupon_use import coupon_of_code, why_unusable
from .coupons import COUPON
from .customers import CUSTOMER, contact_for
from .flakes import new_flake
from .refusals import refused
from .stores import check_store

CHECKOUT = "checkout"

operations = Operations()


@operations.handles("createCheckout")
def create(request: Request, shop: Shop) -> Record:
    """Begin a purchase. It is left, written about and paid for as any other: by its id.

    Raises:
        Invalid: what it names is not there or not for this customer.
    """
    check_store(request, shop)
    sent: Mapping[str, Any] = request.body
    customer = shop.store.find(CUSTOMER, sent["customer_id"])
    if customer is None:
        raise refused("customer_id", "exists", "There is no such customer.")
    if sent.get("auto_redirect") and not sent.get("return_url"):
        raise refused("return_url", "required", "Say where the customer is to be sent.")
    lines = read_lines(sent["lines"], customer, shop)
    details = sent.get("customer_details") or {}
    basket = shopper.open_basket(shop, new_flake(shop), {"checkout": _facts(sent, details)})
    dialect: Dialect = shop.dialect
    contact = contact_for(customer, details, shop)
    basket = dialect.lifecycle.touched(basket, shop, lines=lines, contact=contact)
    coupon = _coupon(sent, shop)
    if coupon is not None:
        _enter(coupon, basket, sent, shop)
    return shop.store.get(CHECKOUT, basket.id)


def present(checkout: Record, shop: Shop, request: Request) -> Record:
    return {name: checkout[name] for name in ("id", "token", "url")}


def _facts(sent: Mapping[str, Any], details: Mapping[str, Any]) -> Record:
    """What only this platform knows of the basket. An unknown affiliate is ignored: all are."""
    names = ("metadata", "return_url", "cancel_url", "auto_redirect")
    return {
        **{name: sent.get(name) for name in names},
        "country": (details.get("billing_address") or {}).get("country"),
        "tax_id": details.get("billing_tax_id"),
    }


def _coupon(sent: Mapping[str, Any], shop: Shop) -> Record | None:
    """The one coupon that is meant, by its id or by its code."""
    codes = list(dict.fromkeys(sent.get("promo_codes") or ()))
    found = [coupon_of_code(code, shop) for code in codes]
    for index, coupon in enumerate(found):
        if coupon is None:
            raise refused(f"promo_codes.{index}", "exists", "There is no coupon with this code.")
    if sent.get("coupon_id") is not None:
        named = shop.store.find(COUPON, sent["coupon_id"])
        if named is None:
            raise refused("coupon_id", "exists", "There is no such coupon.")
        found.append(named)
    ids = {each["id"] for each in found if each is not None}
    if len(ids) > 1:
        raise refused("promo_codes", "max_items", "A checkout has one coupon.")
    return found[0] if found else None


def _enter(coupon: Record, basket: Basket, sent: Mapping[str, Any], shop: Shop) -> None:
    why = why_unusable(coupon, basket, shop, from_minimum=True)
    if why is not None:
        field = "promo_codes.0" if sent.get("promo_codes") else "coupon_id"
        raise refused(field, "enum", f"{why}.")
    shopper.apply_coupon(shop, basket.id, coupon["code"])


RESOURCE = Resource(name=CHECKOUT, present=present)
