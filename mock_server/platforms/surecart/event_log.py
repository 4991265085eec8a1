"""Events as SureCart keeps and lists them: each with its object as it was at that moment."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.records import record_key
from mock_server.engine.platform import Filter
from mock_server.engine.shop import Event, Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import visible

from .discarded import find_any
from .queries import in_mode, with_ids
from .timestamps import unix

ACCOUNT = "account"
EVENT = "account_event"
"""What the vendor calls an event; `event` is what the sandbox keeps of every platform."""

TABLE = TableSpec(order="created_at", equal=("_event",))
KEPT = 5_000
"""Older ones are forgotten."""

FILTERS: Mapping[str, Filter] = {"ids[]": with_ids, "live_mode": in_mode}


def remember(happened: Record, shop: Shop) -> None:
    """Keep what happened to a record, with the record as it is now."""
    thing = find_any(happened["resource"], happened["subject"], shop)
    if thing is not None:
        mode = thing.get("live_mode", thing.get("_live_mode"))
        _keep({**_event(Event(**happened), visible(thing), shop), "_live_mode": mode}, shop)


def kept(event: Event, shop: Shop) -> Record | None:
    """The record of an event, unless it has none."""
    found, _ = shop.store.table(EVENT).select({"_event": event.id}, limit=1)
    return found[0] if found else None


def told(event: Event, thing: Any, shop: Shop) -> Record:
    """The event as it is sent. One that was triggered is kept as well, if it is about an object."""
    record = kept(event, shop)
    if record is None:
        record = _event(event, thing, shop)
        if _is_object(thing):
            _keep({**record, "_live_mode": thing.get("live_mode")}, shop)
    return visible(record)


def account_id(shop: Shop) -> str:
    return record_key(shop, ACCOUNT, ACCOUNT, lambda: shop.identifiers.uuid(ACCOUNT))


def _event(event: Event, thing: Any, shop: Shop) -> Record:
    return {
        "id": shop.identifiers.uuid(EVENT),
        "object": "event",
        "data": {"object": thing},
        "type": event.name,
        "account": account_id(shop),
        "created_at": unix(event.at),
        "_event": event.id,
    }


def _keep(record: Record, shop: Shop) -> None:
    shop.store.put(EVENT, record["id"], record)
    if shop.store.count(EVENT) > KEPT:
        oldest = shop.store.first(EVENT)
        assert oldest is not None, "more events than are kept, yet there is no first"
        shop.store.delete(EVENT, oldest["id"])


def _is_object(thing: Any) -> bool:
    """Whether it looks like one of the vendor's objects; by hand, anything can be sent."""
    return isinstance(thing, dict) and all(
        isinstance(thing.get(name), str) for name in ("id", "object")
    )
