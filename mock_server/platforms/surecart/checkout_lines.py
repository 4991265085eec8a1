"""Lines of baskets as the API writes them: a price and a quantity, as baskets keep them."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.commerce.market import Market
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import PRICE, PRODUCT, line_key
from .writing import refused

Line = Mapping[str, Any]

MOST_LINES = 100
MOST_PIECES = 10_000
_KILOGRAMS = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "oz": 0.028349523125}


def lines_of(sent: Sequence[Mapping[str, Any]], basket: Basket, shop: Shop) -> tuple[Line, ...]:
    """All lines of a basket anew. One whose price was in it before is the same line as before."""
    before, lines = list(basket.lines), []
    for each in sent:
        wanted = line_key(price_sent(each), shop)
        same = next((line for line in before if line["product"] == wanted), None)
        if same is not None:
            before.remove(same)
        lines.append(written(each, same, shop))
    return tuple(lines)


def price_sent(sent: Mapping[str, Any]) -> str:
    """The id of the price that a line names.

    Raises:
        Invalid: it names none.
    """
    named = sent.get("price") or sent.get("price_id")
    if not named:
        raise refused("price", "blank", "Price can't be blank.")
    return str(named)


def written(sent: Mapping[str, Any], known: Line | None, shop: Shop) -> Line:
    """A line as it is after a change; a new one has a number of its own.

    Raises:
        Invalid: there is no such price, or the amount named is not for it.
    """
    price = shop.store.find(PRICE, price_sent({"price": known and known["price_id"], **sent}))
    if price is None:
        raise refused("price", "not_found", "Price was not found.")
    number = shop.identifiers.count("line") if known is None else known["number"]
    before = known or {"quantity": 1, "note": "", "ad_hoc": None}
    named = _named(sent.get("ad_hoc_amount", before.get("ad_hoc")), price)
    return {
        **_goods(price, shop),
        "number": number,
        "price": price["amount"] if named is None else named,
        "price_id": price["id"],
        "quantity": sent.get("quantity", before["quantity"]),
        "note": sent.get("note", before["note"]) or "",
        "ad_hoc": named,
    }


def _named(amount: int | None, price: Record) -> int | None:
    """The amount that the customer named, where the price lets them."""
    if not price["ad_hoc"]:
        return None
    if amount is None:
        return int(price["amount"])
    least, most = price["ad_hoc_min_amount"], price["ad_hoc_max_amount"]
    if amount < least or (most is not None and amount > most):
        english = f"Ad hoc amount must be from {least} to {'any' if most is None else most}."
        raise refused("ad_hoc_amount", "outside_range", english)
    return amount


def _goods(price: Record, shop: Shop) -> Line:
    """What is sold at a price, in the words of baskets."""
    market: Market = shop.facts
    product = shop.store.get(PRODUCT, price["product"])
    key = line_key(price["id"], shop)
    told = market.products.get(key)
    return {
        "product": key,
        "sold": product["id"],
        "sku": product["sku"] or "",
        "name_ar": product["name"],
        "name_en": told.name.en if told else product["name"],
        "weight": (product["weight"] or 0) * _KILOGRAMS[product["weight_unit"]],
    }
