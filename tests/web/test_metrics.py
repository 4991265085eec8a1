"""`/metrics`, as Prometheus reads it."""

import asyncio

import pytest
from prometheus_client.parser import text_string_to_metric_families

from mock_server.app.assembly import Assembly, Options, assemble
from mock_server.app.making import Start
from tests.asgi import Call, Reply, ask, send_call
from tests.helpers import NOON, SMALL_STORY

CARTS = "/salla/admin/v2/carts/abandoned"
TOKEN = {"authorization": "Bearer shop:t"}


@pytest.fixture(scope="module")
def sandbox() -> Assembly:
    sandbox = assemble(["salla"], Start(clock=NOON), Options(tell=lambda *_: SMALL_STORY))

    async def live() -> None:
        for query in ("", "", "page=0"):
            await send_call(sandbox.app, Call("GET", CARTS, TOKEN, query))
        preferred = {**TOKEN, "prefer": "fault=malformed"}
        await send_call(sandbox.app, Call("GET", CARTS, preferred))
        await send_call(sandbox.app, Call("GET", CARTS))

    asyncio.run(live())
    sandbox.watch.metrics.delivered("salla", "success")
    return sandbox


def page(sandbox: Assembly, method: str = "GET") -> Reply:
    return ask(sandbox.app, Call(method, "/metrics"))


@pytest.fixture
def samples(sandbox: Assembly) -> dict[tuple[str, ...], float]:
    """Values by name and labels in the order of their names."""
    families = text_string_to_metric_families(page(sandbox).content.decode())
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.mark.parametrize(
    ("sample", "value"),
    [
        (("souqbox_requests_total", "listAbandonedCarts", "salla", "200"), 3),
        (("souqbox_requests_total", "listAbandonedCarts", "salla", "401"), 1),
        (("souqbox_requests_total", "listAbandonedCarts", "salla", "422"), 1),
        (("souqbox_request_seconds_count", "salla"), 5),
        (("souqbox_request_seconds_bucket", "+Inf", "salla"), 5),
        (("souqbox_faults_total", "malformed", "salla"), 1),
        (("souqbox_validation_failures_total", "listAbandonedCarts", "salla"), 1),
        (("souqbox_webhook_deliveries_total", "success", "salla"), 1),
        (("souqbox_shops",), 2),
        (("souqbox_journal_requests",), 5),
    ],
)
def test_a_sample(
    samples: dict[tuple[str, ...], float], sample: tuple[str, ...], value: float
) -> None:
    assert samples[sample] == value


def test_ranges_of_a_histogram_add_up(samples: dict[tuple[str, ...], float]) -> None:
    ranges = [value for key, value in samples.items() if key[0].endswith("_bucket")]

    assert ranges == sorted(ranges)


def test_it_is_text_and_has_a_head(sandbox: Assembly) -> None:
    head = page(sandbox, "HEAD")

    assert head.headers["content-type"].startswith("text/plain; version=")
    assert (head.content, int(head.headers["content-length"]) > 0) == (b"", True)
