"""An OAuth server and one of its shops, for the tests of access."""

import pytest

from mock_server.auth.server import Server
from mock_server.engine.shop import Shop
from tests.auth.making import toy_server


@pytest.fixture
def server() -> Server:
    """The accounts of the toy platform; its shops stand still at noon."""
    return toy_server()


@pytest.fixture
def shop(server: Server) -> Shop:
    return server.shops.get("toy", "t")
