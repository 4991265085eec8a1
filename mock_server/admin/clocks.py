"""A shop's time, moved by hand."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.jobs import JOBS
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.text import Text

from .control import control_of
from .spans import read_span

operations = Operations()

_LATEST = datetime(9000, 1, 1, tzinfo=UTC)


@operations.handles("getClock")
def get_clock(request: Request, shop: Shop) -> Any:
    return _moved(control_of(shop).shop(request), lambda _: None)


@operations.handles("freezeClock")
def freeze_clock(request: Request, shop: Shop) -> Any:
    at = (request.body or {}).get("at")

    def freeze(moved: Shop) -> None:
        if at is not None:
            moved.travel(_moment(at))
        moved.clock.freeze()

    return _moved(control_of(shop).shop(request), freeze)


@operations.handles("runClock")
def run_clock(request: Request, shop: Shop) -> Any:
    return _moved(control_of(shop).shop(request), lambda moved: moved.clock.run())


@operations.handles("setClock")
def set_clock(request: Request, shop: Shop) -> Any:
    moment = _moment(request.body["at"])
    return _moved(control_of(shop).shop(request), lambda moved: moved.travel(moment))


@operations.handles("advanceClock")
def advance_clock(request: Request, shop: Shop) -> Any:
    span = read_span(request.body["by"], "by")
    moved = control_of(shop).shop(request)
    _moment((moved.clock.now() + span).isoformat())
    return _moved(moved, lambda each: each.advance(span))


def _moved(shop: Shop, move: Callable[[Shop], None]) -> dict[str, Any]:
    """Move a shop's time; how many jobs that set off (those that they planned count too)."""
    before, made = shop.store.count(JOBS), shop.identifiers.state().get("job", 0)
    move(shop)
    planned = shop.identifiers.state().get("job", 0) - made
    done = before + planned - shop.store.count(JOBS)
    return {"now": shop.clock.now(), "frozen": shop.clock.frozen, "done": done}


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text).astimezone(UTC)
    if moment > _LATEST:
        raise Invalid.field("at", "maximum", Text("تاريخ بعيد جدًا", "that is after the year 9000"))
    return moment
