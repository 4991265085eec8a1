"""Subscriptions at Salla: made, told of, changed, ended."""

from typing import Any

import pytest

from mock_server.engine.errors import Conflict, Invalid, NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.salla import subscriptions
from mock_server.platforms.salla.events import APP_EVENTS, STORE_EVENTS
from tests.helpers import call, error_of, make_shop, part

URL = "http://127.0.0.1:3000/hook"


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def subscribe(shop: Shop, event: str = "order.created", url: str = URL, **more: Any) -> Any:
    body = {"event": event, "url": url, "version": 2, **more}
    status, answer = call(shop, "registerWebhook", body=body)
    assert status == 200
    return answer["data"]


def test_a_subscription_is_told_as_it_was_made(shop: Shop) -> None:
    made = subscribe(
        shop, name="Carts", rule="total > 5", headers=[{"key": "X-App", "value": "carts"}]
    )

    _, listed = call(shop, "listActiveWebhooks")
    assert listed["data"] == [made]
    assert made | {"id": 0} == {
        "id": 0,
        "name": "Carts",
        "event": "order.created",
        "type": "manual",
        "url": URL,
        "version": 2,
        "rule": "total > 5",
        "headers": {"X-App": "carts"},
    }


def test_the_same_address_and_event_is_the_same_subscription(shop: Shop) -> None:
    first = subscribe(shop, name="before")
    again = subscribe(shop, name="after")
    other = subscribe(shop, "order.updated")

    assert first["id"] == again["id"] != other["id"]
    assert again["name"] == "after"


def test_an_update_changes_what_is_named(shop: Shop) -> None:
    made = subscribe(shop, name="before", rule="total > 5")

    body = {"name": "after", "security_strategy": "token", "secret": "s"}
    status, answer = call(shop, "updateWebhook", {"id": made["id"]}, body=body)

    security = {"strategy": "token", "secret": None}
    assert status == 200
    assert answer["data"] == {**made, "name": "after", "security": security}


def test_an_update_of_what_is_not_there_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound):
        call(shop, "updateWebhook", {"id": 5}, body={})


@pytest.mark.parametrize("by", ["id", "url"])
def test_a_subscription_is_ended_by_its_id_or_its_address(shop: Shop, by: str) -> None:
    made = subscribe(shop)
    also = subscribe(shop, "order.updated")
    subscribe(shop, url=f"{URL}/other")

    status, answer = call(shop, "deactivateWebhook", query={by: made[by]})

    _, listed = call(shop, "listActiveWebhooks")
    left = [each["id"] for each in listed["data"]]
    assert (status, answer["data"]["code"]) == (202, 202)
    assert made["id"] not in left
    assert (also["id"] in left) == (by == "id")


def test_one_of_id_and_address_is_needed(shop: Shop) -> None:
    with pytest.raises(Invalid) as refused:
        call(shop, "deactivateWebhook")

    answer = error_of(shop, refused.value, "deactivateWebhook")
    assert answer["error"]["fields"] == {"id": ["send id or url"]}


@pytest.mark.parametrize("query", [{"id": 5}, {"url": "http://127.0.0.1:1/"}])
def test_what_is_not_there_cannot_be_ended(shop: Shop, query: dict[str, Any]) -> None:
    subscribe(shop)

    with pytest.raises(NotFound):
        call(shop, "deactivateWebhook", query=query)


def test_a_rule_that_cannot_be_read_is_refused_and_nothing_is_kept(shop: Shop) -> None:
    with pytest.raises(Invalid) as refused:
        subscribe(shop, rule="total >")

    answer = error_of(shop, refused.value, "registerWebhook")
    told = "the rule cannot be read: expected a value after total >"
    assert answer["error"]["fields"] == {"rule": [told]}
    assert shop.store.count("webhook") == 0


def test_a_rule_needs_version_two(shop: Shop) -> None:
    with pytest.raises(Invalid):
        subscribe(shop, rule="total > 5", version=1)

    assert subscribe(shop, version=1)["version"] == 1


def test_there_is_a_limit(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "SUBSCRIPTIONS_KEPT", 1)
    subscribe(shop)

    with pytest.raises(Conflict):
        subscribe(shop, "order.updated")


def test_the_events_are_those_of_the_document(shop: Shop) -> None:
    _, english = call(shop, "listEvents")
    _, arabic = call(shop, "listEvents", language="ar")

    names = [each["event"] for each in english["data"]]
    schema = part("salla").contract.document["components"]["schemas"]["WebhookEventName"]
    assert names == list(STORE_EVENTS) == schema["enum"]
    assert not set(names) & set(APP_EVENTS)
    assert english["data"][0]["label"] == "Order created"
    assert arabic["data"][0]["label"] == "إنشاء الطلب"
