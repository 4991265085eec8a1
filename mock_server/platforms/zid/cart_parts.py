"""What a cart holds: its lines, the city it would go to, and what was done about it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.commerce.market import Market
from mock_server.commerce.money import major
from mock_server.commerce.records import record_key
from mock_server.commerce.vocabulary import City
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .stores import MEDIA
from .style import date_to_the_microsecond, money_text

COUNTRY_ID = 184
_COUNTRY = Text("السعودية", "Saudi Arabia")
_NOTE = Text("ملاحظة", "Note")
_CREATED = Text("تم الإنشاء بنجاح", "Created Successfully")
_REMINDED = Text("تم إرسال تذكير", "Reminder Sent")
_REMINDED_BY = {
    "email": Text("تم إرسال تذكير بالبريد الإلكتروني", "Email Reminder Sent"),
    "sms": Text("تم إرسال تذكير برسالة نصية", "SMS Reminder Sent"),
    "whatsapp": Text("تم إرسال تذكير عبر واتساب", "WhatsApp Reminder Sent"),
}
_SIZES = {"thumbnail": 370, "small": 500, "medium": 770, "large": 1000}
"""Widths of a picture's copies, in pixels."""


def product_shown(line: Mapping[str, Any], shop: Shop, store_id: str) -> Record:
    """A line in English, at the price of its goods; a coupon is not told of in a cart."""
    market: Market = shop.facts
    currency, domain = market.store.currency, market.store.domain
    price, total = line["price"], line["price"] * line["quantity"]
    product_id = record_key(
        shop, "product", line["product"], lambda: shop.identifiers.uuid("product")
    ).replace("-", "")
    return {
        "id": 900_000_000 + line["number"],
        "product_id": product_id,
        "product_url": f"https://{domain}/products/{product_id}",
        "sku": line["sku"],
        **product_words(line, "en"),
        "price": major(price, currency),
        "price_string": money_text(price, currency),
        "additions_price": 0,
        "additions_price_string": money_text(0, currency),
        "quantity": line["quantity"],
        "total": major(total, currency),
        "total_string": money_text(total, currency),
        "images": [_image(store_id, _image_id(line["product"], shop))],
    }


def product_words(line: Mapping[str, Any], language: str) -> Record:
    """What of a line is told in the language of the one who asks."""
    return {
        "name": line[f"name_{language}"],
        "custom_field": [_note(line["note"], language)] if line["note"] else [],
    }


def city_shown(city: City, language: str) -> Record:
    """The city. Its number in the national register is not known to us; ours stands for it."""
    return {
        "id": city.number,
        "national_id": city.number,
        "name": city.name.say(language),
        "priority": city.priority,
        "country_id": COUNTRY_ID,
        "country_name": _COUNTRY.say(language),
        "country_code": "SA",
        "ar_name": city.name.ar,
        "en_name": city.name.en,
    }


def history_shown(cart_id: str, basket: Basket, shop: Shop) -> list[Record]:
    """What was done about the cart, the newest first: it was noted, then each reminder."""
    moments = [*(each["at"] for each in reversed(basket.reminders)), basket.abandoned_at]
    numbers = range(len(moments) - 1, -1, -1)
    stamps = map(date_to_the_microsecond, moments)
    ids = shop.identifiers
    return [
        {
            "uuid": record_key(
                shop, "history", f"{basket.id}:{number}", lambda: ids.uuid("history")
            ),
            "abandoned_cart_id": cart_id,
            "type": label.en,
            "created_at": stamp,
            "updated_at": stamp,
        }
        for number, label, stamp in zip(numbers, history_labels(basket), stamps, strict=True)
    ]


def history_labels(basket: Basket) -> list[Text]:
    """What each entry of the history is called, the newest first."""
    reminded = [_REMINDED_BY.get(each["channel"], _REMINDED) for each in basket.reminders]
    return [*reversed(reminded), _CREATED]


def _note(note: str, language: str) -> Record:
    """What the customer wrote beside the product."""
    label = _NOTE.say(language)
    return {"type": "text", "value": note, "formatted_value": note, "name": "note", "label": label}


def _image_id(product: str, shop: Shop) -> str:
    return record_key(shop, "image", product, lambda: shop.identifiers.uuid("image"))


@lru_cache(maxsize=1024)
def _image(store_id: str, image_id: str) -> Record:
    """A product's picture in all its sizes; the same in every cart that holds the product."""
    copies = {
        name: f"{MEDIA}/thumbs/{store_id}/{image_id}-thumbnail-{width}x{width}-70.jpg"
        for name, width in _SIZES.items()
    }
    whole = f"{MEDIA}/{store_id}/{image_id}.jpg"
    return {"id": image_id, "origin": copies["small"], "thumbs": {"fullSize": whole, **copies}}
