"""What a token opens is looked up once, and never believed for longer than it is true."""

from datetime import timedelta

import pytest

from mock_server.app.assembly import Assembly, Options, assemble
from mock_server.app.making import Start
from mock_server.engine.shop import Shop
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON, SMALL_STORY

HOUR = timedelta(hours=1)


@pytest.fixture
def sandbox() -> Assembly:
    return assemble(["salla"], Start(clock=NOON), Options(tell=lambda *_: SMALL_STORY))


@pytest.fixture
def shop(sandbox: Assembly) -> Shop:
    return sandbox.shops.get("salla", "t")


def call(sandbox: Assembly, token: str, **headers: str) -> Reply:
    sent = {"authorization": f"Bearer {token}", **headers}
    return ask(sandbox.app, Call("GET", "/salla/admin/v2/carts/abandoned", sent))


def test_an_expiry_is_seen_by_a_token_that_was_let_in_before(sandbox: Assembly, shop: Shop) -> None:
    sandbox.shops.issue(shop, "secret", {"scopes": None, "expires_at": NOON + HOUR})
    met = [call(sandbox, "secret").status for _ in range(2)]
    shop.advance(HOUR - timedelta(seconds=1))
    met.append(call(sandbox, "secret").status)
    shop.advance(timedelta(seconds=1))
    met.append(call(sandbox, "secret").status)

    assert met == [200, 200, 200, 401]


def test_the_clock_is_that_of_the_tokens_own_shop(sandbox: Assembly, shop: Shop) -> None:
    sandbox.shops.issue(shop, "secret", {"scopes": None, "expires_at": NOON + HOUR})
    elsewhere = {"x-souqbox-shop": "another"}
    met = [call(sandbox, "secret", **elsewhere).status]
    sandbox.shops.get("salla", "another").advance(2 * HOUR)
    met.append(call(sandbox, "secret", **elsewhere).status)
    shop.advance(HOUR)
    met.append(call(sandbox, "secret", **elsewhere).status)

    assert met == [200, 200, 401]


def test_a_token_that_was_let_in_before_may_be_revoked_or_changed(
    sandbox: Assembly, shop: Shop
) -> None:
    sandbox.shops.issue(shop, "secret", {"scopes": ["carts.read"]})
    met = [call(sandbox, "secret").status]
    sandbox.shops.change(shop, "secret", scopes=["orders.read"])
    narrowed = call(sandbox, "secret")
    sandbox.shops.change(shop, "secret", scopes=["carts.read"])
    met.append(call(sandbox, "secret").status)
    sandbox.shops.revoke(shop, "secret")
    revoked = call(sandbox, "secret")

    assert met == [200, 200]
    assert narrowed.status == 401
    assert "carts.read" in narrowed.headers["x-souqbox-reason"]
    assert revoked.headers["x-souqbox-reason"] == "the token in Authorization was revoked: by hand"


def test_going_back_in_time_makes_a_token_good_again(sandbox: Assembly, shop: Shop) -> None:
    sandbox.shops.issue(shop, "secret", {"scopes": None, "expires_at": NOON + HOUR})
    sandbox.shops.save(shop, "before")
    shop.advance(2 * HOUR)
    met = [call(sandbox, "secret").status]
    sandbox.shops.load(shop, "before")
    met.append(call(sandbox, "secret").status)

    assert met == [401, 200]
