"""What a store of the story sells at Salla: categories, brands, tags and products of every type."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mock_server.commerce.market import Market
from mock_server.commerce.vocabulary import Product
from mock_server.engine.seeds import Beginning
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .products_kept import blank_product
from .stock import MAIN_BRANCH
from .style import RIYADH, money

CATEGORY, BRAND, TAG, PRODUCT = "category", "brand", "product_tag", "product"

_BRANDS = (Text("واحة النخيل", "Waha Palms"), Text("ديار الضيافة", "Diyar"), Text("سدو", "Sadu"))
_TAGS = (Text("جديد", "New"), Text("الأكثر مبيعًا", "Best seller"), Text("هدية", "Gift"))


@dataclass(frozen=True, slots=True)
class _Extra:
    """Something of a type that a story has no words for."""

    number: int
    kind: str
    name: Text
    price: int


_EXTRAS = (
    _Extra(9001, "service", Text("تغليف هدايا", "Gift wrapping"), 2500),
    _Extra(9002, "codes", Text("رمز خصم سنوي", "Yearly membership code"), 9900),
    _Extra(9003, "digital", Text("كتاب وصفات", "Recipe book"), 3500),
    _Extra(9004, "food", Text("فطور شعبي", "Village breakfast"), 4500),
    _Extra(9005, "booking", Text("جلسة تذوق", "Tasting session"), 12000),
    _Extra(9006, "donating", Text("تبرع لسقيا الماء", "Water donation"), 1000),
    _Extra(9007, "group_products", Text("باقة المتجر", "Store bundle"), 19900),
)


def product_id(product: Product) -> int:
    """The id of a product of the story, which its carts and orders know too."""
    return 1_300_000_000 + product.number


def category_texts(market: Market) -> list[Text]:
    """The categories of the story in the order in which its products name them."""
    return list(dict.fromkeys(product.category for product in market.products.values()))


def written(beginning: Beginning) -> str:
    return f"{beginning.moment.astimezone(RIYADH):%Y-%m-%d %H:%M:%S}"


def seed_categories(beginning: Beginning) -> Iterator[Record]:
    """A category for each of the story's, with the first one's selection below it."""
    market: Market = beginning.facts
    texts = category_texts(market)
    for number, text in enumerate(texts, start=1):
        yield _category(number, text, 0, beginning)
    if texts:
        chosen = Text(f"مختارات {texts[0].ar}", f"{texts[0].en} selection")
        yield _category(len(texts) + 1, chosen, 1_310_000_001, beginning)


def seed_brands(beginning: Beginning) -> Iterator[Record]:
    domain = beginning.facts.store.domain
    for number, text in enumerate(_BRANDS, start=1):
        yield {
            "id": 1_320_000_000 + number,
            "name": text.ar,
            "status": True,
            "description": f"منتجات {text.ar}",
            "banner": None,
            "logo": f"https://{domain}/images/brands/{number}.png",
            "metadata": {"title": text.ar, "description": None, "url": None},
            "_words": {"en": {"name": text.en, "description": f"Goods of {text.en}"}},
        }


def seed_tags(beginning: Beginning) -> Iterator[Record]:
    for number, text in enumerate(_TAGS, start=1):
        yield {"id": 1_370_000_000 + number, "name": text.ar, "_words": {"en": {"name": text.en}}}


def seed_products(beginning: Beginning) -> Iterator[Record]:
    """The goods of the story, and one thing of each type that stories do not know."""
    market: Market = beginning.facts
    categories = {text: 1_310_000_001 + at for at, text in enumerate(category_texts(market))}
    drawn = beginning.identifiers(PRODUCT)
    for index, product in enumerate(market.products.values()):
        kind = "codes" if product.kind == "digital" else "product"
        amount = 0 if index % 13 == 12 else drawn.number("amount", 8, 60)
        record = _product(product_id(product), kind, product.name, product.price, beginning)
        chosen = [1_310_000_000 + len(categories) + 1] if index == 0 else []
        yield record | {
            "sku": product.sku,
            "weight": product.weight,
            "categories": [categories[product.category], *chosen],
            "brand_id": 1_320_000_001 + index % len(_BRANDS),
            "tags": [1_370_000_001 + index % len(_TAGS)],
            "quantity": amount,
            "status": "sale" if amount else "out",
            "notify_quantity": "5",
            "_branches": {str(MAIN_BRANCH): amount},
            "_has_options": _has_options(product),
        }
    for extra in _EXTRAS:
        yield _extra(extra, beginning)


def is_dressed(product: Record) -> bool:
    """Whether a seeded product comes with options and variants."""
    return bool(product.get("_has_options"))


def _has_options(product: Product) -> bool:
    return product.category.en in ("Coffee", "Abayas") and product.kind == "physical"


def _extra(extra: _Extra, beginning: Beginning) -> Record:
    record = _product(1_300_000_000 + extra.number, extra.kind, extra.name, extra.price, beginning)
    own: dict[str, Any] = {"sku": f"EXTRA-{extra.number}", "unlimited_quantity": True}
    if extra.kind == "food":
        own["calories"] = "620"
    if extra.kind == "booking":
        own["_booking"] = {"location": "المتجر", "type": "date"}
    if extra.kind == "group_products":
        goods = list(beginning.facts.products.values())[:2]
        own["_consists"] = [{"id": product_id(each), "quantity": 1} for each in goods]
    return record | own


def _product(number: int, kind: str, name: Text, price: int, beginning: Beginning) -> Record:
    store = beginning.facts.store
    worded = {"name": name.en, "description": f"<p>{name.en}</p>"}
    return blank_product(number, kind, store.currency) | {
        "name": name.ar,
        "description": f"<p>{name.ar}</p>",
        "regular_price": money(price, store.currency),
        "require_shipping": kind in ("product", "food", "group_products"),
        "status": "sale",
        "updated_at": written(beginning),
        "metadata": {"title": name.ar, "description": None, "url": None},
        "_words": {"en": worded},
    }


def _category(number: int, text: Text, parent: int, beginning: Beginning) -> Record:
    domain = beginning.facts.store.domain
    return {
        "id": 1_310_000_000 + number,
        "name": text.ar,
        "image": f"https://{domain}/images/categories/{number}.png",
        "parent_id": parent,
        "sort_order": number,
        "status": "active",
        "show_in": {"app": True, "salla_points": False},
        "update_at": written(beginning),
        "metadata": {"title": text.ar, "description": None, "url": None},
        "_words": {"en": {"name": text.en}},
    }
