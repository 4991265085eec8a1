"""Shops for the tests of Salla."""

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop
from tests.platforms.salla.telling import lived_in


@pytest.fixture
def bare() -> Shop:
    """A shop in which nobody has opened a cart yet."""
    return make_shop("salla")


@pytest.fixture
def shop() -> Shop:
    """A shop with the five carts that `lived_in` tells of."""
    return lived_in()
