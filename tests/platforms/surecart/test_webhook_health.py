"""The grace period of an endpoint that fails, on a clock that stands still."""

from datetime import timedelta
from itertools import pairwise

import pytest

from mock_server.engine.shop import Shop
from mock_server.platforms.surecart.webhook_health import GRACE
from mock_server.platforms.surecart.webhooks import RETRIES
from mock_server.webhooks import Manner, Told, trigger
from tests.helpers import NOON
from tests.platforms.receiving import moments, receive
from tests.platforms.surecart.subscribing import EVENTS, change, endpoint_of, make, tell

STARTED, ENDS = "erroring_grace_period_started_at", "erroring_grace_period_ends_at"
NOON_UNIX = int(NOON.timestamp())
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("status", [500, 404, 410, 302, None])
def test_the_first_failure_begins_the_grace_period(shop: Shop, status: int | None) -> None:
    endpoint = make(shop)

    tell(shop, status=status)

    now = endpoint_of(shop, endpoint)
    assert now[STARTED] == NOON_UNIX
    assert now[ENDS] == NOON_UNIX + GRACE.total_seconds()
    assert now["enabled"] is True


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_any_2xx_is_a_success(shop: Shop, status: int) -> None:
    endpoint = make(shop)

    tell(shop, status=status)
    shop.advance(timedelta(days=30))

    assert receive(shop) == []
    assert endpoint_of(shop, endpoint) == endpoint


def test_a_later_failure_does_not_move_the_end(shop: Shop) -> None:
    endpoint = make(shop)
    tell(shop, status=500)
    begun = endpoint_of(shop, endpoint)

    shop.advance(timedelta(hours=5))
    tell(shop, status=500)

    assert endpoint_of(shop, endpoint) == begun


def test_a_success_ends_the_grace_period(shop: Shop) -> None:
    endpoint = make(shop)
    tell(shop, status=500)

    shop.advance(GRACE - SECOND)
    receive(shop, status=200)
    shop.advance(timedelta(days=30))

    now = endpoint_of(shop, endpoint)
    assert (now[STARTED], now[ENDS], now["enabled"]) == (None, None, True)


def test_errors_until_the_end_disable_the_endpoint_at_its_moment(shop: Shop) -> None:
    endpoint = make(shop)
    tell(shop, status=500)

    shop.advance(GRACE - SECOND)
    receive(shop, status=500)
    before = endpoint_of(shop, endpoint)
    shop.advance(SECOND)

    after = endpoint_of(shop, endpoint)
    assert (before["enabled"], after["enabled"]) == (True, False)
    assert after["updated_at"] == after[ENDS] == NOON_UNIX + GRACE.total_seconds()


def test_a_disabled_endpoint_gets_nothing_new_and_what_waited_is_given_up(shop: Shop) -> None:
    make(shop)
    tell(shop, status=500)
    shop.advance(GRACE - SECOND)
    receive(shop, status=500)
    trigger(shop.webhooks, shop, [Told(EVENTS[0])], Manner(delay=2 * SECOND))

    shop.advance(SECOND)
    shop.emit(EVENTS[0], "abandoned_checkout", "nobody listens")
    shop.advance(timedelta(days=30))

    assert receive(shop) == []
    assert {each["state"] for each in shop.store.all("delivery")} == {"given_up"}


def test_an_endpoint_that_is_enabled_again_begins_anew(shop: Shop) -> None:
    endpoint = make(shop)
    tell(shop, status=500)
    shop.advance(GRACE)
    receive(shop, status=500)

    again = change(shop, endpoint, enabled=True)
    tell(shop, status=200)

    assert (again[STARTED], again[ENDS], again["enabled"]) == (None, None, True)
    assert endpoint_of(shop, endpoint)["enabled"] is True


def test_the_end_of_an_earlier_period_does_not_end_a_later_one(shop: Shop) -> None:
    endpoint = make(shop)
    tell(shop, status=500)
    shop.advance(RETRIES[0])
    receive(shop, status=200)
    shop.advance(timedelta(days=1))
    tell(shop, status=500)

    shop.advance(GRACE - timedelta(days=1))

    assert endpoint_of(shop, endpoint)["enabled"] is True


def test_one_endpoint_that_fails_leaves_the_others_alone(shop: Shop) -> None:
    endpoint = make(shop)
    tell(shop, status=500)
    other = make(shop)

    shop.advance(GRACE)
    receive(shop, status=500)

    assert endpoint_of(shop, endpoint)["enabled"] is False
    assert endpoint_of(shop, other) == other


def test_what_is_due_when_the_period_ends_is_still_tried(shop: Shop) -> None:
    endpoint = make(shop)
    tell(shop, status=500)
    shop.advance(GRACE - SECOND)
    receive(shop, status=500)
    trigger(shop.webhooks, shop, [Told(EVENTS[0])], Manner(delay=SECOND))

    shop.advance(SECOND)
    receive(shop, status=200)

    assert endpoint_of(shop, endpoint)["enabled"] is True


def test_a_receiver_that_recovers_in_one_long_step_of_the_clock_stays_enabled(shop: Shop) -> None:
    endpoint = make(shop)
    tell(shop, status=500)

    shop.advance(timedelta(days=30))
    (again,) = receive(shop, status=200)

    assert again.due - NOON == RETRIES[0]
    assert endpoint_of(shop, endpoint)["enabled"] is True


def test_a_receiver_that_fails_through_one_long_step_is_disabled_in_time(shop: Shop) -> None:
    endpoint = make(shop)
    tell(shop, status=500)

    shop.advance(timedelta(days=30))
    receive(shop, status=500)

    now = endpoint_of(shop, endpoint)
    assert (now["enabled"], now["updated_at"]) == (False, NOON_UNIX + GRACE.total_seconds())


def test_a_failed_delivery_is_tried_again_ever_more_rarely(shop: Shop) -> None:
    make(shop)
    trigger(shop.webhooks, shop, [Told(EVENTS[0])])

    shop.advance(timedelta(days=30))

    attempts = moments(receive(shop, status=500))
    waits = [later - earlier for earlier, later in pairwise(attempts)]
    assert tuple(waits) == RETRIES
    assert sum(waits, timedelta()) < GRACE
