"""Options of products and their values, whose choices make the variants."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer
from mock_server.engine.text import Text

from . import variants, words
from .catalogue import PRODUCT, is_dressed
from .style import money
from .variants import OPTION, VALUE, VARIANT, shown_variant

__all__ = ["OPTION", "VALUE", "operations", "shown_option"]

operations = Operations()

_AS_SENT = (
    "type", "display_type", "visibility", "visibility_condition_type", "sort", "required",
    "not_same_day_order", "availability_range", "description",
)  # fmt: skip
_GRIND = (Text("حبوب كاملة", "Whole beans"), Text("مطحونة", "Ground"))
_SIZES = (Text("٥٢", "52"), Text("٥٤", "54"), Text("٥٦", "56"))
_REMOVED = Text("تم حذف الخيار بنجاح", "The option has been deleted")


@operations.handles("createProductOption")
def create_option(request: Request, shop: Shop) -> Record:
    product = shop.store.get(PRODUCT, request.path["product"])
    number = shop.store.fresh(OPTION, lambda: shop.identifiers.number(OPTION))
    blank = {**_blank_option(), "id": number, "_product_id": product["id"]}
    option = keeping.add(shop, OPTION, {**blank, **_option_fields(request.body, {}, request)})
    _replace_values(request.body.get("values", ()), option, request, shop)
    variants.rebuild(shop, product["id"])
    return option


@operations.handles("updateProductOption")
def update_option(request: Request, shop: Shop) -> Record:
    """Values that are sent take the place of all that there are."""
    known, sent = shop.store.get(OPTION, request.path["option"]), request.body or {}
    option = keeping.change(shop, OPTION, known["id"], **_option_fields(sent, known, request))
    if "values" in sent:
        _replace_values(sent["values"], option, request, shop)
        variants.rebuild(shop, option["_product_id"])
    return option


@operations.handles("deleteProductOption")
def delete_option(request: Request, shop: Shop) -> Any:
    option = shop.store.get(OPTION, request.path["option"])
    keeping.remove(shop, OPTION, option["id"])
    variants.rebuild(shop, option["_product_id"])
    return Answer(words.done(_REMOVED, request))


@operations.handles("createProductOptionValue")
def create_value(request: Request, shop: Shop) -> Record:
    option = shop.store.get(OPTION, request.path["option"])
    _add_value(request.body, option, request, shop)
    variants.rebuild(shop, option["_product_id"])
    return option


@operations.handles("deleteProductOptionValue")
def delete_value(request: Request, shop: Shop) -> Any:
    value = shop.store.get(VALUE, request.path["value"])
    keeping.remove(shop, VALUE, value["id"])
    variants.rebuild(shop, shop.store.get(OPTION, value["option_id"])["_product_id"])
    return Answer(words.done(_REMOVED, request))


def make_option(sent: Mapping[str, Any], product: Record, request: Request, shop: Shop) -> None:
    """An option that comes with a product's body; its variants are made when all are there."""
    number = shop.store.fresh(OPTION, lambda: shop.identifiers.number(OPTION))
    blank = {**_blank_option(), "id": number, "_product_id": product["id"]}
    option = keeping.add(shop, OPTION, {**blank, **_option_fields(sent, {}, request)})
    _replace_values(sent.get("values", ()), option, request, shop)


def shown_option(option: Record, shop: Shop, language: str) -> Record:
    """An option with its values, as a product shows it."""
    values = keeping.below(shop, VALUE, option["id"])
    return {
        **words.say(option, language),
        "translations": _translated(option, "option_name"),
        "values": [shown_value(each, shop, language) for each in values],
    }


def present_option(option: Record, shop: Shop, request: Request) -> Record:
    """An option alone, with the variants of its product."""
    skus = keeping.below(shop, VARIANT, option["_product_id"])
    return {
        **shown_option(option, shop, request.language),
        "skus": [shown_variant(each, shop) for each in skus],
    }


def shown_value(value: Record, shop: Shop, language: str) -> Record:
    """A value; it is out when nothing that can be chosen with it is left."""
    product_id = shop.store.get(OPTION, value["option_id"])["_product_id"]
    chosen = [
        each
        for each in keeping.below(shop, VARIANT, product_id)
        if value["id"] in each["related_option_values"]
    ]
    gone = all(not it["unlimited_quantity"] and it["stock_quantity"] < 1 for it in chosen)
    return {
        **words.say(value, language),
        "formatted_price": None,
        "translations": _translated(value, "option_details_name"),
        "is_out_of_stock": bool(chosen) and gone,
    }


def present_value(value: Record, shop: Shop, request: Request) -> Record:
    return shown_value(value, shop, request.language)


