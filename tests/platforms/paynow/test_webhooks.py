"""What PayNow's webhooks are told: when, signed how, and how often it is tried."""

import json
from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.events import NAMES, subscribed_name
from mock_server.webhooks import Manner, Told, trigger
from mock_server.webhooks.delivering import Outgoing
from tests.helpers import NOON, call
from tests.platforms.paynow.samples import (
    ABANDONED,
    FOLLOW_UP,
    HOUR,
    buy_cart,
    leave_cart,
    settings,
)
from tests.platforms.paynow.subscribing import (
    HERE,
    change,
    path_of,
    signature_of,
    subscribe,
)
from tests.platforms.receiving import bodies, moments, receive

MINUTE = timedelta(minutes=1)
SENT, SUCCEEDED = "EmailSent", "Succeeded"
RECOVERY, FOLLOWED = "OnAbandonedCheckoutRecoveryAttempt", "OnPurchaseFollowUpAttempt"


def tell(shop: Shop, event: str = "ON_ORDER_COMPLETED", **manner: Any) -> Outgoing:
    trigger(shop.webhooks, shop, [Told(event)], Manner(**manner))
    return receive(shop)[0]


def test_a_purchase_is_told_as_an_order_with_all_that_was_bought(shop: Shop) -> None:
    subscribe(shop)
    buy_cart(shop, "first", "sara", "honey", "coffee")

    (outgoing,) = receive(shop)

    told, order = json.loads(outgoing.body), shop.store.all("order")[0]
    assert outgoing.url == HERE
    assert list(told) == ["event_type", "event_id", "body"]
    assert (told["event_type"], told["event_id"].isdigit()) == ("ON_ORDER_COMPLETED", True)
    body = told["body"]
    assert (body["id"], body["status"], body["currency"]) == (order["id"], "completed", "SAR")
    assert body["product_names"] == "AlSamra honey, Khawlani coffee"
    assert body["product_tags"] == "Honey, Coffee"
    assert body["customer"]["name"] == "Sara Al-Harbi"
    assert body["total_amount"] == sum(each["total_amount"] for each in body["lines"]) == 29650
    assert [each["id"] for each in body["checkout"]["lines"]] == [
        each["checkout_line_id"] for each in body["lines"]
    ]
    assert body["lines"][0]["product"]["tag_names"] == "Honey"


def test_a_purchase_is_told_as_a_payment_whose_parts_add_up(shop: Shop) -> None:
    subscribe(shop, "OnPaymentCompleted")
    buy_cart(shop, "first", None, "honey")

    (told,) = bodies(receive(shop))

    payment = told["body"]
    assert (told["event_type"], payment["status"]) == ("ON_PAYMENT_COMPLETED", "completed")
    assert payment["order_id"] == shop.store.all("order")[0]["id"]
    fees = payment["gateway_fee_amount"] + payment["platform_fee_amount"]
    assert payment["amount"] == payment["store_net_amount"] + payment["tax_amount"] + fees == 23900


def test_the_emails_and_what_they_win_are_told(shop: Shop) -> None:
    subscribe(shop, *(its + when for its in (RECOVERY, FOLLOWED) for when in (SENT, SUCCEEDED)))
    for feature in (ABANDONED, FOLLOW_UP):
        feature.write(shop, settings())
    leave_cart(shop, "first", "sara", "honey")
    shop.advance(HOUR)
    shopper.pay(shop, "first")
    shop.advance(HOUR)
    _buy_with_the_newest_coupon(shop)

    told = bodies(receive(shop))

    sent, won, followed, won_again = (each["body"] for each in told)
    assert [each["event_type"].split("_ATTEMPT_")[1] for each in told] == 2 * [
        "EMAIL_SENT",
        "SUCCEEDED",
    ]
    first, second = (each["id"] for each in shop.store.all("order"))
    orders = [each["order_id"] for each in (sent, won, followed, won_again)]
    assert orders == [None, first, first, second]
    assert (sent["id"], sent["coupon_id"]) == (won["id"], won["coupon_id"])
    assert (followed["id"], followed["coupon_id"]) == (won_again["id"], won_again["coupon_id"])
    assert {each["body"]["customer"]["name"] for each in told} == {"Sara Al-Harbi"}
    assert sent["checkout_id"] == won["checkout_id"] == shop.store.all("checkout")[0]["id"]


def _buy_with_the_newest_coupon(shop: Shop) -> None:
    leave_cart(shop, "second", "sara", "honey")
    shopper.apply_coupon(shop, "second", shop.store.all("coupon")[-1]["code"])
    shopper.pay(shop, "second")


