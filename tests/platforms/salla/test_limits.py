"""Salla's rate limits: by the plan of the store, dripping when spent, and the customers' own."""

from dataclasses import replace

import pytest

from mock_server.engine.limits import Meter, set_rule
from mock_server.platforms.salla.limits import LIMITS
from tests.helpers import make_shop, part

CARTS = part("salla").contract.operation("listAbandonedCarts")
CUSTOMERS = replace(CARTS, id="listCustomers", path="/customers")


@pytest.mark.parametrize(("plan", "calls"), [("plus", 120), ("pro", 360), ("special", 720)])
def test_each_plan_has_its_calls_a_minute(plan: str, calls: int) -> None:
    shop = make_shop("salla")
    set_rule(shop, {"mode": "real", "plan": plan})
    meter, now = Meter(LIMITS, CARTS), shop.clock.now()

    taken = [meter.take(shop, now, "off") for _ in range(calls + 1)]

    assert taken[0] == (calls, calls - 1, int(now.timestamp()) + 60, 0.0)
    assert [bool(each and each[3]) for each in taken[-2:]] == [False, True]


def test_customers_have_a_budget_of_their_own_for_ten_minutes() -> None:
    shop = make_shop("salla")
    set_rule(shop, {"mode": "real", "plan": "special"})
    meter, now = Meter(LIMITS, CUSTOMERS), shop.clock.now()

    taken = [meter.take(shop, now, "off") for _ in range(501)]

    assert taken[499] == (500, 0, int(now.timestamp()) + 600, 0.0)
    assert taken[500] is not None
    assert taken[500][3] > 599
