"""Products as a merchant makes and changes them through the API."""

import re
from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.filters import contains, equals
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import BLANK_PRODUCT, PRICE, PRODUCT
from .prices import add_price, measure
from .queries import never, switched
from .writing import archiving, refused, stamped, taken

operations = Operations()

_PLAIN = (
    "name", "description", "status", "sku", "slug", "tax_category", "weight", "weight_unit",
    "purchase_limit", "license_activation_limit", "metadata",
)  # fmt: skip
_FLAGS = (
    "recurring", "featured", "tax_enabled", "shipping_enabled", "stock_enabled",
    "allow_out_of_stock_purchases", "reviews_enabled", "licensing_enabled",
)  # fmt: skip
_LARGEST_STOCK = 1_000_000_000


@operations.handles("duplicateProduct")
def duplicate(request: Request, shop: Shop) -> Record:
    """A draft with the same fields and prices, of which there are no pieces yet."""
    known = shop.store.get(PRODUCT, request.path["id"])
    copied = {"status": "draft", "slug": _free_slug(known["slug"], shop), **_stock(0)}
    fields = stamped({**known, **copied}, {}, BLANK_PRODUCT, shop)
    made = keeping.add(shop, PRODUCT, {**fields, "id": shop.identifiers.uuid(PRODUCT)})
    for price in keeping.below(shop, PRICE, known["id"]):
        add_price({**price, "product": made["id"]}, shop)
    return measure(made["id"], shop)


def product_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a product that a body changes.

    Raises:
        Invalid: more is taken from the stock than there is.
    """
    fields = taken(sent, _PLAIN, _FLAGS) | archiving(sent, known, shop)
    if "id" not in known:
        market_fields = {"status": "draft", "slug": _free_slug(_slug(sent["name"]), shop)}
        fields = {**market_fields, "metrics": _no_prices(shop), **fields}
    if "stock_adjustment" in sent:
        left = known.get("stock", 0) + sent["stock_adjustment"]
        if not 0 <= left <= _LARGEST_STOCK:
            english = f"Stock adjustment would leave {left} pieces."
            raise refused("stock_adjustment", "outside_range", english)
        fields |= _stock(left)
    return stamped(fields, known, BLANK_PRODUCT, shop)


def write_prices(sent: Mapping[str, Any], product: Record, request: Request, shop: Shop) -> None:
    """The prices that come with a new product."""
    if request.operation.method != "POST":
        return
    for each in sent.get("prices") or ():
        add_price({**each, "product": product["id"]}, shop)
    measure(product["id"], shop)


def take_from_stock(product: str, quantity: int, shop: Shop) -> None:
    """What was bought leaves the stock, where pieces are counted; it never falls below nothing."""
    known = shop.store.find(PRODUCT, product)
    if known is not None and known["stock_enabled"]:
        left = max(0, known["stock"] - quantity)
        fields = stamped(_stock(left), known, BLANK_PRODUCT, shop)
        keeping.change(shop, PRODUCT, product, **fields)


def _stock(left: int) -> Record:
    return {"stock": left, "available_stock": left, "held_stock": 0}


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-")[:200] or "product"


def _free_slug(wanted: str, shop: Shop) -> str:
    """The slug, with a number behind it when another product has it."""
    slug, number = wanted, 1
    while shop.store.table(PRODUCT).select({"slug": slug}, limit=1)[1]:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _no_prices(shop: Shop) -> Record:
    amounts = {"max_price_amount": 0, "min_price_amount": 0, "prices_count": 0}
    return {"currency": shop.facts.store.currency.lower(), **amounts}


def _has_ad_hoc(product: Record, wanted: str, shop: Shop) -> bool:
    named = any(each["ad_hoc"] for each in keeping.below(shop, PRICE, product["id"]))
    return named is (wanted in ("true", "1"))


RESOURCE = Resource(
    name=PRODUCT,
    filters={
        "ad_hoc": _has_ad_hoc,
        "archived": switched("archived"),
        "downloadable": switched("current_release_download"),
        "featured": switched("featured"),
        "recurring": switched("recurring"),
        "shipping_enabled": switched("shipping_enabled"),
        "product_collection_ids[]": never,
        "product_group_ids[]": equals("product_group"),
        "shipping_profile_ids[]": equals("shipping_profile"),
        "status[]": equals("status"),
        "query": contains("name", "sku", "slug", "description"),
    },
    unique=("slug",),
    writes=product_written,
    parts=write_prices,
    announces=Events(
        "product.created",
        "product.updated",
        "product.deleted",
        fields={"stock": "product.stock_adjusted"},
    ),
)
