"""PayNow's lists: bare arrays, whole or walked from id to id."""

from collections.abc import Callable, Mapping
from typing import Any

from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record

from .stores import check_store

Keep = Callable[[Record], bool]

_USUAL = 100
"""How many a list shows when nobody says; PayNow does not tell."""


def whole(resource: str, request: Request, shop: Shop, keep: Keep | None = None) -> Page:
    """All records of a resource, the oldest first."""
    check_store(request, shop)
    records, total = shop.store.table(resource).select({}, keep, newest_first=False)
    return Page(records, total)


def walked(resource: str, request: Request, shop: Shop, keep: Keep | None = None) -> Page:
    """A part of the records by `limit`, `after`, `before` and `asc`: the newest first, or last."""
    check_store(request, shop)
    found, _ = shop.store.table(resource).select({}, keep, newest_first=False)
    return Page(part_of(found, request.query), len(found))


def part_of(records: list[Record], query: Mapping[str, Any]) -> list[Record]:
    """What a query asks for of these. An id that is not among them is a place all the same."""
    rising = query.get("asc", False)
    limit = query.get("limit", _USUAL)
    ranked = sorted(records, key=_age, reverse=not rising)
    if "after" in query:
        ranked = [each for each in ranked if _comes_after(each, query["after"], rising)]
    if "before" in query:
        ranked = [each for each in ranked if _comes_after(each, query["before"], not rising)]
        return ranked[:limit] if "after" in query else ranked[-limit:]
    return ranked[:limit]


def _age(record: Record) -> int:
    """A flake counts up with time."""
    return int(record["id"])


def _comes_after(record: Record, other: str, rising: bool) -> bool:
    return _age(record) > int(other) if rising else _age(record) < int(other)
