"""What a store of the story sells at Tjar: products of all kinds, and what they are sorted by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.commerce.market import Market
from mock_server.commerce.money import major
from mock_server.commerce.vocabulary import Product
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .product_kinds import CATEGORY, PRODUCT, blank_product
from .style import date

BRAND, TAG, BADGE = "brand", "tag", "badge"

_BRANDS = (Text("واحة النخيل", "Waha Palms"), Text("ديار الضيافة", "Diyar"), Text("سدو", "Sadu"))
_TAGS = (Text("جديد", "New"), Text("الأكثر مبيعًا", "Best seller"), Text("هدية", "Gift"))
_BADGES = (Text("عرض خاص", "Special offer"), Text("حصري", "Exclusive"))
_COLOURS = ("أسود", "كحلي")
_SIZES = ("52", "54", "56")


@dataclass(frozen=True, slots=True)
class _Extra:
    """Something of a kind that a story has no words for."""

    number: int
    kind: str
    name: Text
    price: int
    fields: Mapping[str, Any]


_WEEK = ("sunday", "monday", "tuesday", "wednesday", "thursday")
_EXTRAS = (
    _Extra(
        9001,
        "digital",
        Text("كتاب وصفات", "Recipe book"),
        3500,
        {"digital_type": "file", "download_limit": 5, "expires_in_days": 30, "is_unlimited": True},
    ),
    _Extra(
        9002,
        "digital",
        Text("اشتراك شهري", "Monthly membership"),
        4900,
        {"digital_type": "subscription", "expires_in_days": 30, "is_unlimited": True},
    ),
    _Extra(
        9003,
        "booking",
        Text("جلسة تذوق", "Tasting session"),
        12000,
        {
            "is_unlimited": True,
            "booking": {
                "duration_minutes": 60,
                "capacity": 4,
                "working_days": [{"day": day, "from": "10:00", "to": "18:00"} for day in _WEEK],
                "buffer_minutes": 0,
                "location": "المتجر",
                "max_days_ahead": 30,
            },
        },
    ),
    _Extra(
        9004,
        "service",
        Text("تغليف هدايا", "Gift wrapping"),
        2500,
        {
            "is_unlimited": True,
            "service": {"duration": "يوم", "delivery_days": 1, "requirements": "نص البطاقة"},
        },
    ),
)


def category_texts(market: Market) -> list[Text]:
    """The categories of the story in the order in which its products name them."""
    return list(dict.fromkeys(product.category for product in market.products.values()))


def seed_categories(beginning: Beginning) -> Iterator[Record]:
    """Three levels: each of the story's, a selection below it, and the new ones below the first."""
    texts = category_texts(beginning.facts)
    for number, text in enumerate(texts, start=1):
        yield _sorted(number, text) | {"_level": 1, "_parent": None}
    for number, text in enumerate(texts, start=1):
        chosen = Text(f"مختارات {text.ar}", f"{text.en} selection")
        yield _sorted(100 + number, chosen) | {"_level": 2, "_parent": number}
    for number, text in enumerate(texts[:1], start=1):
        new = Text(f"جديد {text.ar}", f"New {text.en}")
        yield _sorted(200 + number, new) | {"_level": 3, "_parent": 100 + number}


def seed_products(beginning: Beginning) -> Iterator[Record]:
    """The goods of the story, and one thing of each kind that stories do not know."""
    market: Market = beginning.facts
    categories = {text: number for number, text in enumerate(category_texts(market), start=1)}
    drawn = beginning.identifiers(PRODUCT)
    for index, product in enumerate(market.products.values()):
        category = categories[product.category]
        amount = 0 if index % 13 == 12 else drawn.number("amount", 12, 60)
        kind = "digital" if product.kind == "digital" else "physical"
        yield _product(product.number, kind, product.name, product.price, beginning) | {
            "sku": product.sku,
            "slug": product.key,
            "stock": amount,
            "brand": index % len(_BRANDS) + 1,
            "badge": 1 if index % 5 == 0 else None,
            "categories": [category],
            "sub_categories": [100 + category] if index % 2 == 0 else [],
            "child_categories": [201] if category == 1 and index % 2 == 0 else [],
            "tags": [index % len(_TAGS) + 1],
            "image": product.number,
            **_own(product, kind, amount),
        }
    for extra in _EXTRAS if market.products else ():
        record = _product(extra.number, extra.kind, extra.name, extra.price, beginning)
        yield (
            record
            | {"sku": f"EXTRA-{extra.number}", "slug": f"extra-{extra.number}"}
            | dict(extra.fields)
        )


def _own(product: Product, kind: str, amount: int) -> Record:
    """What is told of this product alone: its weight, cards, options or variants."""
    if kind == "digital":
        cards = [_card(product, number) for number in range(1, amount + 1)]
        return {"digital_type": "card", "cards": cards}
    own: Record = {"weight": product.weight, "dimensions": {"h": 10, "l": 20, "w": 15}}
    if product.category.en == "Abayas":
        own["variants"] = _variants(product)
        own["stock"] = sum(each["stock"] for each in own["variants"])
    if product.category.en == "Coffee":
        own["product_options"] = [_grind()]
    return own


def _card(product: Product, number: int) -> Record:
    value = major(product.price)
    return {"code": f"{product.key.upper()}-{number:04}", "value": value, "is_sold": False}


def _variants(product: Product) -> list[Record]:
    made = [(colour, size) for colour in _COLOURS for size in _SIZES]
    return [
        {
            "id": product.number * 100 + number,
            "color": colour,
            "size": size,
            "additional_price": 20 if size == _SIZES[-1] else 0,
            "stock": 4,
            "sku": f"{product.sku}-{number}",
        }
        for number, (colour, size) in enumerate(made, start=1)
    ]


def _grind() -> Record:
    return {
        "type": "radio",
        "title": {"ar": "الطحن", "en": "Grind"},
        "sub_title": {"ar": "", "en": ""},
        "options": {"ar": {"حبوب": 0, "مطحونة": 5}, "en": {"Beans": 0, "Ground": 5}},
        "is_required": False,
        "multi_select": False,
    }


def _product(number: int, kind: str, name: Text, price: int, beginning: Beginning) -> Record:
    written = date(beginning.moment)
    return blank_product(number, kind) | {
        "name": {"ar": name.ar, "en": name.en},
        "summary": {"ar": name.ar, "en": name.en},
        "description": {"ar": f"<p>{name.ar}</p>", "en": f"<p>{name.en}</p>"},
        "price": major(price, beginning.facts.store.currency),
        "created_at": written,
        "updated_at": written,
    }


def _sorted(number: int, text: Text) -> Record:
    return {"id": number, "name": {"ar": text.ar, "en": text.en}}


def _listed(name: str, texts: Sequence[Text]) -> Resource:
    """Something that products are sorted by, and that no operation changes."""
    return Resource(
        name=name, seed=lambda _: [_sorted(at, text) for at, text in enumerate(texts, start=1)]
    )


SORTED_BY = (
    Resource(name=CATEGORY, seed=seed_categories),
    _listed(BRAND, _BRANDS),
    _listed(TAG, _TAGS),
    _listed(BADGE, _BADGES),
)
