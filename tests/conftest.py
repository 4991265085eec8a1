"""What every test may ask for."""

import pytest

from mock_server.engine.shop import Shop
from tests.toy.making import toy_shop


@pytest.fixture
def shop() -> Shop:
    """A shop of the toy platform: a small catalogue, nobody was there yet, noon stands still."""
    return toy_shop()
