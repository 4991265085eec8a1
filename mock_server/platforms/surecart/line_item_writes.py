"""Lines of checkouts as the API adds, changes and removes them, one by one."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.engine.filters import equals
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer
from mock_server.engine.table import TableSpec

from .catalogue import line_key, price_of
from .checkout_lines import MOST_LINES, MOST_PIECES, Line, price_sent, written
from .checkout_writes import basket_of, open_to_changes, touch
from .checkouts import CHECKOUT
from .line_items import LINE_ITEM
from .style import unwrapped
from .writing import flag, refused

operations = Operations()


@operations.handles("createLineItem")
def create(request: Request, shop: Shop) -> Record:
    sent = unwrapped(request)
    checkout = shop.store.find(CHECKOUT, sent["checkout"])
    if checkout is None:
        raise refused("checkout", "not_found", "Checkout was not found.")
    basket = _open(checkout, shop)
    same = _same(basket, sent, shop) if flag(request.query.get("consolidate", False)) else None
    if same is None:
        line = written(sent, None, shop)
    else:
        more = same["quantity"] + sent.get("quantity", 1)
        line = written({**sent, "quantity": more}, _known(same, shop), shop)
    _write(basket, line, shop)
    return _record(line, checkout["id"], shop)


@operations.handles("updateLineItem")
def update(request: Request, shop: Shop) -> Record:
    record = shop.store.get(LINE_ITEM, request.path["id"])
    basket = _open(shop.store.get(CHECKOUT, record["checkout"]), shop)
    known = _line(basket, record)
    line = written(_with_price(unwrapped(request)), _known(known, shop), shop)
    if line != known:
        _write(basket, line, shop)
    return shop.store.get(LINE_ITEM, record["id"])


@operations.handles("deleteLineItem")
def delete(request: Request, shop: Shop) -> Any:
    record = shop.store.get(LINE_ITEM, request.path["id"])
    basket = _open(shop.store.get(CHECKOUT, record["checkout"]), shop)
    left = tuple(each for each in basket.lines if each["number"] != record["_number"])
    touch(basket, {"lines": left}, shop)
    return Answer({"id": record["id"], "object": LINE_ITEM, "deleted": True})


def _open(checkout: Record, shop: Shop) -> Basket:
    basket = basket_of(checkout, shop)
    if not open_to_changes(basket):
        raise refused("base", "update_not_allowed", "The checkout can no longer be changed.")
    return basket


def _with_price(sent: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is sent, with the price under its first name."""
    return {**sent, "price": price_sent(sent)} if "price" in sent or "price_id" in sent else sent


def _known(line: Line, shop: Shop) -> Line:
    """A line with the id of its price, which a shopper's lines do not name."""
    return {"price_id": price_of(line, shop), **line}


def _same(basket: Basket, sent: Mapping[str, Any], shop: Shop) -> Line | None:
    """The line that takes in more of its price; an amount that was named makes a line its own."""
    wanted = line_key(price_sent(sent), shop)
    alike = (each for each in basket.lines if each["product"] == wanted)
    return next((each for each in alike if each.get("ad_hoc") is None), None)


def _line(basket: Basket, record: Record) -> Line:
    return next(each for each in basket.lines if each["number"] == record["_number"])


def _write(basket: Basket, line: Line, shop: Shop) -> None:
    """Put a line into the basket, in the place of the one with its number."""
    if line["quantity"] > MOST_PIECES:
        raise refused("quantity", "less_than_or_equal_to", f"Quantity is {MOST_PIECES} at most.")
    if any(each["number"] == line["number"] for each in basket.lines):
        lines = [line if each["number"] == line["number"] else each for each in basket.lines]
    elif len(basket.lines) < MOST_LINES:
        lines = [*basket.lines, line]
    else:
        raise refused("checkout", "too_long", f"A checkout has {MOST_LINES} lines at most.")
    touch(basket, {"lines": tuple(lines)}, shop)


def _record(line: Line, checkout: str, shop: Shop) -> Record:
    found, _ = shop.store.table(LINE_ITEM).select(
        {"checkout": checkout}, lambda each: each["_number"] == line["number"], limit=1
    )
    return found[0]


RESOURCE = Resource(
    name=LINE_ITEM,
    table=TableSpec(equal=("checkout",)),
    filters={"checkout_ids[]": equals("checkout")},
)
