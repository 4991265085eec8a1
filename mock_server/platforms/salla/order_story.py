"""The orders that a shop begins with: the story's purchases, and three months of others.

They are laid down when somebody first looks at them. What hangs on an order (lines, histories,
payments, invoices) is told by the order alone, in `order_story_parts.py`.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from mock_server.commerce.coupon_terms import story_terms
from mock_server.commerce.market import Market
from mock_server.commerce.purchases import Purchase, purchases
from mock_server.engine.identifiers import Identifiers
from mock_server.engine.seeds import Beginning
from mock_server.engine.store import Record

from .catalogue import product_id
from .couriers import COMPANY
from .customers import customer_id
from .order_amounts import add_up, coupon_kept
from .order_making import blank_order
from .order_places import story_place
from .order_statuses import BUILT_IN, STATUS, status_id
from .order_story_parts import lines_told
from .order_tags import SEEDED

ORDER = "order"
SPAN = timedelta(days=90)
FIRST_ID, FIRST_REFERENCE = 1_500_000_000, 230_000_000
_MOST = 120

_USUAL = ("completed",) * 6 + ("delivered",) * 3 + ("shipped", "in_progress", "canceled")
_METHODS = ("mada", "credit_card", "apple_pay", "cod", "bank")
_SOURCES = ("store", "store", "store", "mahly-app", "campaign")
_DEVICES = ("mobile", "mobile", "desktop")
_UNPAID = ("payment_pending", "payment_failed", "waiting_for_payment_confirmation")

Told = tuple[tuple[int, int | None, int, str], ...]
"""Lines of an order to be: product, variant, quantity, note."""


def seed_orders(beginning: Beginning) -> Iterator[Record]:
    """The oldest first, numbered in that order."""
    drawn = beginning.identifiers(ORDER)
    made = [*_bought(beginning), *_others(beginning, drawn)]
    made.sort(key=lambda order: (order["_created_at"], order["id"]))
    for index, order in enumerate(made, start=1):
        tags = [tag for tag, each in zip(SEEDED, (2, 5), strict=True) if index % each == 0]
        numbered = {**order, "reference_id": FIRST_REFERENCE + index, "tags": tags}
        yield {**numbered, "id": FIRST_ID + index}


def _bought(beginning: Beginning) -> Iterator[Record]:
    """What the story's shoppers paid for."""
    market: Market = beginning.facts
    for number, purchase in enumerate(purchases(market.steps, beginning.moment)):
        customer = market.customers.get(purchase.customer or "")
        order = blank_order(number, 0, purchase.at, market)
        order |= {
            "source": "store",
            "source_device": _DEVICES[number % 3],
            "payment_method": _METHODS[number % 3],
            "_basket": purchase.basket,
            "_customer": customer_id(customer.number) if customer else None,
            "_coupon": _coupon(purchase, market),
            "_coupon_code": purchase.coupon,
            "_told": _goods(purchase, beginning),
        }
        city = customer.city.key if customer else market.store.city.key
        age = beginning.moment - purchase.at
        slug = "under_review" if age < timedelta(days=2) else "completed"
        yield _settled(order, slug, city, beginning)


def _others(beginning: Beginning, drawn: Identifiers) -> Iterator[Record]:
    """Orders of customers of the story, in every status that there is."""
    market: Market = beginning.facts
    people = list(market.customers.values())
    goods = [each for each in beginning.records("product") if each["type"] == "product"]
    if not people or not goods:
        return
    slugs = list(BUILT_IN)
    count = min(_MOST, len(slugs) + 1 + len(people))
    for number in range(count):
        customer = people[drawn.number("customer", 0, len(people))]
        slug = slugs[number] if number < len(slugs) else _USUAL[drawn.number("s", 0, len(_USUAL))]
        age = SPAN * drawn.number("age", 1, 10_000) / 10_000
        order = blank_order(10_000 + number, 0, beginning.moment - _minutes(age), market)
        method = _METHODS[drawn.number("method", 0, len(_METHODS))]
        order |= {
            "source": _SOURCES[drawn.number("source", 0, len(_SOURCES))],
            "source_device": _DEVICES[drawn.number("device", 0, len(_DEVICES))],
            "payment_method": method,
            "read": number % 3 > 0,
            "_customer": customer_id(customer.number),
            "_cod": 1500 if method == "cod" else 0,
            "_told": _drawn_goods(goods, drawn, beginning),
        }
        own = beginning.records(STATUS)[-1]["id"] if number == len(slugs) else None
        settled = _settled(
            order, slug if own is None else "in_progress", customer.city.key, beginning
        )
        yield settled if own is None else {**settled, "_status": own}


def _settled(order: Record, slug: str, city: str, beginning: Beginning) -> Record:
    """An order with its status, its way to the customer, and its amounts."""
    courier = beginning.records(COMPANY)[order["id"] % 2]
    unpaid = slug in _UNPAID
    order = {
        **order,
        "_status": status_id(slug),
        "_delivery": "shipping",
        "_courier": courier["id"],
        "_shipping": courier["_price"],
        "_ship_to": story_place(city, order["id"]),
    }
    if unpaid:
        order |= {
            "payment_method": "waiting",
            "is_pending_payment": True,
            "_cod": 0,
            "_accepted": ("mada", "credit_card"),
            "_pending_since": order["_created_at"],
            "_pending_until": order["_created_at"] + timedelta(hours=48),
        }
    elif order["payment_method"] == "bank":
        domain = beginning.facts.store.domain
        order |= {
            "_bank": beginning.records("bank")[0]["id"],
            "receipt_image": f"https://{domain}/receipts/{order['id']}.png",
        }
    return add_up(order, lines_told(order, beginning))[0]


def _coupon(purchase: Purchase, market: Market) -> Any:
    coupon = market.coupons.get(purchase.coupon or "")
    if coupon is None:
        return None
    return coupon_kept(story_terms(coupon))


def _goods(purchase: Purchase, beginning: Beginning) -> Told:
    market: Market = beginning.facts
    return tuple(
        (key, _variant(key, 0, beginning), quantity, purchase.notes[name])
        for name, quantity in purchase.goods.items()
        for key in [product_id(market.product(name))]
    )


def _drawn_goods(goods: Sequence[Record], drawn: Identifiers, beginning: Beginning) -> Told:
    chosen: dict[int, int] = {}
    for _ in range(drawn.number("lines", 1, 4)):
        product = goods[drawn.number("product", 0, len(goods))]
        chosen[product["id"]] = drawn.number("quantity", 1, 4)
    return tuple(
        (key, _variant(key, drawn.number("variant", 0, 6), beginning), quantity, "")
        for key, quantity in chosen.items()
    )


def _variant(product: int, choice: int, beginning: Beginning) -> int | None:
    if "product_variant" not in beginning.seeds:
        return None
    variants = [v for v in beginning.records("product_variant") if v["_product_id"] == product]
    return variants[choice % len(variants)]["id"] if variants else None


def _minutes(age: timedelta) -> timedelta:
    return timedelta(minutes=age // timedelta(minutes=1))
