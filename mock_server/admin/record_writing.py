"""Writing a shop's records by hand, for states that no scenario and no client would bring about.

Nothing is announced and no rule of the business is applied: the record is what was written. It is
kept only if the platform can show it as its document says.
"""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer
from mock_server.engine.text import Text

from .control import control_of
from .fitting import check_fit, showing, with_moments
from .veiling import veiled_record

operations = Operations()

_UNSORTABLE = Text("لا يمكن ترتيب السجل", "its value is of another kind than other records have")


@operations.handles("getRecord")
def get_record(request: Request, shop: Shop) -> Any:
    written = control_of(shop).shop(request)
    resource = request.path["resource"]
    return veiled_record(resource, written.store.get(resource, request.path["key"]))


@operations.handles("writeRecord")
def write_record(request: Request, shop: Shop) -> Any:
    """The whole of what is shown; what only souqbox knows stays unless it is named."""
    written = control_of(shop).shop(request)
    known = written.store.find(request.path["resource"], request.path["key"])
    kept = {name: value for name, value in (known or {}).items() if name.startswith("_")}
    record = _keep(request, shop, written, {**kept, **request.body})
    return Answer(record, 201 if known is None else 200)


@operations.handles("changeRecord")
def change_record(request: Request, shop: Shop) -> Any:
    """The named fields and no others."""
    written = control_of(shop).shop(request)
    known = written.store.get(request.path["resource"], request.path["key"])
    return _keep(request, shop, written, {**known, **request.body})


@operations.handles("removeRecord")
def remove_record(request: Request, shop: Shop) -> Any:
    control, resource = control_of(shop), request.path["resource"]
    written = control.shop(request)
    showing(control.served[written.platform], resource)
    with written.unit():
        written.store.delete(resource, request.path["key"])
    return Answer(None, 204)


def _keep(request: Request, shop: Shop, written: Shop, sent: Mapping[str, Any]) -> Record:
    resource, key = request.path["resource"], request.path["key"]
    served = control_of(shop).served[written.platform]
    like = written.store.find(resource, key) or written.store.first(resource) or {}
    record = with_moments(sent, like)
    check_fit(served, resource, record, written)
    spec = written.store.table(resource).spec
    for name in (spec.order, *spec.equal):
        if name is not None and like and type(record.get(name)) is not type(like.get(name)):
            raise Invalid.field(name, "type", _UNSORTABLE, type(like.get(name)).__name__)
    with written.unit():
        written.store.put(resource, key, record)
    return veiled_record(resource, record)
