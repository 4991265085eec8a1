"""What PayNow tells of what it sent, and what it sends again."""

from datetime import timedelta

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.webhook_history import ENTRIES_PER_PAGE
from tests.helpers import call
from tests.platforms.paynow.samples import buy_cart
from tests.platforms.paynow.subscribing import history_of, path_of, resend, subscribe
from tests.platforms.receiving import bodies, receive

MINUTE = timedelta(minutes=1)


def test_an_event_is_pending_until_somebody_takes_it(shop: Shop) -> None:
    webhook = subscribe(shop)
    buy_cart(shop, "first", "sara", "honey")
    waiting = history_of(shop, webhook)[0]

    (told,) = bodies(receive(shop))
    (entry,) = history_of(shop, webhook)

    assert (waiting["state"], waiting["executions"]) == ("pending", [])
    (execution,) = entry.pop("executions")
    assert entry == {
        "id": waiting["id"],
        "webhook_id": webhook["id"],
        "created_at": "2026-03-01T12:00:00.000Z",
        "state": "success",
        "next_retry": None,
        "event": "OnOrderCompleted",
        "payload": told,
    }
    assert execution.pop("id") != entry["id"]
    assert execution == {
        "started_at": "2026-03-01T12:00:00.000Z",
        "finished_at": "2026-03-01T12:00:00.000Z",
        "status_code": 200,
        "response": "",
    }


def test_a_failure_tells_when_it_is_tried_again_and_at_last_that_it_is_not(shop: Shop) -> None:
    webhook = subscribe(shop)
    buy_cart(shop, "first", "sara", "honey")
    receive(shop, status=None)
    (first,) = history_of(shop, webhook)

    shop.advance(timedelta(days=1))
    receive(shop, status=503)
    (last,) = history_of(shop, webhook)

    assert (first["state"], first["next_retry"]) == ("pending", "2026-03-01T12:01:00.000Z")
    assert [each["status_code"] for each in first["executions"]] == [0]
    assert first["executions"][0]["response"] == "timed out"
    assert (last["state"], last["next_retry"]) == ("failed", None)
    assert [each["status_code"] for each in last["executions"]] == [0, 503, 503, 503, 503, 503]
    assert len({each["id"] for each in last["executions"]}) == 6


def test_the_history_is_asked_by_state_and_page(shop: Shop) -> None:
    webhook, other = subscribe(shop), subscribe(shop)
    for number in range(ENTRIES_PER_PAGE + 2):
        buy_cart(shop, f"cart-{number}", "sara", "honey")
        receive(shop, status=500 if number == 0 else 200)
        shop.advance(timedelta(seconds=1))

    first, second, third = (history_of(shop, webhook, page=page) for page in (1, 2, 3))

    assert [len(each) for each in (first, second, third)] == [ENTRIES_PER_PAGE, 2, 0]
    moments = [each["created_at"] for each in first + second]
    assert moments == sorted(moments, reverse=True)
    assert history_of(shop, webhook, state="pending") == second[1:]
    assert history_of(shop, webhook, state="failed") == []
    assert history_of(shop, webhook, state="all", page=2) == second
    assert len(history_of(shop, webhook, state="success", page=2)) == 1
    assert {each["webhook_id"] for each in history_of(shop, other)} == {other["id"]}


def test_an_entry_is_sent_again_with_the_same_body(shop: Shop) -> None:
    webhook = subscribe(shop)
    buy_cart(shop, "first", "sara", "honey")
    (before,) = receive(shop)
    shop.advance(MINUTE)

    status = resend(shop, history_of(shop, webhook)[0]["id"])
    (again,) = receive(shop)

    assert status == 204
    assert again.body == before.body
    assert again.headers["PayNow-Signature"] != before.headers["PayNow-Signature"]
    assert len(history_of(shop, webhook)) == 2


def test_a_webhook_gets_all_that_it_missed_for_good_once(shop: Shop) -> None:
    webhook = subscribe(shop)
    for name in ("first", "second"):
        buy_cart(shop, name, "sara", "honey")
        shop.advance(timedelta(days=1))
        receive(shop, status=500)
    buy_cart(shop, "third", "sara", "honey")
    receive(shop)

    resend(shop, webhook["id"])
    again = bodies(receive(shop))
    resend(shop, webhook["id"])

    orders = [each["id"] for each in shop.store.all("order")]
    assert [each["body"]["id"] for each in again] == orders[:2]
    assert receive(shop) == []


def test_what_failed_again_is_sent_again_when_it_is_asked_for_again(shop: Shop) -> None:
    webhook = subscribe(shop)
    buy_cart(shop, "first", "sara", "honey")
    for _ in range(2):
        shop.advance(timedelta(days=1))
        receive(shop, status=500)
        resend(shop, webhook["id"])

    assert len(receive(shop)) == 1


def test_an_entry_whose_webhook_is_gone_is_not_found(shop: Shop) -> None:
    webhook = subscribe(shop)
    buy_cart(shop, "first", "sara", "honey")
    receive(shop)
    (entry,) = history_of(shop, webhook)
    call(shop, "deleteWebhookSubscription", path_of(shop, webhook))

    with pytest.raises(NotFound):
        resend(shop, entry["id"])
