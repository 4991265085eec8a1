"""One fresh shop for each test, at noon, in which time stands still."""

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop


@pytest.fixture
def shop() -> Shop:
    return make_shop("surecart")
