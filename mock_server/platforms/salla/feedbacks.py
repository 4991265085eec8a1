"""Feedbacks: written for a customer by an app, and replied to by the store."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .catalogue import PRODUCT
from .customers import CUSTOMER
from .review_story import ORDER, REVIEW, blank_review
from .reviews import COMPANY

operations = Operations()

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "rating": ("order_id", "product_id", "rating"),
    "shipping": ("order_id", "shipping_company_id", "rating"),
    "testimonial": ("order_id", "rating"),
    "ask": ("content",),
    "page": ("page_id",),
    "store": (),
}
_REFERS = {"order_id": ORDER, "product_id": PRODUCT, "shipping_company_id": COMPANY}

_MISSING = Text("هذه القيمة مطلوبة لهذا النوع", "this type needs this value")
_NOBODY = Text("العميل غير موجود", "there is no such customer")
_UNKNOWN = Text("القيمة غير موجودة", "there is none of this id")
_OTHERS = Text("الطلب لعميل آخر", "the order is that of another customer")


@operations.handles("storeFeedback")
def store_feedback(request: Request, shop: Shop) -> Record:
    """It is not shown in the store before somebody says so."""
    sent = {name: value for name, value in request.body.items() if value is not None}
    customer = shop.store.find(CUSTOMER, sent["customer_id"])
    if customer is None:
        raise Invalid.field("customer_id", "exists", _NOBODY)
    _check(sent, customer, shop)
    key = shop.store.fresh(REVIEW, lambda: shop.identifiers.number(REVIEW))
    review = {
        **blank_review(customer, sent["type"], shop.clock.now()),
        "id": int(str(key)),
        "rating": sent.get("rating", 0),
        "content": sent.get("content", ""),
        "_order": sent.get("order_id"),
        "_product": sent.get("product_id"),
        "_company": sent.get("shipping_company_id"),
        "_page": sent.get("page_id"),
        "_images": sent.get("images", []),
    }
    return keeping.add(shop, REVIEW, review)


@operations.handles("feedbackReply")
def reply(request: Request, shop: Shop) -> Any:
    """A second reply takes the place of the first and has its id."""
    review = shop.store.get(REVIEW, request.path["feedback_id"])
    key = review["_reply_id"] or shop.identifiers.number("review reply")
    return _keep(review, key, request, shop)


@operations.handles("updateFeedbackReply")
def update_reply(request: Request, shop: Shop) -> Any:
    """The path names the reply and not the feedback."""
    wanted = request.path["feedback_id"]
    key = int(wanted) if wanted.isdecimal() and wanted.isascii() else None
    found, _ = shop.store.table(REVIEW).select({"_reply_id": key}, limit=1)
    if key is None or not found:
        raise NotFound(f"there is no reply {wanted!r}", REVIEW)
    return _keep(found[0], key, request, shop)


def _keep(review: Record, key: int, request: Request, shop: Shop) -> Any:
    keeping.change(shop, REVIEW, review["id"], _reply_id=key, _reply=request.body["comment"])
    return {"reply": key}


def _check(sent: Mapping[str, Any], customer: Record, shop: Shop) -> None:
    """What a type needs is sent, and what is sent is there.

    Raises:
        Invalid: it is not.
    """
    for name in _NEEDS[sent["type"]]:
        if name not in sent or sent[name] == "":
            raise Invalid.field(name, "required", _MISSING)
    for name, resource in _REFERS.items():
        known = name not in sent or resource not in shop.resources
        if not known and shop.store.find(resource, sent[name]) is None:
            raise Invalid.field(name, "exists", _UNKNOWN)
    order = shop.store.find(ORDER, sent["order_id"]) if "order_id" in sent else None
    if order is not None and order["_customer"] != customer["id"]:
        raise Invalid.field("order_id", "exists", _OTHERS)
