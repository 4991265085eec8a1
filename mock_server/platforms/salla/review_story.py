"""The reviews that a shop begins with."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from mock_server.engine.seeds import Beginning
from mock_server.engine.store import Record

from .catalogue import PRODUCT
from .customers import CUSTOMER, full_name, shown
from .words import MAIN

REVIEW, ORDER, STATUS = "review", "order", "order_status"

_MOST = 40
_FIRST = 1_860_000_001
_REPLIES = 1_861_000_001
_RATINGS = (
    (5, "منتج رائع والتغليف ممتاز"),
    (4, "الجودة جيدة والسعر مناسب"),
    (5, "وصل طازجًا، سأطلب مرة أخرى"),
    (2, "أقل مما توقعت"),
    (5, "Great taste, fast delivery"),
)
_QUESTIONS = ("متى يتوفر من جديد؟", "هل يمكن تغليفه هدية؟", "Do you ship to Kuwait?")
_STORE = ((5, "متجر موثوق وخدمة سريعة"), (4, "تعامل راقٍ"))
_SHIPPING = ((3, "تأخر التوصيل يومًا"), (5, "توصيل سريع"))
_THANKS = "شكرًا لك، سعدنا بخدمتك"


def seed(beginning: Beginning) -> Iterable[Record]:
    """Words on what was delivered, and questions of others; the oldest first."""
    made = [*_of_orders(beginning), *_questions(beginning)]
    made.sort(key=lambda review: review["_created_at"])
    for index, review in enumerate(made):
        reply = {"_reply_id": _REPLIES + index, "_reply": _THANKS} if index % 4 == 0 else {}
        yield {**review, "id": _FIRST + index, **reply}


def blank_review(customer: Record, kind: str, at: datetime) -> Record:
    """What a customer says, before they say it."""
    return {
        "type": kind,
        "rating": 0,
        "content": "",
        "is_published": False,
        "_customer": customer["id"],
        "_author": author_of(customer, MAIN),
        "_order": None,
        "_product": None,
        "_company": None,
        "_page": None,
        "_images": [],
        "_reply_id": None,
        "_reply": None,
        "_created_at": at,
    }


def author_of(customer: Record, language: str) -> Record:
    """A customer as reviews name them."""
    now = shown(customer, language)
    names = ("id", "mobile", "email", "avatar", "country", "city")
    return {"name": full_name(customer), **{name: now[name] for name in names}}


def _of_orders(beginning: Beginning) -> Iterator[Record]:
    """Every second order that was delivered is spoken of, three days after it was made."""
    if ORDER not in beginning.seeds:
        return
    people = {each["id"]: each for each in beginning.records(CUSTOMER)}
    done = {
        each["id"]
        for each in beginning.records(STATUS)
        if each["slug"] in ("completed", "delivered")
    }
    orders = [each for each in beginning.records(ORDER) if each["_status"] in done]
    for index, order in enumerate(orders[: 2 * _MOST : 2]):
        customer = people.get(order["_customer"])
        if customer is None:
            continue
        at = min(order["_created_at"] + timedelta(days=3), beginning.moment)
        kind = ("rating", "rating", "testimonial", "rating", "shipping")[index % 5]
        texts = {"rating": _RATINGS, "testimonial": _STORE}.get(kind, _SHIPPING)
        stars, content = texts[index % len(texts)]
        yield {
            **blank_review(customer, kind, at),
            "rating": stars,
            "content": content,
            "is_published": stars > 2,
            "_order": order["id"],
            "_product": order["_told"][0][0] if kind == "rating" and order["_told"] else None,
            "_company": order["_courier"] if kind == "shipping" else None,
        }


def _questions(beginning: Beginning) -> Iterator[Record]:
    """What people ask before they buy."""
    goods = beginning.records(PRODUCT)
    for index, customer in enumerate(beginning.records(CUSTOMER)[:9]):
        at = beginning.moment - timedelta(days=2 * index, hours=index + 1)
        yield {
            **blank_review(customer, "ask", at),
            "content": _QUESTIONS[index % len(_QUESTIONS)],
            "is_published": index % 2 == 0,
            "_product": goods[index % len(goods)]["id"] if goods else None,
        }
