"""Webhooks of Tjar through its API: registered, listed, replaced, removed, and refused."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.errors import Conflict, NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.tjar.events import NAMES
from mock_server.platforms.tjar.subscriptions import CAPACITY
from tests.helpers import call, error_of, part
from tests.platforms.tjar.subscribing import CARTS, HERE, body, identifier, register, webhooks_of

NOBODY = {"identifier": "99"}


def test_a_webhook_is_told_its_secret_when_it_is_registered(shop: Shop) -> None:
    status, answer = call(shop, "registerWebhook", body=body())

    webhook = answer["data"]
    assert (status, answer["status"]) == (201, "success")
    assert answer["message"] == "Webhook registered successfully"
    assert len(webhook.pop("secret")) == 64
    assert webhook == {
        "id": 1,
        "name": "Cart recovery",
        "url": HERE,
        "events": CARTS,
        "is_active": True,
        "last_triggered_at": None,
        "created_at": "2026-03-01 15:00:00",
        "updated_at": "2026-03-01 15:00:00",
    }


def test_every_webhook_has_a_secret_of_its_own(shop: Shop) -> None:
    assert register(shop)["secret"] != register(shop)["secret"]


def test_the_list_has_the_newest_first_and_no_secrets(shop: Shop) -> None:
    made = [register(shop) for _ in range(3)]

    listed = webhooks_of(shop)

    assert [each["id"] for each in listed] == [3, 2, 1]
    assert not any(each["secret"] in str(listed) for each in made)


def test_the_list_comes_in_pages(shop: Shop) -> None:
    for _ in range(3):
        register(shop)

    _, answer = call(shop, "listWebhooks", query={"page": 2, "per_page": 2})

    assert [each["id"] for each in answer["data"]["webhooks"]] == [1]
    assert answer["data"]["pagination"] == {
        "total": 3,
        "count": 1,
        "per_page": 2,
        "current_page": 2,
        "last_page": 2,
    }


def test_a_webhook_may_begin_without_being_active(shop: Shop) -> None:
    assert register(shop, is_active=False)["is_active"] is False


def test_an_event_that_is_named_twice_is_heard_once(shop: Shop) -> None:
    assert register(shop, events=["order.created", "order.created"])["events"] == ["order.created"]


def test_an_update_replaces_everything_that_can_be_written(shop: Shop) -> None:
    webhook = register(shop, is_active=False)
    secret = webhook.pop("secret")
    shop.clock.set(shop.clock.now() + timedelta(minutes=5))

    sent = body(name="Orders", url=f"{HERE}/2", events=["order.created"])
    status, answer = call(shop, "updateWebhook", identifier(webhook), body=sent)

    assert (status, answer["message"]) == (200, "Webhook updated successfully")
    changed = {**sent, "is_active": True, "updated_at": "2026-03-01 15:05:00"}
    assert answer["data"] == {**webhook, **changed}
    assert webhooks_of(shop) == [answer["data"]]
    assert secret not in str(answer)


def test_a_removed_webhook_is_gone(shop: Shop) -> None:
    first, second = register(shop), register(shop)

    answer = call(shop, "deleteWebhook", identifier(first), language="ar")

    assert answer == (200, {"status": "success", "message": "تم حذف الويب هوك", "data": None})
    assert [each["id"] for each in webhooks_of(shop)] == [second["id"]]


def test_a_number_is_never_given_twice(shop: Shop) -> None:
    call(shop, "deleteWebhook", identifier(register(shop)))

    assert register(shop)["id"] == 2


@pytest.mark.parametrize(
    ("operation", "sent"),
    [
        ("updateWebhook", body()),
        ("deleteWebhook", None),
        ("refreshWebhookSecret", None),
        ("verifyWebhookSignature", {"payload": "", "signature": "0"}),
    ],
)
def test_a_webhook_that_is_not_there_is_not_found(shop: Shop, operation: str, sent: Any) -> None:
    with pytest.raises(NotFound) as caught:
        call(shop, operation, NOBODY, body=sent)

    told = {"status": "error", "message": "The webhook was not found", "data": None}
    assert error_of(shop, caught.value, operation) == told


def test_a_store_has_no_more_webhooks_than_its_capacity(shop: Shop) -> None:
    for _ in range(CAPACITY):
        register(shop)

    with pytest.raises(Conflict) as caught:
        register(shop)

    told = error_of(shop, caught.value, "registerWebhook", "ar")
    assert told["message"] == "بلغت الحد الأقصى لعدد الويب هوك"
    assert len(webhooks_of(shop, per_page=100)) == CAPACITY


def test_the_events_are_listed_in_both_languages(shop: Shop) -> None:
    _, answer = call(shop, "listWebhookEvents")

    assert [each["key"] for each in answer["data"]] == list(NAMES)
    assert answer["data"][6]["label"] == {"ar": "سلة متروكة جديدة", "en": "Abandoned cart created"}


def test_the_document_names_the_events_that_there_are() -> None:
    schemas = part("tjar").contract.document["components"]["schemas"]
    named = next(each for each in schemas.values() if "order.created" in each.get("enum", ()))

    assert named["enum"] == list(NAMES)
