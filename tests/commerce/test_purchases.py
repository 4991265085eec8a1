"""What was bought in a story is told by its steps alone."""

from datetime import timedelta

from mock_server.commerce.purchases import purchases
from mock_server.commerce.vocabulary import Step
from tests.helpers import NOON

HOUR = timedelta(hours=1)


def test_only_what_was_paid_for_was_bought_and_more_of_the_same_is_one_line() -> None:
    steps = (
        Step(5 * HOUR, "bought", "open"),
        Step(5 * HOUR, "left", "open"),
        Step(4 * HOUR, "bought", "add", {"product": "honey", "note": "هدية"}),
        Step(4 * HOUR, "left", "add", {"product": "honey"}),
        Step(3 * HOUR, "bought", "add", {"product": "honey", "quantity": 2}),
        Step(3 * HOUR, "bought", "contact", {"customer": "sara"}),
        Step(2 * HOUR, "bought", "coupon", {"code": "EID50"}),
        Step(1 * HOUR, "bought", "pay"),
    )

    (only,) = purchases(steps, NOON)

    assert (only.basket, only.at, only.customer, only.coupon) == (
        "bought",
        NOON - HOUR,
        "sara",
        "EID50",
    )
    assert (only.goods, only.notes) == ({"honey": 3}, {"honey": "هدية"})
