"""What Zid's webhooks send: the bare thing, as PHP writes it, with a name and a password."""

from datetime import timedelta

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from mock_server.platforms.zid.carts import DETAIL, SUMMARY
from mock_server.webhooks import Told, trigger
from tests.helpers import NOON, make_shop
from tests.platforms.receiving import bodies, credentials, moments, receive
from tests.platforms.zid.subscribing import HERE, subscribe

MINUTE = timedelta(minutes=1)


def fill(shop: Shop) -> None:
    """Sara puts honey into a basket and goes."""
    shopper.open_basket(shop, "saras")
    shopper.add_line(shop, "saras", "honey")
    shopper.set_contact(shop, "saras", "sara")


def test_a_cart_is_told_of_when_it_was_idle_for_ten_minutes(bare: Shop) -> None:
    subscribe(bare)
    fill(bare)

    bare.advance(9 * MINUTE)
    assert receive(bare) == []
    bare.advance(60 * MINUTE)

    received = receive(bare)
    assert [each - NOON for each in moments(received)] == [10 * MINUTE]
    assert received[0].url == HERE


def test_its_purchase_is_told_of_and_nothing_in_between(bare: Shop) -> None:
    subscribe(bare)
    subscribe(bare, "abandoned_cart.completed")
    fill(bare)
    bare.advance(timedelta(hours=1))
    shopper.come_back(bare, "saras")
    shopper.add_line(bare, "saras", "coffee")

    shopper.pay(bare, "saras")

    created, completed = bodies(receive(bare))
    assert (created["phase"], created["order_id"]) == ("login", None)
    assert completed["phase"] == "completed"
    assert completed["order_id"] > 0
    assert completed["id"] == created["id"]


def test_a_cart_that_is_bought_at_once_is_never_told_of(bare: Shop) -> None:
    subscribe(bare)
    subscribe(bare, "abandoned_cart.completed")
    fill(bare)
    shopper.pay(bare, "saras")

    bare.advance(timedelta(days=1))

    assert receive(bare) == []


def test_the_body_is_the_cart_itself_without_the_name_of_the_event(bare: Shop) -> None:
    subscribe(bare)
    fill(bare)
    bare.advance(10 * MINUTE)

    (cart,) = bodies(receive(bare))

    assert set(cart) == {*SUMMARY, *DETAIL}
    assert cart["store_name"] == "متجر الواحة"
    assert cart["products"][0]["name"] == "عسل السمرة"
    assert cart["city"]["name"] == "جدة"
    assert cart["customer_mobile"] == "966501234567"


def test_the_body_is_written_as_php_writes_it(bare: Shop) -> None:
    subscribe(bare)
    fill(bare)
    bare.advance(10 * MINUTE)

    (outgoing,) = receive(bare)

    text = outgoing.body.decode("ascii")
    assert "https:\\/\\/alwaha.example\\/" in text
    assert "\\u0639\\u0633\\u0644" in text
    assert outgoing.headers["Content-Type"] == "application/json"


def test_name_and_password_come_back_with_every_attempt(bare: Shop) -> None:
    subscribe(bare, username="samra", password="كلمة سر: طويلة")
    fill(bare)
    bare.advance(timedelta(hours=1))

    received = receive(bare, status=500)

    assert [credentials(each) for each in received] == ["samra:كلمة سر: طويلة"] * 3


@pytest.mark.parametrize("given", [{}, {"username": "samra"}, {"password": "a long secret"}])
def test_without_both_of_them_a_delivery_proves_nothing(bare: Shop, given: dict[str, str]) -> None:
    subscribe(bare, **given)
    trigger(bare.webhooks, bare, [Told("abandoned_cart.created")])

    (outgoing,) = receive(bare)

    assert "Authorization" not in outgoing.headers


def test_no_header_tells_the_event_or_signs_the_body(bare: Shop) -> None:
    subscribe(bare, username="samra", password="a long secret")
    trigger(bare.webhooks, bare, [Told("abandoned_cart.created")])

    (outgoing,) = receive(bare)

    assert set(outgoing.headers) == {"Content-Type", "User-Agent", "Authorization"}


def test_the_password_is_not_kept_with_the_delivery(bare: Shop) -> None:
    subscribe(bare, username="samra", password="a-long-secret")
    trigger(bare.webhooks, bare, [Told("abandoned_cart.created")])
    (outgoing,) = receive(bare)

    kept = str(bare.store.all("delivery"))

    assert outgoing.headers["Authorization"] not in kept
    assert "a-long-secret" not in kept


def test_a_removed_webhook_is_not_told_what_waited_for_it(bare: Shop) -> None:
    webhook = subscribe(bare)
    trigger(bare.webhooks, bare, [Told("abandoned_cart.created")])

    bare.store.delete("webhook", webhook["id"])

    assert receive(bare) == []


def test_one_seed_and_one_clock_give_the_same_bytes() -> None:
    first, second = (make_shop("zid") for _ in range(2))
    for each in (first, second):
        subscribe(each, "order.create")
        trigger(each.webhooks, each, [Told("order.create")])

    assert receive(first)[0].body == receive(second)[0].body
