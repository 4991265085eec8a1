"""One order's life: made, moved on, invoiced, cancelled, and everything back where it was."""

import pytest

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from tests.helpers import call
from tests.platforms.salla.ordering import (
    HONEY,
    WRAPPING,
    assert_adds_up,
    create,
    details,
    halalas,
    move,
    names,
    quantity,
)


def variant_of_coffee(shop: Shop) -> tuple[str, int]:
    """SKU and stock of the first variant."""
    first = shop.store.all("product_variant")[0]
    return first["sku"], first["stock_quantity"]


def test_an_order_takes_what_it_sells_and_its_cancellation_brings_it_back(bare: Shop) -> None:
    honey, (sku, coffee) = quantity(bare, HONEY), variant_of_coffee(bare)

    order = create(bare, (HONEY, 2), (sku, 3), coupon_code="EID50")
    taken = quantity(bare, HONEY), variant_of_coffee(bare)[1]
    move(bare, order, "in_progress")
    move(bare, order, "canceled", restore_items=True, note="طلب العميل")

    assert taken == (honey - 2, coffee - 3)
    assert (quantity(bare, HONEY), variant_of_coffee(bare)[1]) == (honey, coffee)
    assert details(bare, order)["status"]["slug"] == "canceled"
    assert names(bare) == [
        "order.created",
        "order.status.updated",
        "order.status.updated",
        "order.cancelled",
    ]


def test_every_total_follows_from_the_lines(bare: Shop) -> None:
    sku, _ = variant_of_coffee(bare)
    cod = {"status": "paid", "method": "cod", "cash_on_delivery": {"amount": 12.75}}

    order = create(bare, (HONEY, 3), (sku, 1), coupon_code="WELCOME10", payment=cod)

    assert_adds_up(order)
    paid = 3 * 23900 + 5750
    off = -(-paid // 10)
    shipping, door = 2000 + 300, 1275 + 191
    assert halalas(order["amounts"]["total"]) == paid - off + shipping + door
    assert halalas(order["amounts"]["cash_on_delivery"]) == 1275


def test_a_cancellation_that_restores_nothing_leaves_the_goods_sold(bare: Shop) -> None:
    before = quantity(bare, HONEY)
    order = create(bare, (HONEY, 2))

    move(bare, order, "canceled")

    assert quantity(bare, HONEY) == before - 2


def test_a_completed_order_is_invoiced_and_a_restored_one_credited(bare: Shop) -> None:
    order = create(bare, (HONEY, 1), (WRAPPING, 2))

    move(bare, order, "completed")
    move(bare, order, "restored", restore_items=True)

    query = {"order_id": order["id"]}
    note, invoice = call(bare, "listInvoices", query=query)[1]["data"]
    assert (invoice["type"], note["type"]) == ("Tax Invoice", "Credit Note")
    assert note["invoice_reference_id"] == invoice["invoice_number"]
    assert invoice["total"] == note["total"] == order["amounts"]["total"]
    made = call(bare, "invoiceDetails", {"invoice_id": str(invoice["id"])})[1]["data"]
    totals = sum(halalas(item["total"]) for item in made["items"])
    shipping = round(made["shipping_cost"]["amount"] * 115)
    assert halalas(made["total"]) == totals + shipping
    assert names(bare).count("invoice.created") == 2
    assert names(bare)[-1] == "order.refunded"


def test_what_is_short_is_not_sold_and_nothing_of_the_order_remains(bare: Shop) -> None:
    listed = call(bare, "listOrders")[1]["pagination"]["total"]
    there = quantity(bare, HONEY)

    with pytest.raises(Invalid, match=f"{there} left"):
        create(bare, (WRAPPING, 1), (HONEY, there + 1))

    assert quantity(bare, HONEY) == there
    assert call(bare, "listOrders")[1]["pagination"]["total"] == listed
    assert names(bare) == []


def test_a_note_in_the_history_tells_where_the_order_stood(bare: Shop) -> None:
    order = create(bare)
    path = {"order_id": str(order["id"])}

    note = call(bare, "createOrderHistory", path, body={"note": "اتصلنا بالعميل"})[1]["data"]
    move(bare, order, "in_progress", note="بدأ العمل")
    rows = call(bare, "listOrderHistories", path)[1]["data"]

    assert (note["status"], note["customized"]["slug"]) == ("Under review", "under_review")
    assert [(row["status"], row["note"], row["type"]) for row in rows] == [
        ("In progress", "بدأ العمل", "activity"),
        ("Under review", "اتصلنا بالعميل", "comment"),
        ("Under review", "", "activity"),
    ]


def test_the_stock_of_an_order_moves_to_another_branch(bare: Shop) -> None:
    order = create(bare, (HONEY, 2))
    branch = 1_500_000_002
    honey = next(each for each in bare.store.all("product") if each["sku"] == HONEY)
    bare.store.put("branch", branch, {"id": branch, "name": "فرع جدة", "status": "active"})
    bare.store.update("product", honey["id"], _branches={**honey["_branches"], str(branch): 5})

    path = {"order_id": str(order["id"])}
    call(bare, "relocateOrderStock", path, body={"branch_id": branch})

    after = bare.store.get("product", honey["id"])["_branches"]
    main = next(iter(honey["_branches"]))
    assert after == {main: honey["_branches"][main] + 2, str(branch): 3}
    assert details(bare, order)["shipment_branch"][0]["id"] == branch


def test_a_booking_reserves_a_time_until_it_is_cancelled(bare: Shop) -> None:
    booked = create(bare, ("EXTRA-9005", 1), delivery_method=None)
    span = {"start": "2026-03-01", "end": "2026-03-31"}

    reserved = call(bare, "listOrderReservations", query=span)[1]["data"]
    earlier = call(bare, "listOrderReservations", query={**span, "end": "2026-03-02"})[1]["data"]
    shown = details(bare, booked)["items"][0]
    move(bare, booked, "canceled")

    assert [each["start"] for each in reserved] == ["2026-03-04 16:00:00"]
    assert earlier == []
    assert shown["product_reservations"] == [reserved[0]["id"]]
    assert call(bare, "listOrderReservations", query=span)[1]["data"] == []
