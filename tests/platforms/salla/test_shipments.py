"""Shipments: of orders and by hand, followed, cancelled and sent back."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from mock_server.platforms.salla.webhooks import WEBHOOKS
from tests.helpers import call

from .goods import ask, refusal
from .ordering import HONEY, WRAPPING, create, details, move, names

SMSA, OWN = 1_710_000_001, 1_710_000_003
TO = {
    "name": "Huda",
    "email": "huda@example.com",
    "phone": "+966500000078",
    "country": "SA",
    "city": "Jeddah",
    "address_line": "Palestine Street",
    "street_number": "9",
    "block": "Al Hamra",
    "postal_code": "23323",
    "short_address": "JRRD2929",
    "building_number": "2929",
    "additional_number": "8118",
}
BOX = {"name": "Tea", "sku": "T", "quantity": 2, "price": {"amount": 10.5}}
BY_HAND = {
    "courier_id": OWN,
    "shipment_type": "shipment",
    "payment_method": "pre_paid",
    "ship_to": TO,
    "packages": [{**BOX, "weight": {"value": 300, "units": "g"}}],
}


def send(shop: Shop, order: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A new shipment of an order, with what the order says."""
    usual = {"courier_id": SMSA, "shipment_type": "shipment", "payment_method": "pre_paid"}
    sent = {**usual, "order_id": order["id"], "packages": [], **more}
    made: dict[str, Any] = ask(shop, "createShipment", sent)
    return made


def tell(shop: Shop, shipment: dict[str, Any], status: str, **more: Any) -> dict[str, Any]:
    """What the courier says of a shipment."""
    sent = {"shipment_number": shipment["shipping_number"] or "77", "status": status, **more}
    told: dict[str, Any] = ask(shop, "updateShipmentDetails", sent, shipment_id=shipment["id"])
    return told


def test_a_shipment_takes_goods_and_address_from_its_order(bare: Shop) -> None:
    order = create(bare, (HONEY, 2), (WRAPPING, 1))

    shipment = send(bare, order)

    assert [(each["sku"], each["quantity"]) for each in shipment["packages"]] == [(HONEY, 2)]
    assert (shipment["total"]["amount"], shipment["total_weight"]["value"]) == (478, 1.0)
    assert (shipment["ship_to"]["name"], shipment["ship_to"]["city"]) == ("سارة الحربي", "Jeddah")
    assert (shipment["ship_from"]["type"], shipment["ship_from"]["city"]) == ("branch", "Riyadh")
    assert shipment["order_reference_id"] == order["reference_id"]
    inside = details(bare, order)
    assert [each["id"] for each in inside["shipments"]] == [shipment["id"]]
    assert inside["shipping"]["shipment"]["tracking_link"] == shipment["tracking_link"]
    assert names(bare)[-4:] == [
        "shipment.creating",
        "order.shipment.creating",
        "shipment.created",
        "order.shipment.created",
    ]


def test_a_shipment_by_hand_needs_no_order(bare: Shop) -> None:
    made = ask(bare, "createShipment", BY_HAND)

    assert (made["order_id"], made["trackable"], made["meta"]["app_id"]) == (None, False, None)
    assert (made["total"]["amount"], made["total_weight"]) == (21, {"value": 0.6, "units": "kg"})
    assert made["ship_to"]["city"] == "Jeddah"
    assert made["is_international"] is False
    assert ask(bare, "shipmentDetails", shipment_id=made["id"]) == made


