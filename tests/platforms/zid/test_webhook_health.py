"""The circuit breaker of Zid's webhooks, on a clock that stands still."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.shop import Shop
from mock_server.webhooks import give_up
from tests.helpers import NOON, call, error_of
from tests.platforms.receiving import moments, receive
from tests.platforms.zid.subscribing import HERE, fail, subscribe, tell, webhooks_of

ELSEWHERE = "http://127.0.0.1:3001/zid"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def shop(bare: Shop) -> Shop:
    """A shop with one webhook."""
    subscribe(bare)
    return bare


def health(shop: Shop) -> str:
    return str(webhooks_of(shop)[0]["health_status"])


def counts(shop: Shop) -> dict[str, int]:
    _, body = call(shop, "getWebhookHealthSummary")
    return dict(body["data"])


def broken(shop: Shop) -> list[dict[str, Any]]:
    _, body = call(shop, "listBrokenWebhooks")
    return list(body["data"])


def recover(shop: Shop, target_url: str = ELSEWHERE) -> dict[str, Any]:
    body = {"webhook_id": webhooks_of(shop)[0]["id"], "target_url": target_url}
    _, webhook = call(shop, "recoverBrokenWebhooks", body=body)
    return dict(webhook)


@pytest.mark.parametrize(
    ("failures", "status"),
    [(0, "healthy"), (9, "healthy"), (10, "degraded"), (29, "degraded"), (30, "broken")],
)
def test_ten_failures_degrade_and_thirty_break(shop: Shop, failures: int, status: str) -> None:
    fail(shop, failures)

    assert health(shop) == status
    assert counts(shop) == {"healthy": 0, "degraded": 0, "broken": 0, status: 1}


@pytest.mark.parametrize(
    ("later", "status"), [(timedelta(minutes=59), "degraded"), (timedelta(hours=1), "healthy")]
)
def test_a_failure_counts_for_an_hour(shop: Shop, later: timedelta, status: str) -> None:
    fail(shop, 9)
    give_up(shop, webhooks_of(shop)[0]["id"], "so that nothing is tried again")

    shop.clock.set(NOON + later)
    fail(shop, 1)

    assert health(shop) == status


def test_a_receiver_that_does_not_answer_has_failed(shop: Shop) -> None:
    tell(shop, times=10)
    receive(shop, status=None)

    assert health(shop) == "degraded"


def test_a_receiver_that_asks_for_a_pause_has_not_failed(shop: Shop) -> None:
    tell(shop, times=40)
    receive(shop, status=429)

    assert health(shop) == "healthy"


def test_one_success_heals(shop: Shop) -> None:
    fail(shop, 29)

    tell(shop)
    receive(shop, status=204)
    fail(shop, 9)

    assert health(shop) == "healthy"


def test_a_broken_webhook_says_so_and_since_when(shop: Shop) -> None:
    subscribe(shop, "order.create")

    fail(shop, 30)

    webhook = webhooks_of(shop)[0]
    assert broken(shop) == [webhook]
    assert webhook["active"] is False
    assert webhook["broken_at"] == "2026-03-01T12:00:00.000000Z"
    assert counts(shop) == {"healthy": 1, "degraded": 0, "broken": 1}


def test_a_broken_webhook_gets_nothing_new_and_what_waited_is_discarded(shop: Shop) -> None:
    fail(shop, 30)

    shop.emit("abandoned_cart.created", "abandoned_cart", "nobody listens")
    shop.advance(timedelta(days=1))

    assert receive(shop) == []
    assert {each["state"] for each in shop.store.all("delivery")} == {"given_up"}
    assert health(shop) == "broken"


def test_a_recovered_webhook_hears_at_its_new_address_of_what_happens_from_now_on(
    shop: Shop,
) -> None:
    fail(shop, 30)

    webhook = recover(shop)
    tell(shop)
    received = receive(shop)

    assert (webhook["target_url"], webhook["health_status"]) == (ELSEWHERE, "healthy")
    assert (webhook["active"], webhook["broken_at"]) == (True, None)
    assert [each.url for each in received] == [ELSEWHERE]
    shop.advance(timedelta(hours=1))
    assert receive(shop) == []


def test_recovery_begins_counting_anew(shop: Shop) -> None:
    fail(shop, 30)

    recover(shop)
    fail(shop, 9)

    assert health(shop) == "healthy"


def test_the_address_that_broke_is_not_taken_again(shop: Shop) -> None:
    fail(shop, 30)

    with pytest.raises(Invalid) as caught:
        recover(shop, HERE)

    told = error_of(shop, caught.value, "recoverBrokenWebhooks")
    assert told["target_url"] == ["The target_url must be a new one."]
    assert health(shop) == "broken"


def test_what_is_not_broken_is_not_recovered(shop: Shop) -> None:
    with pytest.raises(Invalid) as caught:
        recover(shop)

    told = error_of(shop, caught.value, "recoverBrokenWebhooks", "ar")
    assert told["webhook_id"] == ["الويب هوك ليس معطلاً."]


def test_an_unknown_webhook_is_not_found(shop: Shop) -> None:
    body = {"webhook_id": "none", "target_url": ELSEWHERE}

    with pytest.raises(NotFound) as caught:
        call(shop, "recoverBrokenWebhooks", body=body)

    told = error_of(shop, caught.value, "recoverBrokenWebhooks")
    assert told["message"]["description"] == "There is no webhook with this id."


def test_a_receiver_that_fails_gets_three_attempts_and_no_more(shop: Shop) -> None:
    tell(shop)

    shop.advance(timedelta(days=1))

    attempts = moments(receive(shop, status=500))
    assert [each - NOON for each in attempts] == [0 * MINUTE, 1 * MINUTE, 6 * MINUTE]


def test_one_webhook_that_breaks_leaves_the_others_alone(shop: Shop) -> None:
    fail(shop, 29)
    subscribe(shop, target_url=ELSEWHERE)

    tell(shop)
    receive(shop, status=500)

    assert [each["health_status"] for each in webhooks_of(shop)] == ["broken", "healthy"]
