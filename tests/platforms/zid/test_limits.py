"""Zid's rate limit: a bucket of sixty that leaks one a second."""

from datetime import timedelta

from mock_server.engine.limits import Meter, retry_after, set_rule
from mock_server.platforms.zid.limits import LIMITS
from tests.helpers import make_shop, part


def test_sixty_calls_at_once_then_one_a_second() -> None:
    shop = make_shop("zid")
    set_rule(shop, {"mode": "real"})
    meter = Meter(LIMITS, part("zid").contract.operations[0])
    burst = [meter.take(shop, shop.clock.now(), "off") for _ in range(61)]

    shop.advance(timedelta(seconds=1))
    later = [meter.take(shop, shop.clock.now(), "off") for _ in range(2)]

    refused = burst[-1]
    assert refused is not None
    assert ([bool(each and each[3]) for each in burst].count(True), retry_after(refused)) == (1, 1)
    assert [bool(each and each[3]) for each in later] == [False, True]
