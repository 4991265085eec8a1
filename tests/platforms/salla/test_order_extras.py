"""What hangs on orders: tags, options, invoices by hand, employees, payments, actions."""

from typing import Any

import pytest

from mock_server.engine.errors import ApiError, Invalid, NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call
from tests.platforms.salla.ordering import HONEY, WRAPPING, create, details, names

EMPLOYEE = 1780000001


def of(order: dict[str, Any]) -> dict[str, str]:
    return {"order_id": str(order["id"])}


def act(shop: Shop, *operations: dict[str, Any], **filters: Any) -> list[dict[str, Any]]:
    asked = {"operations": list(operations), "filters": filters}
    outcomes: list[dict[str, Any]] = call(shop, "orderActions", body=asked)[1]["data"]
    return outcomes


def test_a_tag_is_one_of_the_store_and_goes_from_one_order_only(bare: Shop) -> None:
    one, other = create(bare, (WRAPPING, 1)), create(bare, (WRAPPING, 1))

    tags = [
        call(bare, "createOrderTag", of(order), body={"tag_name": "عميل مميز"})[1]["data"]
        for order in (one, other, other)
    ]
    path = {**of(one), "tag_id": str(tags[0]["id"])}
    status, gone = call(bare, "deleteOrderTag", path)

    assert tags[0] == tags[1] == tags[2]
    assert (status, gone["data"]["code"]) == (202, 202)
    assert details(bare, one)["tags"] == []
    assert details(bare, other)["tags"] == [tags[0]]
    assert call(bare, "listOrderTags")[1]["data"][2:] == [tags[0]]
    with pytest.raises(NotFound):
        call(bare, "deleteOrderTag", path)


def test_an_option_is_made_read_changed_listed_and_deleted(bare: Shop) -> None:
    new = {"name": "تغليف", "type": "checkbox", "price": 10, "options": [{"name": "ذهبي"}]}

    made = call(bare, "createOrderOption", body=new)[1]["data"]
    path = {"id": str(made["id"])}
    call(bare, "updateOrderOption", path, body={"price": 12.5})
    read = call(bare, "orderOptionDetails", path)[1]["data"]
    listed = call(bare, "listOrderOptions")[1]["data"]
    call(bare, "deleteOrderOptions", path)

    assert {name for name in read if read[name] != made[name]} == {"price"}
    assert read["price"] == 12.5
    assert listed == [{"id": made["id"], "name": "تغليف"}]
    with pytest.raises(NotFound):
        call(bare, "orderOptionDetails", path)


def test_a_store_has_so_many_options_and_no_more(bare: Shop) -> None:
    for number in range(20):
        call(bare, "createOrderOption", body={"name": f"o{number}", "type": "text"})

    with pytest.raises(ApiError, match="at most"):
        call(bare, "createOrderOption", body={"name": "o", "type": "text"})


def test_an_invoice_that_an_app_made_has_the_apps_figures(bare: Shop) -> None:
    order = create(bare, (WRAPPING, 1))
    sent = {"order_id": order["id"], "type": "tax_invoice", "data_type": "data"}

    figures = {"sub_total": 25, "total": 28.75, "tax": 3.75, "invoice_number": "A-77"}
    made = call(bare, "createInvoice", body={**sent, **figures})[1]["data"]

    assert made["invoice_number"] == "A-77"
    assert (made["subtotal"]["amount"], made["total"]["amount"]) == (25, 28.75)
    with pytest.raises(Invalid, match="sub_total"):
        call(bare, "createInvoice", body=sent)
    with pytest.raises(Invalid, match="sum of its parts"):
        call(bare, "createInvoice", body={**sent, **figures, "shipping_cost": 5})
    with pytest.raises(Invalid, match="url"):
        call(bare, "createInvoice", body={**sent, "data_type": "url"})


