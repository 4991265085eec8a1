"""Products at Salla: of eight types, with prices, stock, and all that hangs on them."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.money import tax_within
from mock_server.engine import keeping
from mock_server.engine.errors import Conflict
from mock_server.engine.filters import contains, holds
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.text import Text

from . import words
from .brands import brief
from .catalogue import BRAND, CATEGORY, PRODUCT, TAG, seed_products
from .categories import shown_in_product
from .images import IMAGE, add_video, replace_images
from .images import shown_in_product as image_in_product
from .options import OPTION, make_option, shown_option
from .products_kept import product_written
from .stock import is_on_sale, price_of
from .style import money
from .variants import VARIANT, rebuild, shown_variant

operations = Operations()

_CHANGED = Text("تم تعديل حالة المنتج بنجاح", "The status of the product has been changed")
_EMPTY = Text("لا يمكن عرض منتج نفدت كميته", "a product without any left cannot be on sale")


@operations.handles("changeProductStatus")
def change_status(request: Request, shop: Shop) -> Any:
    product = shop.store.get(PRODUCT, request.path["product"])
    wanted = request.body["status"]
    if wanted == "sale" and not product["unlimited_quantity"] and product["quantity"] < 1:
        raise Conflict("a product without any left cannot be on sale", _EMPTY)
    keeping.change(shop, PRODUCT, product["id"], status=wanted)
    return words.done(_CHANGED, request)


def present(product: Record, shop: Shop, request: Request) -> Record:
    """As the operation shows products: in full, lightly, or as a row of a category."""
    if request.operation.id == "listCategoryProducts":
        images = keeping.below(shop, IMAGE, product["id"])
        named = words.say(product, request.language)["name"]
        url = images[0]["url"] if images else ""
        return {"id": product["id"], "name": named, "image": url, "sort": product["sort"]}
    if request.query.get("format") == "light":
        return light(product, shop, request.language)
    return in_full(product, shop, request.language)


def told(product: Record, shop: Shop) -> Record:
    """The product as events tell of it."""
    return in_full(product, shop, words.MAIN)


def light(product: Record, shop: Shop, language: str = words.MAIN) -> Record:
    """What a list needs to show a product."""
    full = in_full(product, shop, language)
    names = ("id", "sku", "type", "name", "price", "regular_price", "sale_price", "quantity")
    also = ("unlimited_quantity", "status", "is_available", "thumbnail", "main_image", "urls")
    return {name: full[name] for name in (*names, *also, "updated_at")}


def in_full(product: Record, shop: Shop, language: str = words.MAIN) -> Record:
    """Everything about a product as it is now."""
    shown, domain = words.say(product, language), shop.facts.store.domain
    del shown["brand_id"]
    images = keeping.below(shop, IMAGE, product["id"])
    main = next((each["url"] for each in images if each["main"]), "")
    address = f"https://{domain}/p/{product['id']}"
    return {
        **shown,
        **_prices(product, shop),
        "short_link_code": f"{product['id']:x}",
        "urls": {"customer": address, "admin": f"https://s.salla.sa/products/{product['id']}"},
        "url": address,
        "thumbnail": main,
        "main_image": main,
        "is_available": product["status"] == "sale",
        "images": [image_in_product(each) for each in images],
        "rating": {"total": 0, "count": 0, "rate": 0},
        "customized_sku_quantity": False,
        "services_blocks": {"installments": []},
        **_hangs_on(product, shop, language),
    }


def _prices(product: Record, shop: Shop) -> Record:
    """What a piece costs now and the tax in it."""
    store = shop.facts.store
    price = price_of(product, shop)
    tax = tax_within(price, store.tax_percent) if product["with_tax"] else 0
    variants = keeping.below(shop, VARIANT, product["id"])
    least = min((price_of(each, shop) for each in variants), default=None)
    on_sale = is_on_sale(product, shop)
    return {
        "price": money(price, store.currency),
        "taxed_price": money(price, store.currency),
        "pre_tax_price": money(price - tax, store.currency),
        "tax": money(tax, store.currency),
        "sale_price": product["sale_price"] if on_sale else money(0, store.currency),
        "starting_price": None if least is None else money(least, store.currency),
        "skus": [shown_variant(each, shop) for each in variants],
    }


def _hangs_on(product: Record, shop: Shop, language: str) -> Record:
    """What other records say of the product."""
    find = shop.store.find
    options = keeping.below(shop, OPTION, product["id"])
    brand = find(BRAND, product["brand_id"])
    categories = [find(CATEGORY, each) for each in product["categories"]]
    tags = [find(TAG, each) for each in product["tags"]]
    booking = {"booking_details": product["_booking"]} if product.get("_booking") else {}
    hung = {
        "options": [shown_option(each, shop, language) for each in options],
        "categories": [shown_in_product(each, shop, language) for each in categories if each],
        "brand": brief(brand, language) if brand else {},
        "tags": [words.say(each, language) for each in tags if each],
    }
    return hung | booking


def write_parts(sent: Mapping[str, Any], product: Record, request: Request, shop: Shop) -> None:
    """Images and options that are sent take the place of those that there are."""
    if "images" in sent:
        replace_images(sent["images"], product, shop)
    for video in [*sent.get("videos", ()), *([sent["video"]] if sent.get("video") else ())]:
        add_video(video["url"], product, shop, sort=video.get("sort", 0))
    if "options" in sent:
        for option in keeping.below(shop, OPTION, product["id"]):
            keeping.remove(shop, OPTION, option["id"])
        for each in sent["options"]:
            make_option(each, product, request, shop)
        rebuild(shop, product["id"])


def _about(product: Record, wanted: str, shop: Shop) -> bool:
    english = product["_words"].get("en", {}) if "_words" in product else {}
    found = contains("name", "sku", "mpn", "gtin")
    return found(product, wanted, shop) or contains("name")(english, wanted, shop)


RESOURCE = Resource(
    name=PRODUCT,
    table=TableSpec(equal=("status",)),
    seed=seed_products,
    present=present,
    filters={"keyword": _about, "category": holds("categories")},
    apart=frozenset({"format"}),
    keys={"sku": "sku"},
    new_id=lambda shop: shop.identifiers.number(PRODUCT),
    writes=product_written,
    parts=write_parts,
    unique=("sku",),
    refers={"brand_id": BRAND, "categories": CATEGORY, "tags": TAG},
    parents=(
        Parent(CATEGORY, "categories", "category", orphans="detached", several=True),
        Parent(BRAND, "brand_id", orphans="detached"),
        Parent(TAG, "tags", orphans="detached", several=True),
    ),
    announces=Events(
        "product.created",
        "product.updated",
        "product.deleted",
        {
            "regular_price": "product.price.updated",
            "sale_price": "product.price.updated",
            "status": "product.status.updated",
            "categories": "product.category.updated",
            "brand_id": "product.brand.updated",
            "tags": "product.tags.updated",
            "channels": "product.channels.changed",
        },
    ),
    tells=told,
)
