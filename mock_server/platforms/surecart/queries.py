"""What SureCart's lists have in common: their order, and the filters that all of them take."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.resource import Filter
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record


def sort(query: Mapping[str, Any]) -> tuple[str | None, bool]:
    """`sort=column:order`; a column alone goes upwards."""
    column, _, order = query.get("sort", "created_at:desc").partition(":")
    return column, order == "desc"


def with_ids(record: Record, wanted: list[str], shop: Shop) -> bool:
    return record["id"] in wanted


def in_mode(record: Record, wanted: str, shop: Shop) -> bool:
    """The mode is that of what a record is about; the vendor's own plugin writes it as 1 and 0.

    What has no mode is there in both.
    """
    mode = record["live_mode"] if "live_mode" in record else record["_live_mode"]
    return mode in (None, wanted in ("true", "1"))


def switched(field: str) -> Filter:
    """A switch of the record is as it is asked for, in any of the four spellings."""

    def passes(record: Record, wanted: str, shop: Shop) -> bool:
        return bool(record[field]) is (wanted in ("true", "1"))

    return passes


def never(record: Record, wanted: Any, shop: Shop) -> bool:
    """Belongs to something that there is none of here."""
    return False
