"""Orders: what a basket becomes when it is paid for."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket, totals_of
from mock_server.commerce.money import LineAmounts, Totals, decimal
from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible

from .catalogue import product_id, product_version, version_of
from .coupons import coupon_id
from .customers import CUSTOMER, customer_of, guest_customer
from .flakes import derived_flake, new_flake, stamp, store_id

ORDER = "order"


def checkout_facts(basket: Basket) -> Mapping[str, Any] | None:
    """What was sent with a checkout that was made by API; None for a shopper's own."""
    facts: Mapping[str, Any] | None = basket.options.get("checkout")
    return facts


def order_of(basket: Basket, shop: Shop) -> str:
    """The id of the basket's order."""
    return record_key(shop, ORDER, basket.id, lambda: new_flake(shop))


def write_order(basket: Basket, checkout: Record, shop: Shop) -> Record:
    """Keep the order of a basket that was paid for."""
    key = order_of(basket, shop)
    customer = shop.store.get(CUSTOMER, customer_of(basket, shop) or guest_customer(basket, shop))
    known = {"id": key, "customer": customer, "checkout": checkout}
    return shop.store.put(ORDER, key, order_record(basket, known, shop))


def order_record(basket: Basket, known: Mapping[str, Any], shop: Shop) -> Record:
    """The order; its id, its customer and its checkout are `known`."""
    assert basket.paid_at is not None, "only a basket that was paid for is an order"
    contact: Mapping[str, Any] = basket.contact or {}
    customer, checkout = known["customer"], known["checkout"]
    totals = totals_of(basket, shop.facts)
    sent = checkout_facts(basket) or {}
    subscribed = any(line.get("subscription") for line in basket.lines)
    return {
        "id": known["id"],
        "pretty_id": f"{basket.number:06d}",
        "store_id": store_id(shop),
        "customer_id": customer["id"],
        "customer": visible(customer),
        "type": _type_of(basket),
        "status": "completed",
        "checkout_id": checkout["id"],
        "checkout_token": checkout["token"],
        "subscription_id": None,
        "is_subscription": subscribed,
        **_reductions(basket, totals, shop),
        "billing_name": contact.get("name_en", ""),
        "billing_email": contact.get("email", ""),
        "billing_country": sent.get("country") or "SA",
        "billing_tax_id": sent.get("tax_id"),
        "billing_cycle_sequence": 0,
        "customer_ip": "192.0.2.1",
        **_sums(totals, shop.facts.store.currency),
        "created_at": stamp(basket.paid_at),
        "completed_at": stamp(basket.paid_at),
        "lines": [
            _line(line, amounts, shop)
            for line, amounts in zip(basket.lines, totals.lines, strict=True)
        ],
        "tax_jurisdictions": [],
        "last_payment_error": None,
    }


def _type_of(basket: Basket) -> str:
    kinds = {bool(line.get("subscription")) for line in basket.lines}
    if len(kinds) == 2:
        return "mixed"
    return "subscription_initial" if True in kinds else "one_time"


def _reductions(basket: Basket, totals: Totals, shop: Shop) -> dict[str, Any]:
    coupon = basket.terms
    used = coupon_id(coupon, shop) if coupon else None
    usage = {"coupon_id": used, "usage_amount": totals.discount}
    return {
        "coupon_id": used,
        "applied_coupons": [{**usage, "coupon_version_id": version_of(used, shop)}] if used else [],
        "giftcard_id": None,
        "applied_giftcards": [],
        "affiliate_id": None,
    }


def _sums(totals: Totals, currency: str) -> dict[str, Any]:
    amounts = {
        "discount": totals.discount,
        "subtotal": totals.subtotal,
        "tax": totals.tax,
        "total": totals.total,
        "giftcard_usage": 0,
    }
    return {
        "currency": currency.lower(),
        "presentment_currency": currency.lower(),
        **_amounts(amounts, currency),
    }


def _amounts(amounts: Mapping[str, int], currency: str) -> dict[str, Any]:
    """Each amount as a number and in words, in the store's currency and in the customer's."""
    told: dict[str, Any] = {}
    for name, minor in amounts.items():
        told[f"{name}_amount"] = minor
        told[f"{name}_amount_str"] = f"{decimal(minor, currency)} {currency}"
    return {**told, **{f"presentment_{name}": value for name, value in told.items()}}


def _line(line: Mapping[str, Any], sums: LineAmounts, shop: Shop) -> Record:
    currency = shop.facts.store.currency
    product = product_id(line["product"], shop)
    amounts = {
        "discount": sums.discount,
        "giftcard_usage": 0,
        "subtotal": sums.net,
        "tax": sums.tax,
        "total": sums.total,
    }
    return {
        "id": derived_flake(shop, "order line", line["number"]),
        "checkout_line_id": derived_flake(shop, "checkout line", line["number"]),
        "product_id": product,
        "product_version_id": product_version(product, shop),
        "product_name": line["name_en"],
        "product_image_url": None,
        "gift": line.get("gift_to") is not None,
        "gift_to_customer_id": line.get("gift_to"),
        "price": line["price"],
        "price_str": f"{decimal(line['price'], currency)} {currency}",
        "quantity": line["quantity"],
        **_amounts(amounts, currency),
        "tax_inclusive": True,
        "custom_variables": line.get("variables") or {},
    }
