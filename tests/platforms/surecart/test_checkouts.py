"""Checkouts as SureCart keeps them: there from the first touch, true to the basket."""

from datetime import timedelta

import pytest

from mock_server.commerce import shopper
from mock_server.commerce.vocabulary import Step
from mock_server.engine.shop import Shop
from tests.helpers import NOON
from tests.platforms.surecart.steps import abandon, fill, read


def only_checkout(shop: Shop) -> dict[str, object]:
    (checkout,) = shop.store.all("checkout")
    return checkout


def test_a_checkout_is_there_from_the_first_touch(shop: Shop) -> None:
    shopper.open_basket(shop, "b")

    checkout = only_checkout(shop)
    assert (checkout["status"], checkout["customer"], checkout["total_amount"]) == (
        "draft",
        None,
        0,
    )
    assert checkout["created_at"] == int(NOON.timestamp())


def test_amounts_add_up_with_the_tax_inside(shop: Shop) -> None:
    record = abandon(shop, products=("honey", "coffee"))
    shopper.apply_coupon(shop, "b", "WELCOME10")

    checkout = read(shop, record, "checkout", "checkout.line_items")["checkout"]
    lines = checkout["line_items"]["data"]
    assert checkout["subtotal_amount"] == 23900 + 5750
    assert checkout["discount_amount"] == 2965
    assert checkout["total_amount"] == checkout["subtotal_amount"] - checkout["discount_amount"]
    assert checkout["tax_behavior"] == "inclusive"
    for name in ("subtotal_amount", "discount_amount", "tax_amount", "total_amount"):
        assert checkout[name] == sum(line[name] for line in lines)
    net = checkout["total_amount"] - checkout["tax_amount"]
    assert checkout["tax_amount"] == pytest.approx(net * 0.15, abs=1)


def test_the_options_of_a_basket_reach_its_checkout_and_customer(shop: Shop) -> None:
    fill(shop, "b", options={"live_mode": False, "abandoned_checkout_enabled": False})

    checkout = only_checkout(shop)
    assert (checkout["live_mode"], checkout["abandoned_checkout_enabled"]) == (False, False)
    assert shop.store.get("customer", checkout["customer"])["live_mode"] is False


def test_a_person_is_one_customer_however_many_checkouts_there_are(shop: Shop) -> None:
    fill(shop, "one")
    fill(shop, "two")
    fill(shop, "test", options={"live_mode": False})

    emails = [(each["email"], each["live_mode"]) for each in shop.store.all("customer")]
    assert emails == [("sara@example.com", True), ("sara@example.com", False)]


@pytest.mark.parametrize(
    ("phase", "status"), [("payment_method", "draft"), ("verification", "finalized")]
)
def test_the_last_step_finalizes_a_checkout(shop: Shop, phase: str, status: str) -> None:
    fill(shop, "b")

    shopper.reach_phase(shop, "b", phase)  # type: ignore[arg-type]

    assert only_checkout(shop)["status"] == status


def test_a_payment_leaves_nothing_due_and_makes_an_order(shop: Shop) -> None:
    fill(shop, "b")

    shopper.pay(shop, "b")

    checkout = only_checkout(shop)
    assert (checkout["status"], checkout["paid_at"]) == ("paid", int(NOON.timestamp()))
    assert (checkout["paid_amount"], checkout["remaining_amount_due"]) == (23900, 0)
    assert checkout["order"] is not None


def test_a_story_can_open_a_basket_with_options(shop: Shop) -> None:
    step = Step(timedelta(), "b", "open", {"options": {"live_mode": False}})

    shopper.take_step(shop, step)

    assert only_checkout(shop)["live_mode"] is False
