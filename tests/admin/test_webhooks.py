"""Webhooks driven by hand: what is refused, and what nobody gets to see."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp

from tests.admin.conftest import Api
from tests.asgi import Call, Reply, ask

Messages = Callable[[Reply], str]


@pytest.fixture
def webhook(app: ASGIApp, name: str) -> Any:
    """A subscription to new orders."""
    headers = {"Authorization": f"Bearer shop:{name}", "Content-Type": "application/json"}
    body = {
        "event": "order.created",
        "url": "http://127.0.0.1:9/?token=not-for-everybody",
        "secret": "the-secret-of-this-test",
        "security_strategy": "token",
        "headers": [{"key": "X-Api-Key", "value": "a-key-of-the-receiver"}],
    }
    content = json.dumps(body).encode()
    reply = ask(app, Call("POST", "/salla/admin/v2/webhooks/subscribe", headers, "", content))
    assert reply.status == 200
    return reply.body["data"]


def test_an_unknown_event_is_refused_with_some_that_there_are(
    api: Api, here: str, messages: Messages
) -> None:
    reply = api("POST", f"{here}/webhooks/trigger", {"events": ["order.creatd"]})

    assert reply.status == 422
    assert "no event 'order.creatd'; there are order.created, order.updated" in messages(reply)


def test_an_event_that_nobody_would_hear_is_refused(
    api: Api, here: str, messages: Messages
) -> None:
    reply = api("POST", f"{here}/webhooks/trigger", {"events": ["order.created"]})

    assert reply.status == 422
    assert messages(reply) == (
        "nobody would hear order.created: this shop has no subscription; subscribe first"
    )


def test_an_event_that_is_about_no_record_is_refused_a_record(
    api: Api, here: str, messages: Messages, webhook: Any
) -> None:
    body = {"events": ["order.shipment.creating"], "record": "17"}

    reply = api("POST", f"{here}/webhooks/trigger", body)

    assert messages(reply) == "record: order.shipment.creating is about no record that is kept here"


def test_a_record_that_is_not_there_is_not_found(api: Api, here: str, webhook: Any) -> None:
    body = {"events": ["abandoned.cart"], "record": "17"}

    assert api("POST", f"{here}/webhooks/trigger", body).status == 404


def test_one_subscription_hears_what_it_is_told_whatever_it_wants(
    api: Api, here: str, webhook: Any
) -> None:
    body = {"events": ["brand.created"], "subscription": str(webhook["id"]), "delay": "P1D"}

    (delivery,) = api("POST", f"{here}/webhooks/trigger", body).body["deliveries"]

    assert (delivery["name"], delivery["state"]) == ("brand.created", "waiting")
    assert json.loads(delivery["body"])["event"] == "brand.created"


def test_the_content_of_an_event_can_be_given(api: Api, here: str, webhook: Any) -> None:
    body = {"events": ["order.created"], "content": {"id": 17}, "delay": "P1D"}

    (delivery,) = api("POST", f"{here}/webhooks/trigger", body).body["deliveries"]

    assert json.loads(delivery["body"])["data"] == {"id": 17}


def test_no_secret_is_shown(api: Api, here: str, webhook: Any) -> None:
    api("POST", f"{here}/webhooks/trigger", {"events": ["order.created"]})

    deliveries = api("GET", f"{here}/webhooks/deliveries")
    subscriptions = api("GET", f"{here}/webhooks/subscriptions")

    raw = [api("GET", f"{here}/records/{each}").content for each in ("delivery", "webhook")]
    shown = b"".join([deliveries.content, subscriptions.content, *raw]).decode()
    assert deliveries.body["deliveries"][0]["attempts"][0]["status"] is None
    for secret in ("the-secret-of-this-test", "a-key-of-the-receiver", "not-for-everybody"):
        assert secret not in shown


def test_what_a_receiver_has_is_held_against_a_secret_of_its_own(
    api: Api, here: str, webhook: Any
) -> None:
    body = {"body": "{}", "headers": {"X-Salla-Signature": "0" * 64}, "secret": "mine"}

    verdict = api("POST", f"{here}/webhooks/verify", body).body

    assert verdict["valid"] is False
    assert "neither for these bytes nor for this secret" in verdict["reason"]


def test_without_any_secret_nothing_can_be_verified(
    api: Api, here: str, messages: Messages
) -> None:
    reply = api("POST", f"{here}/webhooks/verify", {"body": "{}", "headers": {}})

    assert "give a secret" in messages(reply)


def test_deliveries_are_found_by_event_state_and_subscription(
    api: Api, here: str, webhook: Any
) -> None:
    api("POST", f"{here}/webhooks/trigger", {"events": ["order.created"], "delay": "P1D"})

    totals = [
        api("GET", f"{here}/webhooks/deliveries", query=query).body["total"]
        for query in (
            "event=order.created",
            "event=order.updated",
            "state=waiting",
            "state=delivered",
            f"subscription={webhook['id']}",
            "subscription=1",
        )
    ]

    assert totals == [1, 0, 1, 0, 1, 0]
