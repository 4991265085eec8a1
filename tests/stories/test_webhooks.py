"""Salla's webhooks as a receiver sees them: what comes, how often, signed how, and what never."""

import json
import time
from collections.abc import Iterator

import pytest

from mock_server.app.inbox import Inbox, Letter
from mock_server.web import outbox, posting
from tests.stories.conftest import Visiting
from tests.stories.hearing import abandon, deliveries, signature, subscribe
from tests.stories.visits import Visit


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with Inbox() as inbox:
        yield inbox


@pytest.fixture
def shop(visit: Visiting) -> Visit:
    return visit("salla")


def test_a_cart_left_alone_reaches_a_receiver_and_verifies(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url, headers=[{"key": "X-App", "value": "carts"}])

    abandon(shop)

    (letter,) = inbox.letters
    cart = shop.get(f"/carts/abandoned/{shop.record('left')}")["data"]
    assert letter.header("X-Salla-Signature") == signature(letter.body)
    assert letter.header("X-Salla-Security-Strategy") == "Signature"
    assert (letter.header("X-App"), letter.header("Content-Type")) == ("carts", "application/json")
    assert letter.json["event"] == "abandoned.cart"
    assert letter.json["created_at"] == "Sun Mar 01 2026 16:00:00 GMT+0300"
    assert letter.json["data"] == cart


def test_a_receiver_that_writes_the_body_anew_cannot_verify_it(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url)

    abandon(shop)

    (letter,) = inbox.letters
    rewritten = json.dumps(letter.json, separators=(",", ":"), ensure_ascii=False).encode()
    assert rewritten != letter.body
    assert letter.header("X-Salla-Signature") != signature(rewritten)


def test_a_failing_receiver_gets_three_tries_and_no_more(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url)
    inbox.status = 500

    abandon(shop)
    came = [len(inbox.letters)]
    for span in ("PT4M59S", "PT1S", "PT4M59S", "PT1S", "P30D"):
        shop.advance(span)
        came.append(len(inbox.letters))

    (delivery,) = deliveries(shop)
    assert came == [1, 1, 2, 2, 3, 3]
    assert len({letter.body for letter in inbox.letters}) == 1
    assert (delivery["state"], delivery["reason"]) == ("given_up", "no success in 3 attempts")
    assert [each["at"][11:19] for each in delivery["attempts"]] == [
        "13:00:00",
        "13:05:00",
        "13:10:00",
    ]


def test_all_tries_fall_into_one_advance_each_at_its_moment(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url)
    inbox.status = 503
    shop.open("first")
    shop.advance("PT7M")
    shop.open("second")

    shop.advance("P1D")

    named = [letter.json["data"]["id"] for letter in inbox.letters]
    first, second = int(shop.record("first")), int(shop.record("second"))
    assert named == [first, first, second, first, second, second]


def test_it_stops_at_the_first_success(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url)
    inbox.status = 202  # only 200 and 201 will do
    abandon(shop)
    inbox.status = 201

    shop.advance("P1D")

    (delivery,) = deliveries(shop)
    assert [each["status"] for each in delivery["attempts"]] == [202, 201]
    assert delivery["state"] == "delivered"


def test_a_redirect_is_not_followed(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url)
    inbox.status = 302

    abandon(shop)

    assert [letter.path for letter in inbox.letters] == ["/webhooks"]
    assert [each["state"] for each in deliveries(shop)] == ["failed"]


def test_a_slow_receiver_is_not_waited_for(
    shop: Visit, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "LONGEST_SECONDS", 0.2)
    subscribe(shop, inbox.url)
    inbox.delay_seconds = 2.0

    abandon(shop)

    (attempt,) = deliveries(shop)[0]["attempts"]
    assert (attempt["status"], attempt["error"]) == (None, "no answer within 0.2 s")


def test_nobody_listens(shop: Visit) -> None:
    with Inbox() as gone:
        url = gone.url
    subscribe(shop, url)

    abandon(shop)

    (attempt,) = deliveries(shop)[0]["attempts"]
    assert attempt["status"] is None
    assert "ConnectError" in attempt["error"]


def test_another_shops_receiver_hears_nothing(
    shop: Visit, visit: Visiting, inbox: Inbox, request: pytest.FixtureRequest
) -> None:
    with Inbox() as others:
        other = Visit(shop.server, "salla", f"{shop.shop[:50]}-b")
        subscribe(other, others.url)
        subscribe(shop, inbox.url)

        abandon(shop)

        assert (len(inbox.letters), len(others.letters)) == (1, 0)


