"""What all kinds of records that SureCart's API serves have in common."""

from collections.abc import Hashable
from dataclasses import replace

from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.table import TableSpec

from . import expansion, queries
from .promotions import is_over


def served(resource: Resource) -> Resource:
    """The resource with expansion, the filter by ids and the order of SureCart's lists."""
    return replace(
        resource,
        table=TableSpec("created_at", resource.table.equal),
        present=expansion.present,
        varies=_shown_by,
        filters={"ids[]": queries.with_ids, **resource.filters},
        sort=queries.sort,
        apart=resource.apart | {"expand[]", "sort"},
        tells=_told,
    )


def _shown_by(record: Record, shop: Shop, request: Request) -> Hashable:
    """Expanded it shows others; what has an end shows whether it is there."""
    expanded = expansion.shown_by(record, shop, request)
    return is_over(record, shop) if expanded is None and "redeem_by" in record else expanded


def _told(record: Record, shop: Shop) -> Record:
    return visible(record)
