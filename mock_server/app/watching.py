"""The pages on which people and machines look at the requests of a sandbox."""

from collections.abc import Mapping
from dataclasses import dataclass

from mock_server.admin.exchanges import show_summary
from mock_server.engine.shops import Shops
from mock_server.engine.watch import Watch
from mock_server.web.metrics import Gauges, MetricsPage
from mock_server.web.pages import Page
from mock_server.web.tail import Check, Tail


@dataclass(frozen=True, slots=True)
class Looks:
    """The pages by their paths, and the one that must be closed before the server ends."""

    pages: Mapping[str, Page]
    tail: Tail


def looks_at(watch: Watch, shops: Shops, check: Check) -> Looks:
    """`check` guards what shows requests, as the admin API is guarded."""
    gauges: Gauges = {
        "shops": ("Shops that were named so far.", lambda: sum(1 for _ in shops)),
        "journal_requests": ("Requests that the journal holds.", lambda: len(watch.journal)),
    }
    tail = Tail(watch, show_summary, check)
    metrics = MetricsPage(lambda: watch.metrics, gauges)
    return Looks({"/metrics": metrics, "/__admin/requests/tail": tail}, tail)
