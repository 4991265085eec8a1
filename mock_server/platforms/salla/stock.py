"""What is there to be sold: taken by orders, given back by cancellations, at a branch.

An item is the record of a product, or that of one of its variants where it has some. What an item
has in all is the sum of what its branches have, and what a product has that of its variants.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_server.commerce.money import MINOR
from mock_server.engine import keeping
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

PRODUCT, VARIANT, BRANCH = "product", "product_variant", "branch"

MAIN_BRANCH = 1_500_000_001
"""The branch that is meant where none is named and the store has none that is its default."""

_SHORT = Text(
    "الكمية المطلوبة من {name} غير متوفرة، المتوفر {left}",
    "There is not enough of {name}: {left} left",
)
_WHICH = Text("يجب اختيار أحد خيارات المنتج", "choose one of the product's variants")


def item_of(shop: Shop, product: Record, values: Iterable[int] = ()) -> Record:
    """What is sold of a product when these values of its options are chosen.

    Raises:
        Invalid: the product has variants, and the values do not choose one.
    """
    variants = keeping.below(shop, VARIANT, product["id"])
    if not variants:
        return product
    chosen = set(values)
    for variant in variants:
        if chosen.issuperset(variant["related_option_values"]):
            return variant
    raise Invalid.field("options", "required", _WHICH)


def price_of(item: Record, shop: Shop) -> int:
    """What one piece costs now, in minor units with tax: its sale price while there is a sale."""
    currency = shop.facts.store.currency
    regular, sale = item["regular_price"], item["sale_price"]
    amount: float = (
        sale["amount"] if sale["amount"] > 0 and is_on_sale(item, shop) else regular["amount"]
    )
    return round(amount * MINOR.get(currency, 100))


def is_on_sale(item: Record, shop: Shop) -> bool:
    """Whether its sale has begun and is not over; a sale without dates is always on."""
    today = f"{shop.clock.now():%Y-%m-%d}"
    begins, ends = item.get("_sale_start"), item.get("sale_end")
    return (not begins or begins[:10] <= today) and (not ends or today <= ends[:10])


def left(item: Record, branch: int | None = None) -> int | None:
    """How many there are, in all or at a branch; None when they never run out."""
    if item["unlimited_quantity"]:
        return None
    at: Mapping[str, int] = item["_branches"]
    return sum(at.values()) if branch is None else at.get(str(branch), 0)


def default_branch(shop: Shop) -> int:
    """The branch that is meant where none is named."""
    for branch in shop.store.all(BRANCH):
        if branch.get("is_default"):
            return int(branch["id"])
    return MAIN_BRANCH


def take(shop: Shop, item: Record, quantity: int, branch: int | None = None) -> Record:
    """Sell this many; the item as it is then. Without a branch, the fullest give what they have.

    Raises:
        Conflict: there are not as many.
    """
    for part in item.get("_consists", ()):
        take(shop, shop.store.get(PRODUCT, part["id"]), quantity * part["quantity"], branch)
    there = left(item, branch)
    if there is None:
        return _keep(shop, item, item["_branches"], sold=quantity)
    if quantity > there:
        name = item.get("name") or shop.store.get(PRODUCT, item["_product_id"])["name"]
        raise Conflict(
            f"{there} left of {item['id']}, {quantity} wanted", _SHORT.fill(name=name, left=there)
        )
    at, wanted = dict(item["_branches"]), quantity
    named = [str(branch)] if branch is not None else sorted(at, key=lambda each: -at[each])
    for each in named:
        given = min(at.get(each, 0), wanted)
        at[each], wanted = at.get(each, 0) - given, wanted - given
    return _keep(shop, item, at, sold=quantity)


def give_back(shop: Shop, item: Record, quantity: int, branch: int | None = None) -> Record:
    """Take this many back from a sale that came to nothing; the item as it is then."""
    for part in item.get("_consists", ()):
        give_back(shop, shop.store.get(PRODUCT, part["id"]), quantity * part["quantity"], branch)
    at = dict(item["_branches"])
    if not item["unlimited_quantity"]:
        where = str(branch or default_branch(shop))
        at[where] = at.get(where, 0) + quantity
    return _keep(shop, item, at, sold=-quantity)


def restock(shop: Shop, item: Record, quantity: int, branch: int | None = None) -> Record:
    """Have this many at a branch from now on; without one, in all, at the default branch."""
    at = dict(item["_branches"]) if branch is not None else {}
    at[str(branch or default_branch(shop))] = quantity
    return _keep(shop, item, at)


def settle(shop: Shop, product_id: int) -> Record:
    """Make a product say what its variants have, and whether it is out; as it is then."""
    product = shop.store.get(PRODUCT, product_id)
    variants = keeping.below(shop, VARIANT, product_id)
    changed: dict[str, Any] = {}
    if variants:
        at: dict[str, int] = {}
        for variant in variants:
            for branch, quantity in variant["_branches"].items():
                at[branch] = at.get(branch, 0) + quantity
        unlimited = any(variant["unlimited_quantity"] for variant in variants)
        changed = {"_branches": at, "unlimited_quantity": unlimited}
        changed["quantity"] = sum(at.values())
    after = {**product, **changed}
    return shop.store.put(PRODUCT, product_id, {**after, "status": _status(after)})


def _keep(shop: Shop, item: Record, at: Mapping[str, int], sold: int = 0) -> Record:
    """The item with this at its branches, and its product in accordance."""
    is_variant = "_product_id" in item
    resource, count = (VARIANT, "stock_quantity") if is_variant else (PRODUCT, "quantity")
    product_id = item["_product_id"] if is_variant else item["id"]
    before = shop.store.get(PRODUCT, product_id)
    fields: dict[str, Any] = {"_branches": at, count: sum(at.values())}
    kept = shop.store.update(resource, item["id"], **fields)
    if is_variant:
        settle(shop, product_id)
    product = shop.store.get(PRODUCT, product_id)
    total_sold = max(0, product["sold_quantity"] + sold)
    product = {**product, "sold_quantity": total_sold}
    shop.store.put(PRODUCT, product_id, {**product, "status": _status(product)})
    _tell_if_low(shop, before)
    return kept if is_variant else shop.store.get(PRODUCT, product_id)


def _status(product: Record) -> str:
    """A product that is on sale is out when there is none left, and back when there is."""
    status: str = product["status"]
    if status not in ("sale", "out"):
        return status
    return "sale" if product["unlimited_quantity"] or product["quantity"] > 0 else "out"


def _tell_if_low(shop: Shop, before: Record) -> None:
    """Tell that a product has come down to the number at which its merchant wants to know."""
    product = shop.store.get(PRODUCT, before["id"])
    limit = product["notify_quantity"]
    if limit is not None and product["quantity"] <= int(limit) < before["quantity"]:
        keeping.announce(shop, PRODUCT, "product.quantity.low", product)
    if product["status"] != before["status"]:
        keeping.announce(shop, PRODUCT, "product.status.updated", product)
    if product["status"] == "sale" and before["status"] == "out":
        keeping.announce(shop, PRODUCT, "product.available", product)
