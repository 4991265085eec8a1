"""The usual meanings of a list's query parameters, for `Resource.filters`."""

from datetime import datetime
from typing import Any

from .resource import Filter
from .shop import Shop
from .table import Record


def equals(field: str) -> Filter:
    """The field is what is asked for: as it is, or among several."""

    def passes(record: Record, wanted: Any, shop: Shop) -> bool:
        value = record.get(field)
        return value in wanted if isinstance(wanted, list) else value == wanted

    return passes


def holds(field: str) -> Filter:
    """A list field has what is asked for, or one of several, by value or by the text of it."""

    def passes(record: Record, wanted: Any, shop: Shop) -> bool:
        asked = {str(each) for each in (wanted if isinstance(wanted, list) else [wanted])}
        return any(str(each) in asked for each in record.get(field) or ())

    return passes


def contains(*fields: str) -> Filter:
    """One of the fields has the word in it, whatever its case."""

    def passes(record: Record, wanted: Any, shop: Shop) -> bool:
        word = str(wanted).casefold()
        return any(word in str(record.get(each) or "").casefold() for each in fields)

    return passes


def since(field: str) -> Filter:
    """The moment in the field is this one or later; texts are compared as texts."""

    def passes(record: Record, wanted: Any, shop: Shop) -> bool:
        value = record.get(field)
        return value is not None and _comparable(value, wanted) >= wanted

    return passes


def until(field: str) -> Filter:
    """The moment in the field is this one or earlier; of a date, all its day."""

    def passes(record: Record, wanted: Any, shop: Shop) -> bool:
        value = record.get(field)
        return value is not None and _comparable(value, wanted)[: len(wanted)] <= wanted

    return passes


def _comparable(value: Any, wanted: str) -> str:
    """A value as the text that it is compared as: moments in ISO's form."""
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)