def test_a_delivery_is_signed_over_the_timestamp_and_its_exact_bytes(shop: Shop) -> None:
    secret = subscribe(shop)["secret"]

    outgoing = tell(shop)

    timestamp = outgoing.headers["PayNow-Timestamp"]
    assert timestamp == str(int(NOON.timestamp()) * 1000)
    signature = signature_of(outgoing.body, timestamp, secret)
    assert outgoing.headers["PayNow-Signature"] == signature
    assert secret not in str(shop.store.all("delivery"))


@pytest.mark.parametrize("quality", ["bad", "old"])
def test_a_signature_can_be_asked_to_be_wrong(shop: Shop, quality: str) -> None:
    secret = subscribe(shop)["secret"]

    outgoing = tell(shop, signature=quality)

    timestamp, proof = (outgoing.headers[f"PayNow-{each}"] for each in ("Timestamp", "Signature"))
    right = proof == signature_of(outgoing.body, timestamp, secret)
    age = NOON.timestamp() - int(timestamp) / 1000
    assert (right, age) == {"bad": (False, 0), "old": (True, 3600)}[quality]


def test_every_webhook_hears_of_an_event_by_the_same_id_and_of_each_by_its_own(shop: Shop) -> None:
    subscribe(shop, "OnOrderCompleted", "OnOrderCompleted", "OnPaymentCompleted")
    buy_cart(shop, "first", "sara", "honey")
    buy_cart(shop, "second", "sara", "honey")

    told = bodies(receive(shop))

    ids = {(each["event_type"], each["body"]["id"]): each["event_id"] for each in told}
    assert len(told) == 6
    assert len({each["event_id"] for each in told}) == len(set(ids.values())) == len(ids) == 4


def test_a_receiver_that_fails_is_tried_six_times_and_the_webhook_stays_open(shop: Shop) -> None:
    webhook = subscribe(shop)
    buy_cart(shop, "first", "sara", "honey")

    shop.advance(timedelta(days=30))
    attempts = receive(shop, status=500)
    buy_cart(shop, "second", "sara", "honey")

    spans = [each - NOON for each in moments(attempts)]
    assert spans == [each * MINUTE for each in (0, 1, 6, 36, 156, 516)]
    stamps = {each.headers["PayNow-Timestamp"] for each in attempts}
    assert len(stamps) == 6
    assert len({each.body for each in attempts}) == 1
    assert len(receive(shop)) == 1
    assert webhook["url"] == HERE


@pytest.mark.parametrize(("status", "attempts"), [(200, 1), (204, 1), (299, 1), (302, 6), (410, 6)])
def test_any_answer_of_the_two_hundreds_is_a_success(
    shop: Shop, status: int, attempts: int
) -> None:
    subscribe(shop)
    buy_cart(shop, "first", "sara", "honey")

    shop.advance(timedelta(days=30))

    assert len(receive(shop, status=status)) == attempts


def test_who_ignores_everything_hears_nothing(shop: Shop) -> None:
    subscribe(shop, "OnIgnore", "OnRefund")

    buy_cart(shop, "first", "sara", "honey")

    assert receive(shop) == []


def test_another_secret_signs_what_still_waits(shop: Shop) -> None:
    webhook = subscribe(shop)
    trigger(shop.webhooks, shop, [Told("ON_ORDER_COMPLETED")])

    sent = change(reset_secret=True)
    _, changed = call(shop, "updateWebhookSubscription", path_of(shop, webhook), body=sent)
    (outgoing,) = receive(shop)

    timestamp = outgoing.headers["PayNow-Timestamp"]
    signature = signature_of(outgoing.body, timestamp, changed["secret"])
    assert outgoing.headers["PayNow-Signature"] == signature


@pytest.mark.parametrize("name", NAMES)
def test_every_event_can_be_told_without_a_record(shop: Shop, name: str) -> None:
    subscribe(shop, subscribed_name(name))

    told = json.loads(tell(shop, name).body)

    assert told["event_type"] == name
    assert told["body"]["store_id"]
    assert shop.store.count("order") == 0


def test_an_order_that_is_made_up_has_every_field_of_one_that_is_not(shop: Shop) -> None:
    subscribe(shop)
    made_up = json.loads(tell(shop).body)["body"]
    buy_cart(shop, "first", "fahad", "coffee")

    (real,) = (each["body"] for each in bodies(receive(shop)))
    newest = json.loads(tell(shop).body)["body"]

    assert list(made_up) == list(real)
    assert list(made_up["lines"][0]) == list(real["lines"][0])
    assert newest == real


def test_an_event_can_be_told_of_a_checkout_that_nobody_was_written_about(shop: Shop) -> None:
    subscribe(shop, RECOVERY + SENT)
    leave_cart(shop, "first", None, "honey")
    key = shop.store.all("checkout")[0]["id"]

    trigger(shop.webhooks, shop, [Told(ABANDONED.sent_event, subject=key)])

    (told,) = bodies(receive(shop))
    assert (told["body"]["checkout_id"], told["body"]["customer"]) == (key, None)
