"""Zid's events by hand: each has an honest example, conditions hold or not, apps have their own."""

import json
from typing import Any

import pytest

from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.shop import Shop
from mock_server.platforms.zid.conditions import holds
from mock_server.platforms.zid.events import APP_EVENTS, NAMES, STORE_EVENTS
from mock_server.webhooks import Told, replay, trigger
from tests.platforms.receiving import bodies, receive
from tests.platforms.zid.subscribing import subscribe, webhooks_of


@pytest.mark.parametrize("name", STORE_EVENTS)
def test_every_event_of_the_store_can_be_told_without_a_record(bare: Shop, name: str) -> None:
    subscribe(bare, name)

    trigger(bare.webhooks, bare, [Told(name)])

    (body,) = bodies(receive(bare))
    assert body["id"]
    assert "event" not in body
    assert "event_name" not in body


def test_an_example_of_a_cart_is_the_newest_that_there_is(shop: Shop) -> None:
    subscribe(shop)
    subscribe(shop, "abandoned_cart.completed")

    trigger(shop.webhooks, shop, [Told("abandoned_cart.created"), Told("abandoned_cart.completed")])

    created, completed = bodies(receive(shop))
    assert shop.store.get("abandoned_cart", created["id"])["phase"] != "completed"
    assert shop.store.get("abandoned_cart", completed["id"])["phase"] == "completed"


def test_a_cart_that_is_made_up_has_every_field_of_one_that_is_not(bare: Shop, shop: Shop) -> None:
    for each in (bare, shop):
        subscribe(each, "abandoned_cart.completed")
        trigger(each.webhooks, each, [Told("abandoned_cart.completed")])

    (made_up,), (real,) = bodies(receive(bare)), bodies(receive(shop))
    assert list(made_up) == list(real)
    assert made_up["phase"] == "completed"
    assert made_up["order_id"] > 0
    assert bare.store.count("abandoned_cart") == 0


def test_a_record_can_be_told_of_again(shop: Shop) -> None:
    subscribe(shop)
    cart = shop.store.all("abandoned_cart")[0]

    trigger(shop.webhooks, shop, [Told("abandoned_cart.created", subject=cart["id"])])
    received = receive(shop)
    replay(shop.webhooks, shop, received[0].delivery)

    assert bodies(received)[0]["id"] == cart["id"]
    assert receive(shop)[0].body == received[0].body


def test_only_orders_as_they_were_wished_for_are_told_of(bare: Shop) -> None:
    subscribe(bare, "order.create", conditions={"payment_method": "Cash On Delivery"})
    subscribe(bare, "order.create", conditions={"payment_method": "Credit Card"}, original_id="2")

    trigger(bare.webhooks, bare, [Told("order.create")])

    assert [each["original_id"] for each in told(bare)] == ["7367"]


def told(shop: Shop) -> list[dict[str, Any]]:
    """The webhooks that have been told something."""
    subscribed = {each["id"]: each for each in webhooks_of(shop)}
    return [subscribed[each["subscription"]] for each in shop.store.all("delivery")]


ORDER = {
    "order_status": {"name": "تم التوصيل", "code": "delivered"},
    "shipping": {"method": {"id": 5, "name": "Courier"}},
    "payment": {"method": {"name": "Credit Card"}},
}


@pytest.mark.parametrize(
    ("conditions", "order", "held"),
    [
        ({"status": "delivered"}, ORDER, True),
        ({"status": "new"}, ORDER, False),
        ({"status": "delivered"}, {"order_status": "delivered"}, True),
        ({"status": "inDelivery"}, {"order_status": {"code": "indelivery"}}, True),
        ({"status": "cancelled"}, {"order_status": {"code": "canceled"}}, True),
        ({"delivery_option_id": 5}, ORDER, True),
        ({"delivery_option_id": 6}, ORDER, False),
        ({"payment_method": "Credit Card", "status": "delivered"}, ORDER, True),
        ({"payment_method": "Bank Transfer", "status": "delivered"}, ORDER, False),
        ({"status": "new"}, "no order at all", False),
    ],
)
def test_all_conditions_must_hold(conditions: dict[str, Any], order: Any, held: bool) -> None:
    assert holds(conditions, order) is held


def app(**fields: Any) -> dict[str, Any]:
    return {"id": "souqbox", "number": 7367, "webhook_url": "http://127.0.0.1:3000/app", **fields}


@pytest.mark.parametrize("name", APP_EVENTS)
def test_an_event_of_an_app_names_itself_and_its_store(bare: Shop, name: str) -> None:
    bare.store.put("app", "souqbox", app())

    trigger(bare.webhooks, bare, [Told(name)])

    (outgoing,) = receive(bare)
    body = json.loads(outgoing.body)
    assert outgoing.url == "http://127.0.0.1:3000/app"
    assert (body["event_name"], body["app_id"]) == (name, 7367)
    assert body["store_url"] == "https://alwaha.example/"


def test_what_happens_to_an_app_reaches_its_address(bare: Shop) -> None:
    bare.store.put("app", "souqbox", app(number=99))

    bare.emit("app.market.application.install", "app", "souqbox", plan_name="Free")

    (body,) = bodies(receive(bare))
    assert (body["app_id"], body["plan_name"], body["status"]) == (99, "Free", "active")


def test_an_app_without_an_address_is_told_nothing(bare: Shop) -> None:
    bare.store.put("app", "souqbox", app(webhook_url=None))

    bare.emit("app.market.application.install", "app", "souqbox")

    assert receive(bare) == []


def test_an_address_of_an_app_has_no_health(bare: Shop) -> None:
    bare.store.put("app", "souqbox", app())
    trigger(bare.webhooks, bare, [Told("app.market.application.install")])

    receive(bare, status=500)

    assert bare.store.get("app", "souqbox") == app()


def test_events_of_apps_are_not_for_webhooks_of_the_store(bare: Shop) -> None:
    subscribe(bare)

    with pytest.raises(Conflict, match="none of the 1 subscriptions wants it"):
        trigger(bare.webhooks, bare, [Told("app.market.application.install")])


def test_an_event_that_there_is_not_is_refused(bare: Shop) -> None:
    subscribe(bare)

    with pytest.raises(Invalid, match=r"no event 'abandoned_cart\.updated'; there are abandoned_c"):
        trigger(bare.webhooks, bare, [Told("abandoned_cart.updated")])


def test_every_event_has_a_label_in_both_languages() -> None:
    assert all(kind.label.ar and kind.label.en for kind in NAMES.values())
    assert set(NAMES) == {*STORE_EVENTS, *APP_EVENTS}
