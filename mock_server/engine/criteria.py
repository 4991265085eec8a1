"""Which exchanges are meant: filters of the journal, and what a test says of its requests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import parse_qsl

import orjson

from .exchange import Exchange

ANYTHING = object()
"""A body that does not matter; None would be JSON's null."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What an exchange must have; what is left empty does not matter.

    `path` is a part of the path, `status` a number or a class (`4xx`), `since` the number of an
    exchange before. `query` and `headers` hold values that must be there, `body` a part of the
    body: the fields that it names must be as it says, others may be there.
    """

    platform: str = ""
    shop: str = ""
    operation: str = ""
    method: str = ""
    status: str = ""
    path: str = ""
    since: int = 0
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = ANYTHING

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Criteria":
        """From the values of a query or a body; names that mean nothing here are left out."""
        names = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in facts.items() if name in names})

    def fits(self, exchange: Exchange) -> bool:
        return next(self.unmet(exchange), None) is None

    def unmet(self, exchange: Exchange) -> Iterator[str]:
        """Each criterion that the exchange does not meet, in words."""
        for name, wanted, there in (
            ("platform", self.platform, exchange.platform),
            ("shop", self.shop, exchange.shop),
            ("operation", self.operation, exchange.operation_id),
            ("method", self.method.upper(), exchange.method),
        ):
            if wanted and wanted != there:
                yield f"{name}: {there or 'none'}, not {wanted}"
        if exchange.number <= self.since:
            yield f"id: {exchange.number}, not after {self.since}"
        if self.path not in exchange.path:
            yield f"path: {exchange.path} has no {self.path}"
        if not _has_status(exchange.status, self.status):
            yield f"status: {exchange.status}, not {self.status}"
        yield from self._unmet_values(exchange)
        if self.body is not ANYTHING:
            yield from _differences(self.body, body_value(exchange), "body")

    def _unmet_values(self, exchange: Exchange) -> Iterator[str]:
        if self.query:
            sent = dict(parse_qsl(exchange.query.decode("latin-1"), keep_blank_values=True))
            yield from _differences(dict(self.query), sent, "query")
        for name, wanted in self.headers.items():
            there = exchange.headers.get(name.lower().encode("latin-1", "replace"), b"")
            if there.decode("latin-1") != wanted:
                yield f"headers.{name}: another value" if there else f"headers.{name}: missing"


def body_value(exchange: Exchange) -> Any:
    """The request's body as a value: JSON, or the fields of a form; None if it is neither."""
    try:
        return orjson.loads(exchange.body)
    except orjson.JSONDecodeError:
        form = parse_qsl(exchange.body.decode("utf-8", "replace"), keep_blank_values=True)
        return dict(form) or None


def _has_status(status: int, wanted: str) -> bool:
    if wanted.endswith("xx"):
        return status // 100 == int(wanted[0])
    return not wanted or status == int(wanted)


def _differences(wanted: Any, there: Any, place: str) -> Iterator[str]:
    """Where a value has not what is wanted of it; places are dotted, as `body.items.0.sku`."""
    if isinstance(wanted, dict) and isinstance(there, dict):
        for name, value in wanted.items():
            if name in there:
                yield from _differences(value, there[name], f"{place}.{name}")
            else:
                yield f"{place}.{name}: missing"
    elif isinstance(wanted, list) and isinstance(there, list) and len(wanted) == len(there):
        for index, (value, other) in enumerate(zip(wanted, there, strict=True)):
            yield from _differences(value, other, f"{place}.{index}")
    elif wanted != there or isinstance(wanted, bool) != isinstance(there, bool):
        yield f"{place}: not {_short(wanted)}"


def _short(value: Any) -> str:
    text = orjson.dumps(value).decode()
    return text if len(text) <= 60 else f"{text[:57]}..."
