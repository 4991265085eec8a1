"""SureCart's rate limits: ten seconds for most calls, a narrow one for those that send."""

from dataclasses import replace

import pytest

from mock_server.engine.limits import Meter, set_rule
from mock_server.platforms.surecart.limits import LIMITS
from tests.helpers import make_shop, part

LIST = part("surecart").contract.operation("listAbandonedCheckouts")


@pytest.mark.parametrize(
    ("path", "calls"),
    [
        ("/abandoned_checkouts", 150),
        ("/orders/{id}/resend_notification", 10),
        ("/webhook_endpoints/{id}/test", 10),
        ("/public/licenses/{key}", 60),
    ],
)
def test_calls_before_the_first_refusal(path: str, calls: int) -> None:
    shop = make_shop("surecart")
    set_rule(shop, {"mode": "real"})
    meter = Meter(LIMITS, replace(LIST, path=path))

    taken = [meter.take(shop, shop.clock.now(), "off") for _ in range(calls + 1)]

    assert [bool(each and each[3]) for each in taken[-2:]] == [False, True]
