"""PayNow's webhooks over HTTP: what only the wire shows, up to a receiver on this machine."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from mock_server import Sandbox
from mock_server.app.embedded_shop import EmbeddedShop
from mock_server.app.inbox import Inbox, Letter
from mock_server.platforms.paynow.flakes import store_id
from tests.helpers import NOON
from tests.platforms.paynow.samples import LEAST
from tests.platforms.paynow.subscribing import HERE, body, change

STORE = "/stores/411486491630370816"
WEBHOOKS = f"{STORE}/webhooks"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(platforms=["paynow"], clock=NOON, scenario="empty") as running:
        yield running


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with Inbox() as inbox:
        yield inbox


def send(
    sandbox: Sandbox, method: str, path: str, content: Any = None, key: str = "shop:demo"
) -> requests.Response:
    url = f"{sandbox.url}/paynow/v1{path}"
    headers = {"Authorization": f"APIKey {key}"}
    return requests.request(method, url, headers=headers, json=content, timeout=20)


def subscribe(sandbox: Sandbox, url: str, event: str) -> dict[str, Any]:
    made = send(sandbox, "POST", WEBHOOKS, body(url=url, subscribed_to=event))
    assert made.status_code == 200
    return dict(made.json())


def verifies(letter: Letter, secret: str) -> bool:
    """As PayNow's documentation has it, with the standard library and nothing of ours."""
    timestamp = letter.header("PayNow-Timestamp")
    assert timestamp is not None, "the timestamp is part of what is signed"
    signed = f"{timestamp}.".encode() + letter.body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return letter.header("PayNow-Signature") == b64encode(digest).decode()


def fill(shop: EmbeddedShop, basket: str) -> None:
    """A checkout of somebody who takes e-mails, with the first of the goods in it."""
    product = shop.do(lambda it: next(iter(it.facts.products)))
    people = shop.do(lambda it: list(it.facts.customers.values()))
    shop.shopper.open(basket)
    shop.shopper.contact(basket, next(each.key for each in people if each.accepts_marketing))
    shop.shopper.add(basket, product)


def test_a_purchase_reaches_a_receiver_and_verifies(sandbox: Sandbox, inbox: Inbox) -> None:
    webhook = subscribe(sandbox, inbox.url, "OnOrderCompleted")
    shop = sandbox.shop("paynow")
    fill(shop, "bought")
    shop.shopper.pay("bought")

    (letter,) = inbox.wait()

    assert verifies(letter, webhook["secret"])
    assert not verifies(letter, "another secret")
    assert letter.header("Content-Type") == "application/json"
    assert letter.json["event_type"] == "ON_ORDER_COMPLETED"
    assert letter.json["body"]["store_id"] == STORE.rpartition("/")[2]


def test_a_shorter_wait_brings_the_email_forward_and_it_is_told_once(
    sandbox: Sandbox, inbox: Inbox
) -> None:
    subscribe(sandbox, inbox.url, "OnAbandonedCheckoutRecoveryAttemptEmailSent")
    shop, settings = sandbox.shop("paynow"), f"{STORE}/marketing/abandoned-checkouts/configuration"
    send(sandbox, "PUT", settings, {**LEAST, "trigger_after": "P1D"})
    fill(shop, "left")
    left_at = shop.clock.now()
    shop.clock.advance("PT2H")

    send(sandbox, "PUT", settings, {**LEAST, "trigger_after": "PT3H"})
    shop.clock.advance("PT59M")
    early = len(inbox.letters)
    shop.clock.advance("P9D")

    (letter,) = inbox.wait()
    told_at = int(letter.header("PayNow-Timestamp") or 0) / 1000
    assert early == 0
    assert told_at - left_at.timestamp() == 3 * 3600
    assert len(inbox.letters) == 1


def test_a_failed_delivery_is_in_the_history_and_can_be_sent_again(
    sandbox: Sandbox, inbox: Inbox
) -> None:
    webhook = subscribe(sandbox, inbox.url, "OnRefund")
    inbox.status = 503
    shop = sandbox.shop("paynow")
    shop.webhooks.trigger("ON_REFUND")
    shop.clock.advance("P1D")
    inbox.wait(6)
    inbox.status = 200

    again = send(sandbox, "POST", f"{WEBHOOKS}/resend", {"webhook_id": webhook["id"]})
    letters = inbox.wait(7)
    told = send(sandbox, "GET", f"{WEBHOOKS}/{webhook['id']}/history?state=failed").json()

    assert (again.status_code, again.content) == (204, b"")
    assert len({letter.body for letter in letters}) == 1
    assert all(verifies(letter, webhook["secret"]) for letter in letters)
    (entry,) = told["history"]
    assert [each["status_code"] for each in entry["executions"]] == [503] * 6


def test_a_webhook_lives_through_all_operations(sandbox: Sandbox) -> None:
    own = f"{WEBHOOKS}/{subscribe(sandbox, HERE, 'OnIgnore')['id']}"

    replies = [
        send(sandbox, "GET", WEBHOOKS),
        send(sandbox, "GET", f"{WEBHOOKS}/variables"),
        send(sandbox, "PATCH", own, change(subscribed_to="OnIgnore", reset_secret=True)),
        send(sandbox, "GET", f"{own}/history"),
        send(sandbox, "POST", f"{WEBHOOKS}/resend", {"webhook_id": own.rpartition("/")[2]}),
        send(sandbox, "DELETE", own),
        send(sandbox, "DELETE", own),
    ]

    assert [each.status_code for each in replies] == [200, 200, 200, 200, 204, 204, 404]
    assert isinstance(replies[0].json(), list)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            {"url": "www.example.com"},
            "url must be an address that begins with http:// or https://.",
        ),
        ({"discord_color": "red"}, "discord_color must be a colour such as #C0392B."),
        ({"discord_format": "Box"}, "discord_format must be one of Invalid, Embed, Text."),
        ({"discord_title": 7}, "discord_title must be of type string."),
        ({"discord_title": "x" * 257}, "discord_title must have 256 characters or fewer."),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_bad_webhook_is_named_by_its_field(
    sandbox: Sandbox, method: str, changed: dict[str, Any], fault: str
) -> None:
    path = WEBHOOKS if method == "POST" else f"{WEBHOOKS}/1"

    reply = send(sandbox, method, path, {**body(), **change(), **changed})

    assert (reply.status_code, reply.json()["code"]) == (400, "InvalidInput")
    assert [each["message"] for each in reply.json()["errors"]] == [fault]


@pytest.mark.parametrize("query", ["state=late", "page=0", "page=x"])
def test_a_history_is_not_asked_for_what_there_is_not(sandbox: Sandbox, query: str) -> None:
    reply = send(sandbox, "GET", f"{WEBHOOKS}/1/history?{query}")

    assert (reply.status_code, reply.json()["code"]) == (400, "InvalidInput")


def test_one_store_never_sees_the_webhooks_of_another(sandbox: Sandbox) -> None:
    webhook = subscribe(sandbox, HERE, "OnIgnore")
    other = sandbox.shop("paynow", "other").do(store_id)

    listed = send(sandbox, "GET", f"/stores/{other}/webhooks", key="shop:other")
    theirs = f"/stores/{other}/webhooks/{webhook['id']}"

    assert listed.json() == []
    assert send(sandbox, "DELETE", theirs, key="shop:other").status_code == 404
    assert send(sandbox, "GET", WEBHOOKS, key="shop:other").status_code == 404


def test_no_key_opens_nothing(sandbox: Sandbox) -> None:
    assert send(sandbox, "GET", WEBHOOKS, key="nobody").status_code == 401