def test_a_list_is_chosen_by_each_of_its_filters(bare: Shop) -> None:
    ours = ask(bare, "createShipment", {**BY_HAND, "ship_to": {**TO, "country": "AE"}})

    for name, value, other in (
        ("courier_id", OWN, SMSA),
        ("courier_slug", "smsa", None),
        ("shipment_type", "shipment", "return"),
        ("source", "api", "store"),
        ("ship_to[country_code]", "AE", "SA"),
        ("ship_to[country_id]", 2, 1),
        ("ship_from[city_id]", 1, 71),
        ("from_date", "2026-03-01", "2026-03-02"),
        ("to_date", "2026-03-01", "2025-01-01"),
    ):
        found = ask(bare, "listShipments", query={name: value, "per_page": 60})
        assert (ours in found) is (name != "courier_slug"), name
        if other is not None:
            others = ask(bare, "listShipments", query={name: other, "per_page": 60})
            assert ours not in others, name


def test_what_the_courier_says_is_kept_told_and_followed(bare: Shop) -> None:
    order = create(bare)
    shipment = send(bare, order, courier_id=OWN)

    sent = {
        "tracking_number": "T1",
        "tracking_link": "https://t.example/1",
        "pdf_label": "https://l",
    }
    told = tell(bare, shipment, "in_transit", status_note="on a lorry", **sent)

    assert (told["shipping_number"], told["trackable"], told["label"]["url"]) == (
        "77",
        True,
        "https://l",
    )
    history = ask(bare, "shipmentTracking", shipment_id=shipment["id"])["history"]
    assert [(each["status"], each["note"]) for each in history] == [
        ("created", None),
        ("in_transit", "on a lorry"),
    ]
    assert names(bare)[-1] == "shipment.updated"


def test_an_order_follows_its_shipment_until_it_is_over(bare: Shop) -> None:
    order = create(bare)
    shipment = send(bare, order)

    for status in ("shipped", "delivering", "delivered"):
        tell(bare, shipment, status)
        assert details(bare, order)["status"]["slug"] == status
    move(bare, order, "completed")
    tell(bare, shipment, "partially_delivered")
    tell(bare, shipment, "delivered")
    assert details(bare, order)["status"]["slug"] == "completed"


def test_a_shipment_is_cancelled_until_it_is_sent(bare: Shop) -> None:
    order = create(bare)
    shipment = send(bare, order)

    assert ask(bare, "cancelShipment", shipment_id=shipment["id"])["status"] == "cancelled"

    cancelled = bare.events[-1]
    assert (cancelled.name, cancelled.data["shipping_number"]) == (
        "order.shipment.cancelled",
        shipment["shipping_number"],
    )
    assert refusal(bare, "cancelShipment", shipment_id=shipment["id"])["code"] == "error"
    again = {"shipment_number": "1", "status": "shipped"}
    refused = refusal(bare, "updateShipmentDetails", again, shipment_id=shipment["id"])
    assert list(refused["fields"]) == ["status"]


def test_a_cancelled_order_takes_its_waiting_shipment_with_it(bare: Shop) -> None:
    order = create(bare)
    shipment = send(bare, order)

    move(bare, order, "canceled", restore_items=True)

    assert ask(bare, "shipmentDetails", shipment_id=shipment["id"])["status"] == "cancelled"


def test_what_was_sent_comes_back_the_other_way(bare: Shop) -> None:
    shipment = send(bare, create(bare))
    assert refusal(bare, "returnShipment", shipment_id=shipment["id"])["code"] == "error"
    tell(bare, shipment, "delivered")

    back = ask(bare, "returnShipment", shipment_id=shipment["id"])

    assert (back["type"], back["status"], back["packages"]) == (
        "return",
        "created",
        shipment["packages"],
    )
    assert back["ship_from"]["name"] == shipment["ship_to"]["name"]
    assert back["ship_to"]["name"] == shipment["ship_from"]["name"]
    assert names(bare)[-1] == "order.shipment.return.created"
    assert refusal(bare, "returnShipment", shipment_id=back["id"])["code"] == "error"


