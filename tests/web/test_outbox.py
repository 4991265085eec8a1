"""Shops send side by side, each in its own order; nobody waits for himself."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from mock_server.engine.jobs import Job
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.web import outbox as outbox_module
from mock_server.web.outbox import Outbox
from mock_server.webhooks.deliveries import DELIVERIES
from mock_server.webhooks.delivering import Outgoing, Reply
from tests.webhooks.notes import MINUTE, hook, note_shop, pin

Answer = Callable[[Outgoing], Awaitable[Reply]]


class Answering:
    """Stands for the network."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.closing: Callable[[], None] | None = None

    @asynccontextmanager
    async def posting(self) -> AsyncIterator[Answer]:
        yield self._answer
        await asyncio.sleep(0)
        if self.closing is not None:
            self.closing()
            self.closing = None


class Bench:
    """Shops with an outbox, and what it counted."""

    def __init__(self, answer: Answer) -> None:
        self.counted: list[tuple[str, str]] = []
        self.shops = Shops(lambda platform, name: note_shop(name))
        self.network = Answering(answer)
        poster: Any = self.network
        self.outbox = Outbox(self.shops, poster, lambda *outcome: self.counted.append(outcome))

    def shop(self, name: str) -> Shop:
        shop = self.shops.get("toy", name)
        shop.sender = self.outbox.kick
        hook(shop)
        return shop


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 10))


def states(shop: Shop) -> list[str]:
    return [each["state"] for each in shop.store.all(DELIVERIES)]


async def good(outgoing: Outgoing) -> Reply:
    return Reply(200)


def test_what_happens_is_sent_without_anybody_asking() -> None:
    async def story() -> None:
        bench = Bench(good)
        shop = bench.shop("a")
        pin(shop)
        for _ in range(5):
            await asyncio.sleep(0)

        assert states(shop) == ["delivered"]
        assert bench.counted == [("toy", "delivered")]

    run(story())


def test_without_a_loop_it_waits_for_the_next_tick() -> None:
    bench = Bench(good)
    shop = bench.shop("a")
    pin(shop)

    async def story() -> None:
        bench.outbox.kick_all()
        await bench.outbox.drain(shop)

    assert states(shop) == ["waiting"]
    run(story())
    assert states(shop) == ["delivered"]


def test_what_happens_while_connections_are_closed_is_sent_too() -> None:
    async def story() -> None:
        bench = Bench(good)
        shop = bench.shop("a")
        bench.network.closing = lambda: pin(shop)
        pin(shop)
        await bench.outbox.drain(shop)

        assert states(shop) == ["delivered", "delivered"]

    run(story())


def test_retries_that_are_due_already_are_made_at_once() -> None:
    async def bad(outgoing: Outgoing) -> Reply:
        return Reply(500)

    async def story() -> None:
        bench = Bench(bad)
        shop = bench.shop("a")
        pin(shop)
        shop.advance(10 * MINUTE)
        await bench.outbox.drain(shop)

        assert states(shop) == ["given_up"]
        assert bench.counted == [("toy", "failed")] * 3

    run(story())


def test_a_slow_receiver_of_one_shop_does_not_hold_up_another() -> None:
    release = asyncio.Event()

    async def slow_for_a(outgoing: Outgoing) -> Reply:
        if b"slow" in outgoing.body:
            await release.wait()
        return Reply(200)

    async def story() -> None:
        bench = Bench(slow_for_a)
        slow, quick = bench.shop("a"), bench.shop("b")
        pin(slow, "slow")
        pin(quick)
        await bench.outbox.drain(quick)

        assert (states(slow), states(quick)) == (["sending"], ["delivered"])
        release.set()
        await bench.outbox.drain(slow)
        assert states(slow) == ["delivered"]

    run(story())


def test_who_is_called_while_somebody_waits_does_not_wait() -> None:
    bench: Bench

    async def call_back(outgoing: Outgoing) -> Reply:
        await bench.outbox.drain(bench.shops.get("toy", "a"))
        return Reply(200)

    async def story() -> None:
        nonlocal bench
        bench = Bench(call_back)
        shop = bench.shop("a")
        pin(shop)
        await bench.outbox.drain(shop)

        assert states(shop) == ["delivered"]

    run(story())


def test_who_is_called_by_what_went_out_behind_waits_but_a_short_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outbox_module, "IN_FLIGHT_SECONDS", 0.05)
    came_back = asyncio.Event()
    bench: Bench

    async def call_back(outgoing: Outgoing) -> Reply:
        await bench.outbox.drain(bench.shops.get("toy", "a"))
        came_back.set()
        return Reply(200)

    async def story() -> None:
        nonlocal bench
        bench = Bench(call_back)
        pin(bench.shop("a"))
        await came_back.wait()

    run(story())


def test_waiting_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "DRAINED_WITHIN_SECONDS", 0.05)

    async def never(outgoing: Outgoing) -> Reply:
        await asyncio.sleep(60)
        return Reply(200)

    async def story() -> None:
        bench = Bench(never)
        shop = bench.shop("a")
        pin(shop)
        await bench.outbox.drain(shop)

        assert states(shop) == ["sending"]

    run(story())


def test_a_shop_that_was_made_anew_sends_nothing_of_before() -> None:
    sent: list[str] = []

    async def story() -> None:
        bench: Bench

        async def remake(outgoing: Outgoing) -> Reply:
            sent.append(outgoing.delivery)
            bench.shops.reset("toy", "a")
            return Reply(200)

        bench = Bench(remake)
        shop = bench.shop("a")
        pin(shop)
        pin(shop)
        await bench.outbox.drain(shop)

    run(story())
    assert sent == ["1"]


def test_a_defect_of_one_shop_ends_its_sending_and_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story() -> None:
        bench = Bench(good)
        broken, whole = bench.shop("a"), bench.shop("b")
        broken.at(broken.clock.now(), Job("no such worker", "x"))
        pin(broken)
        pin(whole)
        await bench.outbox.drain(broken)
        await bench.outbox.drain(whole)

        assert states(whole) == ["delivered"]
        assert not broken.outgoing

    with caplog.at_level(logging.ERROR, "souqbox"):
        run(story())

    assert "the deliveries of toy/a stopped" in caplog.text


def test_a_shop_without_webhooks_has_nothing_to_send() -> None:
    async def story() -> None:
        bench = Bench(good)
        shop = bench.shop("a")
        shop.webhooks = None
        shop.send_out()
        await bench.outbox.drain(shop)

    run(story())
