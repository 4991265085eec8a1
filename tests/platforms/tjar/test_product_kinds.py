"""Digital, booking and service products: what only they have, and at their own addresses."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .selling import HONEY, ask, order, refused

NAMED = {"name_ar": "جديد", "name_en": "New", "price": 100}
KINDS = ("Digital", "Booking", "Service")
TASTING, WRAPPING, BOOK = 9003, 9004, 9001


@pytest.fixture
def shop() -> Shop:
    return make_shop("tjar")


def cards(*codes: str) -> dict[str, Any]:
    told = [{"code": code, "value": 100} for code in codes]
    return {**NAMED, "digital_type": "card", "cards": told}


def booking(day: str, at: str, quantity: int = 1) -> dict[str, Any]:
    """The body of an order for a tasting."""
    sent = order((TASTING, quantity))
    sent["products"][0]["booking"] = {"date": day, "from": at}
    return sent


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_made_read_and_changed_at_its_own_address(shop: Shop, kind: str) -> None:
    made = ask(shop, f"create{kind}Product", NAMED)

    changed = ask(shop, f"update{kind}Product", {"price": 120}, of=made["id"])

    assert (made["type"], changed) == (kind.lower(), {**made, "price": 120})
    assert ask(shop, f"get{kind}Product", of=made["id"]) == changed
    generic = ask(shop, "getProduct", of=made["id"])
    assert {generic["type"], generic["price"]} == {kind.lower(), 120}


@pytest.mark.parametrize("kind", KINDS)
def test_a_product_of_another_kind_is_not_there(shop: Shop, kind: str) -> None:
    for operation in (f"get{kind}Product", f"update{kind}Product"):
        answer = refused(shop, operation, {"price": 1}, of=HONEY)

        assert answer["message"] == "The product was not found"


def test_a_part_of_a_booking_is_changed_alone(shop: Shop) -> None:
    before = ask(shop, "getBookingProduct", of=TASTING)

    after = ask(shop, "updateBookingProduct", {"booking": {"capacity": 6}}, of=TASTING)

    assert after["booking"] == {**before["booking"], "capacity": 6}


def test_a_service_is_not_counted(shop: Shop) -> None:
    assert {"stock", "is_unlimited"}.isdisjoint(ask(shop, "getServiceProduct", of=WRAPPING))
    made = ask(shop, "createOrder", order((WRAPPING, 9)))
    assert made["order_details"][0]["type_label"] == "Service"


def test_each_card_is_sold_once_and_comes_back_with_a_cancellation(shop: Shop) -> None:
    card = ask(shop, "createDigitalProduct", cards("A", "B", "C"))
    bought = ask(shop, "createOrder", order((card["id"], 2)))

    sold = [each["is_sold"] for each in ask(shop, "getDigitalProduct", of=card["id"])["cards"]]
    short = refused(shop, "createOrder", order((card["id"], 2)))
    ask(shop, "changeOrderStatus", {"status": "Cancelled"}, of=bought["id"])

    assert sold == [True, True, False]
    assert short["errors"] == {"products.0.quantity": ["There are not as many: 1 left"]}
    assert ask(shop, "getDigitalProduct", of=card["id"])["stock"] == 3


def test_a_sold_card_stays_sold_when_cards_are_added(shop: Shop) -> None:
    card = ask(shop, "createDigitalProduct", cards("A"))
    ask(shop, "createOrder", order((card["id"], 1)))

    more = {"cards": [{"code": "A", "value": 100}, {"code": "B", "value": 100}]}
    after = ask(shop, "updateDigitalProduct", more, of=card["id"])

    assert [each["is_sold"] for each in after["cards"]] == [True, False]
    assert after["stock"] == 1


def test_what_is_not_shipped_needs_no_address(shop: Shop) -> None:
    sent = order((BOOK, 1))
    del sent["shipping_address"]

    made = ask(shop, "createOrder", sent)

    assert (made["shipping"], made["address"], made["total_amount"]) == (None, None, 35)


def test_a_time_is_booked_out_when_its_places_are_taken(shop: Shop) -> None:
    made = ask(shop, "createOrder", booking("2026-03-03", "10:00", 3))
    options = made["order_details"][0]["options"]

    full = refused(shop, "createOrder", booking("2026-03-03", "10:30", 2))
    ask(shop, "createOrder", booking("2026-03-03", "11:00", 4))
    ask(shop, "changeOrderStatus", {"status": "Cancelled"}, of=made["id"])

    assert options["is_booking"]
    assert options["booking"] == {"date": "2026-03-03", "from": "10:00", "to": "11:00"}
    assert full["errors"] == {"products.0.booking": ["The time is booked out"]}
    ask(shop, "createOrder", booking("2026-03-03", "10:00", 4))


@pytest.mark.parametrize(
    ("day", "at", "message"),
    [
        ("2026-03-01", "14:59", "The time is over"),
        ("2026-04-05", "10:00", "The date is too far ahead"),
        ("9999-12-31", "23:59", "The date is too far ahead"),
        ("2026-03-06", "10:00", "There is no booking at this time"),
        ("2026-03-03", "17:30", "There is no booking at this time"),
    ],
)
def test_a_time_is_within_the_working_days(shop: Shop, day: str, at: str, message: str) -> None:
    answer = refused(shop, "createOrder", booking(day, at))

    assert answer["errors"] == {"products.0.booking": [message]}


def test_a_booking_needs_its_time(shop: Shop) -> None:
    answer = refused(shop, "createOrder", order((TASTING, 1)))

    assert list(answer["errors"]) == ["products.0.booking"]
