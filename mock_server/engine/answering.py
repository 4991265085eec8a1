"""Turns what a handler returned into the status and the body that the platform sends."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from .binding import Binding, Example
from .platform import Platform
from .request import Request
from .shop import Shop
from .store import Page, Record
from .style import Answer, Content, visible

Answered = tuple[int, Any, Mapping[str, str]]
"""Status, body, and headers beside the usual ones."""

_NO_HEADERS: Mapping[str, str] = {}
_SHOWN_KEPT = 4096


class Answerer:
    """The last step of an operation, with all that does not depend on the request settled."""

    def __init__(self, binding: Binding, platform: Platform) -> None:
        operation = binding.operation
        self._style = platform.style
        self._success = operation.success
        resource = operation.shown.resource if operation.shown else None
        self._shows = resource is not None
        its = platform.resource(resource or "")
        self._present = its.present or _plain
        self._lasts, self._varies = its.lasts, its.varies
        self._shown: dict[int, _Shown] = {}

    def __call__(self, result: Any, request: Request, shop: Shop) -> Answered:
        """The answer in plain values."""
        return self._answer(result, request, shop, quick=False)

    def quick(self, result: Any, request: Request, shop: Shop) -> Answered:
        """The same answer for the encoder: records that were shown before come encoded already."""
        return self._answer(result, request, shop, quick=True)

    def _answer(self, result: Any, request: Request, shop: Shop, *, quick: bool) -> Answered:
        if isinstance(result, Answer):
            status, headers = result.status or self._success, result.headers
            result = result.content
        else:
            status, headers = self._success, _NO_HEADERS
        body = None if status == 204 else self._body(result, request, shop, quick)
        return status, body, headers

    def _body(self, result: Any, request: Request, shop: Shop, quick: bool) -> Any:
        if isinstance(result, Page):
            rows = self._rows(result.records, request, shop, quick)
            page = Page(rows, result.total, result.number, result.size)
            return self._style.many(page, request)
        if isinstance(result, Content):
            return result
        if isinstance(result, Example):
            return result.body
        if self._shows and isinstance(result, dict):
            result = self._show(result, shop, request, quick, shop.clock.now())
        return self._style.one(result, request)

    def _rows(
        self, records: Sequence[Record], request: Request, shop: Shop, quick: bool
    ) -> list[Any]:
        now, language, shown = shop.clock.now(), request.language, self._shown
        if self._lasts is None or not quick:
            return [self._show(record, shop, request, quick, now) for record in records]
        rows: list[Any] = []
        for record in records:  # `_show` written out: a page is the hottest place there is
            kept = shown.get(id(record))
            if (
                kept is not None
                and kept.record is record
                and kept.language == language
                and kept.since <= now
                and (kept.until is None or now < kept.until)
            ):
                rows.append(kept.encoded)
            else:
                rows.append(self._show(record, shop, request, quick, now))
        return rows

    def _show(
        self, record: Record, shop: Shop, request: Request, quick: bool, now: datetime
    ) -> Any:
        """The record as it is shown now, or the same from before if nothing has changed since.

        A record is replaced and never changed in place, so the same object is the same record.
        """
        kept = self._shown.get(id(record))
        if kept is None or kept.record is not record or not self._still(kept, shop, request, now):
            kept = self._shown_anew(record, shop, request, now)
        return kept.encoded if quick and kept.encoded is not None else kept.plain

    def _still(self, kept: "_Shown", shop: Shop, request: Request, now: datetime) -> bool:
        if self._lasts is not None:
            right = kept.since <= now and (kept.until is None or now < kept.until)
            return right and kept.language == request.language
        assert self._varies is not None, "nothing is kept of what does not say how long it is right"
        return kept.depends == self._varies(kept.record, shop, request)

    def _shown_anew(self, record: Record, shop: Shop, request: Request, now: datetime) -> "_Shown":
        plain = self._present(record, shop, request)
        if self._lasts is None and self._varies is None:
            return _Shown(record, plain, None, request.language, now)
        shown = _Shown(
            record,
            plain,
            orjson.Fragment(orjson.dumps(plain)),
            request.language,
            since=now,
            until=self._lasts(record, shop) if self._lasts else None,
            depends=self._varies(record, shop, request) if self._varies else None,
        )
        if len(self._shown) >= _SHOWN_KEPT:
            self._shown.clear()
        self._shown[id(record)] = shown
        return shown


@dataclass(slots=True)
class _Shown:
    """A record as it was shown, plain and encoded, and for how long that is right."""

    record: Record
    plain: Record
    encoded: orjson.Fragment | None
    language: str
    since: datetime
    until: datetime | None = None
    depends: Hashable = None


def _plain(record: Record, shop: Shop, request: Request) -> Record:
    return visible(record)


answerer = Answerer