def test_a_shipment_that_waits_is_overwritten_only_when_asked_for(bare: Shop) -> None:
    order = create(bare)
    first = send(bare, order)
    again = {"courier_id": OWN, "shipment_type": "shipment", "payment_method": "pre_paid"}
    again |= {"order_id": order["id"], "packages": []}

    refused = refusal(bare, "createShipment", again)
    over = send(bare, order, courier_id=OWN, overwrite_exists_pending=True)

    assert list(refused["fields"]) == ["overwrite_exists_pending"]
    assert (over["id"], over["courier_id"]) == (first["id"], OWN)
    named = send(bare, order, shipment_id=first["id"])
    assert (named["id"], named["courier_id"]) == (first["id"], SMSA)


def test_cash_on_delivery_is_what_is_sent_or_the_total_of_the_order(bare: Shop) -> None:
    order = create(bare)

    shipment = send(bare, order, payment_method="cod")

    assert shipment["cash_on_delivery"] == order["amounts"]["total"]
    by_hand = {**BY_HAND, "payment_method": "cod", "cash_on_delivery": {"amount": 12.5}}
    assert ask(bare, "createShipment", by_hand)["cash_on_delivery"]["amount"] == 12.5


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"courier_id": 5}, "courier_id"),
        ({"order_id": 5}, "order_id"),
        ({"shipment_id": 5}, "shipment_id"),
        ({"packages": []}, "packages"),
        ({"payment_method": "cod"}, "cash_on_delivery"),
        ({"ship_to": {**TO, "short_address": ""}}, "ship_to.short_address"),
        ({"ship_to": {**TO, "city_id": "5"}}, "ship_to.city_id"),
        ({"ship_from": {"type": "branch", "branch_id": 5}}, "ship_from.branch_id"),
        ({"ship_from": {"type": "address", "name": "Us"}}, "ship_from.phone"),
    ],
)
def test_what_cannot_be_sent_is_refused_by_field(bare: Shop, change: Any, field: str) -> None:
    assert list(refusal(bare, "createShipment", {**BY_HAND, **change})["fields"]) == [field]


def test_orders_of_the_story_have_been_sent(bare: Shop) -> None:
    rows = ask(bare, "listShipments", query={"per_page": 60})

    assert {"created", "shipped", "delivering", "delivered"} <= {row["status"] for row in rows}
    for row in rows:
        order = ask(bare, "orderDetails", order_id=row["order_id"])
        assert [each["id"] for each in order["shipments"]] == [row["id"]]
        assert row["packages"]
        history = ask(bare, "shipmentTracking", shipment_id=row["id"])["history"]
        assert history[-1]["status"] == row["status"]


def test_webhooks_tell_of_the_order_and_of_a_cancelled_policy_its_numbers(bare: Shop) -> None:
    order = create(bare)
    shipment = send(bare, order)
    created = WEBHOOKS.content(bare.events[-1], bare)
    ask(bare, "cancelShipment", shipment_id=shipment["id"])

    cancelled = WEBHOOKS.content(bare.events[-1], bare)

    assert [each["id"] for each in created["shipments"]] == [shipment["id"]]
    assert cancelled == {
        "id": order["id"],
        "reference_id": order["reference_id"],
        "shipping_number": shipment["shipping_number"],
    }


def test_policies_are_made_cancelled_and_returned_by_orders_actions(bare: Shop) -> None:
    order = create(bare)

    def act(name: str) -> str:
        asked = {"operations": [{"action_name": name}], "filters": {"order_ids": [order["id"]]}}
        outcome: str = call(bare, "orderActions", body=asked)[1]["data"][0]["status"]
        return outcome

    assert act("cancel_policy") == "failed"
    assert act("create_shipping_policy") == "success"
    assert act("cancel_policy") == "success"
    assert [each["status"] for each in details(bare, order)["shipments"]] == ["cancelled"]


def test_a_shipment_that_is_not_there_is_not_found(bare: Shop) -> None:
    for operation in ("shipmentDetails", "shipmentTracking", "cancelShipment", "returnShipment"):
        assert refusal(bare, operation, shipment_id=5)["code"] == 404
