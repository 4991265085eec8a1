from datetime import timedelta

import pytest

from mock_server.commerce.basket import find_basket, totals_of
from mock_server.commerce.coupons import Offer, offer
from mock_server.commerce.shopper import add_line, apply_coupon, open_basket, pay, set_contact
from mock_server.commerce.vocabulary import Coupon
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.shop import Shop
from tests.helpers import NOON

DAY = timedelta(days=1)
BACK = Coupon("back", 9, "BACK20", percent=20)


def basket_of(shop: Shop, customer: str) -> str:
    key = open_basket(shop).id
    add_line(shop, key, "honey")
    set_contact(shop, key, customer)
    return key


def test_a_coupon_of_the_story_is_for_everybody_as_often_as_wanted(shop: Shop) -> None:
    for customer in ("sara", "fahad", "sara"):
        key = basket_of(shop, customer)
        apply_coupon(shop, key, "WELCOME10")
        pay(shop, key)

        assert totals_of(find_basket(shop, key), shop.facts).discount == 2390


def test_an_offered_coupon_is_for_its_shopper_until_it_is_over(shop: Shop) -> None:
    offer(shop, Offer(BACK, "sara", NOON + DAY))
    hers, his = basket_of(shop, "sara"), basket_of(shop, "fahad")

    assert apply_coupon(shop, hers, "BACK20").terms == BACK
    with pytest.raises(Invalid, match="made for another customer"):
        apply_coupon(shop, his, "BACK20")
    shop.advance(DAY)
    with pytest.raises(Invalid, match="is over since 2026-03-02"):
        apply_coupon(shop, hers, "BACK20")


def test_an_offered_coupon_is_used_once(shop: Shop) -> None:
    offer(shop, Offer(BACK, None, None))
    first, second = basket_of(shop, "sara"), basket_of(shop, "fahad")
    for key in (first, second):
        apply_coupon(shop, key, "BACK20")

    pay(shop, first)

    with pytest.raises(Conflict, match="has been used; enter another one"):
        pay(shop, second)
    with pytest.raises(Invalid, match="has been used"):
        apply_coupon(shop, basket_of(shop, "sara"), "BACK20")
    assert pay(shop, basket_of(shop, "sara")).status == "purchased"


def test_a_coupon_that_ended_after_it_was_entered_is_not_paid_with(shop: Shop) -> None:
    offer(shop, Offer(BACK, "sara", NOON + DAY))
    hers = basket_of(shop, "sara")
    apply_coupon(shop, hers, "BACK20")

    shop.advance(DAY)

    with pytest.raises(Conflict, match="is over since 2026-03-02; enter another one"):
        pay(shop, hers)
    apply_coupon(shop, hers, "WELCOME10")
    assert pay(shop, hers).status == "purchased"


def test_an_offered_coupon_does_not_go_with_the_basket_to_another_shopper(shop: Shop) -> None:
    offer(shop, Offer(BACK, "sara", None))
    hers = basket_of(shop, "sara")
    apply_coupon(shop, hers, "BACK20")

    set_contact(shop, hers, "fahad")

    with pytest.raises(Conflict, match="made for another customer"):
        pay(shop, hers)


def test_an_unknown_code_is_refused_with_some_that_are_known(shop: Shop) -> None:
    with pytest.raises(Invalid, match="no coupon 'NOPE'; there are WELCOME10, EID50"):
        apply_coupon(shop, basket_of(shop, "sara"), "NOPE")


def test_the_terms_are_those_of_the_moment_when_it_was_entered(shop: Shop) -> None:
    offer(shop, Offer(BACK, None, None))
    key = basket_of(shop, "sara")
    apply_coupon(shop, key, "BACK20")

    offer(shop, Offer(Coupon("back", 9, "BACK20", percent=50), None, None))

    assert totals_of(find_basket(shop, key), shop.facts).discount == 4780
