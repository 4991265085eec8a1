"""`/metrics`: the counts of the sandbox as Prometheus reads them."""

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from starlette.types import Receive, Scope, Send

from mock_server.engine.metrics import BOUNDS, Metrics, Tally

Gauges = Mapping[str, tuple[str, Callable[[], int]]]
"""What is, rather than what was counted: (about, its value now) by name."""


class MetricsPage:
    """Reads the counts when it is asked, so that requests pay for no more than counting."""

    def __init__(self, metrics: Callable[[], Metrics], gauges: Gauges) -> None:
        self._collector = _Collector(metrics, gauges)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        content, kind = self._write()
        headers = [(b"content-type", kind), (b"content-length", b"%d" % len(content))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else content
        await send({"type": "http.response.body", "body": body})

    def _write(self) -> tuple[bytes, bytes]:
        from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

        registry = CollectorRegistry(auto_describe=False)
        registry.register(self._collector)
        return generate_latest(registry), CONTENT_TYPE_LATEST.encode()


class _Collector:
    """What prometheus-client asks for its values."""

    def __init__(self, metrics: Callable[[], Metrics], gauges: Gauges) -> None:
        self._metrics = metrics
        self._gauges = gauges

    def describe(self) -> list[Any]:
        return []

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        metrics = self._metrics()
        requests = {
            (platform, operation, str(status)): count
            for platform, tally in metrics.tallies.items()
            for (operation, status), count in tally.requests.items()
        }
        yield _counter(
            "requests",
            "Requests by what they were answered; status 0: no answer.",
            ("platform", "operation", "status"),
            requests,
        )
        yield _latency(metrics.tallies)
        yield _counter(
            "faults", "Requests that a fault met.", ("platform", "action"), metrics.faults
        )
        limited = {(platform,): count for platform, count in metrics.limited.items()}
        yield _counter("rate_limited", "Requests over a budget.", ("platform",), limited)
        yield _counter(
            "validation_failures",
            "Requests that break the document.",
            ("platform", "operation"),
            metrics.invalid,
        )
        yield _counter(
            "webhook_deliveries",
            "Attempts to deliver a webhook.",
            ("platform", "outcome"),
            metrics.deliveries,
        )
        for name, (about, value) in self._gauges.items():
            yield GaugeMetricFamily(f"souqbox_{name}", about, value=value())


def _counter(name: str, about: str, labels: tuple[str, ...], counts: Mapping[Any, int]) -> Any:
    from prometheus_client.core import CounterMetricFamily

    family = CounterMetricFamily(f"souqbox_{name}", about, labels=labels)
    for values, count in counts.items():
        family.add_metric(values, count)
    return family


def _latency(tallies: Mapping[str, Tally]) -> Any:
    from prometheus_client.core import HistogramMetricFamily

    about = "Time until an answer was ready, waits that were asked for included."
    family = HistogramMetricFamily("souqbox_request_seconds", about, labels=("platform",))
    for platform, tally in tallies.items():
        ends = [*(str(bound) for bound in BOUNDS), "+Inf"]
        buckets = list(zip(ends, accumulate(tally.ranges), strict=True))
        family.add_metric((platform,), buckets, tally.seconds)
    return family
