"""What SureCart's webhooks send, and how a receiver tells that it is genuine."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests

from mock_server import Sandbox
from mock_server.app.inbox import Inbox
from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from mock_server.platforms.surecart.events import NAMES
from mock_server.webhooks import Told, replay, trigger
from mock_server.webhooks.delivering import Outgoing
from tests.helpers import NOON, call, make_shop
from tests.platforms.receiving import bodies, receive
from tests.platforms.surecart.steps import abandon, buy, events_of, listed, read
from tests.platforms.surecart.subscribing import (
    HERE,
    change,
    make,
    signature_of,
    tell,
    wrapped,
)

SIGNATURE, STAMP = "X-Webhook-Signature", "X-Webhook-Timestamp"


def is_genuine(outgoing: Outgoing, secret: str) -> bool:
    stamp = outgoing.headers[STAMP]
    return outgoing.headers[SIGNATURE] == signature_of(outgoing.body, stamp, secret)


def test_a_signature_is_the_one_that_anybody_computes() -> None:
    """The figure is that of `openssl dgst -sha256 -hmac whsec` over `1641873601.{"a":1}`."""
    figure = "04caf8cb3eff8b9c49d8253547ae89b3794289465854f4ef8de3d688adb82546"

    assert signature_of(b'{"a":1}', "1641873601", "whsec") == figure


def test_an_abandoned_checkout_is_told_when_it_becomes_one(shop: Shop) -> None:
    endpoint = make(shop)

    record = abandon(shop)

    (outgoing,) = receive(shop)
    told = json.loads(outgoing.body)
    assert outgoing.url == HERE
    assert outgoing.due - NOON == timedelta(minutes=30)
    assert outgoing.timeout_seconds == 10
    assert told["type"] == "abandoned_checkout.created"
    assert told["data"]["object"] == read(shop, record)
    assert is_genuine(outgoing, endpoint["signing_secret"])


def test_what_is_sent_is_the_event_that_the_api_shows(shop: Shop) -> None:
    make(shop, *NAMES)

    abandon(shop)
    shopper.pay(shop, "b")

    sent = bodies(receive(shop))
    assert len(sent) == 7
    assert sent == events_of(shop, sort="created_at:asc")


def test_the_object_is_the_one_of_the_moment_and_not_of_the_delivery(shop: Shop) -> None:
    make(shop)
    abandon(shop)
    shopper.pay(shop, "b")

    created, recovered = bodies(receive(shop))

    assert created["data"]["object"]["recovery_status"] == "abandoned"
    assert recovered["data"]["object"]["recovery_status"] == "unassisted_recovered"


def test_only_what_was_asked_for_is_told(shop: Shop) -> None:
    make(shop, "purchase.created", "charge.created")
    make(shop, enabled=False)

    buy(shop, "b", products=("honey", "coffee"))

    assert [each["type"] for each in bodies(receive(shop))] == ["purchase.created"] * 2


def test_every_endpoint_signs_the_same_event_with_its_own_secret(shop: Shop) -> None:
    endpoints = [make(shop), make(shop)]

    abandon(shop)

    first, second = received = receive(shop)
    secrets = [each["signing_secret"] for each in endpoints]
    assert first.body == second.body
    assert [is_genuine(one, key) for one, key in zip(received, secrets, strict=True)] == [True] * 2
    assert not is_genuine(first, secrets[1])
    assert all(secret not in str(shop.store.all("delivery")) for secret in secrets)


def test_an_attempt_that_is_repeated_has_a_new_timestamp_and_the_same_event(shop: Shop) -> None:
    endpoint = make(shop)
    first = tell(shop, status=500)

    shop.advance(timedelta(minutes=1))
    (second,) = receive(shop)

    assert second.body == first.body
    assert int(second.headers[STAMP]) - int(first.headers[STAMP]) == 60
    assert second.headers[SIGNATURE] != first.headers[SIGNATURE]
    assert is_genuine(second, endpoint["signing_secret"])


@pytest.mark.parametrize(("quality", "genuine"), [("good", True), ("bad", False), ("old", True)])
def test_a_signature_can_be_asked_to_be_wrong_or_old(
    shop: Shop, quality: str, genuine: bool
) -> None:
    endpoint = make(shop)

    outgoing = tell(shop, signature=quality)

    late = quality == "old"
    assert is_genuine(outgoing, endpoint["signing_secret"]) is genuine
    assert int(outgoing.headers[STAMP]) == int(NOON.timestamp()) - 3600 * late


def test_a_delivery_that_is_sent_again_is_the_same_event(shop: Shop) -> None:
    make(shop)
    outgoing = tell(shop)

    change(shop, shop.store.all("webhook_endpoint")[0], url=f"{HERE}/moved")
    replay(shop.webhooks, shop, outgoing.delivery)

    (again,) = receive(shop)
    assert (again.url, again.body) == (f"{HERE}/moved", outgoing.body)


@pytest.mark.parametrize("name", NAMES)
def test_every_event_can_be_told_in_a_shop_where_nothing_happened(name: str) -> None:
    shop = make_shop("surecart")
    make(shop, name)

    told = json.loads(tell(shop, name).body)

    assert told["type"] == name
    assert told["data"]["object"]["object"] == name.partition(".")[0]
    assert call(shop, "retrieveEvent", {"id": told["id"]})[1] == told


@pytest.mark.parametrize("resource", ["abandoned_checkout", "customer", "order", "purchase"])
def test_what_is_made_up_has_every_field_of_what_is_not(shop: Shop, resource: str) -> None:
    lived, bare = shop, make_shop("surecart", name="bare")
    abandon(lived)
    buy(lived, "another", customer="fahad")

    real, made_up = (
        _told(each, f"{resource}.created", make(each, f"{resource}.created"))
        for each in (lived, bare)
    )

    assert sorted(real) == sorted(made_up)
    assert {type(each) for each in real.values()} >= {type(real["id"])}
    assert real["id"] in {each["id"] for each in lived.store.all(resource)}


def _told(shop: Shop, name: str, endpoint: dict[str, object]) -> dict[str, object]:
    trigger(shop.webhooks, shop, [Told(name)], only=str(endpoint["id"]))
    return dict(bodies(receive(shop))[0]["data"]["object"])


def test_an_event_about_a_record_shows_that_record(shop: Shop) -> None:
    make(shop)
    record = abandon(shop)
    receive(shop)

    trigger(shop.webhooks, shop, [Told("abandoned_checkout.recovered", subject=record)])

    (told,) = bodies(receive(shop))
    assert told["type"] == "abandoned_checkout.recovered"
    assert told["data"]["object"] == listed(shop)[0]


def test_content_that_is_no_object_of_surecarts_is_sent_and_not_kept(shop: Shop) -> None:
    make(shop)

    trigger(shop.webhooks, shop, [Told("abandoned_checkout.created", content=["anything"])])

    (told,) = bodies(receive(shop))
    assert told["data"] == {"object": ["anything"]}
    assert events_of(shop) == []


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with Inbox() as inbox:
        yield inbox


def test_a_delivery_that_reached_a_receiver_verifies(inbox: Inbox) -> None:
    with Sandbox(["surecart"], scenario="empty", clock=NOON) as sandbox:
        shop = sandbox.shop("surecart", "wire")
        headers = {"Authorization": f"Bearer {shop.token}"}
        url = f"{shop.base_url}/webhook_endpoints"
        sent = wrapped(url=inbox.url, webhook_events=["order.paid"])
        secret = requests.post(url, json=sent, headers=headers, timeout=5).json()["signing_secret"]
        basket = shop.shopper.open()
        shop.shopper.add(basket, "honey-samra")
        shop.shopper.pay(basket)

        (letter,) = inbox.letters
        listed = requests.get(f"{shop.base_url}/events", headers=headers, timeout=5).json()["data"]

    stamp = letter.header(STAMP)
    assert stamp == str(int(NOON.timestamp()))
    assert letter.header(SIGNATURE) == signature_of(letter.body, str(stamp), secret)
    assert letter.json in listed
