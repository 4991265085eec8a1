"""The orders that a shop begins with: some from before its story, then the story's purchases."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mock_server.commerce.coupon_terms import story_terms
from mock_server.commerce.market import Market
from mock_server.commerce.purchases import Purchase, purchases
from mock_server.engine.identifiers import Identifiers
from mock_server.engine.seeds import Beginning
from mock_server.engine.store import Record

from .customers import customer_of_purchase, known_customer
from .order_amounts import add_up, coupon_kept
from .order_lines import from_product, is_shippable
from .order_making import ORDER, blank_order, paid, receiver_of
from .order_numbers import older_orders
from .order_places import story_place
from .order_statuses import CANCELLED, COMPLETED, DELIVERED, PENDING, REFUNDED, SHIPPED, STATUSES
from .product_kinds import PRODUCT

_USUAL = (COMPLETED, COMPLETED, COMPLETED, DELIVERED, SHIPPED, CANCELLED)
_SPAN = timedelta(days=60)


def seed_orders(beginning: Beginning) -> Iterator[Record]:
    """The oldest first, numbered in that order."""
    yield from _older(beginning)
    market: Market = beginning.facts
    first = older_orders(market) + 1
    drawn = beginning.identifiers(ORDER)
    bought = purchases(market.steps, beginning.moment)
    opened = _opened(beginning)
    for number, purchase in enumerate(bought, start=first):
        customer = customer_of_purchase(purchase, opened[purchase.basket], market)
        yield _bought(number, purchase, customer, beginning) | {
            "_transaction": f"tjar-pay::{drawn.hex('transaction', 20)}{number:04}"
        }


def _opened(beginning: Beginning) -> dict[str, tuple[int, datetime]]:
    """The number of each basket of the story and when it was opened: a guest is told by them."""
    steps = [each for each in beginning.facts.steps if each.verb == "open"]
    return {
        step.basket: (number, beginning.moment - step.before)
        for number, step in enumerate(steps, start=1)
    }


def _bought(number: int, purchase: Purchase, customer: Record, beginning: Beginning) -> Record:
    """What a shopper of the story paid for; after two days it is delivered."""
    market: Market = beginning.facts
    products = {each["id"]: each for each in beginning.records(PRODUCT)}
    lines = [
        _line(products[market.product(key).number], quantity, market)
        for key, quantity in purchase.goods.items()
    ]
    shopper, coupon = market.customers.get(purchase.customer or ""), purchase.coupon
    city = shopper.city.key if shopper else market.store.city.key
    known = market.coupons.get(coupon or "")
    order = {
        **blank_order(number, purchase.at, market),
        **(story_place(city, number) if is_shippable(lines) else {}),
        **paid(number, ""),
        "_customer": customer,
        "_receiver": receiver_of(customer),
        "_coupon": coupon if known else None,
        "_terms": coupon_kept(story_terms(known)) if known else None,
        "_basket": purchase.basket,
        "_lines": lines,
    }
    if beginning.moment - purchase.at >= timedelta(days=2):
        order["_status"] = DELIVERED
    return add_up(order)


def _older(beginning: Beginning) -> Iterator[Record]:
    """Orders of customers of the story from before it began, in every status that there is."""
    market: Market = beginning.facts
    count = older_orders(market)
    if not count:
        return
    drawn = beginning.identifiers("older order")
    people = list(market.customers.values())
    goods = [each for each in beginning.records(PRODUCT) if each["id"] in _story_ids(market)]
    begins = beginning.moment - (market.steps[0].before if market.steps else timedelta())
    for number in range(1, count + 1):
        customer = people[drawn.number("customer", 0, len(people))]
        status = list(STATUSES)[number - 1] if number <= len(STATUSES) else ""
        status = status or _USUAL[drawn.number("status", 0, len(_USUAL))]
        lines = {}
        for _ in range(drawn.number("lines", 1, 4)):
            product = goods[drawn.number("product", 0, len(goods))]
            lines[product["id"]] = _line(product, drawn.number("quantity", 1, 4), market)
        shown = known_customer(customer.number, market)
        assert shown is not None, "customers of the story are known"
        gone = list(lines.values())
        age = _SPAN * (count - number + 1) / (count + 1)
        order = {
            **blank_order(number, begins - _whole(age), market),
            **(story_place(customer.city.key, number) if is_shippable(gone) else {}),
            "_customer": shown,
            "_receiver": receiver_of(shown),
            "_lines": gone,
        }
        yield add_up({**order, **_settled(number, status, gone, drawn)})


def _settled(number: int, status: str, lines: list[Record], drawn: Identifiers) -> Record:
    """How far an order is and how it was paid for, which agree."""
    if status == SHIPPED and not is_shippable(lines):
        status = COMPLETED
    if status in (PENDING, CANCELLED):
        payment = "pending" if status == PENDING else "failed"
        return {"_status": status, "_payment": payment, "_gateway": "bank_transfer"}
    settled = {**paid(number, drawn.hex("transaction", 20)), "_status": status}
    return {**settled, "_payment": "refunded" if status == REFUNDED else "paid"}


def _story_ids(market: Market) -> set[int]:
    return {each.number for each in market.products.values()}


def _line(product: Record, quantity: int, market: Market) -> Record:
    variants = product["variants"]
    return from_product(product, quantity, variants[0] if variants else None, market)


def _whole(age: timedelta) -> timedelta:
    return timedelta(minutes=age // timedelta(minutes=1))
