"""A sandbox inside a Python program, as its users see it."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

import mock_server
from mock_server.app.embedded import Sandbox
from mock_server.app.embedded_shop import EmbeddedShop
from mock_server.app.serving import CannotStart
from mock_server.engine.errors import Conflict, Invalid
from mock_server.scenarios.scenario import ScenarioError
from tests.helpers import NOON

HONEY = "honey-samra"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(["salla", "zid"], seed=7, clock=NOON) as sandbox:
        yield sandbox


@pytest.fixture
def shop(sandbox: Sandbox) -> Iterator[EmbeddedShop]:
    """A shop of Salla's in which nobody was yet."""
    shop = sandbox.shop("salla", "t42")
    shop.reset(scenario="empty")
    yield shop
    shop.remove()


def carts(shop: EmbeddedShop) -> list[dict[str, Any]]:
    """The abandoned carts as a client sees them."""
    with requests.Session() as client:
        client.headers["Authorization"] = f"Bearer {shop.token}"
        reply = client.get(f"{shop.base_url}/carts/abandoned", timeout=5)
    assert reply.status_code == 200
    listed: list[dict[str, Any]] = reply.json()["data"]
    return listed


def leave_a_cart(shop: EmbeddedShop) -> str:
    basket = shop.shopper.open()
    shop.shopper.add(basket, HONEY, 2)
    shop.shopper.contact(basket, {"name": "Noura Ali", "email": "noura.ali@example.com"})
    shop.shopper.leave(basket)
    return basket


def test_it_is_what_the_package_offers() -> None:
    assert mock_server.Sandbox is Sandbox
    with pytest.raises(AttributeError):
        mock_server.Nothing  # noqa: B018 - looking is what fails


def test_a_cart_left_alone_is_there_for_the_client_when_time_has_passed(
    shop: EmbeddedShop,
) -> None:
    leave_a_cart(shop)
    before = carts(shop)

    shop.clock.advance("PT3H")

    assert before == []
    assert [cart["total"]["amount"] for cart in carts(shop)] == [478]
    assert [event.name for event in shop.events] == ["abandoned.cart"]


def test_a_clock_is_moved_and_read(shop: EmbeddedShop) -> None:
    shop.clock.advance(timedelta(hours=1))
    advanced = shop.clock.now()
    shop.clock.set(NOON + timedelta(days=1))
    shop.clock.freeze(datetime(2026, 3, 3))  # noqa: DTZ001 - without a zone it is UTC

    assert advanced == NOON + timedelta(hours=1)
    assert shop.clock.now() == datetime(2026, 3, 3, tzinfo=UTC)


def test_a_span_that_is_none_is_refused(shop: EmbeddedShop) -> None:
    with pytest.raises(Invalid, match="such as PT3H"):
        shop.clock.advance("3h")


def test_a_shopper_goes_all_the_way(shop: EmbeddedShop) -> None:
    basket = shop.shopper.open("x1")
    shop.shopper.add(basket, HONEY)
    shop.shopper.phase(basket, "payment_method")
    shop.shopper.coupon(basket, "WELCOME10")
    shop.shopper.come_back(basket)

    paid = shop.shopper.pay(basket)

    assert (paid.id, paid.status, paid.coupon) == ("x1", "purchased", "WELCOME10")


def test_only_an_abandoned_cart_is_reminded_of(shop: EmbeddedShop) -> None:
    basket = leave_a_cart(shop)
    with pytest.raises(Conflict):
        shop.shopper.remind(basket)
    shop.clock.advance("P1D")

    assert len(shop.shopper.remind(basket, "sms").reminders) == 1


def test_a_shop_begins_anew_as_told(shop: EmbeddedShop) -> None:
    leave_a_cart(shop)

    shop.reset(scenario="empty", clock=NOON + timedelta(days=9))

    assert shop.records("basket") == []
    assert shop.clock.now() == NOON + timedelta(days=9)


def test_a_reset_without_words_is_the_sandboxs_own_start(shop: EmbeddedShop) -> None:
    shop.reset()

    assert len(shop.records("abandoned_cart")) > 10
    assert shop.clock.now() == NOON


def test_an_unknown_scenario_is_told_where_it_was_asked_for(shop: EmbeddedShop) -> None:
    with pytest.raises(ScenarioError, match='did you mean "empty"'):
        shop.reset(scenario="empy")


def test_a_removed_shop_is_made_anew_by_whoever_names_it(shop: EmbeddedShop) -> None:
    shop.shopper.open("x1")

    shop.remove()

    assert "x1" not in [each["id"] for each in shop.records("basket")]


def test_shops_do_not_see_each_other(sandbox: Sandbox, shop: EmbeddedShop) -> None:
    other = sandbox.shop("salla", "t43")
    other.reset(scenario="empty")

    leave_a_cart(other)
    other.clock.advance("P1D")

    assert (len(carts(other)), carts(shop)) == (1, [])


def test_a_sandbox_says_where_it_answers(sandbox: Sandbox) -> None:
    with requests.Session() as client:
        alive = client.get(f"{sandbox.url}/livez", timeout=5)

    assert alive.json() == {"status": "alive"}
    assert sandbox.url == sandbox.described["url"]
    assert list(sandbox.described["platforms"]) == ["salla", "zid"]


def test_a_sandbox_that_is_left_is_gone() -> None:
    threads = threading.active_count()
    with Sandbox(["salla"], scenario="empty") as sandbox:
        port = sandbox.described["port"]

    assert threading.active_count() == threads
    with socket.socket() as client:
        assert client.connect_ex(("127.0.0.1", port)) != 0


def test_a_platform_that_is_none_is_told() -> None:
    with pytest.raises(CannotStart, match="no platform sala; there are "):
        Sandbox(["sala"])


def test_a_sandbox_must_be_entered() -> None:
    with pytest.raises(AssertionError, match="enter the sandbox first"):
        Sandbox(["salla"]).url  # noqa: B018 - looking is what fails
