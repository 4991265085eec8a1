"""When the companies are said to deliver."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from . import words
from .couriers import COMPANY

PROMISE = "delivery_promise"

_FIELDS = ("status", "min_days", "max_days", "cut_off_time")
_BACKWARDS = Text("لا يمكن أن يقل عن min_days", "it cannot be less than min_days")


def promise_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a promise that a body changes.

    Raises:
        Invalid: it ends before it begins.
    """
    changed = {name: sent[name] for name in _FIELDS if name in sent}
    after = {**known, **changed}
    if after["max_days"] < after["min_days"]:
        raise Invalid.field("max_days", "minimum", _BACKWARDS)
    return changed


def present(promise: Record, shop: Shop, request: Request) -> Record:
    company = shop.store.get(COMPANY, promise["company_id"])
    return {**visible(promise), "name": words.say(company, request.language)["name"]}


def seed_promises(beginning: Beginning) -> Iterator[Record]:
    for number, company in enumerate(beginning.records(COMPANY), start=1):
        yield {
            "id": 1_790_000_000 + number,
            "company_id": company["id"],
            "status": "active",
            "min_days": number,
            "max_days": number + 2,
            "cut_off_time": "14:00",
        }


RESOURCE = Resource(
    name=PROMISE,
    seed=seed_promises,
    present=present,
    sort=oldest_first,
    writes=promise_written,
    parents=(Parent(COMPANY, "company_id"),),
)
