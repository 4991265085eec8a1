"""Notices on the pages of the store."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words
from .catalogue import PRODUCT
from .days import begins
from .pages import is_there, place_of, store_url
from .style import RIYADH, date

ADVERTISEMENT = "advertisement"

_FIRST = 1_890_000_001
_PLACES = ("category", "page", "product")
_STYLE = {"icon": "sicon-bell", "font_color": "#ffffff", "background_color": "#5c4033"}
_SEEDED: tuple[tuple[Text, Text, str, list[str], int], ...] = (
    (
        Text("شحن مجاني", "Free delivery"),
        Text("للطلبات فوق 300 ريال", "For orders above 300 riyals"),
        "without_url",
        ["all"],
        60,
    ),
    (
        Text("وصل الموسم الجديد", "The new season is here"),
        Text("تسوق الآن", "Buy it now"),
        "product",
        ["home", "product"],
        20,
    ),
    (
        Text("انتهت التخفيضات", "The sale is over"),
        Text("نراكم العام القادم", "See you next year"),
        "offers",
        ["cart"],
        -10,
    ),
)
"""Title, words, what it leads to, pages, and the days that are left."""

_ID = Text("رقم العنصر مطلوب أو غير صحيح", "the id of what it leads to is missing or wrong")
_LINK = Text("أدخل رابطًا يبدأ بـ http", "give an address that begins with http")


def seed(beginning: Beginning) -> Iterable[Record]:
    goods = beginning.records(PRODUCT)
    today = beginning.moment.astimezone(RIYADH)
    for index, (title, text, kind, pages, left) in enumerate(_SEEDED):
        kind_ = "without_url" if kind == "product" and not goods else kind
        yield {
            "id": _FIRST + index,
            "title": title.ar,
            "description": text.ar,
            "style": _STYLE,
            "expire_date": date(begins(f"{today + timedelta(days=left):%Y-%m-%d}")),
            "pages": pages,
            "_kind": kind_,
            "_target": goods[0]["id"] if kind_ == "product" else None,
            "_link": None,
            "_words": {"en": {"title": title.en, "description": text.en}},
        }


def advertisement_written(
    sent: Mapping[str, Any], known: Record, request: Request, shop: Shop
) -> Record:
    """All fields of a notice.

    Raises:
        Invalid: what it leads to is not there, or has no address.
    """
    texts = {name: sent[name] for name in ("title", "description")}
    return {
        "style": known.get("style", _STYLE),
        **words.write(texts, known, words.spoken_in(request)),
        **_target(sent["type"], shop),
        "expire_date": date(begins(sent["expire_date"])),
        "pages": list(dict.fromkeys(sent["pages"])),
    }


def present(notice: Record, shop: Shop, request: Request) -> Record:
    kind, target, link = notice["_kind"], notice["_target"], notice["_link"]
    if link is None and kind in _PLACES:
        link = place_of(kind, target, shop)
    elif link is None and kind == "offers":
        link = f"{store_url(shop)}/offers"
    return {
        **words.say(notice, request.language),
        "type": {"id": target, "name": kind, "link": link},
    }


def _target(sent: Mapping[str, Any], shop: Shop) -> Record:
    """What a notice leads to; an address that is sent counts for more than the thing's own."""
    kind, target, link = sent["name"], sent.get("id"), sent.get("link")
    if kind in _PLACES and (target is None or not is_there(kind, target, shop)):
        raise Invalid.field("type.id", "exists", _ID)
    if kind == "external_link" and not (link or "").startswith(("http://", "https://")):
        raise Invalid.field("type.link", "format", _LINK)
    return {"_kind": kind, "_target": target, "_link": link}


RESOURCE = Resource(
    name=ADVERTISEMENT,
    seed=seed,
    present=present,
    new_id=lambda shop: shop.identifiers.number(ADVERTISEMENT),
    writes=advertisement_written,
)
