"""Products at Tjar: of four kinds, each with addresses of its own, all in one list."""

from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import NotFound
from mock_server.engine.filters import holds, since, until
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import BADGE, BRAND, TAG, seed_products
from .media import MEDIA, image_url, url_of
from .product_kinds import CATEGORY, OWN_FIELDS, PRODUCT, blank_product
from .product_writing import written
from .stores import origin_of
from .style import date

operations = Operations()

_KINDS = ("digital", "booking", "service")
_NOT_COUNTED = ("stock", "is_unlimited")
_REFERENCES = {
    "categories": CATEGORY,
    "sub_categories": CATEGORY,
    "child_categories": CATEGORY,
    "tags": TAG,
}


@operations.handles("createProduct")
def create(request: Request, shop: Shop) -> Record:
    return _make("physical", request, shop)


@operations.handles("createDigitalProduct")
def create_digital(request: Request, shop: Shop) -> Record:
    return _make("digital", request, shop)


@operations.handles("createBookingProduct")
def create_booking(request: Request, shop: Shop) -> Record:
    return _make("booking", request, shop)


@operations.handles("createServiceProduct")
def create_service(request: Request, shop: Shop) -> Record:
    return _make("service", request, shop)


@operations.handles("getDigitalProduct")
def get_digital(request: Request, shop: Shop) -> Record:
    return _of_kind("digital", request, shop)


@operations.handles("getBookingProduct")
def get_booking(request: Request, shop: Shop) -> Record:
    return _of_kind("booking", request, shop)


@operations.handles("getServiceProduct")
def get_service(request: Request, shop: Shop) -> Record:
    return _of_kind("service", request, shop)


@operations.handles("updateProduct")
def update(request: Request, shop: Shop) -> Record:
    """What all kinds have in common can be changed here, whatever the kind."""
    return _change(shop.store.get(PRODUCT, request.path["identifier"]), request, shop)


@operations.handles("updateDigitalProduct")
def update_digital(request: Request, shop: Shop) -> Record:
    return _change(_of_kind("digital", request, shop), request, shop)


@operations.handles("updateBookingProduct")
def update_booking(request: Request, shop: Shop) -> Record:
    return _change(_of_kind("booking", request, shop), request, shop)


@operations.handles("updateServiceProduct")
def update_service(request: Request, shop: Shop) -> Record:
    return _change(_of_kind("service", request, shop), request, shop)


def present(product: Record, shop: Shop, request: Request) -> Record:
    """As the operation shows products: those of one kind with what only they have."""
    kind = next((each for each in _KINDS if f"/{each}" in request.operation.path), "")
    return in_full(product, shop, origin_of(request), kind)


def in_full(product: Record, shop: Shop, origin: str = "", kind: str = "") -> Record:
    """Everything about a product; without a `kind`, what all of them have."""
    find = shop.store.find
    shown = {name: value for name, value in product.items() if name not in _ALL_OWN}
    shown |= {name: product.get(name) for name in OWN_FIELDS[kind or "physical"]}
    for field, resource in _REFERENCES.items():
        found = [find(resource, each) for each in product[field]]
        shown[field] = [_named(each) for each in found if each]
    for field, resource in (("brand", BRAND), ("badge", BADGE)):
        record = find(resource, product[field])
        shown[field] = _named(record) if record else None
    media = [find(MEDIA, each) for each in product["gallery"]]
    shown["gallery"] = [
        {"id": each["id"], "url": url_of(each, shop, origin), "alt": each["alt"]}
        for each in media
        if each
    ]
    shown["image"] = image_url(shop, product["image"], origin)
    if kind == "service":
        for name in _NOT_COUNTED:
            del shown[name]
    return shown


_ALL_OWN = frozenset(name for names in OWN_FIELDS.values() for name in names)


def _make(kind: str, request: Request, shop: Shop) -> Record:
    number = int(str(shop.store.fresh(PRODUCT, lambda: 10_000 + shop.identifiers.count(PRODUCT))))
    blank, now, sent = blank_product(number, kind), date(shop.clock.now()), request.body
    product = {**blank, **written(sent, blank, shop), "created_at": now, "updated_at": now}
    if kind == "digital" and product["digital_type"] != "card":
        product["is_unlimited"] = sent.get("is_unlimited", "quantity" not in sent)
    if not product["slug"]:
        product["slug"] = f"{_slug(product['name']['en'])}-{number}"
    return keeping.add(shop, PRODUCT, product)


def _change(product: Record, request: Request, shop: Shop) -> Record:
    """Tell of a change only where there is one; the moment of it is none."""
    changed = written(request.body or {}, product, shop)
    if all(product[name] == value for name, value in changed.items()):
        return product
    changed["updated_at"] = date(shop.clock.now())
    return keeping.change(shop, PRODUCT, product["id"], **changed)


def _of_kind(kind: str, request: Request, shop: Shop) -> Record:
    product = shop.store.get(PRODUCT, request.path["identifier"])
    if product["type"] != kind:
        raise NotFound(f"product {product['id']} is {product['type']}, not {kind}", PRODUCT)
    return product


def _slug(name: str) -> str:
    words = "".join(each if each.isascii() and each.isalnum() else " " for each in name).split()
    return "-".join(words).lower()[:100] or "product"


def _named(record: Record) -> Record:
    return {"id": record["id"], "name": record["name"]}


def _is_about(product: Record, wanted: str, shop: Shop) -> bool:
    word = wanted.casefold()
    told = (*product["name"].values(), product["sku"] or "")
    return any(word in each.casefold() for each in told)


def _is_published(product: Record, wanted: int, shop: Shop) -> bool:
    return bool(product["is_published"]) == bool(wanted)


def _costs_at_least(product: Record, wanted: float, shop: Shop) -> bool:
    return bool(product["price"] >= wanted)


def _costs_at_most(product: Record, wanted: float, shop: Shop) -> bool:
    return bool(product["price"] <= wanted)


def _is_of_brand(product: Record, wanted: list[int], shop: Shop) -> bool:
    return product["brand"] in wanted


def _is_sorted_under(product: Record, wanted: list[int], shop: Shop) -> bool:
    levels = ("categories", "sub_categories", "child_categories")
    return any(each in product[level] for level in levels for each in wanted)


def _tells(product: Record, shop: Shop) -> dict[str, Any]:
    """What remains to be told of a product that is gone."""
    return {"identifier": product["identifier"]}


RESOURCE = Resource(
    name=PRODUCT,
    seed=seed_products,
    present=present,
    filters={
        "search": _is_about,
        "is_published": _is_published,
        "tag_ids[]": holds("tags"),
        "brand_ids[]": _is_of_brand,
        "category_ids[]": _is_sorted_under,
        "min_price": _costs_at_least,
        "max_price": _costs_at_most,
        "date_from": since("created_at"),
        "date_to": until("created_at"),
    },
    unique=("sku", "slug"),
    parents=(Parent(PRODUCT, "related_products", orphans="detached", several=True),),
    announces=Events("product.created", "product.updated", "product.deleted"),
    tells=_tells,
)
