"""Taxes by country."""

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import ask, names, refusal


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_a_tax_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createTax", {"tax": "10", "country_id": 4})

    assert made == {"id": made["id"], "tax": 10, "status": "active", "country": "Bahrain"}
    assert ask(shop, "listTaxes")[0] == made
    assert ask(shop, "updateTax", {"tax": "12.5"}, tax=made["id"]) == {**made, "tax": 12.5}
    assert ask(shop, "deleteTax", tax=made["id"])["code"] == 200
    assert refusal(shop, "taxDetails", tax=made["id"])["code"] == 404
    assert names(shop) == ["storetax.created"]


def test_a_new_store_takes_the_tax_of_its_country(shop: Shop) -> None:
    assert [(each["tax"], each["country"]) for each in ask(shop, "listTaxes")] == [
        (5, "United Arab Emirates"),
        (15, "Saudi Arabia"),
    ]


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"tax": "101"}, "tax"),
        ({"tax": "5", "country_id": 99}, "country_id"),
        ({"tax": "5", "country_id": 1}, "country_id"),
    ],
)
def test_a_tax_is_a_part_and_each_country_has_one(
    shop: Shop, sent: dict[str, object], wrong: str
) -> None:
    assert list(refusal(shop, "createTax", sent)["fields"]) == [wrong]
