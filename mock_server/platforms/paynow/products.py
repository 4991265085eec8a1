"""Products: what the store sells."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record
from mock_server.engine.style import visible

from . import product_parts
from .actors import changed, made
from .catalogue import PRODUCT, tags_of
from .flakes import new_flake
from .refusals import refused
from .stock import available
from .stores import IN_STORE, check_store
from .tags import TAG, slug_of

operations = Operations()


@operations.handles("listProducts")
def list_products(request: Request, shop: Shop) -> Page:
    """All of them by their place, as PayNow cuts this list into no pages."""
    check_store(request, shop)
    ids, slugs = request.query.get("product_id"), request.query.get("slug")

    def asked_for(product: Record) -> bool:
        return (not ids or product["id"] in ids) and (not slugs or product["slug"] in slugs)

    table = shop.store.table(PRODUCT)
    records, total = table.select({}, asked_for, by="sort_order", newest_first=False)
    return Page(records, total)


@operations.handles("updateProductSortOrder")
def sort(request: Request, shop: Shop) -> None:
    """Those that are named come first; the others follow in the order that they had."""
    check_store(request, shop)
    named = list(dict.fromkeys(request.body["product_ids"]))
    for index, each in enumerate(named):
        if shop.store.find(PRODUCT, each) is None:
            raise refused(f"product_ids.{index}", "exists", f"There is no product {each}.")
    table = shop.store.table(PRODUCT)
    others, _ = table.select({}, by="sort_order", newest_first=False)
    ordered = [*named, *(each["id"] for each in others if each["id"] not in named)]
    for place, key in enumerate(ordered, start=1):
        if shop.store.get(PRODUCT, key)["sort_order"] != place:
            shop.store.update(PRODUCT, key, sort_order=place)


def present(product: Record, shop: Shop, request: Request) -> Record:
    stock = available(product, shop)
    return {**visible(product), "tags": tags_of(product, shop), "stock_available": stock}


def written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """A product as it is sent; every change makes another version of it."""
    told = product_parts.told(sent, known)
    version = {"version_id": new_flake(shop)}
    if "id" in known:
        _check({**known, **told}, shop)
        return {**told, **version, **changed(request, shop)}
    last = max((each["sort_order"] for each in shop.store.all(PRODUCT)), default=0)
    first = {"slug": slug_of(told["name"]), "sort_order": last + 1}
    product = {**product_parts.BLANK, **first, **version, **made(request, shop), **told}
    _check(product, shop)
    return product


def _check(product: Record, shop: Shop) -> None:
    """Hold a product against what the document cannot say.

    Raises:
        Invalid: a subscription without a period, tags and recommendations that are not there.
    """
    period = product["subscription_interval_value"], product["subscription_interval_scale"]
    if product["allow_subscription"] and (period[0] < 1 or period[1] == "invalid"):
        english = "A product that is sold by subscription needs a billing period."
        raise refused("subscription_interval_value", "minimum", english)
    for index, each in enumerate(product["_tags"]):
        if shop.store.find(TAG, each) is None:
            raise refused(f"tags.{index}", "exists", f"There is no tag {each}.")
    for index, each in enumerate(product["upselling"]["recommendations"]):
        if shop.store.find(PRODUCT, each["recommended_product_id"]) is None:
            field = f"upselling.recommendations.{index}.recommended_product_id"
            raise refused(field, "exists", "There is no such product.")


RESOURCE = Resource(
    name=PRODUCT,
    present=present,
    new_id=new_flake,
    writes=written,
    unique=("slug",),
    refers={"required_product_ids": PRODUCT},
    parents=(
        IN_STORE,
        Parent(TAG, "_tags", orphans="detached", several=True),
        Parent(PRODUCT, "required_product_ids", orphans="detached", several=True),
    ),
)
