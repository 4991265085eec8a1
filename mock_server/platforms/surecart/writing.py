"""What bodies say, as records keep it: switches as booleans, moments, what is out of use."""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .timestamps import unix


def flag(value: Any) -> bool:
    """A switch: a boolean, 1 or 0, or one of these as text, as forms have it."""
    return value in (True, 1, "1", "true")


def taken(sent: Mapping[str, Any], plain: Iterable[str], flags: Iterable[str] = ()) -> Record:
    """These fields of a body: some as they are, the others as switches."""
    fields: Record = {name: sent[name] for name in plain if name in sent}
    return fields | {name: flag(sent[name]) for name in flags if name in sent}


def archiving(sent: Mapping[str, Any], known: Record, shop: Shop) -> Record:
    """Whether a record is out of use, and since when."""
    if "archived" not in sent or flag(sent["archived"]) == known.get("archived", False):
        return {}
    now = unix(shop.clock.now())
    out_of_use = flag(sent["archived"])
    return {"archived": out_of_use, "archived_at": now if out_of_use else None}


def stamped(fields: Record, known: Record, blank: Record, shop: Shop) -> Record:
    """The fields with the moment of the change, if they change anything; a new record whole."""
    now = unix(shop.clock.now())
    if "id" not in known:
        rest = {name: value for name, value in blank.items() if name != "id"}
        return {**rest, **fields, "created_at": now, "updated_at": now}
    changes = any(known.get(name) != value for name, value in fields.items())
    return {**fields, "updated_at": now} if changes else {}


def refused(attribute: str, kind: str, english: str) -> Invalid:
    """A value that breaks a rule of the vendor's, of which `kind` is the name."""
    return Invalid.field(attribute, kind, Text("القيمة غير مقبولة.", english))
