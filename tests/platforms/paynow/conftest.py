"""Shops for the tests of PayNow."""

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop
from tests.platforms.paynow.samples import FEATURES, Feature


@pytest.fixture
def shop() -> Shop:
    """A shop in which nobody has opened a cart yet."""
    return make_shop("paynow")


@pytest.fixture(params=FEATURES, ids=lambda feature: feature.name)
def feature(request: pytest.FixtureRequest) -> Feature:
    """Each of the two e-mails in turn."""
    its: Feature = request.param
    return its
