"""Webhook endpoints through the API: made, read, changed, tried out, removed."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.errors import Conflict, NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.surecart.webhook_endpoints import CAPACITY
from tests.helpers import NOON, call, error_of
from tests.platforms.receiving import bodies, receive
from tests.platforms.surecart.steps import refusal
from tests.platforms.surecart.subscribing import (
    EVENTS,
    HERE,
    change,
    endpoint_of,
    make,
    wrapped,
)

NOON_UNIX = int(NOON.timestamp())


def test_a_new_endpoint_has_every_field_and_a_secret_of_its_own(shop: Shop) -> None:
    first, second = make(shop, description="Cart recovery"), make(shop)

    secret = first.pop("signing_secret")
    assert first == {
        "id": first["id"],
        "object": "webhook_endpoint",
        "automation_service": None,
        "description": "Cart recovery",
        "enabled": True,
        "erroring_grace_period_ends_at": None,
        "erroring_grace_period_started_at": None,
        "webhook_events": EVENTS,
        "url": HERE,
        "created_at": NOON_UNIX,
        "updated_at": NOON_UNIX,
    }
    assert re.fullmatch(r"[0-9a-f]{24}", secret)
    assert second["signing_secret"] != secret


def test_an_address_is_all_that_is_needed(shop: Shop) -> None:
    body = wrapped(url=HERE, destination="wordpress", signing_secret="mine", id="x")

    _, endpoint = call(shop, "createWebhookEndpoint", body=body)

    assert (endpoint["enabled"], endpoint["webhook_events"]) == (True, [])
    assert endpoint["description"] is None
    assert "mine" not in endpoint.values()
    assert endpoint["id"] != "x"


def test_the_list_shows_the_newest_first_and_those_that_are_named(shop: Shop) -> None:
    first = make(shop)
    shop.advance(timedelta(minutes=1))
    second = make(shop)

    _, all_ = call(shop, "listWebhookEndpoints")
    _, named = call(shop, "listWebhookEndpoints", query={"ids[]": [first["id"], "nothing"]})
    _, upwards = call(shop, "listWebhookEndpoints", query={"sort": "created_at:asc"})

    assert all_["data"] == [second, first]
    assert all_["pagination"] == {
        "count": 2,
        "limit": 20,
        "page": 1,
        "url": "/v1/webhook_endpoints",
    }
    assert named["data"] == [first]
    assert upwards["data"] == [first, second]


def test_an_update_keeps_what_it_does_not_name(shop: Shop) -> None:
    endpoint = make(shop)
    shop.advance(timedelta(minutes=1))

    changed = change(shop, endpoint, webhook_events=["order.paid", "order.paid"], enabled=0)

    assert changed == {
        **endpoint,
        "webhook_events": ["order.paid"],
        "enabled": False,
        "updated_at": NOON_UNIX + 60,
    }
    assert endpoint_of(shop, endpoint) == changed


def test_an_endpoint_that_is_deleted_is_gone(shop: Shop) -> None:
    endpoint, kept = make(shop), make(shop)

    status, answer = call(shop, "deleteWebhookEndpoint", {"id": endpoint["id"]})

    assert status == 200
    assert answer == {"id": endpoint["id"], "object": "webhook_endpoint", "deleted": True}
    assert call(shop, "listWebhookEndpoints")[1]["data"] == [kept]
    with pytest.raises(NotFound):
        call(shop, "deleteWebhookEndpoint", {"id": endpoint["id"]})


@pytest.mark.parametrize(
    "operation",
    [
        "retrieveWebhookEndpoint",
        "updateWebhookEndpoint",
        "deleteWebhookEndpoint",
        "testWebhookEndpoint",
    ],
)
def test_an_unknown_endpoint_is_not_found(shop: Shop, operation: str) -> None:
    with pytest.raises(NotFound) as caught:
        call(shop, operation, {"id": "nothing"}, body=wrapped())

    told = error_of(shop, caught.value, operation)
    assert told["code"] == "webhook_endpoint.not_found"
    assert told["message"] == "There is no webhook endpoint with this id."


@pytest.mark.parametrize(
    ("fields", "attribute", "kind"),
    [
        ({}, "url", "blank"),
        ({"url": "www.example.com"}, "url", "invalid"),
        ({"url": "ftp://127.0.0.1/x"}, "url", "invalid"),
        ({"url": HERE, "webhook_events": ["order"]}, "webhook_events", "invalid"),
        ({"url": HERE, "webhook_events": "order.paid"}, "webhook_events", "invalid"),
        ({"url": HERE, "description": "x" * 501}, "description", "too_long"),
        ({"url": HERE, "enabled": "yes"}, "enabled", "invalid"),
    ],
)
def test_a_bad_endpoint_is_refused_by_its_field(
    shop: Shop, fields: dict[str, Any], attribute: str, kind: str
) -> None:
    told = refusal(shop, "createWebhookEndpoint", wrapped(**fields))

    (broken,) = told["validation_errors"]
    assert (told["http_status"], told["code"]) == (
        "unprocessable_entity",
        "webhook_endpoint.invalid",
    )
    assert (broken["attribute"], broken["type"]) == (attribute, kind)
    assert broken["code"] == f"webhook_endpoint.{attribute}.{kind}"


def test_an_account_has_a_hundred_endpoints_at_most(shop: Shop) -> None:
    for _ in range(CAPACITY):
        make(shop)

    with pytest.raises(Conflict) as caught:
        make(shop)

    told = error_of(shop, caught.value, "createWebhookEndpoint")
    assert told["code"] == "webhook_endpoint.invalid"
    assert told["message"] == "The account has as many webhook endpoints as it can."


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (["purchase.created", "order.paid"], "purchase.created"),
        (["charge.created", "order.paid"], "order.paid"),
        (["charge.created"], "order.created"),
    ],
)
def test_a_test_sends_this_endpoint_alone_an_event_that_it_hears_of(
    shop: Shop, events: list[str], told: str
) -> None:
    make(shop, told)
    endpoint = make(shop, *events, url=f"{HERE}/tested")

    status, answer = call(shop, "testWebhookEndpoint", {"id": endpoint["id"]})

    assert (status, answer) == (200, endpoint)
    (outgoing,) = received = receive(shop)
    assert outgoing.url == f"{HERE}/tested"
    assert [each["type"] for each in bodies(received)] == [told]


def test_a_test_can_be_read_as_an_event(shop: Shop) -> None:
    endpoint = make(shop, "order.paid")
    call(shop, "testWebhookEndpoint", {"id": endpoint["id"]})

    (outgoing,) = receive(shop)

    sent = json.loads(outgoing.body)
    assert call(shop, "retrieveEvent", {"id": sent["id"]})[1] == sent


def test_a_disabled_endpoint_is_not_tested(shop: Shop) -> None:
    endpoint = make(shop, enabled=False)

    with pytest.raises(Conflict) as caught:
        call(shop, "testWebhookEndpoint", {"id": endpoint["id"]})

    told = error_of(shop, caught.value, "testWebhookEndpoint")
    assert told["message"] == "The webhook endpoint is disabled. Enable it first."
    assert receive(shop) == []
