"""The webhooks of a shop inside a Python program."""

from collections.abc import Iterator

import pytest
import requests

from mock_server import Sandbox
from mock_server.app.embedded_shop import EmbeddedShop
from mock_server.app.inbox import Inbox
from mock_server.engine.errors import Conflict
from tests.helpers import NOON


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(["salla"], scenario="empty", clock=NOON) as sandbox:
        yield sandbox


@pytest.fixture
def shop(sandbox: Sandbox, request: pytest.FixtureRequest) -> EmbeddedShop:
    return sandbox.shop("salla", request.node.name[:60])


@pytest.fixture
def inbox(shop: EmbeddedShop) -> Iterator[Inbox]:
    """One that hears of abandoned carts."""
    with Inbox() as inbox:
        subscribe(shop, inbox, "abandoned.cart")
        yield inbox


def subscribe(shop: EmbeddedShop, inbox: Inbox, event: str) -> None:
    headers = {"Authorization": f"Bearer {shop.token}"}
    body = {"event": event, "url": inbox.url}
    url = f"{shop.base_url}/webhooks/subscribe"
    assert requests.post(url, json=body, headers=headers, timeout=5).ok


def test_what_the_clock_brings_on_has_arrived_when_it_stands(
    shop: EmbeddedShop, inbox: Inbox
) -> None:
    basket = shop.shopper.open()
    shop.shopper.add(basket, "honey-samra")
    shop.clock.advance("PT3H")

    (delivery,) = shop.webhooks.deliveries()

    assert delivery["state"] == "delivered"
    assert [event["event"] for event in inbox.events] == ["abandoned.cart"]
    assert shop.webhooks.deliveries("order.created") == []


def test_an_event_is_told_by_hand_and_again(shop: EmbeddedShop, inbox: Inbox) -> None:
    (first,) = shop.webhooks.trigger("abandoned.cart", signature="bad")
    (second,) = shop.webhooks.replay(first["id"])

    assert [each["state"] for each in (first, second)] == ["delivered", "delivered"]
    assert len({letter.body for letter in inbox.letters}) == 1
    assert len({letter.header("X-Salla-Signature") for letter in inbox.letters}) == 2


def test_what_nobody_would_hear_is_refused(shop: EmbeddedShop, inbox: Inbox) -> None:
    with pytest.raises(Conflict, match=r"nobody would hear order\.created"):
        shop.webhooks.trigger("order.created")


def test_a_receiver_may_look_at_the_shop_that_calls_it(shop: EmbeddedShop, inbox: Inbox) -> None:
    seen: list[str] = []
    inbox.on_letter = lambda letter: seen.append(shop.events[-1].name)

    shop.webhooks.trigger("abandoned.cart")

    assert seen == ["abandoned.cart"]
