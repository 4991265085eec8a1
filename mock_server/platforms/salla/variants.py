"""Variants of products: one for each choice of values, made by the options and not by clients."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product as choices
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from . import stock
from .catalogue import PRODUCT
from .stock import MAIN_BRANCH, VARIANT, is_on_sale, price_of
from .style import date, money

__all__ = ["OPTION", "VALUE", "VARIANT", "operations", "rebuild", "shown_variant"]

operations = Operations()

OPTION, VALUE = "product_option", "product_option_value"
MOST = 100
"""Variants of one product."""

_TOO_MANY = Text("عدد الخيارات تجاوز الحد المسموح", "The maximum number of options is exceeded")
_NOTHING = Text("أرسل حقلًا واحدًا على الأقل", "send one field at least")
_AS_SENT = ("sku", "barcode", "mpn", "gtin", "weight", "notify_low")


@operations.handles("updateProductVariantQuantity")
def update_quantity(request: Request, shop: Shop) -> Record:
    variant = shop.store.get(VARIANT, request.path["variant"])
    return stock.restock(shop, variant, request.body["quantity"])


@operations.handles("updateProductVariant")
def update(request: Request, shop: Shop) -> Record:
    """What the variant has, its product has too."""
    known = shop.store.get(VARIANT, request.path["variant"])
    fields = variant_written(request.body or {}, known, request, shop)
    changed = keeping.change(shop, VARIANT, known["id"], **fields)
    product = stock.settle(shop, changed["_product_id"])
    keeping.announce(shop, PRODUCT, "product.updated", product)
    return changed


def rebuild(shop: Shop, product_id: int) -> None:
    """Give a product a variant for each choice of its options' values; known ones stay.

    Raises:
        Conflict: there would be too many.
    """
    options = keeping.below(shop, OPTION, product_id)
    values = [keeping.below(shop, VALUE, option["id"]) for option in options]
    chosen = [each for each in values if each]
    wanted = list(choices(*chosen)) if chosen else []
    if len(wanted) > MOST:
        raise Conflict(f"{len(wanted)} variants; a product has {MOST} at most", _TOO_MANY)
    known = {
        frozenset(each["related_option_values"]): each
        for each in keeping.below(shop, VARIANT, product_id)
    }
    product = shop.store.get(PRODUCT, product_id)
    kept = {frozenset(value["id"] for value in choice): choice for choice in wanted}
    for combination, variant in known.items():
        if combination not in kept:
            keeping.remove(shop, VARIANT, variant["id"])
    for combination, choice in kept.items():
        if combination not in known:
            number = shop.store.fresh(VARIANT, lambda: shop.identifiers.number(VARIANT))
            shop.store.put(VARIANT, number, _variant(number, product, choice, shop))
    stock.settle(shop, product_id)


def shown_variant(variant: Record, shop: Shop) -> Record:
    """Everything about a variant as it is now."""
    currency = shop.facts.store.currency
    on_sale = variant["sale_price"]["amount"] > 0 and is_on_sale(variant, shop)
    return {
        **visible(variant),
        "price": money(price_of(variant, shop), currency),
        "has_special_price": on_sale,
        "weight_label": "كجم",
        "is_user_subscribed_to_sku": False,
    }


def present(variant: Record, shop: Shop, request: Request) -> Record:
    return shown_variant(variant, shop)


def variant_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a variant that a body changes; its stock is that of its branches.

    Raises:
        Invalid: nothing is changed.
    """
    if not sent:
        raise Invalid.field("body", "required", _NOTHING)
    currency = shop.facts.store.currency
    changed: Record = {name: sent[name] for name in _AS_SENT if name in sent}
    for name, kept in (("price", "regular_price"), ("sale_price",) * 2, ("cost_price",) * 2):
        if name in sent:
            changed[kept] = {"amount": sent[name] or 0, "currency": currency}
    at = dict(known["_branches"])
    if "stock_quantity" in sent:
        at = {str(stock.default_branch(shop)): sent["stock_quantity"]}
    at |= {str(each["branch"]): each["quantity"] for each in sent.get("quantities", ())}
    if at != known["_branches"]:
        changed |= {"_branches": at, "stock_quantity": sum(at.values())}
    return {**changed, "updated_at": date(shop.clock.now())}


def seed_variants(beginning: Beginning) -> Iterator[Record]:
    """A variant for each value, with a fair part of what the product has."""
    options = {each["_product_id"]: each for each in beginning.records(OPTION)}
    number = 0
    for product in beginning.records(PRODUCT):
        option = options.get(product["id"])
        values = [
            each
            for each in beginning.records(VALUE)
            if option and each["option_id"] == option["id"]
        ]
        for index, value in enumerate(values):
            number += 1
            share, rest = divmod(product["quantity"], len(values))
            quantity = share + (rest if index == 0 else 0)
            yield _blank(1_350_000_000 + number, product, (value,), date(beginning.moment)) | {
                "sku": f"{product['sku']}-{index + 1}",
                "stock_quantity": quantity,
                "is_default": index == 0,
                "_branches": {str(MAIN_BRANCH): quantity},
            }


def _variant(number: object, product: Record, choice: Sequence[Record], shop: Shop) -> Record:
    """A new variant: the product's price and those of its values, and the stock these named."""
    blank = _blank(number, product, choice, date(shop.clock.now()))
    more = sum(value["price"]["amount"] for value in choice)
    regular = product["regular_price"]
    quantity = min((value["_quantity"] for value in choice), default=0)
    at = {str(stock.default_branch(shop)): quantity}
    return blank | {
        "regular_price": {**regular, "amount": regular["amount"] + more},
        "stock_quantity": quantity,
        "is_default": all(value["is_default"] for value in choice),
        "_branches": at,
    }


def _blank(number: object, product: Record, choice: Sequence[Record], updated_at: Record) -> Record:
    currency = product["regular_price"]["currency"]
    cost = {"amount": float(product["cost_price"] or 0), "currency": currency}
    return {
        "id": number,
        "regular_price": product["regular_price"],
        "cost_price": cost,
        "sale_price": product["sale_price"],
        "stock_quantity": 0,
        "unlimited_quantity": product["unlimited_quantity"],
        "notify_low": None,
        "barcode": None,
        "sku": None,
        "mpn": None,
        "gtin": None,
        "updated_at": updated_at,
        "related_options": [value["option_id"] for value in choice],
        "related_option_values": [value["id"] for value in choice],
        "weight": product["weight"],
        "weight_type": product["weight_type"],
        "is_default": False,
        "_product_id": product["id"],
        "_branches": {},
    }


RESOURCE = Resource(
    name=VARIANT,
    seed=seed_variants,
    present=present,
    sort=oldest_first,
    unique=("sku",),
    parents=(Parent(PRODUCT, "_product_id", "product"),),
)
