"""Webhooks of Zid through its API: made, listed, removed, and refused."""

from hashlib import md5
from typing import Any

import pytest

from mock_server.engine.errors import Conflict, Invalid, NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.zid.events import STORE_EVENTS
from mock_server.platforms.zid.subscriptions import WEBHOOKS_KEPT
from tests.helpers import call, error_of, part
from tests.platforms.zid.subscribing import HERE, subscribe, webhooks_of

NOTHING_MORE = {"type": "object", "code": None, "name": None, "description": None}


def refusal(shop: Shop, operation: str, language: str = "en", **asked: Any) -> dict[str, Any]:
    with pytest.raises((Invalid, Conflict, NotFound)) as caught:
        call(shop, operation, **asked)
    return dict(error_of(shop, caught.value, operation, language))


def test_a_webhook_comes_back_bare_and_is_listed(bare: Shop) -> None:
    webhook = subscribe(bare)

    assert webhook == {
        "id": webhook["id"],
        "event": "abandoned_cart.created",
        "target_url": HERE,
        "store_id": webhook["store_id"],
        "conditions": None,
        "original_id": "7367",
        "subscriber": md5(b"7367", usedforsecurity=False).hexdigest(),
        "active": True,
        "doc": None,
        "health_status": "healthy",
        "broken_at": None,
    }
    assert call(bare, "listWebhooks") == (200, {"status": "ready", "data": [webhook]})


def test_a_store_without_webhooks_has_an_empty_list(bare: Shop) -> None:
    assert call(bare, "listWebhooks") == (200, {"status": "ready", "data": []})


def test_all_are_listed_at_once_the_oldest_first(bare: Shop) -> None:
    made = [subscribe(bare, event)["id"] for event in STORE_EVENTS]

    assert [each["id"] for each in webhooks_of(bare)] == made


def test_the_same_once_more_is_another_webhook(bare: Shop) -> None:
    assert subscribe(bare)["id"] != subscribe(bare)["id"]
    assert len(webhooks_of(bare)) == 2


def test_name_and_password_are_shown_nowhere(bare: Shop) -> None:
    made = subscribe(bare, username="samra", password="a long secret")

    for shown in (made, *webhooks_of(bare)):
        assert "a long secret" not in str(shown)
        assert "samra" not in str(shown)


def test_the_store_is_the_one_that_the_carts_name(shop: Shop) -> None:
    cart = shop.store.all("abandoned_cart")[0]

    assert subscribe(shop)["store_id"] == cart["store_id"]


def test_the_original_id_may_be_a_number_and_is_told_as_text(bare: Shop) -> None:
    assert subscribe(bare, original_id=7367)["original_id"] == "7367"


def test_who_names_a_subscriber_is_that_subscriber(bare: Shop) -> None:
    assert subscribe(bare, subscriber="My App")["subscriber"] == "My App"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, None),
        ({"conditions": None}, None),
        ({"conditions": {}}, []),
        ({"conditions": {"status": "ready"}}, {"status": "ready"}),
        ({"conditions": {"colour": "red"}}, []),
    ],
)
def test_conditions_come_back_as_null_an_empty_list_or_an_object(
    bare: Shop, given: dict[str, Any], kept: Any
) -> None:
    assert subscribe(bare, "order.create", **given)["conditions"] == kept


def test_only_two_events_take_conditions(bare: Shop) -> None:
    body = {
        "event": "product.update",
        "target_url": HERE,
        "original_id": "1",
        "conditions": {"status": "new"},
    }

    faults = refusal(bare, "createWebhook", body=body)

    assert faults["conditions"] == ["Only order.create and order.status.update take conditions."]
    assert webhooks_of(bare) == []


def test_a_store_has_no_more_webhooks_than_it_can_keep(bare: Shop) -> None:
    for _ in range(WEBHOOKS_KEPT):
        subscribe(bare)

    body = {"event": "order.create", "target_url": HERE, "original_id": "1"}
    told = refusal(bare, "createWebhook", "ar", body=body)

    assert told["message"]["description"] == "بلغ المتجر أكبر عدد من الويب هوك."
    assert told["error_code"] == "ERROR_POPUP_OK"


def test_an_original_id_takes_all_its_webhooks_with_it(bare: Shop) -> None:
    subscribe(bare)
    subscribe(bare, "order.create")
    other = subscribe(bare, original_id="another")

    answer = call(bare, "deleteWebhook", query={"original_id": "7367"})

    assert answer == (200, {"status": "object", "message": NOTHING_MORE})
    assert webhooks_of(bare) == [other]


def test_a_subscriber_takes_all_its_webhooks_with_it(bare: Shop) -> None:
    mine = subscribe(bare)
    other = subscribe(bare, original_id="another")

    status, _ = call(bare, "deleteWebhooksBySubscriber", {"subscriber": mine["subscriber"]})

    assert status == 200
    assert webhooks_of(bare) == [other]


def test_what_nobody_subscribed_with_is_not_found(bare: Shop) -> None:
    subscribe(bare)

    by_id = refusal(bare, "deleteWebhook", query={"original_id": "1"})
    by_app = refusal(bare, "deleteWebhooksBySubscriber", "ar", path={"subscriber": "7367"})

    assert by_id["message"]["description"] == "There is no webhook with this id."
    assert by_app["message"]["description"] == "لا يوجد ويب هوك بهذا الرقم."
    assert len(webhooks_of(bare)) == 1


def test_the_document_names_the_events_that_there_are() -> None:
    schemas = part("zid").contract.document["components"]["schemas"]
    named = next(each for each in schemas.values() if "order.create" in each.get("enum", ()))

    assert tuple(named["enum"]) == STORE_EVENTS
