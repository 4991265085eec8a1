"""Who has no token yet comes in, into the shop of the accounts."""

from dataclasses import replace

import pytest

from mock_server.auth.gate import Gate
from mock_server.auth.open_gate import OpenGate
from mock_server.auth.server import Server
from mock_server.engine.clock import Clock
from mock_server.engine.errors import Unauthorized
from mock_server.engine.shop import Shop
from tests.toy.making import toy_contract
from tests.toy.platform import PLATFORM

GUARDED = toy_contract().operation("listNotes")
OPEN = replace(GUARDED, security=())


@pytest.fixture
def accounts() -> Shop:
    return Shop("toy", "accounts", 0, Clock(), {}, {})


@pytest.fixture
def gate(server: Server, accounts: Shop) -> OpenGate:
    return OpenGate(Gate("toy", PLATFORM.auth, server.shops), accounts)


@pytest.mark.parametrize("security", [(), ({},)])
def test_what_demands_nothing_is_open(gate: OpenGate, accounts: Shop, security: object) -> None:
    access = gate.enter(replace(OPEN, security=security), {})  # type: ignore[arg-type]

    assert (access.shop, access.credential) == (accounts, "nobody")


def test_the_shop_that_a_header_names_is_passed_on(gate: OpenGate) -> None:
    assert gate.enter(OPEN, {b"x-souqbox-shop": b"t42"}).credential == "shop:t42"


def test_what_demands_a_token_is_guarded_as_ever(gate: OpenGate, server: Server) -> None:
    entered = gate.enter(GUARDED, {b"authorization": b"Bearer shop:t"})

    assert entered.shop is server.shops.get("toy", "t")
    with pytest.raises(Unauthorized):
        gate.enter(GUARDED, {})
