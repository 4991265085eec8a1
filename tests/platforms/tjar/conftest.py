"""A shop of Tjar where Sara left honey and coffee twenty minutes ago, and a guest left coffee."""

from datetime import timedelta

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import left_cart, make_shop, story


@pytest.fixture
def shop() -> Shop:
    steps = [
        *left_cart("saras", "sara", timedelta(minutes=20), "honey", "coffee", "coffee"),
        *left_cart("guests", None, timedelta(minutes=9), "coffee"),
    ]
    return make_shop("tjar", told=story(*steps))
