from dataclasses import replace
from datetime import timedelta

import pytest

from mock_server.commerce.basket import (
    Basket,
    all_baskets,
    city_of,
    contact_of,
    discount_of,
    find_basket,
    line_of,
    save_basket,
    totals_of,
)
from mock_server.commerce.coupons import terms_of
from mock_server.commerce.market import Market
from mock_server.commerce.vocabulary import Coupon
from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from tests.helpers import COFFEE, EID, HONEY, JEDDAH, NOON, SARA, SMALL_STORY, WELCOME

MARKET = Market.of(SMALL_STORY)
EMPTY = Basket.opened("b1", 1, NOON, {"live_mode": False})
FULL = EMPTY.changed(lines=(line_of(1, HONEY, 1, ""), line_of(2, COFFEE, 2, "ground")))


def test_a_new_basket_is_open_and_empty() -> None:
    assert (EMPTY.id, EMPTY.number, EMPTY.status, EMPTY.phase) == ("b1", 1, "open", "new")
    assert EMPTY.opened_at == EMPTY.touched_at == NOON
    assert (EMPTY.lines, EMPTY.contact, EMPTY.reminders) == ((), None, ())
    assert EMPTY.options == {"live_mode": False}


def test_a_change_makes_another_basket_and_leaves_the_first() -> None:
    changed = EMPTY.changed(coupon="WELCOME10")

    assert (changed.coupon, EMPTY.coupon) == ("WELCOME10", None)
    assert changed.id == EMPTY.id


def test_a_basket_is_kept_and_found(shop: Shop) -> None:
    save_basket(shop, FULL)
    save_basket(shop, EMPTY.changed(id="b2"))

    assert find_basket(shop, "b1").record == FULL.record
    assert [basket.id for basket in all_baskets(shop)] == ["b1", "b2"]
    with pytest.raises(NotFound):
        find_basket(shop, "b3")


def test_a_bought_basket_is_purchased_also_if_it_was_abandoned() -> None:
    abandoned = EMPTY.changed(abandoned_at=NOON)

    assert abandoned.status == "abandoned"
    assert abandoned.changed(paid_at=NOON).status == "purchased"


@pytest.mark.parametrize(
    ("at", "to", "reached"),
    [
        ("new", "login", "login"),
        ("payment_method", "login", "payment_method"),
        ("shipping_address", "shipping_address", "shipping_address"),
        ("something of the platform", "login", "login"),
    ],
)
def test_a_shopper_only_moves_forward(at: str, to: str, reached: str) -> None:
    assert EMPTY.changed(phase=at).reaches(to) == reached  # type: ignore[arg-type]


def test_a_line_says_in_plain_values_what_was_put_in() -> None:
    assert line_of(3, COFFEE, 2, "ground") == {
        "number": 3,
        "product": "coffee",
        "sku": "QHWA0250",
        "name_ar": "قهوة خولانية",
        "name_en": "Khawlani coffee",
        "price": 5750,
        "quantity": 2,
        "weight": 0.25,
        "note": "ground",
    }


def test_the_city_is_known_once_the_shopper_is() -> None:
    known = EMPTY.changed(contact=contact_of(SARA))

    assert city_of(EMPTY, MARKET) is None
    assert city_of(known, MARKET) == JEDDAH
    elsewhere = {**contact_of(SARA), "city": "nowhere"}
    assert city_of(EMPTY.changed(contact=elsewhere), MARKET) is None


@pytest.mark.parametrize(("coupon", "discount"), [(None, 0), (WELCOME, 3540), (EID, 5000)])
def test_a_coupon_takes_its_share_or_its_amount(coupon: Coupon | None, discount: int) -> None:
    basket = FULL.changed(terms=terms_of(coupon) if coupon else None)

    assert discount_of(basket) == discount
    sums = totals_of(basket, MARKET)
    assert (sums.gross, sums.discount, sums.total) == (35400, discount, 35400 - discount)


def test_below_its_minimum_a_coupon_takes_nothing() -> None:
    basket = EMPTY.changed(terms=terms_of(EID), lines=(line_of(1, COFFEE, 1, ""),))

    assert discount_of(basket) == 0


def test_a_discount_is_never_more_than_the_basket() -> None:
    generous = terms_of(replace(EID, minimum=0))
    basket = EMPTY.changed(terms=generous, lines=({**line_of(1, COFFEE, 1, ""), "price": 3000},))

    assert discount_of(basket) == 3000
    assert totals_of(basket, MARKET).total == 0
    assert totals_of(EMPTY.changed(terms=terms_of(WELCOME)), MARKET).total == 0


def test_a_basket_record_survives_a_snapshot(shop: Shop) -> None:
    save_basket(shop, FULL)
    snapshot = shop.snapshot()

    save_basket(shop, FULL.changed(touched_at=NOON + timedelta(hours=1)))
    shop.restore(snapshot)

    assert find_basket(shop, "b1").touched_at == NOON


def test_a_coupon_for_some_products_is_taken_off_their_lines() -> None:
    coupon = Coupon("dates", 3, "DATES", percent=10, goods=("coffee",))
    lines = (line_of(1, HONEY, 1, ""), line_of(2, COFFEE, 2, ""))
    basket = Basket.opened("b", 1, NOON, {}).changed(lines=lines, terms=terms_of(coupon))

    parts = [line.discount for line in totals_of(basket, Market.of(SMALL_STORY)).lines]

    assert (discount_of(basket), parts) == (1150, [0, 1150])


def test_above_its_maximum_a_coupon_takes_nothing() -> None:
    terms = terms_of(Coupon("small", 4, "SMALL", amount=500, maximum=HONEY.price - 1))
    basket = Basket.opened("b", 1, NOON, {}).changed(lines=(line_of(1, HONEY, 1, ""),), terms=terms)

    assert discount_of(basket) == 0
