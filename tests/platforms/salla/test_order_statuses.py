"""Statuses: built in and of the store's own, and how orders move between them."""

from typing import Any

import pytest

from mock_server.engine.errors import ApiError, Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.uploads import Upload
from tests.helpers import call
from tests.platforms.salla.ordering import create, details, move

ROASTING = {"parent_id": 1939592358, "name": "قيد التحميص", "message": "قهوتك تحت التحميص"}


def statuses(shop: Shop) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = call(shop, "listOrderStatuses", language="ar")[1]["data"]
    return rows


def test_a_custom_status_lives_below_a_built_in_one(bare: Shop) -> None:
    made = call(bare, "createCustomOrderStatus", body=ROASTING, language="ar")[1]["data"]
    path = {"status_id": str(made["id"])}
    call(bare, "updateCustomOrderStatus", path, body={"message": "جاهزة"})
    read = call(bare, "orderStatusDetails", path, language="ar")[1]["data"]
    above = call(bare, "orderStatusDetails", {"status_id": "1939592358"})[1]["data"]
    order = create(bare)
    to = {"status_id": made["id"]}
    call(bare, "updateOrderStatus", {"order_id": str(order["id"])}, body=to)

    assert (made["type"], made["slug"], made["sort"]) == ("custom", "in_progress", 15)
    assert {name for name in read if read[name] != made[name]} == {"message"}
    assert made["id"] in [child["id"] for child in above["children"]]
    shown = details(bare, order)["status"]
    assert (shown["slug"], shown["customized"]["id"]) == ("in_progress", made["id"])


def test_statuses_are_listed_in_the_order_that_the_store_gives_them(bare: Shop) -> None:
    first, second = statuses(bare)[:2]

    call(bare, "sortOrdersStatuses", body=[{"status_id": second["id"], "sort": 0}])

    assert [each["id"] for each in statuses(bare)[:2]] == [second["id"], first["id"]]


@pytest.mark.parametrize(
    ("way", "allowed"),
    [
        (("in_progress", "completed", "restoring", "restored"), True),
        (("shipped", "delivering", "delivered"), True),
        (("canceled", "in_progress"), False),
        (("completed", "canceled"), False),
        (("restored",), False),
        (("nowhere",), False),
    ],
)
def test_orders_move_as_goods_do(bare: Shop, way: tuple[str, ...], allowed: bool) -> None:
    order = create(bare)
    for slug in way[:-1]:
        move(bare, order, slug)

    if allowed:
        move(bare, order, way[-1])
        assert details(bare, order)["status"]["slug"] == way[-1]
    else:
        with pytest.raises(Invalid):
            move(bare, order, way[-1])


def test_an_empty_change_a_taken_name_and_a_built_in_name_are_refused(bare: Shop) -> None:
    made = call(bare, "createCustomOrderStatus", body=ROASTING)[1]["data"]
    built_in = {"status_id": "1939592358"}

    for path, body in (
        ({"status_id": str(made["id"])}, {"unknown": 1}),
        (built_in, {"name": "آخر"}),
    ):
        with pytest.raises(ApiError):
            call(bare, "updateCustomOrderStatus", path, body=body)
    with pytest.raises(Invalid, match="name"):
        call(bare, "createCustomOrderStatus", body=ROASTING)
    with pytest.raises(Invalid, match="parent_id"):
        call(bare, "createCustomOrderStatus", body={**ROASTING, "parent_id": made["id"]})
    with pytest.raises(Invalid, match="status_id"):
        call(bare, "updateOrderStatus", {"order_id": str(create(bare)["id"])}, body={})


def sheet(*lines: str) -> dict[str, Upload]:
    text = "\n".join(("reference_id,status", *lines))
    return {"file": Upload("orders.csv", "text/csv", text.encode())}


def test_a_sheet_moves_all_its_orders_or_none(bare: Shop) -> None:
    one, other = create(bare), create(bare)
    rows = [f"{one['reference_id']},in_progress", f"{other['reference_id']},nowhere"]

    with pytest.raises(Invalid, match="row 3"):
        call(bare, "updateBulkOrdersStatuses", body=sheet(*rows))
    untouched = details(bare, one)["status"]["slug"]
    rows[1] = f"{other['reference_id']},completed"
    call(bare, "updateBulkOrdersStatuses", body=sheet(*rows))

    assert untouched == "under_review"
    assert details(bare, one)["status"]["slug"] == "in_progress"
    assert details(bare, other)["status"]["slug"] == "completed"
