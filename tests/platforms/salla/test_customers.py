"""Customers: made, listed, changed, banned, imported and deleted."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce.sheets import write_csv
from mock_server.engine.shop import Shop
from mock_server.engine.uploads import Upload
from mock_server.platforms.salla.customers import DEFAULT_GROUP
from tests.helpers import call, left_cart, make_shop, story

from .goods import ask, names, refusal

SARA_ID = 1_000_000_001
REEM = {
    "first_name": "Reem",
    "last_name": "Al-Shehri",
    "mobile": "0530000105",
    "mobile_code_country": "966",
    "email": "reem@example.com",
    "gender": "female",
    "birthday": "1996-05-17",
}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_a_customer_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createCustomer", REEM)

    assert ask(shop, "listCustomers", query={"keyword": "shehri"}) == [made]
    shop.advance(timedelta(hours=1))
    changed = ask(shop, "updateCustomer", {"last_name": "Al-Harbi"}, customer=made["id"])
    assert {name for name in made if changed[name] != made[name]} == {
        "last_name",
        "full_name",
        "updated_at",
    }
    assert ask(shop, "deleteCustomer", customer=made["id"]) == ["The customer was deleted"]
    assert refusal(shop, "customerDetails", customer=made["id"])["code"] == 404
    assert names(shop) == ["customer.created", "customer.updated"]


def test_a_customer_is_kept_as_salla_writes_one(shop: Shop) -> None:
    made = ask(shop, "createCustomer", REEM)

    assert (made["mobile"], made["mobile_code"]) == (530000105, "+966")
    assert made["birthday"]["date"] == "1996-05-17 00:00:00.000000"
    assert made["groups"][0] == DEFAULT_GROUP
    assert made["urls"]["admin"].endswith(str(made["id"]))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "sara@example.com"}, "email"),
        ({"mobile": "501234567"}, "mobile"),
        ({"mobile": "+966501234567"}, "mobile"),
        ({"mobile": "00000"}, "mobile"),
        ({"groups": [7]}, "groups.0"),
    ],
)
def test_what_must_be_unique_or_there_is_held_to(shop: Shop, change: Any, field: str) -> None:
    sent = {**REEM, **change}

    assert list(refusal(shop, "createCustomer", sent)["fields"]) == [field]


def test_somebody_who_cannot_be_reached_is_no_customer(shop: Shop) -> None:
    assert "mobile" in refusal(shop, "createCustomer", {"first_name": "Nobody"})["fields"]


def test_a_number_may_be_of_another_country_or_unknown(shop: Shop) -> None:
    emirati = ask(shop, "createCustomer", {"mobile": "501234567", "mobile_code_country": "+971"})
    reader = ask(shop, "createCustomer", {"email": "reader@example.com"})

    assert (emirati["mobile_code"], emirati["mobile"]) == ("+971", 501234567)
    assert reader["mobile"] is None


def test_the_day_on_which_customers_came_is_asked_for(shop: Shop) -> None:
    made = ask(shop, "createCustomer", REEM)

    assert ask(shop, "listCustomers", query={"date_from": "2026-03-01"}) == [made]
    assert made not in ask(shop, "listCustomers", query={"date_to": "2026-02-28"})


def test_a_ban_is_told_and_lifted(shop: Shop) -> None:
    asked = {"fields[]": ["is_blocked", "block_reason"]}

    assert ask(shop, "banCustomer", {"reason": "false orders"}, customer=SARA_ID)["code"] == 200
    banned = ask(shop, "customerDetails", None, asked, customer=SARA_ID)
    assert (banned["is_blocked"], banned["block_reason"]) == (True, "false orders")
    assert ask(shop, "unBanCustomer", customer=SARA_ID)["code"] == 202
    freed = ask(shop, "customerDetails", None, asked, customer=SARA_ID)
    assert (freed["is_blocked"], freed["block_reason"]) == (False, None)
    assert refusal(shop, "unBanCustomer", customer=SARA_ID)["code"] == 404


def test_fields_are_shown_when_they_are_asked_for() -> None:
    shop = make_shop("salla", told=story(*left_cart("a", "sara", timedelta(hours=5), "honey")))
    asked = [
        "abandoned_carts_items",
        "wallet_balance",
        "total_points",
        "orders_count",
        "custom_fields",
    ]

    plain = ask(shop, "customerDetails", customer=SARA_ID)
    shown = ask(shop, "customerDetails", None, {"fields[]": asked}, customer=SARA_ID)

    assert shown["abandoned_carts_items"] == 1
    assert shown.keys() - plain.keys() == {*asked, "stats"} - {"orders_count"}


COLUMNS = ("first_name", "mobile", "email", "birthday", "group")


def sheet(*rows: dict[str, str]) -> Any:
    return {"file": Upload("people.csv", "text/csv", write_csv(COLUMNS, rows))}


def test_customers_are_imported_from_a_sheet(shop: Shop) -> None:
    rows = ({"first_name": "ريم", "mobile": "530000105"}, {"email": "turki@example.com"})

    assert "2" in ask(shop, "importCustomers", sheet(*rows))["message"]

    assert [each["first_name"] for each in ask(shop, "listCustomers")[:2]] == ["", "ريم"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"mobile": "many"}, "row 2: mobile"),
        ({"email": "sara@example.com"}, "row 2: email"),
        ({"email": "a@example.com", "birthday": "1999-02-31"}, "row 2: birthday"),
        ({"first_name": "Nobody"}, "row 2: mobile"),
    ],
)
def test_a_sheet_with_a_wrong_row_is_refused(shop: Shop, row: Any, words: str) -> None:
    (message,) = refusal(shop, "importCustomers", sheet(row))["fields"]["file"]

    assert words in message


def test_customers_of_the_story_are_told_in_both_languages(shop: Shop) -> None:
    arabic = call(shop, "customerDetails", {"customer": str(SARA_ID)}, language="ar")[1]["data"]

    assert (arabic["city"], arabic["country"]) == ("جدة", "السعودية")
    assert ask(shop, "customerDetails", customer=SARA_ID)["city"] == "Jeddah"
