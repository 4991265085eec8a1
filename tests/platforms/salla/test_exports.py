"""Exports: asked for, made on the shop's clock, listed, downloaded."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce.sheets import read_sheet
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.style import Content
from mock_server.engine.uploads import Upload
from tests.helpers import call, make_shop

from .goods import HONEY_ID, ask, product, refusal
from .ordering import HONEY, create

TODAY = {"filter_orders": "today", "template_id": -1, "format": "csv"}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def logs(shop: Shop, **query: Any) -> Any:
    return ask(shop, "exportsLogs", query=query)


def sheet(shop: Shop, log: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of the file that a log tells of."""
    _, content = call(shop, "exportFile", {"file": log["url"].rpartition("/")[2]})
    assert isinstance(content, Content)
    return read_sheet(content.data)


def test_products_are_exported_a_minute_after_they_were_asked_for(shop: Shop) -> None:
    before = len(logs(shop))
    ask(shop, "exportProducts", {"type": "products", "format": "xlsx"})
    assert len(logs(shop)) == before

    shop.advance(timedelta(minutes=1))

    made = logs(shop)[0]
    assert (made["type"], made["created_at"]) == ("products", "2026-03-01 15:01:00")
    rows = {row["product_or_option_sku"]: row for row in sheet(shop, made)}
    assert rows["HJRMR0500R"]["product_name"] == "عسل السمرة"
    assert rows["HJRMR0500R"]["product_or_option_price"] == "239"


def test_orders_of_today_are_exported_with_the_columns_of_a_template(shop: Shop) -> None:
    order = create(shop, (HONEY, 1))
    sent = {"name": "Mine", "entity": "orders", "columns": ["reference_id", "order_total"]}
    ask(shop, "createExportTemplate", sent)
    template = ask(shop, "listExportTemplates", query={"entity": "orders"})[-1]

    ask(shop, "exportOrders", query={**TODAY, "template_id": template["id"]})
    shop.advance(timedelta(minutes=1))

    rows = sheet(shop, logs(shop)[0])
    total = order["amounts"]["total"]["amount"]
    told = {row["reference_id"]: float(row["order_total"]) for row in rows}
    assert told[str(order["reference_id"])] == total
    assert list(rows[0]) == ["reference_id", "order_total"]


def test_without_orders_the_answer_is_a_success_with_an_error(shop: Shop) -> None:
    dates = {"filter_orders": "dates", "from_date": "2020-01-01", "to_date": "2020-01-02"}

    status, answer = call(shop, "exportOrders", query={**TODAY, **dates})

    assert (status, answer["success"], answer["error"]["code"]) == (200, True, 404)
    assert "data" not in answer


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"filter_orders": "dates"}, "from_date"),
        ({"filter_orders": "dates", "from_date": "2026-03-01", "to_date": "2026-02-01"}, "to_date"),
        ({"template_id": 5}, "template_id"),
    ],
)
def test_orders_are_asked_for_by_days_and_template(
    shop: Shop, query: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(Invalid, match=wrong):
        ask(shop, "exportOrders", query={**TODAY, **query})


def test_logs_are_found_by_what_and_when_and_who(shop: Shop) -> None:
    ask(shop, "exportCustomers", {"type": "customers"})
    shop.advance(timedelta(minutes=1))

    assert [each["type"] for each in logs(shop, event="customer.created")] == ["customers"]
    assert {each["type"] for each in logs(shop, event="product.created")} == {
        "products",
        "product_prices",
    }
    assert [each["type"] for each in logs(shop, **{"from": "2026-03-01 15:01:00"})] == ["customers"]
    assert len(logs(shop, to="2026-02-27")) == 1
    assert logs(shop, employee=5) == []
    assert len(sheet(shop, logs(shop)[0])) == 3


def test_a_template_is_made_changed_and_deleted(shop: Shop) -> None:
    sent = {"name": "Names", "entity": "products", "columns": ["product_name"]}
    ask(shop, "createExportTemplate", sent)
    made = ask(shop, "listExportTemplates", query={"entity": "products"})[-1]

    assert made["columns"] == [{"title": "Name", "name": "product_name"}]
    changed = {"name": "Names and numbers", "columns": ["product_name", "product_or_option_sku"]}
    ask(shop, "updateExportTemplate", changed, id=made["id"])
    after = ask(shop, "listExportTemplates", query={"entity": "products"})[-1]
    assert (after["name"], len(after["columns"])) == ("Names and numbers", 2)
    ask(shop, "deleteExportTemplate", id=made["id"])
    assert refusal(shop, "updateExportTemplate", changed, id=made["id"])["code"] == 404
    wrong = refusal(shop, "createExportTemplate", {**sent, "columns": ["colour"]})
    assert list(wrong["fields"]) == ["columns.0"]
    assert ask(shop, "listExportColumns", query={"entity": "orders"})[0]["name"] == "reference_id"


def test_addresses_are_exported_at_once_and_imported_as_they_were(shop: Shop) -> None:
    _, content = call(shop, "exportCustomURLs")

    rows = read_sheet(content.data)
    upload = Upload("urls.xlsx", content.media_type, content.data)
    ask(shop, "importCustomURLs", {"file": upload})

    assert {row["type"] for row in rows} == {"product", "category", "brand"}
    assert product(shop, HONEY_ID)["metadata"]["url"] is None


def test_a_sample_has_columns_and_no_rows(shop: Shop) -> None:
    ask(shop, "exportProducts", {"type": "brand-sample", "format": "csv"})
    shop.advance(timedelta(minutes=1))

    assert sheet(shop, logs(shop)[0]) == []
    assert refusal(shop, "exportFile", file="none.csv")["code"] == 404
