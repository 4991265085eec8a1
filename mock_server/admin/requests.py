"""The journal: searched, counted, exported."""

from typing import Any

from mock_server.engine.criteria import Criteria
from mock_server.engine.errors import NotFound
from mock_server.engine.exchange import Exchange
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop

from .control import control_of
from .curl import curl_line
from .exchanges import show_exchange, show_summary
from .har import archive

operations = Operations()

_IDS_TOLD = 100


@operations.handles("listRequests")
def list_requests(request: Request, shop: Shop) -> Any:
    journal = control_of(shop).watch.journal
    found = _found(request, shop)
    newest = found[-request.query["limit"] :]
    shown = [show_summary(each, journal) for each in newest]
    return {"requests": shown, "total": len(found), "kept": journal.kept}


@operations.handles("countRequests")
def count_requests(request: Request, shop: Shop) -> Any:
    criteria = Criteria.of(request.body)
    journal = control_of(shop).watch.journal
    found = [each.number for each in journal if criteria.fits(each)]
    nearest = None if found else _nearest(criteria, list(journal))
    return {"count": len(found), "ids": found[-_IDS_TOLD:], "nearest": nearest}


@operations.handles("clearRequests")
def clear_requests(request: Request, shop: Shop) -> Any:
    watch = control_of(shop).watch
    watch.adviser.clear()
    return {"deleted": watch.journal.clear()}


@operations.handles("exportRequests")
def export_requests(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    newest = _found(request, shop)[-request.query["limit"] :]
    return archive(newest, control.watch.journal, control.version)


@operations.handles("getRequest")
def get_request(request: Request, shop: Shop) -> Any:
    return show_exchange(_exchange(request, shop), control_of(shop).watch.journal)


@operations.handles("getRequestAsCurl")
def get_request_as_curl(request: Request, shop: Shop) -> Any:
    return {"curl": curl_line(_exchange(request, shop))}


@operations.handles("listAdvice")
def list_advice(request: Request, shop: Shop) -> Any:
    return {"advice": control_of(shop).watch.adviser.given()}


def _found(request: Request, shop: Shop) -> list[Exchange]:
    """Those that the query asks for, the oldest first."""
    criteria = Criteria.of(request.query)
    return [each for each in control_of(shop).watch.journal if criteria.fits(each)]


def _exchange(request: Request, shop: Shop) -> Exchange:
    number = request.path["request"]
    exchange = control_of(shop).watch.journal.get(number)
    if exchange is None:
        raise NotFound(f"the journal has no request {number}, or no longer", "request")
    return exchange


def _nearest(criteria: Criteria, exchanges: list[Exchange]) -> dict[str, Any] | None:
    """The exchange that misses the fewest criteria, the newest of them, and what it misses."""
    if not exchanges:
        return None
    missed = [(list(criteria.unmet(each)), each) for each in exchanges]
    unmet, exchange = min(reversed(missed), key=lambda pair: len(pair[0]))
    return {"id": exchange.number, "unmet": unmet}
