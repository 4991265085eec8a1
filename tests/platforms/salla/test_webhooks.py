"""What Salla tells of what happens, as it would be sent."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from mock_server.platforms.salla.events import APP_EVENTS, NAMES
from mock_server.platforms.salla.merchants import merchant_id
from mock_server.platforms.salla.webhooks import WEBHOOKS, default_secret, written
from mock_server.spec.schemas import to_json_schema
from mock_server.spec.validators import Validator
from mock_server.webhooks import Told, trigger
from mock_server.webhooks.delivering import Outgoing
from mock_server.webhooks.signing import digest
from tests.helpers import SMALL_STORY, call, left_cart, make_shop, part, story
from tests.platforms.receiving import bodies, receive

URL = "http://127.0.0.1:3000/hook"


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def subscribe(shop: Shop, *events: str, **more: Any) -> None:
    for event in events:
        call(shop, "registerWebhook", body={"event": event, "url": URL, "version": 2, **more})


def abandon(shop: Shop, coupon: str | None = None) -> None:
    shopper.open_basket(shop, "b")
    shopper.add_line(shop, "b", "honey", 2)
    shopper.set_contact(shop, "b", "sara")
    if coupon is not None:
        shopper.apply_coupon(shop, "b", coupon)
    shop.advance(timedelta(hours=1))


def told(sent: list[Outgoing]) -> list[Any]:
    return [(body["event"], body["data"]) for body in bodies(sent)]


def test_a_delivery_says_what_happened_when_and_to_whom(shop: Shop) -> None:
    subscribe(shop, "abandoned.cart", secret="mine")

    abandon(shop)

    (sent,) = receive(shop)
    body = json.loads(sent.body)
    assert {name: body[name] for name in ("event", "merchant", "created_at")} == {
        "event": "abandoned.cart",
        "merchant": merchant_id(shop),
        "created_at": "Sun Mar 01 2026 16:00:00 GMT+0300",
    }
    assert sent.headers["X-Salla-Signature"] == digest(sent.body, "mine")
    assert sent.timeout_seconds == 30
    assert b"\\u0633\\u0627\\u0631\\u0629" in sent.body
    assert b"https:\\/\\/" in sent.body


def test_a_cart_is_told_as_its_details_show_it_but_for_the_coupon(shop: Shop) -> None:
    subscribe(shop, "abandoned.cart")

    abandon(shop, "EID50")

    [(_, cart)] = told(receive(shop))
    _, details = call(shop, "abandonedCartDetails", {"cart-id": str(cart["id"])}, language="ar")
    shown = details["data"]
    assert cart["coupon"] == {**shown["coupon"], "amount": 50, "minimum_amount": 200}
    assert {**cart, "coupon": None} == {**shown, "coupon": None}


def test_a_purchase_is_told_in_bare_numbers(shop: Shop) -> None:
    subscribe(shop, "abandoned.cart.status.changed", "abandoned.cart.purchased")
    abandon(shop)

    shopper.pay(shop, "b")

    changed, purchased = told(receive(shop))
    key = shop.store.all("abandoned_cart")[0]["id"]
    assert changed == ("abandoned.cart.status.changed", {"id": key, "status": "purchased"})
    assert purchased == (
        "abandoned.cart.purchased",
        {
            "id": key,
            "status": "purchased",
            "currency": "SAR",
            "total": 478,
            "subtotal": 415.66,
            "total_discount": 0,
        },
    )


def test_a_coupon_is_told_of_before_the_cart_is_abandoned_and_after(shop: Shop) -> None:
    subscribe(shop, "coupon.applied")
    abandon(shop, "WELCOME10")
    shopper.apply_coupon(shop, "b", "EID50")

    carts = [data["cart"] for _, data in told(receive(shop))]

    key = shop.store.all("abandoned_cart")[0]["id"]
    assert [cart["coupon"]["code"] for cart in carts] == ["WELCOME10", "EID50"]
    assert [cart["id"] for cart in carts] == [key, key]
    assert [cart["age_in_minutes"] for cart in carts] == [0, 60]


def test_a_secret_that_nobody_named_is_the_demo_apps(shop: Shop) -> None:
    subscribe(shop, "abandoned.cart")

    abandon(shop)

    (sent,) = receive(shop)
    platform = part("salla").platform
    assert platform.client_facts is not None
    assert platform.client_facts(shop)["webhook_secret"] == default_secret()
    assert sent.headers["X-Salla-Signature"] == digest(sent.body, default_secret())


def test_an_app_hears_of_itself_at_the_address_that_it_gave(shop: Shop) -> None:
    app = {"id": "app-1", "webhook_url": URL, "webhook_secret": "of-the-app"}
    shop.store.put("app", "app-1", app)
    shop.store.put("app", "app-2", {"id": "app-2", "webhook_url": None})

    shop.emit("app.installed", "app", "app-1", id=1, app_name="mine")
    abandon(shop)

    (sent,) = receive(shop)
    assert told([sent]) == [("app.installed", {"id": 1, "app_name": "mine"})]
    assert sent.headers["X-Salla-Signature"] == digest(sent.body, "of-the-app")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("begins", ["lived in", "bare"])
def test_every_event_has_an_example_in_the_documented_envelope(name: str, begins: str) -> None:
    steps = left_cart("b", "sara", timedelta(hours=5), "honey")
    shop = make_shop("salla", told=story(*steps) if begins == "lived in" else SMALL_STORY)
    subscribe(shop, "order.created")
    (subscription,) = shop.store.all("webhook")

    trigger(WEBHOOKS, shop, [Told(name)], only=str(subscription["id"]))

    document = part("salla").contract.document
    schema = to_json_schema(
        document["components"]["schemas"]["WebhookDelivery"], document, writing=False
    )
    (body,) = bodies(receive(shop))
    assert Validator(schema).violations(body) == ()
    assert body["event"] == name


def test_a_moment_is_written_as_the_documentation_shows_it() -> None:
    moment = datetime(2025, 1, 21, 15, 0, 32, tzinfo=UTC)

    assert written(moment) == "Tue Jan 21 2025 18:00:32 GMT+0300"


def test_the_names_of_apps_events_are_apart() -> None:
    assert all(name.startswith("app.") for name in APP_EVENTS)
