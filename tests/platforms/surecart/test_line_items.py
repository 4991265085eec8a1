"""Lines of checkouts, one by one."""

import pytest

from mock_server.engine.shop import Shop
from mock_server.platforms.surecart.catalogue import price_id, product_id
from tests.helpers import call
from tests.platforms.surecart.steps import act, broken, draft, found, made, pay, refused

LINE = {"quantity": 2, "note": "طحن متوسط"}


def test_a_line_is_added_changed_and_removed(shop: Shop) -> None:
    checkout = draft(shop)
    coffee = price_id("coffee", shop)
    line = made(shop, "line_item", checkout=checkout["id"], price=coffee, **LINE)
    path = {"id": line["id"]}

    changed = call(shop, "updateLineItem", path, body={"line_item": {"quantity": 3}})[1]
    total = act(shop, "retrieveCheckout", checkout)["total_amount"]
    gone = call(shop, "deleteLineItem", path)[1]

    assert (line["subtotal_amount"], line["note"]) == (11500, "طحن متوسط")
    assert (changed["quantity"], changed["note"], changed["id"]) == (3, line["note"], line["id"])
    assert total == 23900 + 3 * 5750
    assert gone == {"id": line["id"], "object": "line_item", "deleted": True}
    assert act(shop, "retrieveCheckout", checkout)["total_amount"] == 23900
    assert line["id"] not in found(shop, "listLineItems", **{"checkout_ids[]": [checkout["id"]]})


@pytest.mark.parametrize(("consolidate", "count"), [("true", 1), ("0", 2)])
def test_lines_of_one_price_are_consolidated_when_asked(
    shop: Shop, consolidate: str, count: int
) -> None:
    checkout = draft(shop)
    body = {"line_item": {"checkout": checkout["id"], "price": price_id("honey", shop)}}

    call(shop, "createLineItem", query={"consolidate": consolidate}, body=body)

    ids = found(shop, "listLineItems", **{"checkout_ids[]": [checkout["id"]]})
    assert len(ids) == count
    assert act(shop, "retrieveCheckout", checkout)["total_amount"] == 47800


def test_the_customer_names_an_amount_within_bounds(shop: Shop) -> None:
    fields = {"ad_hoc": True, "amount": 500, "ad_hoc_min_amount": 100, "ad_hoc_max_amount": 900}
    price = made(shop, "price", product=product_id("honey", shop), **fields)
    lines = [{"price": price["id"], "ad_hoc_amount": 700, "quantity": 2}]

    checkout = draft(shop, line_items=lines)

    lines[0]["ad_hoc_amount"] = 901
    told = refused(shop, "createCheckout", body={"checkout": {"line_items": lines}})
    assert checkout["total_amount"] == 1400
    assert broken(told) == [("ad_hoc_amount", "outside_range")]


def test_lines_of_a_paid_checkout_stay(shop: Shop) -> None:
    paid = pay(shop, draft(shop))
    (line,) = found(shop, "listLineItems", **{"checkout_ids[]": [paid["id"]]})

    told = refused(shop, "deleteLineItem", line)

    assert told["code"] == "line_item.invalid"
    assert broken(told) == [("base", "update_not_allowed")]


def test_all_lines_anew_keep_those_that_are_named(shop: Shop) -> None:
    checkout = draft(shop)
    (honey,) = found(shop, "listLineItems")
    lines = [{"price": price_id("coffee", shop)}, {"price": price_id("honey", shop), "quantity": 4}]

    body = {"checkout": {"line_items": lines}}
    after = call(shop, "updateCheckout", {"id": checkout["id"]}, body=body)[1]

    rows = call(shop, "listLineItems")[1]["data"]
    assert after["total_amount"] == 5750 + 4 * 23900
    assert {each["id"]: each["quantity"] for each in rows}[honey] == 4
