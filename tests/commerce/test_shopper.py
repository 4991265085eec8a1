from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.commerce.basket import BASKETS, find_basket
from mock_server.commerce.vocabulary import Step
from mock_server.engine.errors import Conflict, Invalid, NotFound
from mock_server.engine.shop import Shop
from tests.helpers import SARA

HOUR = timedelta(hours=1)


def test_a_basket_has_the_name_it_is_given_or_the_next_one(shop: Shop) -> None:
    baskets = [shopper.open_basket(shop, name) for name in (None, "mine", None)]

    assert [basket.id for basket in baskets] == ["b1", "mine", "b3"]
    assert [basket.number for basket in baskets] == [1, 2, 3]


def test_a_name_given_by_hand_is_not_given_again(shop: Shop) -> None:
    shopper.open_basket(shop, "b2")

    assert shopper.open_basket(shop).id == "b3"
    with pytest.raises(Invalid, match="'b2' is there already"):
        shopper.open_basket(shop, "b2")


def test_more_of_the_same_adds_to_its_line(shop: Shop) -> None:
    key = shopper.open_basket(shop).id

    for product, quantity in (("honey", 1), ("coffee", 2), ("HJRMR0500R", 3)):
        basket = shopper.add_line(shop, key, product, quantity)

    assert [(line["product"], line["quantity"], line["number"]) for line in basket.lines] == [
        ("honey", 4, 1),
        ("coffee", 2, 2),
    ]


@pytest.mark.parametrize("wanted", ["sara", "sara@example.com"])
def test_a_customer_of_the_story_is_known_by_key_or_mail(shop: Shop, wanted: str) -> None:
    key = shopper.open_basket(shop).id

    basket = shopper.set_contact(shop, key, wanted)

    assert basket.contact is not None
    assert (basket.contact["key"], basket.contact["mobile"]) == ("sara", SARA.mobile)
    assert basket.phase == "login"


def test_somebody_new_is_the_same_person_by_the_same_mail(shop: Shop) -> None:
    facts = {"name": "Huda Al-Zahrani", "email": "huda@example.com"}

    first, second = (
        shopper.set_contact(shop, shopper.open_basket(shop).id, facts).contact for _ in range(2)
    )
    known = shopper.set_contact(
        shop, shopper.open_basket(shop).id, {"name": "S", "email": SARA.email}
    )

    assert first == second
    assert first is not None
    assert (first["first_name"], first["last_name"], first["city"]) == (
        "Huda",
        "Al-Zahrani",
        "riyadh",
    )
    assert known.contact is not None
    assert known.contact["key"] == "sara"


def test_a_shopper_moves_forward_in_the_checkout_only(shop: Shop) -> None:
    key = shopper.open_basket(shop).id

    phases = [
        shopper.reach_phase(shop, key, phase).phase
        for phase in ("shipping_method", "login", "verification")
    ]

    assert phases == ["shipping_method", "shipping_method", "verification"]


@pytest.mark.parametrize(
    ("act", "field", "some"),
    [
        (lambda shop, key: shopper.add_line(shop, key, "gold"), "product", "honey"),
        (lambda shop, key: shopper.set_contact(shop, key, "nobody"), "customer", "sara"),
        (lambda shop, key: shopper.apply_coupon(shop, key, "NOPE"), "code", "WELCOME10"),
    ],
)
def test_what_is_not_there_is_refused_with_some_of_what_is(
    shop: Shop, act: Any, field: str, some: str
) -> None:
    key = shopper.open_basket(shop).id

    with pytest.raises(Invalid) as caught:
        act(shop, key)

    (problem,) = caught.value.problems
    assert (problem.place, problem.name) == ("body", field)
    assert some in caught.value.reason


def test_nothing_is_done_to_a_basket_that_is_bought_or_not_there(shop: Shop) -> None:
    key = shopper.open_basket(shop).id
    shopper.add_line(shop, key, "honey")
    shopper.pay(shop, key)

    acts: list[Any] = [
        lambda key: shopper.add_line(shop, key, "honey"),
        lambda key: shopper.set_contact(shop, key, "sara"),
        lambda key: shopper.reach_phase(shop, key, "login"),
        lambda key: shopper.apply_coupon(shop, key, "WELCOME10"),
        lambda key: shopper.leave(shop, key),
        lambda key: shopper.come_back(shop, key),
        lambda key: shopper.pay(shop, key),
        lambda key: shopper.remind(shop, key),
    ]
    for act in acts:
        with pytest.raises(Conflict, match="was bought already"):
            act(key)
        with pytest.raises(NotFound):
            act("nowhere")


def test_an_empty_basket_is_not_paid_for(shop: Shop) -> None:
    key = shopper.open_basket(shop).id

    with pytest.raises(Conflict, match="empty basket"):
        shopper.pay(shop, key)


def test_only_an_abandoned_cart_is_reminded_of(shop: Shop) -> None:
    key = shopper.open_basket(shop).id
    shopper.add_line(shop, key, "honey")

    with pytest.raises(Conflict, match="only an abandoned cart"):
        shopper.remind(shop, key)
    shop.advance(HOUR)

    assert [it["channel"] for it in shopper.remind(shop, key, "whatsapp").reminders] == ["whatsapp"]


def test_a_story_is_told_in_the_same_words(shop: Shop) -> None:
    steps: list[tuple[Any, dict[str, Any]]] = [
        ("open", {"options": {"live_mode": False}}),
        ("add", {"product": "honey", "quantity": 2, "note": "a gift"}),
        ("contact", {"customer": "sara"}),
        ("phase", {"phase": "payment_method"}),
        ("coupon", {"code": "WELCOME10"}),
        ("leave", {}),
    ]

    for verb, facts in steps:
        shopper.take_step(shop, Step(timedelta(), "hers", verb, facts))
    left = find_basket(shop, "hers")
    shop.advance(HOUR)
    for verb, facts in [("remind", {"channel": "sms"}), ("return", {}), ("pay", {})]:
        shopper.take_step(shop, Step(timedelta(), "hers", verb, facts))  # type: ignore[arg-type]

    assert (left.phase, left.coupon, left.record["left"]) == ("payment_method", "WELCOME10", True)
    assert (left.lines[0]["quantity"], left.lines[0]["note"]) == (2, "a gift")
    basket = find_basket(shop, "hers")
    assert (basket.status, [it["channel"] for it in basket.reminders]) == ("purchased", ["sms"])
    assert shop.store.count(BASKETS) == 1
