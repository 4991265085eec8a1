"""Orders: made, read, listed, changed; what is refused, and in which words."""

from typing import Any

import pytest

from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call, error_of, make_shop
from tests.platforms.salla.ordering import (
    COFFEE,
    HONEY,
    SHIP_TO,
    WRAPPING,
    assert_adds_up,
    body,
    create,
    details,
    move,
    names,
    quantity,
)

PENDING = {"status": "pending_payment", "accepted_methods": ["mada"]}


def listed(shop: Shop, **query: Any) -> list[dict[str, Any]]:
    """All rows of a list; a name with two underscores at its end is that of an array."""
    named = {name.replace("__", "[]"): value for name, value in query.items()}
    rows: list[dict[str, Any]] = call(shop, "listOrders", query={**named, "per_page": 60})[1][
        "data"
    ]
    return rows


def test_a_paid_order_is_to_be_reviewed_and_one_to_be_paid_waits(bare: Shop) -> None:
    paid, waiting = create(bare), create(bare, payment=PENDING)

    assert (paid["status"]["slug"], paid["payment_method"]) == ("under_review", "mada")
    assert waiting["status"]["slug"] == "payment_pending"
    assert (waiting["payment_method"], waiting["is_pending_payment"]) == ("waiting", True)
    assert waiting["pending_payment_ends_at"] == 48 * 3600
    assert "checkout" in waiting["urls"]
    assert "checkout" not in paid["urls"]


def test_the_list_the_order_and_the_light_order_tell_the_same(bare: Shop) -> None:
    order = create(bare, (HONEY, 1), (WRAPPING, 1))

    row, full = listed(bare)[0], details(bare, order)
    light = details(bare, order, format="light")

    assert row["total"] == full["amounts"]["total"] == light["amounts"]["total"]
    assert [each["name"] for each in row["items"]] == [each["name"] for each in full["items"]]
    assert full.keys() - light.keys() == {"items", "shipments", "pickup_branch"}
    assert full["customer"].keys() - light["customer"].keys() == {"groups"}
    by_reference = call(
        bare, "orderDetails", {"order_id": "1"}, {"reference_id": order["reference_id"]}
    )
    assert by_reference[1]["data"]["id"] == order["id"]


def test_filters_leave_out_what_they_do_not_name(bare: Shop) -> None:
    tagged = create(bare, (WRAPPING, 1), coupon_code="WELCOME10")
    call(bare, "createOrderTag", {"order_id": str(tagged["id"])}, body={"tag_name": "عميل مميز"})
    tag = call(bare, "listOrderTags")[1]["data"][-1]["id"]
    everything = len(listed(bare))

    for query in (
        {"keyword": str(tagged["reference_id"])},
        {"reference_id": tagged["reference_id"]},
        {"coupon": "WELCOME10"},
        {"tags__": [tag]},
        {"product": WRAPPING},
        {"source__": ["dashboard-api"]},
        {"from_date": "2026-03-01", "to_date": "2026-03-01", "source__": ["dashboard-api"]},
    ):
        assert [row["id"] for row in listed(bare, **query)] == [tagged["id"]], query
    for query in (
        {"status__": [566146469]},
        {"payment_method__": ["mada"]},
        {"customer_id": 1000000001},
        {"city": "Jeddah"},
        {"unread": True},
        {"selling_channel__": ["desktop"]},
        {"to_date": "2026-02-20"},
    ):
        assert 0 < len(listed(bare, **query)) < everything, query
    assert listed(bare, shipping_app_id__=[7]) == listed(bare, created_by=7) == []


