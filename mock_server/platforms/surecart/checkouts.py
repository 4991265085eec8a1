"""Checkouts: what a shopper's basket is at SureCart, from the first touch until it is paid."""

from mock_server.commerce.basket import Basket, totals_of
from mock_server.commerce.market import Market
from mock_server.commerce.money import Totals
from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec

from .catalogue import PRODUCT, grams, product_of
from .customers import PORTAL, has_address
from .discarded import find_any
from .discounts import DISCOUNT, write_discount
from .line_items import LINE_ITEM, write_line_items
from .options import abandoned_checkout_enabled, is_canceled, is_live, is_ordered, own_fields
from .orders import order_id
from .purchases import CHECKOUT
from .timestamps import unix

__all__ = ["CHECKOUT", "TABLE", "checkout_id", "write_checkout"]

TABLE = TableSpec(order="created_at", equal=("customer", "status"))


def checkout_id(basket: Basket, shop: Shop) -> str:
    return record_key(shop, CHECKOUT, basket.id, lambda: shop.identifiers.uuid(CHECKOUT))


def write_checkout(basket: Basket, customer: Record | None, shop: Shop) -> str:
    """Make the checkout's record and those of its lines say what the basket says; its id."""
    key = checkout_id(basket, shop)
    totals = totals_of(basket, shop.facts)
    lines = write_line_items(basket, key, totals, shop)
    record = {
        **_BLANK,
        "id": key,
        **_person(basket, customer),
        **_goods(basket, shop),
        **_amounts(basket, totals),
        **_state(key, basket, shop),
        "discount": write_discount(basket, shop),
        "created_at": unix(basket.opened_at),
        "updated_at": unix(basket.touched_at),
        **own_fields(basket),
        **_kept_back(basket, lines, shop),
    }
    _forget_what_left(shop.store.find(CHECKOUT, key), record, shop)
    shop.store.put(CHECKOUT, key, record)
    return key


def _kept_back(basket: Basket, lines: list[str], shop: Shop) -> Record:
    """What only the rules look at; products count as bought from the payment on."""
    sold = [product_of(line, shop) for line in basket.lines]
    return {
        "_basket": basket.id,
        "_coupon": basket.terms.key if basket.terms else None,
        "_line_items": lines,
        "_sold": sold,
        "_products": sold if basket.paid_at else [],
    }


def _forget_what_left(before: Record | None, now: Record, shop: Shop) -> None:
    """Lines that were taken out, and a discount that was taken away."""
    if before is None:
        return
    for key in before["_line_items"]:
        if key not in now["_line_items"]:
            shop.store.delete(LINE_ITEM, key)
    if before["discount"] and not now["discount"]:
        shop.store.delete(DISCOUNT, before["discount"])


def _person(basket: Basket, customer: Record | None) -> Record:
    """Who buys; of a guest nothing is known but an address on the net."""
    known = {"ip_address": f"203.0.113.{basket.number % 254 + 1}"}
    if customer is None:
        return known
    return {
        **known,
        "email": customer["email"],
        "first_name": customer["first_name"],
        "last_name": customer["last_name"],
        "name": customer["name"],
        "inherited_email": customer["email"],
        "inherited_name": customer["name"],
        "inherited_phone": customer["phone"],
        "phone": customer["phone"],
        "tax_status": "calculated",
        "customer": customer["id"],
        "shipping_address": customer["shipping_address"] if has_address(basket) else None,
    }


def _goods(basket: Basket, shop: Shop) -> Record:
    market: Market = shop.facts
    sold = [find_any(PRODUCT, product_of(line, shop), shop) for line in basket.lines]
    return {
        "currency": market.store.currency.lower(),
        "external_url": f"https://{market.store.domain}/checkout",
        "g_weight": sum([grams(line["weight"]) * line["quantity"] for line in basket.lines]),
        "shipping_enabled": any(each["shipping_enabled"] for each in sold if each),
    }


def _amounts(basket: Basket, totals: Totals) -> Record:
    """Prices include tax, so that it is told and not added."""
    gross, discount = totals.gross, totals.discount
    total = gross - discount
    paid = total if basket.paid_at else 0
    return {
        "amount_due": total,
        "discount_amount": discount,
        "full_amount": gross,
        "net_paid_amount": paid,
        "paid_amount": paid,
        "remaining_amount_due": total - paid,
        "subtotal_amount": gross,
        "tax_amount": totals.tax,
        "total_amount": total,
        "total_savings_amount": discount,
    }


def _state(key: str, basket: Basket, shop: Shop) -> Record:
    return {
        "abandoned_checkout_enabled": abandoned_checkout_enabled(basket),
        "live_mode": is_live(basket),
        "paid_at": unix(basket.paid_at) if basket.paid_at else None,
        "portal_url": f"{PORTAL}/checkouts/{key}",
        "status": _status(basket),
        "order": order_id(basket, shop) if basket.paid_at or is_ordered(basket) else None,
    }


def _status(basket: Basket) -> str:
    if is_canceled(basket):
        return "canceled"
    if basket.paid_at:
        return "paid"
    return "finalized" if basket.phase == "verification" else "draft"


_BLANK: Record = {
    "id": "",
    "object": CHECKOUT,
    "abandoned_checkout_enabled": True,
    "amount_due": 0,
    "applied_balance_amount": 0,
    "available_countries": ["SA"],
    "billing_matches_shipping": True,
    "checkout_fees_amount": 0,
    "credited_balance_amount": 0,
    "currency": "",
    "discount_amount": 0,
    "email": None,
    "external_url": None,
    "first_name": None,
    "last_name": None,
    "name": None,
    "free_shipping_choice_shortage_amount": None,
    "full_amount": 0,
    "group_key": None,
    "inherited_email": None,
    "inherited_name": None,
    "inherited_phone": None,
    "ip_address": None,
    "live_mode": True,
    "manual_payment": False,
    "metadata": {},
    "net_paid_amount": 0,
    "paid_amount": 0,
    "g_weight": 0,
    "latitude": None,
    "longitude": None,
    "paid_at": None,
    "payment_method_required": True,
    "phone_required": False,
    "portal_url": None,
    "phone": None,
    "proration_amount": 0,
    "refunded_amount": 0,
    "remaining_amount_due": 0,
    "reusable_payment_method_required": False,
    "selected_shipping_choice_required": False,
    "shipping_address_accuracy_requirement": "full",
    "shipping_amount": 0,
    "shipping_enabled": True,
    "shipping_fees_amount": 0,
    "shipping_tax_amount": 0,
    "shipping_tax_rate": 0,
    "status": "draft",
    "subtotal_amount": 0,
    "tax_amount": 0,
    "tax_behavior": "inclusive",
    "tax_breakdown": [],
    "tax_enabled": True,
    "tax_label": "VAT",
    "tax_status": "estimated",
    "total_amount": 0,
    "total_savings_amount": 0,
    "trial_amount": 0,
    "upsells_expire_at": None,
    "billing_address": None,
    "shipping_address": None,
    "geo_address": None,
    "current_payment_intent": None,
    "current_upsell": None,
    "invoice": None,
    "last_click": None,
    "customer": None,
    "discount": None,
    "manual_payment_method": None,
    "order": None,
    "payment_method": None,
    "selected_shipping_choice": None,
    "tax_identifier": None,
    "upsell_funnel": None,
    "charge": None,
    "payment_intent": None,
}
"""Every field in the vendor's order, of a checkout in which nobody has done anything."""
