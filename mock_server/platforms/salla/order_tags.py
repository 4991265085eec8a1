"""Words that orders carry. The store has one tag of a name, however many orders carry it."""

from collections.abc import Iterable
from typing import Any

from mock_server.engine.errors import NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .words import done

TAG, ORDER = "order_tag", "order"
operations = Operations()

SEEDED: tuple[Record, ...] = (
    {"id": 1_760_000_001, "name": "هدية"},
    {"id": 1_760_000_002, "name": "عاجل"},
)
"""The tags that a store begins with; every second and every fifth order has them."""

_REMOVED = Text("تم حذف الوسم", "The tag was taken away")


def put_on(order: Record, name: str, shop: Shop) -> Record:
    """The tag of this name, made if there is none, which the order has from now on."""
    tag = tag_named(name, shop)
    if tag not in order["tags"]:
        order = {**order, "tags": [*order["tags"], tag], "_updated_at": shop.clock.now()}
        shop.store.put(ORDER, order["id"], order)
        shop.emit("order.updated", ORDER, order["id"])
    return tag


def tag_named(name: str, shop: Shop) -> Record:
    word = name.strip() or name
    known = next((each for each in shop.store.all(TAG) if each["name"] == word), None)
    if known is not None:
        return known
    key = int(str(shop.store.fresh(TAG, lambda: shop.identifiers.number(TAG))))
    return shop.store.put(TAG, key, {"id": key, "name": word})


def seed(beginning: Beginning) -> Iterable[Record]:
    yield from SEEDED


@operations.handles("createOrderTag")
def create_tag(request: Request, shop: Shop) -> Record:
    order = shop.store.get(ORDER, request.path["order_id"])
    return put_on(order, request.body["tag_name"], shop)


@operations.handles("deleteOrderTag")
def delete_tag(request: Request, shop: Shop) -> Any:
    """Takes a tag from one order; the store keeps it."""
    order, key = shop.store.get(ORDER, request.path["order_id"]), request.path["tag_id"]
    left = [each for each in order["tags"] if str(each["id"]) != key]
    if len(left) == len(order["tags"]):
        raise NotFound(f"order {order['id']} has no tag {key[:64]!r}", TAG)
    shop.store.update(ORDER, order["id"], tags=left, _updated_at=shop.clock.now())
    shop.emit("order.updated", ORDER, order["id"])
    return done(_REMOVED, request)


RESOURCE = Resource(name=TAG, seed=seed, sort=oldest_first, unique=("name",))
