"""The lines of a checkout."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.commerce.market import Market
from mock_server.commerce.money import LineAmounts, Totals
from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import PRICE, PRODUCT, grams, price_of, product_of
from .timestamps import keep

LINE_ITEM = "line_item"


def write_line_items(basket: Basket, checkout: str, totals: Totals, shop: Shop) -> list[str]:
    """The ids of the basket's lines, each of which says what the basket says."""
    written = []
    for line, amounts in zip(basket.lines, totals.lines, strict=True):
        number = str(line["number"])
        key = record_key(shop, LINE_ITEM, number, lambda: shop.identifiers.uuid(LINE_ITEM))
        status = "purchasable" if basket.paid_at else purchasable_status(line, shop)
        if not _is_kept(shop.store.find(LINE_ITEM, key), line, amounts, status):
            facts = {"id": key, "checkout": checkout, **_line(line, amounts, shop)}
            facts["purchasable_status"] = status
            keep(shop, LINE_ITEM, key, {**_BLANK, **facts})
        written.append(key)
    return written


def purchasable_status(line: Mapping[str, Any], shop: Shop) -> str:
    """Whether a line can be bought now, in the vendor's words."""
    price = shop.store.find(PRICE, price_of(line, shop))
    product = shop.store.find(PRODUCT, product_of(line, shop))
    if price is None or product is None or price["archived"] or product["archived"]:
        return "price_gone"
    if product["purchase_limit"] is not None and line["quantity"] > product["purchase_limit"]:
        return "exceeds_purchase_limit"
    counted = product["stock_enabled"] and not product["allow_out_of_stock_purchases"]
    return "out_of_stock" if counted and line["quantity"] > product["stock"] else "purchasable"


def _is_kept(
    kept: Record | None, line: Mapping[str, Any], amounts: LineAmounts, status: str
) -> bool:
    """Whether a line is as it was: nothing else of it ever changes."""
    return (
        kept is not None
        and kept["quantity"] == line["quantity"]
        and kept["full_amount"] == amounts.gross
        and kept["discount_amount"] == amounts.discount
        and kept["note"] == (line["note"] or None)
        and kept["purchasable_status"] == status
    )


def _line(line: Mapping[str, Any], amounts: LineAmounts, shop: Shop) -> Record:
    market: Market = shop.facts
    return {
        "discount_amount": amounts.discount,
        "full_amount": amounts.gross,
        "note": line["note"] or None,
        "quantity": line["quantity"],
        "g_weight": grams(line["weight"]) * line["quantity"],
        "unit_g_weight": grams(line["weight"]),
        "scratch_amount": amounts.gross,
        "subtotal_amount": amounts.gross,
        "tax_amount": amounts.tax,
        "tax_rate": market.store.tax_percent,
        "total_amount": amounts.total,
        "total_savings_amount": amounts.discount,
        "ad_hoc_amount": line.get("ad_hoc"),
        "price": price_of(line, shop),
        "_number": line["number"],
    }


_BLANK: Record = {
    "id": "",
    "object": LINE_ITEM,
    "ad_hoc_amount": None,
    "discount_amount": 0,
    "fees_amount": 0,
    "full_amount": 0,
    "fulfilled_quantity": 0,
    "locked": False,
    "note": None,
    "purchasable_status": "purchasable",
    "quantity": 1,
    "g_weight": 0,
    "unit_g_weight": 0,
    "unit_dimensions_cm": None,
    "scratch_amount": 0,
    "stock_held": False,
    "subtotal_amount": 0,
    "tax_amount": 0,
    "tax_rate": 0,
    "total_amount": 0,
    "total_savings_amount": 0,
    "trial": False,
    "trial_amount": 0,
    "variant_options": [],
    "variant_option_names": [],
    "bump": None,
    "upsell": None,
    "variant": None,
    "swap": None,
    "checkout": "",
    "price": "",
}
"""Every field in the vendor's order, of a line without goods."""
