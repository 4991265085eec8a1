"""Events as the API lists them: kept as they happened, with their object as it was then."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.surecart import event_log
from tests.helpers import call, error_of, left_cart, make_shop, story
from tests.platforms.surecart.steps import (
    HALF_AN_HOUR,
    abandon,
    buy,
    events_of,
    fill,
    read,
    set_protocol,
)

ORDER = {
    "object": "order",
    "fulfillment_status": "unfulfilled",
    "live_mode": True,
    "number": "0001",
    "order_type": "checkout",
    "return_status": "not_returned",
    "shipment_status": "unshipped",
    "status": "paid",
}


def types(shop: Shop, **query: Any) -> list[str]:
    return [each["type"] for each in events_of(shop, **query)]


def test_a_checkout_that_is_left_and_then_paid_is_told_step_by_step(shop: Shop) -> None:
    abandon(shop)

    shopper.pay(shop, "b")

    assert types(shop, sort="created_at:asc") == [
        "customer.created",
        "abandoned_checkout.created",
        "customer.updated",
        "order.created",
        "order.paid",
        "purchase.created",
        "abandoned_checkout.recovered",
    ]


def test_an_event_has_the_documented_fields_and_no_more(shop: Shop) -> None:
    record = abandon(shop)

    first, second = events_of(shop)

    assert list(first) == ["id", "object", "data", "type", "account", "created_at"]
    assert (first["object"], first["type"]) == ("event", "abandoned_checkout.created")
    assert first["data"] == {"object": read(shop, record)}
    assert first["created_at"] == int(shop.clock.now().timestamp())
    assert first["account"] == second["account"]
    assert call(shop, "retrieveEvent", {"id": first["id"]})[1] == first


def test_an_event_shows_its_object_as_it_was_at_that_moment(shop: Shop) -> None:
    set_protocol(shop, enabled=True)
    record = abandon(shop)
    planned = read(shop, record)["notifications_scheduled_at"]

    shop.advance(timedelta(hours=2))
    shopper.pay(shop, "b")

    told = {each["type"]: each["data"]["object"] for each in events_of(shop)}
    assert len(planned) == 3
    assert told["abandoned_checkout.created"]["notifications_scheduled_at"] == planned
    assert told["abandoned_checkout.created"]["recovery_status"] == "abandoned"
    assert told["abandoned_checkout.recovered"] == read(shop, record)


def test_a_payment_makes_an_order_and_a_purchase_of_each_line(shop: Shop) -> None:
    buy(shop, "b", products=("honey", "coffee", "coffee"))

    events = events_of(shop, sort="created_at:asc")

    order = next(each["data"]["object"] for each in events if each["type"] == "order.created")
    bought = [each["data"]["object"] for each in events if each["type"] == "purchase.created"]
    customer = next(each["data"]["object"] for each in events if "customer" in each["type"])
    assert {name: order[name] for name in ORDER} == ORDER
    assert order["checkout"] == shop.store.all("checkout")[0]["id"]
    assert shop.store.all("checkout")[0]["order"] == order["id"]
    assert [each["quantity"] for each in bought] == [1, 2]
    assert {each["initial_order"] for each in bought} == {order["id"]}
    assert {each["customer"] for each in bought} == {customer["id"]}


def test_orders_are_numbered_one_after_the_other(shop: Shop) -> None:
    buy(shop, "first")
    buy(shop, "second", customer="fahad")

    numbers = [
        each["data"]["object"]["number"]
        for each in events_of(shop, sort="created_at")
        if each["type"] == "order.paid"
    ]

    assert numbers == ["0001", "0002"]


def test_a_customer_who_is_as_before_is_not_told_of(shop: Shop) -> None:
    fill(shop, "first")
    fill(shop, "second")

    assert types(shop) == ["customer.created"]


def test_the_story_of_a_shop_left_its_events(shop: Shop) -> None:
    steps = left_cart("old", "sara", timedelta(hours=3), "honey")

    lived = make_shop("surecart", told=story(*steps))

    events = events_of(lived, sort="created_at:asc")
    now = int(lived.clock.now().timestamp())
    assert [(each["type"], now - each["created_at"]) for each in events] == [
        ("customer.created", 10_800),
        ("abandoned_checkout.created", 9_000),
    ]


@pytest.mark.parametrize(("wanted", "seen"), [("1", ["sara"]), ("false", ["fahad"])])
def test_the_mode_of_an_event_is_that_of_its_object(
    shop: Shop, wanted: str, seen: list[str]
) -> None:
    fill(shop, "live")
    fill(shop, "test", customer="fahad", options={"live_mode": False})
    shop.advance(HALF_AN_HOUR)

    events = events_of(shop, live_mode=wanted)

    people = {each["data"]["object"]["id"] for each in events if each["type"] == "customer.created"}
    told = [each for each in shop.store.all("customer") if each["id"] in people]
    assert [each["email"].partition("@")[0] for each in told] == seen
    assert [each["type"] for each in events] == ["abandoned_checkout.created", "customer.created"]


def test_events_are_found_by_their_ids(shop: Shop) -> None:
    abandon(shop)
    newest = events_of(shop)[0]

    assert events_of(shop, **{"ids[]": [newest["id"]]}) == [newest]
    assert events_of(shop, **{"ids[]": ["nothing"]}) == []


def test_the_oldest_events_are_forgotten(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_log, "KEPT", 3)
    abandon(shop)

    shopper.pay(shop, "b")

    assert types(shop) == ["abandoned_checkout.recovered", "purchase.created", "order.paid"]


def test_an_unknown_event_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound) as caught:
        call(shop, "retrieveEvent", {"id": "1"})

    told = error_of(shop, caught.value, "retrieveEvent")
    assert (told["code"], told["message"]) == ("event.not_found", "There is no event with this id.")
