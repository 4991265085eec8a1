"""Offers that the store makes by itself: two for one, a part of the price, steps by number."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words
from .catalogue import CATEGORY, PRODUCT
from .moments import read_moment, told
from .offer_sides import side_kept, side_shown, steps_kept

OFFER = "special_offer"
operations = Operations()

_DONE = Text("تم تحديث حالة العرض", "The status of the offer has been changed")
_BACKWARDS = Text("يجب أن يكون الانتهاء بعد البداية", "it must end after it begins")
_NO_STEPS = Text("أرسل جدول الخصومات", "send the table of discounts")
_NO_DISCOUNT = Text("أرسل قيمة الخصم", "send what is taken off")
_NO_GOODS = Text("أرسل منتجات أو تصنيفات", "send products or categories")
_TOO_MUCH = Text("لا تزيد النسبة عن 100", "no more than 100 per cent")
_PLAIN = (
    "offer_type",
    "applied_to",
    "applied_channel",
    "applied_with_coupon",
    "status",
    "show_price_after_discount",
    "show_discounts_table_message",
    "min_purchase_amount",
    "min_items_count",
)


@operations.handles("changeSpecialOfferStatus")
def change_status(request: Request, shop: Shop) -> Any:
    keeping.change(shop, OFFER, request.path["offer"], status=request.body["status"])
    return words.done(_DONE, request)


def offer_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of an offer that a body changes.

    Raises:
        Invalid: it ends before it begins, lacks what its type needs, or names what is not there.
    """
    changed = {} if "id" in known else _blank()
    changed |= {name: sent[name] for name in _PLAIN if name in sent}
    if "min_items" in sent:
        changed.setdefault("min_items_count", 0)
        changed["min_items_count"] = sent.get("min_items_count", sent["min_items"])
    texts = {name: sent[name] for name in ("name", "message") if name in sent}
    changed |= words.write(texts, known, words.spoken_in(request))
    if "start_date" in sent:
        changed["start_date"] = told(read_moment("start_date", sent["start_date"]))
    if "expiry_date" in sent:
        changed["expiry_date"] = told(read_moment("expiry_date", sent["expiry_date"], ends=True))
    base = {**known, **changed}
    for side in ("buy", "get"):
        if side in sent:
            changed[side] = side_kept(side, sent[side], base[side], shop)
    if "discounts_table" in sent:
        changed["discounts_table"] = steps_kept(sent["discounts_table"])
    _check({**base, **changed})
    return changed


def present(offer: Record, shop: Shop, request: Request) -> Record:
    return shown(offer, shop, request.language)


def announced(offer: Record, shop: Shop) -> Record:
    return shown(offer, shop, words.MAIN)


def shown(offer: Record, shop: Shop, language: str) -> Record:
    """An offer with its products and categories as they are now."""
    sides = {side: side_shown(offer[side], shop, language) for side in ("buy", "get")}
    return {"id": offer["id"], **words.say(offer, language), **sides}


def seed(beginning: Beginning) -> Iterator[Record]:
    """Two for one on a category, a tenth off a product, and steps that are over."""
    products = [each for each in beginning.records(PRODUCT) if each["type"] == "product"]
    categories = [each["id"] for each in beginning.records(CATEGORY)]
    if not products:
        return
    month, shop_side = timedelta(days=30), {**_blank()["buy"]}
    whole = {"type": "category", "categories": categories[:1]}
    yield _told(1, Text("الثانية بنصف السعر", "Second at half price"), beginning) | {
        "offer_type": "buy_x_get_y",
        "applied_to": "category",
        "buy": {**shop_side, **whole, "quantity": 2},
        "get": {**_blank()["get"], **whole, "discount_type": "percentage", "discount_amount": 50},
    }
    yield _told(2, Text("خصم العُشر", "A tenth off"), beginning) | {
        "offer_type": "percentage",
        "applied_to": "product",
        "buy": {**shop_side, "type": "product", "products": [products[0]["id"]]},
        "get": {**_blank()["get"], "discount_type": "percentage", "discount_amount": 10},
    }
    yield _told(3, Text("كلما زدت وفّرت", "More for less"), beginning) | {
        "offer_type": "discounts_table",
        "applied_to": "order",
        "status": "inactive",
        "expiry_date": told(beginning.moment - month / 30),
        "discounts_table": [{"quantity": 3, "discount": 5}, {"quantity": 6, "discount": 10}],
    }


def _told(number: int, name: Text, beginning: Beginning) -> Record:
    month = timedelta(days=30)
    return {
        **_blank(),
        "id": 1_820_000_000 + number,
        "name": name.ar,
        "message": name.ar,
        "start_date": told(beginning.moment - month),
        "expiry_date": told(beginning.moment + month),
        "_words": {"en": {"name": name.en, "message": name.en}},
    }


def _check(offer: Record) -> None:
    if offer["expiry_date"] <= offer["start_date"]:
        raise Invalid.field("expiry_date", "after", _BACKWARDS)
    kind, side = offer["offer_type"], offer["get"]
    if kind == "discounts_table" and not offer["discounts_table"]:
        raise Invalid.field("discounts_table", "required", _NO_STEPS)
    if kind in ("percentage", "fixed_amount") and not side["discount_amount"]:
        raise Invalid.field("get.discount_amount", "required", _NO_DISCOUNT)
    relative = kind != "fixed_amount" and side["discount_type"] != "free-product"
    if relative and (side["discount_amount"] or 0) > 100:
        raise Invalid.field("get.discount_amount", "max", _TOO_MUCH)
    needed = [
        kind == "buy_x_get_y" or offer["applied_to"] in ("product", "category"),
        kind[0] == "b",
    ]
    for name, wanted in zip(("buy", "get"), needed, strict=True):
        if wanted and not (offer[name]["products"] or offer[name]["categories"]):
            raise Invalid.field(f"{name}.products", "required", _NO_GOODS)


def _blank() -> Record:
    goods: Record = {"products": [], "categories": []}
    return {
        "name": "",
        "message": "",
        "applied_channel": "browser_and_application",
        "applied_with_coupon": False,
        "status": "active",
        "show_price_after_discount": False,
        "show_discounts_table_message": False,
        "min_purchase_amount": 0,
        "min_items_count": 0,
        "buy": {
            "type": None,
            "quantity": 1,
            "min_amount": 0,
            "min_items": 0,
            "payment_methods": [],
            **goods,
        },
        "get": {
            "type": None,
            "discount_type": None,
            "discount_amount": None,
            "quantity": 1,
            **goods,
        },
        "discounts_table": [],
    }


RESOURCE = Resource(
    name=OFFER,
    seed=seed,
    present=present,
    new_id=lambda shop: shop.identifiers.number(OFFER),
    writes=offer_written,
    announces=Events("specialoffer.created", "specialoffer.updated"),
    tells=announced,
)
