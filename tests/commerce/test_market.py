import pytest

from mock_server.commerce.market import Market
from mock_server.engine.errors import Invalid
from tests.helpers import COFFEE, HONEY, JEDDAH, RIYADH, SARA, SMALL_STORY

MARKET = Market.of(SMALL_STORY)


def test_a_market_looks_up_what_the_story_says() -> None:
    assert MARKET.customers["sara"] is SARA
    assert MARKET.coupons["EID50"].amount == 5000
    assert MARKET.cities == {"riyadh": RIYADH, "jeddah": JEDDAH}
    assert MARKET.scenario == "small"


def test_a_product_is_found_by_key_or_sku() -> None:
    assert MARKET.product("honey") is HONEY
    assert MARKET.product("QHWA0250") is COFFEE


def test_an_unknown_product_is_refused_with_some_that_are_known() -> None:
    with pytest.raises(Invalid, match="no product 'gold'; there are honey, coffee"):
        MARKET.product("gold")