def test_an_invoice_keeps_the_address_that_was_sent_with_it(bare: Shop) -> None:
    order = create(bare, (WRAPPING, 1))
    sent = {"order_id": order["id"], "type": "tax_invoice", "data_type": "order"}

    made = call(bare, "createInvoice", body={**sent, "url": "https://a.example/1.pdf"})[1]["data"]

    assert made["url"] == "https://a.example/1.pdf"


def test_printing_and_sending_use_the_invoice_that_there_is(bare: Shop) -> None:
    order = create(bare, (WRAPPING, 1))

    url = call(bare, "createOrderInvoice", of(order))[1]["data"]["url"]
    call(bare, "sendOrderInvoice", of(order))

    made = call(bare, "listInvoices", query={"order_id": order["id"]})[1]["data"]
    assert len(made) == 1
    assert str(made[0]["id"]) in url


def test_rules_give_new_orders_to_employees(bare: Shop) -> None:
    rules = [{"entity": "payment_method", "value": "mada"}, {"entity": "city", "value": "جدة"}]
    made = call(bare, "createAutoAssignmentRules", body={"user_id": EMPLOYEE, "rules": rules})[1][
        "data"
    ]

    meant = create(bare, (WRAPPING, 1))
    call(bare, "updateAutoAssignmentRule", {"rule_id": str(made["id"])}, body=rules[:1])
    cod = {"status": "paid", "method": "cod"}
    other = create(bare, (WRAPPING, 1), payment=cod)
    call(bare, "updateOrder", of(other), body={"employees": [EMPLOYEE + 1]})

    first = call(bare, "orderAssignedEmployeesDetails", of(meant))[1]["data"]
    second = call(bare, "orderAssignedEmployeesDetails", of(other))[1]["data"]
    assert ([each["id"] for each in first], [each["id"] for each in second]) == (
        [EMPLOYEE],
        [EMPLOYEE + 1],
    )
    assert call(bare, "listAutoAssignmentRules")[1]["data"][0]["rules"] == rules[:1]
    assert call(bare, "listOrders", query={"assign_employee[]": [EMPLOYEE]})[1]["data"]
    for wrong in (
        {"user_id": 5, "rules": rules},
        {"user_id": EMPLOYEE, "rules": [{"entity": "x", "value": "y"}]},
    ):
        with pytest.raises(Invalid):
            call(bare, "createAutoAssignmentRules", body=wrong)


def test_a_payment_is_given_back_in_parts_and_not_beyond(bare: Shop) -> None:
    order = create(bare, (HONEY, 1))
    query = {"order_id": order["id"]}
    paid = call(bare, "listTransactions", query=query)[1]["data"][0]
    path, total = {"transaction_id": str(paid["id"])}, paid["total"]["amount"]

    call(bare, "updateTransaction", path, body={"action": "refund", "amount": 100})
    part = call(bare, "transactionDetails", path)[1]["data"]
    with pytest.raises(Invalid, match="amount"):
        call(bare, "updateTransaction", path, body={"action": "refund", "amount": total})
    call(bare, "updateTransaction", path, body={"action": "refund"})
    whole = call(bare, "transactionDetails", path)[1]["data"]

    assert paid["total"] == order["amounts"]["total"]
    assert (part["status"]["slug"], whole["status"]["slug"]) == ("partial_refunded", "refunded")
    assert whole["available_actions"] == ["print"]
    assert names(bare).count("order.refunded") == 2
    with pytest.raises(Invalid, match="action"):
        call(bare, "updateTransaction", path, body={"action": "refund"})


def test_transactions_are_filtered_by_what_they_show(bare: Shop) -> None:
    rows = call(bare, "listTransactions", query={"per_page": 60})[1]["data"]
    some = next(row for row in rows if row["card"])

    for query in (
        {"last_4_digit": int(some["card"]["number"])},
        {"payment_method": some["payment_method"]["slug"]},
        {"status": some["status"]["slug"]},
        {"amount": some["total"]["amount"]},
        {"keyword": str(some["references"]["reference_id"])},
    ):
        found = call(bare, "listTransactions", query={**query, "per_page": 60})[1]["data"]
        assert some in found, query
        assert len(found) < len(rows), query
    url = call(bare, "printTransactionInvoice", {"transaction_id": str(some["id"])})[1]["data"]
    assert str(some["id"]) in url["url"]


