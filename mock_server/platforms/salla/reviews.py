"""What customers say of goods, of deliveries and of the store: as reviews and as feedbacks."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.filters import contains, equals
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Filter, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec

from . import words
from .catalogue import PRODUCT
from .customers import CUSTOMER
from .days import from_day, to_day, written
from .review_story import REVIEW, author_of, seed

COMPANY = "shipping_company"

_FULL = ("listFeedbacks", "feedbackDetails")
_BRIEF = ("storeFeedback", "updateFeedback")


def present(review: Record, shop: Shop, request: Request) -> Record:
    """As a review, or in the newer form, with all that it is about or in brief."""
    operation, language = request.operation.id, request.language
    if operation in _FULL:
        return {**_plain(review), **_more(review, shop, language)}
    if operation in _BRIEF:
        liked = {"likes_count": 0, "images": review["_images"]}
        return {**_plain(review), **liked}
    return {**_plain(review), "customer": _author(review, shop, language)}


def told(review: Record, shop: Shop) -> Record:
    """A review as events tell of it."""
    return {**_plain(review), "customer": _author(review, shop, words.MAIN)}


def review_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """Only whether the store shows it can be changed: the words are the customer's."""
    return {name: sent[name] for name in ("is_published",) if name in sent}


def _plain(review: Record) -> Record:
    return {
        "id": review["id"],
        "type": review["type"],
        "rating": review["rating"],
        "content": review["content"],
        "order_id": review["_order"],
        "is_published": review["is_published"],
        "created_at": written(review["_created_at"]),
    }


def _more(review: Record, shop: Shop, language: str) -> Record:
    order = shop.store.find("order", review["_order"]) if review["_order"] else None
    return {
        "reference_id": order["reference_id"] if order else None,
        "likes_count": 0,
        "images": review["_images"],
        "customer": _author(review, shop, language),
        "reply": {"id": review["_reply_id"], "content": review["_reply"]},
        "shipping_company": _thing(COMPANY, review["_company"], shop, language),
        "product": _thing(PRODUCT, review["_product"], shop, language),
        "page": {"id": review["_page"], "name": "", "thumbnail": ""},
        "blog": {"id": None, "name": "", "thumbnail": ""},
    }


def _author(review: Record, shop: Shop, language: str) -> Record:
    """Who wrote it, as they are now; one who was deleted, as they were then."""
    customer = shop.store.find(CUSTOMER, review["_customer"])
    return author_of(customer, language) if customer else review["_author"]


def _thing(resource: str, key: int | None, shop: Shop, language: str) -> Record:
    found = shop.store.find(resource, key) if key else None
    if found is None:
        return {"id": key, "name": "", "thumbnail": ""}
    told_ = words.say(found, language)
    return {"id": key, "name": told_["name"], "thumbnail": found.get("thumbnail") or ""}


def _is_of(field: str) -> Filter:
    """The id in the field is among those that are asked for as texts."""

    def passes(review: Record, wanted: list[str], shop: Shop) -> bool:
        return str(review[field]) in wanted

    return passes


def _nothing(review: Record, wanted: Any, shop: Shop) -> bool:
    """The store has no articles that could be reviewed."""
    return False


def _is_answered(review: Record, wanted: bool, shop: Shop) -> bool:
    return (review["_reply"] is not None) == wanted


RESOURCE = Resource(
    name=REVIEW,
    table=TableSpec(order="_created_at", equal=("_customer", "_reply_id")),
    seed=seed,
    present=present,
    filters={
        "keyword": contains("content"),
        "type": equals("type"),
        "start_date": from_day("_created_at"),
        "end_date": to_day("_created_at"),
        "products[]": _is_of("_product"),
        "blogs[]": _nothing,
        "customers[]": _is_of("_customer"),
        "reply": _is_answered,
        "stars[]": _is_of("rating"),
        "publish": equals("is_published"),
    },
    writes=review_written,
    announces=Events("review.added"),
    tells=told,
)