@pytest.mark.parametrize("field", ["id", "total", "created_at", "updated_at"])
def test_a_list_is_sorted_both_ways(bare: Shop, field: str) -> None:
    up = listed(bare, sort_by=f"{field}-asc")
    down = listed(bare, sort_by=f"{field}-desc")

    assert [row["id"] for row in up] == [row["id"] for row in reversed(down)]
    if field == "total":
        amounts = [row["total"]["amount"] for row in up]
        assert amounts == sorted(amounts)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customer": {"id": 5}}, "customer_id"),
        ({"customer": {"name": "ريم"}}, "customer"),
        ({"payment": {"status": "paid"}}, "payment.method"),
        ({"payment": {"status": "pending_payment"}}, "payment.accepted_methods"),
        ({"payment": {"status": "paid", "method": "bank"}}, "payment.receipt_image_path"),
        ({"delivery_method": None}, "delivery_method"),
        ({"delivery_method": "pickup"}, "branch_id"),
        ({"delivery_method": "pickup", "branch_id": 5}, "shipping_address.branch_id"),
        ({"courier_id": 5}, "courier_id"),
        ({"ship_to": {**SHIP_TO, "city": 99999}}, "shipping_address.city_id"),
        ({"products": [{"identifier": 5, "quantity": 1}]}, "products.0.id"),
        ({"coupon_code": "NOTHING"}, "coupon_code"),
        ({"receiver": {"name": "ريم"}}, "receiver.phone"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_leaves_nothing(
    bare: Shop, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        call(bare, "createOrder", body={**body((HONEY, 1)), **change})

    answer = error_of(bare, refused.value, "createOrder", "ar")
    assert list(answer["error"]["fields"]) == [field]
    assert answer["error"]["message"] == "alert.invalid_fields"
    assert names(bare) == []


def test_a_product_with_variants_wants_one_to_be_chosen(bare: Shop) -> None:
    with pytest.raises(Invalid) as refused:
        create(bare, (COFFEE, 1))
    option = bare.store.all("product_option")[0]
    values = bare.store.all("product_option_value")
    chosen = {"id": option["id"], "value": [str(values[1]["id"])]}
    coffee = {"identifier_type": "sku", "identifier": COFFEE, "quantity": 1, "options": [chosen]}

    order = call(bare, "createOrder", body={**body(), "products": [coffee]})[1]["data"]

    assert refused.value.problems[0].name == "products.0.options"
    line = order["items"][0]
    assert line["sku"] == f"{COFFEE}-2"
    assert line["options"][0]["value"][0]["id"] == values[1]["id"]


def test_somebody_new_becomes_a_customer_once(bare: Shop) -> None:
    person = {"name": "ريم السبيعي", "mobile": "+966500000077", "email": "reem@example.com"}

    first, second = create(bare, customer=person), create(bare, customer=person)

    assert first["customer"]["id"] == second["customer"]["id"]
    assert (first["customer"]["mobile_code"], first["customer"]["mobile"]) == ("+966", 500000077)
    assert names(bare).count("customer.created") == 1


def test_one_field_is_changed_and_nothing_else(bare: Shop) -> None:
    order = create(bare)
    before = details(bare, order)
    receiver = {"name": "ريم", "phone": "+966500000077", "email": "", "notify": False}

    path = {"order_id": str(order["id"])}
    call(bare, "updateOrder", path, body={"receiver": receiver})

    after = details(bare, order)
    assert {name for name in after if after[name] != before[name]} == {"receiver", "shipping"}
    assert after["receiver"] == {"name": "ريم", "phone": "+966500000077", "email": ""}
    assert names(bare) == ["order.created", "order.updated"]


def test_a_payment_that_came_moves_the_order_on(bare: Shop) -> None:
    order = create(bare, payment=PENDING)
    path = {"order_id": str(order["id"])}

    paid = call(bare, "updateOrder", path, body={"payment": {"status": "paid", "method": "mada"}})[
        1
    ]["data"]

    assert (paid["status"]["slug"], paid["is_pending_payment"]) == ("under_review", False)
    query = {"order_id": order["id"]}
    assert len(call(bare, "listTransactions", query=query)[1]["data"]) == 1
    assert "order.payment.updated" in names(bare)
    with pytest.raises(Invalid, match="payment"):
        call(bare, "updateOrder", path, body={"payment": {"status": "paid", "method": "cod"}})


def test_a_coupon_comes_and_goes_and_the_total_with_it(bare: Shop) -> None:
    order = create(bare, (HONEY, 2))
    path, total = {"order_id": str(order["id"])}, order["amounts"]["total"]

    with_it = call(bare, "updateOrder", path, body={"coupon_code": "EID50"})[1]["data"]
    without = call(bare, "updateOrder", path, body={"coupon_code": ""})[1]["data"]

    assert_adds_up(with_it)
    assert with_it["amounts"]["total"]["amount"] == total["amount"] - 50
    assert without["amounts"]["total"] == total
    assert names(bare).count("order.coupon.updated") == 2
    assert names(bare).count("order.total.price.updated") == 2


@pytest.mark.parametrize("change", [{"coupon_code": "EID50"}, {"receiver": {"name": "a"}}])
def test_a_completed_order_is_changed_no_more(bare: Shop, change: dict[str, Any]) -> None:
    order = create(bare)
    move(bare, order, "completed")

    with pytest.raises(Invalid):
        call(bare, "updateOrder", {"order_id": str(order["id"])}, body=change)


def test_a_draft_becomes_an_order_when_it_says_all(bare: Shop) -> None:
    before, drafted = quantity(bare, HONEY), call(bare, "createDraftedOrder")[1]["data"]
    path, listed_before = {"order_id": str(drafted["id"])}, len(listed(bare))
    empty = details(bare, drafted)

    call(bare, "updateOrder", path, body={"customer": {"id": 1000000002}})
    line = {"order_id": drafted["id"], "identifier_type": "sku", "identifier": HONEY, "quantity": 2}
    call(bare, "createOrderItem", body=line)
    untouched = quantity(bare, HONEY)
    paid = {"payment": {"status": "paid", "method": "mada"}}
    order = call(bare, "updateOrder", path, body=paid)[1]["data"]

    assert (empty["draft"], empty["status"], empty["customer"]) == (True, [], None)
    assert (order["draft"], order["status"]["slug"]) == (False, "under_review")
    assert_adds_up(order)
    assert (untouched, quantity(bare, HONEY)) == (before, before - 2)
    assert len(listed(bare)) == listed_before + 1
    assert names(bare) == ["order.created"]


def test_a_duplicate_is_a_draft_of_the_same_customer(bare: Shop) -> None:
    order = create(bare)

    status, answer = call(bare, "duplicateOrder", body={"order_id": order["id"]})

    twin = answer["data"]
    assert (status, twin["draft"], twin["status"], twin["items"]) == (201, True, [], [])
    assert twin["amounts"]["total"]["amount"] == 0
    assert twin["customer"]["id"] == order["customer"]["id"]


def test_an_unknown_order_is_not_found_in_either_language(bare: Shop) -> None:
    with pytest.raises(NotFound) as missing:
        details(bare, {"id": 1})

    assert error_of(bare, missing.value, "orderDetails")["error"]["code"] == 404


def test_two_shops_of_one_seed_begin_with_the_same_orders() -> None:
    one, other = make_shop("salla"), make_shop("salla")
    other.store.all("transaction")  # what is looked at first makes no difference

    assert listed(one) == listed(other)
    assert one.store.all("order_item") == other.store.all("order_item")


def test_the_orders_of_a_story_add_up_and_have_every_status(bare: Shop) -> None:
    rows = listed(bare)

    for row in rows:
        assert_adds_up(details(bare, row))
    slugs = {each["slug"] for each in call(bare, "listOrderStatuses")[1]["data"]}
    assert {row["status"]["slug"] for row in rows} == slugs
    assert any(row["status"]["id"] != row["status"]["customized"]["id"] for row in rows)