def test_ways_to_pay_and_banks_are_those_of_the_store(bare: Shop) -> None:
    every = call(bare, "availablePaymentMethods")[1]["data"]
    enabled = call(bare, "availablePaymentMethods", query={"status": "enabled"})[1]["data"]
    banks = call(bare, "listBanks", query={"status": "active"}, language="ar")[1]["data"]
    bank = call(bare, "paymentBankDetails", {"bank_id": str(banks[0]["id"])}, language="ar")
    transfer = {
        "status": "paid",
        "method": "bank",
        "reference_id": banks[0]["id"],
        "receipt_image_path": "https://alwaha.example/r.png",
    }
    order = create(bare, (WRAPPING, 1), payment=transfer)

    assert [each["slug"] for each in every if each not in enabled] == ["paypal"]
    assert bank[1]["data"] == banks[0]
    assert order["bank"]["bank_id"] == banks[0]["id"]
    assert order["receipt_image"] == "https://alwaha.example/r.png"


def test_actions_reach_the_orders_that_are_meant_and_no_others(bare: Shop) -> None:
    one, other = create(bare, (WRAPPING, 1)), create(bare, (WRAPPING, 1))

    outcomes = act(
        bare,
        {"action_name": "mark_as_read"},
        {"action_name": "assign_tags", "value": ["عاجل"]},
        {"action_name": "assign_users", "value": [EMPLOYEE]},
        {"action_name": "change_status", "value": {"status": 1939592358, "note": "هيا"}},
        {"action_name": "send_payment_link"},
        order_ids=[one["id"]],
    )

    assert [each["status"] for each in outcomes] == ["success"] * 4 + ["failed"]
    assert "payment" in outcomes[-1]["message"]
    after = details(bare, one)
    assert (after["read"], after["tags"][0]["name"]) == (True, "عاجل")
    assert after["status"]["slug"] == "in_progress"
    untouched = details(bare, other)
    assert (untouched["read"], untouched["tags"]) == (False, [])


def test_a_refund_and_a_deletion_of_several_happen_whole_or_not_at_all(bare: Shop) -> None:
    paid = create(bare, (WRAPPING, 1))
    cod = create(bare, (WRAPPING, 1), payment={"status": "paid", "method": "cod"})
    both = [paid["id"], cod["id"]]

    refused = act(bare, {"action_name": "refund"}, order_ids=both)
    query = {"order_id": paid["id"]}
    kept = call(bare, "listTransactions", query=query)[1]["data"][0]["status"]["slug"]
    deleted = act(bare, {"action_name": "delete"}, order_ids=both)

    assert (refused[0]["status"], kept) == ("failed", "paid")
    assert deleted[0]["status"] == "success"
    assert names(bare).count("order.deleted") == 2
    with pytest.raises(NotFound):
        details(bare, paid)


def test_more_time_to_pay_and_actions_that_do_not_go_together(bare: Shop) -> None:
    pending = {"status": "pending_payment", "accepted_methods": ["mada"]}
    order = create(bare, (WRAPPING, 1), payment=pending)

    act(bare, {"action_name": "extend_payment_due"}, order_ids=[order["id"]])

    assert details(bare, order)["pending_payment_ends_at"] == 96 * 3600
    for wrong in (
        [{"action_name": "create_shipping_policy"}, {"action_name": "print_shipping_policy"}],
        [{"action_name": "change_status"}],
        [{"action_name": "assign_users", "value": ["a"]}],
    ):
        with pytest.raises(Invalid):
            act(bare, *wrong, order_ids=[order["id"]])
    assert act(bare, {"action_name": "export"}, order_ids=[])[0]["status"] == "failed"
