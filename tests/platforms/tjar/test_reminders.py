"""Reminders sent through the API: counted, noted, offered with, and refused."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.commerce.basket import find_basket
from mock_server.commerce.merchant import set_reminder_delays
from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call, error_of, make_shop
from tests.platforms.tjar.samples import GUESTS, SAMPLE, SARAS, by


def send(shop: Shop, path: dict[str, str], body: Any, language: str = "en") -> tuple[int, Any]:
    return call(shop, "sendAbandonedCartReminder", path, body=body, language=language)


def refusal(shop: Shop, path: dict[str, str], body: Any, language: str = "en") -> Any:
    with pytest.raises(Invalid) as caught:
        send(shop, path, body)
    return error_of(shop, caught.value, "sendAbandonedCartReminder", language)["errors"]


def reminders_count(shop: Shop, path: dict[str, str]) -> int:
    _, body = call(shop, "getAbandonedCart", path)
    count: int = body["data"]["reminders_count"]
    return count


def test_the_sample_of_the_documentation_is_answered_to_the_letter(shop: Shop) -> None:
    answer = send(shop, GUESTS, SAMPLE)

    assert answer == (
        200,
        {
            "status": "success",
            "message": "Reminder sent successfully",
            "data": {"reminder_sent": True, "type": "email"},
        },
    )
    assert reminders_count(shop, GUESTS) == 1


def test_the_answer_speaks_arabic_and_repeats_the_type(shop: Shop) -> None:
    _, body = send(shop, SARAS, by("whatsapp"), "ar")

    assert body["message"] == "تم إرسال التذكير"
    assert body["data"] == {"reminder_sent": True, "type": "whatsapp"}


def test_every_reminder_counts_in_the_list_too(shop: Shop) -> None:
    for channel in ("email", "sms", "whatsapp"):
        send(shop, SARAS, by(channel))

    _, body = call(shop, "listAbandonedCarts")
    counts = {cart["identifier"]: cart["reminders_count"] for cart in body["data"]["carts"]}
    assert counts == {"1": 3, "2": 0}


def test_a_reminder_leaves_the_rest_of_the_cart_as_it_was(shop: Shop) -> None:
    _, before = call(shop, "getAbandonedCart", SARAS)

    send(shop, SARAS, SAMPLE)

    _, after = call(shop, "getAbandonedCart", SARAS)
    assert after["data"] == {**before["data"], "reminders_count": 1}


def test_what_was_said_is_noted_with_the_reminder(shop: Shop) -> None:
    send(shop, SARAS, {**SAMPLE, "colour": "red"})

    sent = find_basket(shop, "saras").reminders[0]
    assert (sent["number"], sent["channel"], sent["at"]) == (1, "email", shop.clock.now())
    assert sent["manual"] is True
    assert SAMPLE["alert_details"].items() <= sent.items()


def test_an_offer_makes_a_coupon_for_the_cart(shop: Shop) -> None:
    send(shop, SARAS, SAMPLE)

    coupons = shop.store.all("coupon")
    assert [(each["discount"], each["identifier"]) for each in coupons] == [(15, "1")]
    assert find_basket(shop, "saras").reminders[0]["coupon"] == coupons[0]["code"]


@pytest.mark.parametrize("details", [{}, {"offer_discount": 0}])
def test_without_an_offer_there_is_no_coupon(shop: Shop, details: dict[str, int]) -> None:
    send(shop, SARAS, by("email", **details))

    assert shop.store.count("coupon") == 0


def test_a_reminder_is_told_as_an_event(shop: Shop) -> None:
    send(shop, SARAS, SAMPLE)

    told = shop.events[-1]
    assert (told.name, told.subject) == ("abandoned_cart.reminder_sent", "1")
    assert told.data == {"reminder": 1}


def test_an_email_needs_no_subject(shop: Shop) -> None:
    status, _ = send(shop, SARAS, by("email"))

    assert status == 200


@pytest.mark.parametrize("channel", ["sms", "whatsapp"])
def test_a_guest_without_a_number_gets_no_message(shop: Shop, channel: str) -> None:
    errors = refusal(shop, GUESTS, by(channel))

    assert errors == {"type": ["The customer has no mobile number"]}
    assert reminders_count(shop, GUESTS) == 0


def test_a_customer_without_an_address_gets_no_email(shop: Shop) -> None:
    shopper.set_contact(shop, "saras", {"name": "سارة", "email": ""})

    assert refusal(shop, SARAS, SAMPLE) == {"type": ["The customer has no e-mail address"]}
    assert send(shop, SARAS, by("sms"))[0] == 200


def test_a_completed_cart_is_not_reminded_of(shop: Shop) -> None:
    shopper.pay(shop, "saras")

    assert refusal(shop, SARAS, SAMPLE, "ar") == {"identifier": ["تم دفع قيمة السلة"]}
    assert reminders_count(shop, SARAS) == 0
    assert shop.store.count("coupon") == 0


def test_a_cart_that_is_not_there_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound) as caught:
        send(shop, {"identifier": "99"}, SAMPLE)

    body = error_of(shop, caught.value, "sendAbandonedCartReminder", "ar")
    assert body == {"status": "error", "message": "السلة المتروكة غير موجودة", "data": None}


def test_one_by_hand_does_not_stand_in_for_one_of_the_schedule() -> None:
    shop = make_shop("tjar")
    set_reminder_delays(shop, [timedelta(hours=1), timedelta(days=1)])
    shopper.open_basket(shop, "b")
    shopper.add_line(shop, "b", "honey")
    shopper.set_contact(shop, "b", "sara")
    shop.advance(timedelta(minutes=10))

    send(shop, SARAS, SAMPLE)
    shop.advance(timedelta(days=2))

    assert reminders_count(shop, SARAS) == 3
