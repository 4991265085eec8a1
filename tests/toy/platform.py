"""A platform of notes, small enough to be seen at once: mechanisms are tested on it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_server.auth.carriers import Auth, Carrier
from mock_server.commerce.basket import Basket
from mock_server.commerce.lifecycle import CartLifecycle, always
from mock_server.commerce.merchant import reminder_delays
from mock_server.commerce.records import record_key
from mock_server.engine.errors import ApiError
from mock_server.engine.operations import Operations
from mock_server.engine.platform import Platform
from mock_server.engine.request import Refused, Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record, TableSpec
from mock_server.engine.style import BaseStyle, Paging, visible

operations = Operations()


@operations.handles("pinNote")
def pin(request: Request, shop: Shop) -> Record:
    note = shop.store.update("note", request.path["note-id"], pinned=True)
    shop.emit("note.pinned", "note", note["id"], title=note["title"])
    return note


class ToyStyle(BaseStyle):
    paging = Paging(default=3)

    def one(self, record: Any, request: Request) -> dict[str, Any]:
        return {"data": record}

    def many(self, page: Page, request: Request) -> dict[str, Any]:
        return {"data": page.records, "page": page.number, "total": page.total}

    def error(self, error: ApiError, refused: Refused) -> dict[str, str]:
        return {"error": error.kind, "message": error.reason}


LIFECYCLE = CartLifecycle(
    resource="cart",
    abandoned_after=always(timedelta(hours=1)),
    reminded_after=reminder_delays,
    abandoned_event="cart.abandoned",
    reminded_event="cart.reminded",
    purchased_event="cart.recovered",
)


class ToyDialect:
    """A cart is shown from the first product on."""

    lifecycle = LIFECYCLE

    def write(self, basket: Basket, shop: Shop) -> str | None:
        if not basket.lines:
            return None
        key = record_key(shop, "cart", basket.id, lambda: shop.identifiers.count("cart"))
        record = {"id": int(key), "status": basket.status, "lines": len(basket.lines)}
        shop.store.put("cart", key, record)
        return key


def _about(note: Record, word: str, shop: Shop) -> bool:
    return word.lower() in note["title"].lower()


def _sort(query: Mapping[str, Any]) -> tuple[str | None, bool]:
    field = query.get("sort")
    return (field.lstrip("-"), field.startswith("-")) if field else (None, True)


def _present(note: Record, shop: Shop, request: Request) -> Record:
    return visible(note)


PLATFORM = Platform(
    name="toy",
    title="Toy notes",
    style=ToyStyle(),
    auth=Auth(
        {"oauth2": Carrier("Authorization", "Bearer"), "manager": Carrier("X-Manager-Token")}
    ),
    dialect=ToyDialect(),
    operations=[operations],
    workers=[LIFECYCLE.workers],
    presenters={"note": _present},
    tables={"note": TableSpec(equal=("pinned", "label"))},
    filters={"note": {"about": _about}},
    sorts={"note": _sort},
    apart={"note": ("sort",)},
    new_id={"note": lambda shop: shop.identifiers.count("note")},
)