def test_only_what_the_rule_wants_is_sent(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url, rule="total > 1000 AND currency = SAR")
    abandon(shop, "small")
    price = shop.get(f"/carts/abandoned/{shop.record('small')}")["data"]["total"]["amount"]
    offer = shop.admin("GET", "/shopper")["products"][0]["key"]
    shop.open("large")
    shop.act("large", "lines", product=offer, quantity=int(1000 / price) + 1)

    shop.advance("PT1H")

    assert [each["data"]["id"] for each in inbox.events] == [int(shop.record("large"))]


def test_the_token_strategy_sends_the_secret_and_shows_it_to_nobody(
    shop: Visit, inbox: Inbox
) -> None:
    webhook = subscribe(shop, inbox.url)
    changed = shop.write(
        "PUT", f"/webhooks/{webhook['id']}", {"security_strategy": "token", "secret": "open-sesame"}
    )

    abandon(shop)

    (letter,) = inbox.letters
    assert changed["data"]["security"] == {"strategy": "token", "secret": None}
    assert letter.header("Authorization") == "open-sesame"
    assert letter.header("X-Salla-Security-Strategy") == "Token"
    assert letter.header("X-Salla-Signature") is None
    assert "open-sesame" not in json.dumps(deliveries(shop))


def test_without_a_strategy_nothing_is_proved(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url, security_strategy="none")

    abandon(shop)

    (letter,) = inbox.letters
    assert not {"authorization", "x-salla-signature", "x-salla-security-strategy"} & set(
        letter.headers
    )


def test_an_address_beyond_this_machine_is_refused(shop: Visit) -> None:
    subscribe(shop, "http://203.0.113.7/hook")

    abandon(shop)

    (delivery,) = deliveries(shop)
    assert delivery["state"] == "given_up"
    assert delivery["reason"] == (
        "203.0.113.7 is not on this machine, so nothing is sent there; "
        "`souqbox serve --webhook-hosts 203.0.113.7` allows it"
    )


def test_a_receiver_that_calls_back_does_not_wait_for_itself(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url)
    subscribe(shop, inbox.url, event="abandoned.cart.purchased")

    def call_back(letter: Letter) -> None:
        shop.get("/carts/abandoned")
        if letter.json["event"] == "abandoned.cart":
            shop.act("left", "pay")

    inbox.on_letter = call_back
    begun = time.monotonic()

    abandon(shop)

    assert [each["event"] for each in inbox.events] == [
        "abandoned.cart",
        "abandoned.cart.purchased",
    ]
    assert time.monotonic() - begun < outbox.IN_FLIGHT_SECONDS


def test_a_coupon_is_told_of_as_soon_as_it_is_applied(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url, event="coupon.applied")
    shop.open("left")
    code = shop.admin("GET", "/shopper")["coupons"][0]

    shop.act("left", "coupon", code=code)
    shop.advance("PT1H")

    (told,) = inbox.events
    assert told["data"]["cart"]["coupon"]["code"] == code
    assert isinstance(told["data"]["cart"]["coupon"]["amount"], int | float)
    assert told["data"]["cart"]["id"] == int(shop.record("left"))


def test_a_purchase_tells_the_change_of_status_and_the_amounts(shop: Visit, inbox: Inbox) -> None:
    for event in ("abandoned.cart.status.changed", "abandoned.cart.purchased"):
        subscribe(shop, inbox.url, event=event)
    abandon(shop)

    shop.act("left", "pay")

    cart = shop.get(f"/carts/abandoned/{shop.record('left')}")["data"]
    changed, purchased = (each["data"] for each in inbox.events)
    assert changed == {"id": cart["id"], "status": "purchased"}
    assert purchased == {
        "id": cart["id"],
        "status": "purchased",
        "currency": "SAR",
        **{name: cart[name]["amount"] for name in ("total", "subtotal", "total_discount")},
    }


def test_a_copy_of_a_shop_does_not_send_what_the_first_one_will(shop: Visit, inbox: Inbox) -> None:
    subscribe(shop, inbox.url)
    inbox.status = 500
    abandon(shop)
    shop.admin("POST", "/copy", {"to": f"{shop.shop[:50]}-twin"})
    twin = Visit(shop.server, "salla", f"{shop.shop[:50]}-twin")

    twin.advance("P1D")

    assert len(inbox.letters) == 1
    assert [each["state"] for each in deliveries(twin)] == ["given_up"]