def value_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    changed: Record = {name: sent[name] for name in ("display_value", "is_default") if name in sent}
    if "name" in sent:
        changed |= words.write({"name": sent["name"]}, known, words.spoken_in(request))
    if "price" in sent:
        changed["price"] = {"amount": sent["price"] or 0, "currency": shop.facts.store.currency}
    if "quantity" in sent:
        changed["_quantity"] = sent["quantity"] or 0
    return changed


def seed_options(beginning: Beginning) -> Iterator[Record]:
    dressed = [each for each in beginning.records(PRODUCT) if is_dressed(each)]
    for number, product in enumerate(dressed, start=1):
        name = Text("المقاس", "Size") if _has_sizes(product) else Text("الطحن", "Grind")
        yield _blank_option() | {
            "id": 1_330_000_000 + number,
            "name": name.ar,
            "required": True,
            "_product_id": product["id"],
            "_words": {"en": {"name": name.en}},
        }


def seed_values(beginning: Beginning) -> Iterator[Record]:
    currency, number = beginning.facts.store.currency, 0
    products = {each["id"]: each for each in beginning.records(PRODUCT)}
    for option in beginning.records(OPTION):
        texts = _SIZES if _has_sizes(products[option["_product_id"]]) else _GRIND
        for index, text in enumerate(texts):
            number += 1
            yield _blank_value(1_340_000_000 + number, option["id"], currency) | {
                "name": text.ar,
                "is_default": index == 0,
                "_words": {"en": {"name": text.en}},
            }


def _has_sizes(product: Record) -> bool:
    return str(product["sku"]).startswith("ABY")


def _option_fields(sent: Mapping[str, Any], known: Record, request: Request) -> Record:
    fields: Record = {name: sent[name] for name in _AS_SENT if name in sent}
    for name in ("visibility_condition_option", "visibility_condition_value"):
        if name in sent:
            digits = str(sent[name])
            fields[name] = int(digits) if digits.isascii() and digits.isdigit() else None
    if "associated_with_order_time" in sent:
        fields["associated_with_order_time"] = int(sent["associated_with_order_time"])
    if "advance" in sent:
        fields["advance"] = sent["advance"] in (True, "true", "1")
    if "name" in sent:
        fields |= words.write({"name": sent["name"]}, known, words.spoken_in(request))
    return fields


def _replace_values(
    sent: Sequence[Mapping[str, Any]], option: Record, request: Request, shop: Shop
) -> None:
    """Values of the same name stay the same values, so that their variants stay too."""
    known: dict[str, Record] = {}
    names = {each["name"] for each in sent if "name" in each}
    for value in keeping.below(shop, VALUE, option["id"]):
        if value["name"] not in names or value["name"] in known:
            keeping.remove(shop, VALUE, value["id"])
        else:
            known[value["name"]] = value
    for each in sent:
        same = known.pop(each.get("name", ""), None)
        if same is None:
            _add_value(each, option, request, shop)
        else:
            fields = value_written(each, same, request, shop)
            keeping.change(shop, VALUE, same["id"], **fields)


def _add_value(sent: Mapping[str, Any], option: Record, request: Request, shop: Shop) -> None:
    number = shop.store.fresh(VALUE, lambda: shop.identifiers.number(VALUE))
    blank = _blank_value(number, option["id"], shop.facts.store.currency)
    keeping.add(shop, VALUE, {**blank, **value_written(sent, {}, request, shop)})


def _translated(record: Record, name: str) -> Record:
    texts = words.translations(record, ("name",))
    return {language: {name: text["name"]} for language, text in texts.items()}


def _blank_option() -> Record:
    return {
        "name": "",
        "description": None,
        "type": "radio",
        "required": False,
        "associated_with_order_time": 0,
        "availability_range": False,
        "not_same_day_order": False,
        "choose_date_time": None,
        "from_date_time": None,
        "to_date_time": None,
        "sort": None,
        "advance": True,
        "display_type": "text",
        "visibility": "always",
        "visibility_condition_type": None,
        "visibility_condition_option": None,
        "visibility_condition_value": None,
    }


def _blank_value(number: object, option_id: int, currency: str) -> Record:
    return {
        "id": number,
        "name": "",
        "price": money(0, currency),
        "display_value": None,
        "advance": True,
        "option_id": option_id,
        "image_url": None,
        "hashed_display_value": None,
        "is_default": False,
        "_quantity": 0,
    }


OPTION_RESOURCE = Resource(
    name=OPTION,
    seed=seed_options,
    present=present_option,
    parents=(Parent(PRODUCT, "_product_id", "product"),),
)
VALUE_RESOURCE = Resource(
    name=VALUE,
    seed=seed_values,
    present=present_value,
    writes=value_written,
    parents=(Parent(OPTION, "option_id", "option"),),
)
