"""What Tjar's webhooks send, and how a receiver tells that it is genuine."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.errors import Conflict
from mock_server.engine.shop import Shop
from mock_server.platforms.tjar.events import NAMES
from mock_server.webhooks import Manner, Told, replay, trigger
from mock_server.webhooks.delivering import Outgoing
from tests.helpers import NOON, SMALL_STORY, call, make_shop
from tests.platforms.receiving import bodies, moments, receive
from tests.platforms.tjar.samples import SARAS, by, details
from tests.platforms.tjar.selling import COFFEE, ask, order
from tests.platforms.tjar.subscribing import HERE, body, identifier, register, webhooks_of

MINUTE = timedelta(minutes=1)


def signature_of(outgoing: Outgoing, secret: str) -> str:
    """Made as a receiver makes it, without anything of ours."""
    return hmac.new(secret.encode(), outgoing.body, hashlib.sha256).hexdigest()


def tell(shop: Shop, event: str = "abandoned_cart.created", **manner: Any) -> Outgoing:
    trigger(shop.webhooks, shop, [Told(event)], Manner(**manner))
    return receive(shop)[0]


def verified(shop: Shop, webhook: dict[str, Any], payload: str, signature: str) -> bool:
    sent = {"payload": payload, "signature": signature}
    _, answer = call(shop, "verifyWebhookSignature", identifier(webhook), body=sent)
    return bool(answer["data"]["valid"])


def test_a_cart_is_told_of_when_it_was_idle_for_five_minutes() -> None:
    shop = make_shop("tjar")
    register(shop)
    shopper.open_basket(shop, "saras")
    shopper.add_line(shop, "saras", "honey")
    shopper.set_contact(shop, "saras", "sara")

    shop.advance(timedelta(hours=1))

    (outgoing,) = receive(shop)
    told = json.loads(outgoing.body)
    assert outgoing.url == HERE
    assert outgoing.due - NOON == 5 * MINUTE
    assert list(told) == ["event", "store_id", "data", "created_at"]
    assert told["event"] == "abandoned_cart.created"
    assert told["created_at"] == "2026-03-01 15:05:00"
    assert told["store_id"] == told["data"]["store_id"]


def test_the_data_are_those_of_the_details_in_arabic(shop: Shop) -> None:
    register(shop)

    call(shop, "sendAbandonedCartReminder", SARAS, body=by("email"))

    (told,) = bodies(receive(shop))
    assert told["event"] == "abandoned_cart.reminder_sent"
    assert told["data"] == details(shop, SARAS, "ar")
    assert told["data"]["reminders_count"] == 1


def test_every_delivery_is_signed_over_its_exact_bytes(shop: Shop) -> None:
    secret = register(shop)["secret"]

    outgoing = tell(shop)

    assert outgoing.headers["X-Tjar-Signature"] == signature_of(outgoing, secret)
    assert "https:\\/\\/alwaha.example" in outgoing.body.decode("ascii")


def test_headers_tell_the_event_and_the_delivery(shop: Shop) -> None:
    webhook = register(shop)

    first, second = tell(shop), tell(shop, "abandoned_cart.reminder_sent")

    assert first.headers["X-Tjar-Event"] == "abandoned_cart.created"
    assert second.headers["X-Tjar-Event"] == "abandoned_cart.reminder_sent"
    assert first.headers["X-Tjar-Delivery"] != second.headers["X-Tjar-Delivery"]
    assert webhook["secret"] not in str(shop.store.all("delivery"))


def test_an_id_of_a_delivery_is_no_other_stores_and_stays_when_it_is_tried_again() -> None:
    ids = []
    for name in ("one", "two"):
        shop = make_shop("tjar", name=name)
        register(shop)
        trigger(shop.webhooks, shop, [Told("abandoned_cart.created")])
        shop.advance(timedelta(hours=1))
        attempts = receive(shop, status=500)
        ids.append({each.headers["X-Tjar-Delivery"] for each in attempts})

    assert [len(each) for each in ids] == [1, 1]
    assert ids[0] != ids[1]


@pytest.mark.parametrize("quality", ["bad", "old"])
def test_a_signature_can_be_asked_to_be_wrong(shop: Shop, quality: str) -> None:
    secret = register(shop)["secret"]

    outgoing = tell(shop, signature=quality)

    assert outgoing.headers["X-Tjar-Signature"] != signature_of(outgoing, secret)


def test_a_receiver_that_fails_gets_three_attempts_and_no_more(shop: Shop) -> None:
    register(shop)
    trigger(shop.webhooks, shop, [Told("abandoned_cart.created")])

    shop.advance(timedelta(days=1))

    attempts = moments(receive(shop, status=500))
    assert [each - NOON for each in attempts] == [0 * MINUTE, 5 * MINUTE, 10 * MINUTE]


def test_the_last_attempt_is_told_with_the_webhook(shop: Shop) -> None:
    register(shop)
    tell(shop)

    shop.advance(2 * MINUTE)
    tell(shop)

    (webhook,) = webhooks_of(shop)
    assert webhook["last_triggered_at"] == "2026-03-01 15:02:00"
    assert webhook["updated_at"] == "2026-03-01 15:00:00"


def test_only_what_was_subscribed_to_is_told(shop: Shop) -> None:
    register(shop, events=["order.created"])

    call(shop, "sendAbandonedCartReminder", SARAS, body=by("email"))

    assert receive(shop) == []


def test_a_webhook_that_is_not_active_gets_nothing_until_it_is(shop: Shop) -> None:
    webhook = register(shop, is_active=False)
    call(shop, "sendAbandonedCartReminder", SARAS, body=by("email"))
    assert receive(shop) == []

    call(shop, "updateWebhook", identifier(webhook), body=body())
    call(shop, "sendAbandonedCartReminder", SARAS, body=by("sms"))

    assert [each["data"]["reminders_count"] for each in bodies(receive(shop))] == [2]


def test_a_refreshed_secret_signs_what_still_waits_and_the_old_one_counts_for_nothing(
    shop: Shop,
) -> None:
    webhook = register(shop)
    trigger(shop.webhooks, shop, [Told("abandoned_cart.created")])

    _, answer = call(shop, "refreshWebhookSecret", identifier(webhook))
    (outgoing,) = receive(shop)

    secret, signature = answer["data"]["secret"], outgoing.headers["X-Tjar-Signature"]
    assert answer["data"] == {"id": webhook["id"], "secret": secret}
    assert answer["message"] == "Webhook secret refreshed successfully"
    assert secret != webhook["secret"]
    assert signature == signature_of(outgoing, secret)


def test_a_genuine_signature_is_known_and_no_other(shop: Shop) -> None:
    webhook, another = register(shop), register(shop)
    outgoing = tell(shop)
    text, signature = outgoing.body.decode(), outgoing.headers["X-Tjar-Signature"]

    assert verified(shop, webhook, text, signature_of(outgoing, webhook["secret"]))
    assert verified(shop, another, text, signature_of(outgoing, another["secret"]))
    assert not verified(shop, webhook, text, signature_of(outgoing, another["secret"]))
    assert not verified(shop, webhook, json.dumps(json.loads(text)), signature)
    assert not verified(shop, webhook, text, "ليس توقيعًا")


def test_a_secret_that_was_refreshed_verifies_nothing(shop: Shop) -> None:
    webhook = register(shop)
    outgoing = tell(shop)

    call(shop, "refreshWebhookSecret", identifier(webhook))

    old = outgoing.headers["X-Tjar-Signature"]
    assert not verified(shop, webhook, outgoing.body.decode(), old)


@pytest.mark.parametrize("name", NAMES)
def test_every_event_can_be_told_without_a_record(name: str) -> None:
    shop = make_shop("tjar")
    register(shop, events=list(NAMES))

    told = json.loads(tell(shop, name).body)

    assert told["event"] == name
    assert told["data"]
    assert shop.store.count("abandoned_cart") == 0


def test_orders_and_products_are_told_as_their_details_are(shop: Shop) -> None:
    register(shop, events=list(NAMES))
    made = ask(shop, "createOrder", order((COFFEE, 1)))
    ask(shop, "changeOrderStatus", {"status": "Completed"}, of=made["id"])
    ask(shop, "updateProduct", {"price": 50}, of=COFFEE)
    product = ask(shop, "getProduct", of=COFFEE)
    ask(shop, "deleteProduct", of=COFFEE)

    created, moved, paid, changed, deleted = (json.loads(each.body) for each in receive(shop))

    assert [each["event"] for each in (created, moved, paid, changed, deleted)] == [
        "order.created",
        "order.status.updated",
        "order.updated",
        "product.updated",
        "product.deleted",
    ]
    assert created["data"]["country"] == "المملكة العربية السعودية"
    assert created["data"]["total_amount"] == made["total_amount"]
    assert (moved["data"]["status"]["value"], paid["data"]["payment_status"]["value"]) == (
        "Completed",
        "paid",
    )
    assert changed["data"] == {**product, "image": changed["data"]["image"]}
    assert deleted["data"] == {"id": COFFEE, "identifier": COFFEE}


def test_an_event_about_nothing_cannot_be_told() -> None:
    shop = make_shop("tjar", told=replace(SMALL_STORY, products=(), customers=()))
    register(shop, events=list(NAMES))

    with pytest.raises(Conflict, match="no product in this shop"):
        tell(shop, "product.created")


def test_a_cart_that_is_made_up_has_every_field_of_one_that_is_not(shop: Shop) -> None:
    empty = make_shop("tjar")
    for each in (empty, shop):
        register(each)

    made_up, real = (json.loads(tell(each).body)["data"] for each in (empty, shop))

    assert list(made_up) == list(real)
    assert real == details(shop, {"identifier": real["identifier"]}, "ar")


def test_a_delivery_that_is_sent_again_has_the_same_body(shop: Shop) -> None:
    register(shop)
    outgoing = tell(shop)

    replay(shop.webhooks, shop, outgoing.delivery)

    again = receive(shop)[0]
    assert again.body == outgoing.body
    assert again.headers["X-Tjar-Delivery"] != outgoing.headers["X-Tjar-Delivery"]
