"""Settings: switches, words, and forms that are told one by one."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from mock_server.platforms.salla.settings_kept import ENTITIES, SETTINGS
from tests.helpers import make_shop

from .goods import ask, refusal


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def set_(shop: Shop, slug: str, value: Any) -> Any:
    ask(shop, "updateSettingSlug", {"value": value}, slug=slug)
    return ask(shop, "settingDetails", slug=slug)


def test_settings_are_listed_by_what_they_are_of(shop: Shop) -> None:
    orders = ask(shop, "settingsList", query={"entity": "orders"})

    assert {"slug": "orders.reorder", "type": "boolean", "value": "true"} in orders
    assert {each["slug"].partition(".")[0] for each in orders} == {"orders"}
    assert ask(shop, "settingsList", query={"entity": "blogs"}) == []


@pytest.mark.parametrize("slug", SETTINGS)
def test_every_setting_can_be_read(shop: Shop, slug: str) -> None:
    assert ask(shop, "settingDetails", slug=slug)


def test_a_switch_is_turned_and_nothing_else(shop: Shop) -> None:
    before = ask(shop, "settingsList", query={"entity": "orders"})

    assert set_(shop, "orders.reorder", False)["value"] == "false"
    after = ask(shop, "settingsList", query={"entity": "orders"})
    assert [each["slug"] for each, old in zip(after, before, strict=True) if each != old] == [
        "orders.reorder"
    ]


def test_of_a_form_some_fields_are_set_and_the_others_stay(shop: Shop) -> None:
    before = ask(shop, "settingDetails", slug="orders.receive_orders")

    after = set_(shop, "orders.receive_orders", {"limit": {"enable": True}})

    assert after == {**before, "limit": {**before["limit"], "enable": True}}
    assert set_(shop, "orders.receive_orders", False)["receive_orders"] is False


def test_statuses_of_reports_are_chosen_by_their_ids(shop: Shop) -> None:
    rows = set_(shop, "reports.order_statuses", ["566146469"])["order_statuses"]

    assert [each["id"] for each in rows if each["selected"]] == [566146469]


@pytest.mark.parametrize(
    ("slug", "value"),
    [
        ("orders.reorder", "yes"),
        ("orders.status_notifications", "pigeons"),
        ("reports.order_statuses", ["1"]),
        ("reports.order_statuses", True),
        ("products.product_inventory", {"display_product_quantity": "never"}),
        ("products.product_inventory", {"show_out_products": 1}),
        ("products.default_weight", "heavy"),
    ],
)
def test_a_value_must_fit(shop: Shop, slug: str, value: Any) -> None:
    refused = refusal(shop, "updateSettingSlug", {"value": value}, slug=slug)

    assert next(iter(refused["fields"])).startswith("value")


def test_what_is_no_setting_is_not_found(shop: Shop) -> None:
    assert refusal(shop, "settingDetails", slug="orders.luck")["code"] == 404
    assert sum(map(len, ENTITIES.values())) == len(SETTINGS)
