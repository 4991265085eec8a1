"""Special offers: what they need, who hears of them, and whether they are offered."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import COFFEE_ID, HONEY_ID, ask, names, refusal

OFFER = {
    "name": "Half",
    "offer_type": "buy_x_get_y",
    "applied_to": "product",
    "start_date": "2026-03-02",
    "expiry_date": "2026-03-31",
    "buy": {"type": "product", "quantity": 2, "products": [HONEY_ID]},
    "get": {
        "type": "product",
        "discount_type": "percentage",
        "discount_amount": 50,
        "products": [{"id": COFFEE_ID}],
    },
}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def wrong(shop: Shop, **changed: Any) -> list[str]:
    """The fields that a new offer is refused for."""
    return list(refusal(shop, "createSpecialOffer", {**OFFER, **changed})["fields"])


def test_an_offer_is_made_listed_changed_stopped_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createSpecialOffer", OFFER)
    named = {"specialoffer": made["id"]}

    assert ask(shop, "listSpecialOffers")[0] == made
    assert made["expiry_date"] == "2026-03-31 23:59:59"
    assert [each["id"] for each in made["get"]["products"]] == [COFFEE_ID]
    changed = ask(shop, "updateSpecialOffer", {"message": "Until Eid"}, **named)
    assert changed == {**made, "message": "Until Eid"}
    ask(shop, "changeSpecialOfferStatus", {"status": "inactive"}, offer=made["id"])
    assert ask(shop, "specialOfferDetails", **named) == {**changed, "status": "inactive"}
    assert ask(shop, "deleteSpecialOffer", **named)["code"] == 200
    assert refusal(shop, "specialOfferDetails", **named)["code"] == 404
    assert names(shop) == ["specialoffer.created", *["specialoffer.updated"] * 2]


def test_an_offer_ends_after_it_begins(shop: Shop) -> None:
    assert wrong(shop, expiry_date="2026-03-01") == ["expiry_date"]
    assert wrong(shop, start_date="2026-02-30") == ["start_date"]


def test_an_offer_is_about_what_the_store_has(shop: Shop) -> None:
    assert wrong(shop, buy={"products": [HONEY_ID, 5]}) == ["buy.products.1"]
    assert wrong(shop, buy={}) == ["buy.products"]


def test_a_part_of_the_price_is_a_number_up_to_a_hundred(shop: Shop) -> None:
    share = {"offer_type": "percentage", "applied_to": "order"}

    assert wrong(shop, **share, get={}) == ["get.discount_amount"]
    assert wrong(shop, **share, get={"discount_amount": 101}) == ["get.discount_amount"]


def test_a_table_of_discounts_is_kept_in_order(shop: Shop) -> None:
    table = {"offer_type": "discounts_table", "applied_to": "order", "buy": {}, "get": {}}
    steps = [{"quantity": "6", "discount": "10"}, {"quantity": 3, "discount": 5}]

    made = ask(shop, "createSpecialOffer", {**OFFER, **table, "discounts_table": steps})

    assert [each["quantity"] for each in made["discounts_table"]] == [3, 6]
    assert wrong(shop, **table) == ["discounts_table"]
    assert wrong(shop, **table, discounts_table=[steps[0]] * 2) == ["discounts_table.1.quantity"]


def test_a_new_store_has_offers_in_both_languages(shop: Shop) -> None:
    offers = ask(shop, "listSpecialOffers")

    assert [each["name"] for each in offers] == [
        "More for less",
        "A tenth off",
        "Second at half price",
    ]
    assert offers[1]["buy"]["products"][0]["id"] == HONEY_ID
