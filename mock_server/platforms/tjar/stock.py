"""What is there to be sold: taken by orders, given back by those that come to nothing."""

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .product_kinds import PRODUCT

_SHORT = Text("الكمية غير متوفرة، المتبقي {left}", "There are not as many: {left} left")


def take(line: Record, place: str, shop: Shop, *, short: bool = False) -> Record:
    """Take a line's pieces out of stock; the line, with the codes of cards that it sold.

    `short`: of what there is too little, take what there is. Somebody has paid for it already.

    Raises:
        Invalid: there are not as many.
    """
    product = shop.store.find(PRODUCT, line["product"])
    if product is None or product["is_unlimited"]:
        return line
    there = _left(product, line)
    if line["qty"] > there and not short:
        raise Invalid.field(f"{place}.quantity", "maximum", _SHORT.fill(left=there))
    taken = min(line["qty"], there)
    if product.get("digital_type") != "card":
        _move(product, line, -taken, shop)
        return {**line, "taken": taken}
    codes = [each["code"] for each in product["cards"] if not each["is_sold"]][:taken]
    _mark(product, codes, shop, is_sold=True)
    return {**line, "taken": taken, "codes": codes}


def give_back(line: Record, shop: Shop) -> None:
    """Put back what a line took, if its product is still there."""
    product, taken = shop.store.find(PRODUCT, line["product"]), line.get("taken", 0)
    if product is None or not taken:
        return
    if line["codes"]:
        _mark(product, line["codes"], shop, is_sold=False)
    else:
        _move(product, line, taken, shop)


def _left(product: Record, line: Record) -> int:
    if line["variant"] is None:
        return int(product["stock"])
    same = (v["stock"] for v in product["variants"] if v["id"] == line["variant"]["id"])
    return int(next(same, 0))


def _move(product: Record, line: Record, by: int, shop: Shop) -> None:
    """What a variant has changes, and so what its product has in all."""
    if line["variant"] is None:
        stock = product["stock"] + by if not product["variants"] else product["stock"]
        shop.store.update(PRODUCT, product["id"], stock=stock)
        return
    variants = [
        {**each, "stock": each["stock"] + by} if each["id"] == line["variant"]["id"] else each
        for each in product["variants"]
    ]
    stock = sum(each["stock"] for each in variants)
    shop.store.update(PRODUCT, product["id"], variants=variants, stock=stock)


def _mark(product: Record, codes: list[str], shop: Shop, *, is_sold: bool) -> None:
    cards = [
        {**each, "is_sold": is_sold} if each["code"] in codes else each
        for each in product.get("cards", ())
    ]
    stock = sum(not each["is_sold"] for each in cards)
    shop.store.update(PRODUCT, product["id"], cards=cards, stock=stock)
