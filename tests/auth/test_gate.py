from datetime import timedelta
from typing import Any

import pytest

from mock_server.auth.gate import Access, Gate
from mock_server.engine.errors import MissingScope, Unauthorized
from mock_server.engine.shops import TOKENS, Shops
from tests.helpers import NOON
from tests.toy.making import toy_contract, toy_maker
from tests.toy.platform import PLATFORM

HOUR = timedelta(hours=1)
LIST, WRITE, SETTINGS = "listNotes", "createNote", "getSettings"


@pytest.fixture
def shops() -> Shops:
    return Shops(toy_maker())


def enter(shops: Shops, operation_id: str, token: str = "", **others: str) -> Access:
    headers = {b"authorization": f"Bearer {token}".encode()} if token else {}
    headers |= {name.replace("_", "-").encode(): value.encode() for name, value in others.items()}
    gate = Gate("toy", PLATFORM.auth, shops)
    return gate.enter(toy_contract().operation(operation_id), headers)


def issue(shops: Shops, token: str, shop: str = "t", **facts: Any) -> None:
    shops.issue(shops.get("toy", shop), token, facts)


def test_a_token_that_says_its_shop_opens_it_and_makes_it_if_need_be(shops: Shops) -> None:
    access = enter(shops, LIST, "shop:t42")

    assert access.shop is shops.known("toy", "t42")
    assert (access.scopes, access.expires_at, access.credential) == (None, None, "shop:t42")


def test_an_issued_token_opens_its_shop_for_its_owner(shops: Shops) -> None:
    issue(shops, "secret", owner="app-1", scopes=["notes.read"])

    access = enter(shops, LIST, "secret")

    assert access.shop is shops.get("toy", "t")
    assert (access.scopes, access.credential) == ({"notes.read"}, "app-1")


@pytest.mark.parametrize(("token", "problem"), [("", "missing"), ("nobody", "invalid")])
def test_without_a_token_that_opens_something_nobody_comes_in(
    shops: Shops, token: str, problem: str
) -> None:
    with pytest.raises(Unauthorized) as caught:
        enter(shops, LIST, token)

    assert (caught.value.header, caught.value.problem) == ("Authorization", problem)
    assert list(shops) == [], "a refused request makes no shop"


def test_a_token_expires_on_the_clock_of_its_shop(shops: Shops) -> None:
    issue(shops, "secret", expires_at=NOON + HOUR)
    shop = shops.get("toy", "t")

    assert enter(shops, LIST, "secret").expires_at == NOON + HOUR
    shop.advance(HOUR - timedelta(seconds=1))
    enter(shops, LIST, "secret")
    shop.advance(timedelta(seconds=1))
    with pytest.raises(Unauthorized) as caught:
        enter(shops, LIST, "secret")
    assert caught.value.problem == "expired"


def test_a_revoked_token_opens_nothing(shops: Shops) -> None:
    issue(shops, "secret")
    shops.get("toy", "t").store.delete(TOKENS, "secret")

    with pytest.raises(Unauthorized):
        enter(shops, LIST, "secret")


@pytest.mark.parametrize(
    ("scopes", "operation", "may"),
    [
        (None, WRITE, True),
        ("notes.read", LIST, True),
        ("notes.read", WRITE, False),
        ("notes.read_write", LIST, True),
        ("notes.read_write", WRITE, True),
        ("orders.read,notes.read", LIST, True),
        ("orders.read", LIST, False),
        ("notes", LIST, False),
        ("notes.read_write_all", LIST, False),
        ("", LIST, False),
        ("", SETTINGS, True),
    ],
)
def test_scopes_are_demanded_as_the_document_says(
    shops: Shops, scopes: str | None, operation: str, may: bool
) -> None:
    narrowed = "shop:t" if scopes is None else f"shop:t;scopes={scopes}"
    issue(shops, "secret", scopes=None if scopes is None else [s for s in scopes.split(",") if s])

    for token in (narrowed, "secret"):
        if may:
            enter(shops, operation, token, x_manager_token="shop:t")
        else:
            with pytest.raises(MissingScope):
                enter(shops, operation, token, x_manager_token="shop:t")


def test_a_missing_scope_names_those_that_would_do(shops: Shops) -> None:
    with pytest.raises(MissingScope) as caught:
        enter(shops, LIST, "shop:t;scopes=")

    assert caught.value.scopes == ("notes.read", "notes.read_write")


def test_two_credentials_are_both_demanded(shops: Shops) -> None:
    enter(shops, SETTINGS, "shop:t", x_manager_token="shop:t")

    for token, others, header in (
        ("shop:t", {}, "X-Manager-Token"),
        ("", {"x_manager_token": "shop:t"}, "Authorization"),
        ("shop:t", {"x_manager_token": "nobody"}, "X-Manager-Token"),
    ):
        with pytest.raises(Unauthorized) as caught:
            enter(shops, SETTINGS, token, **others)
        assert caught.value.header == header


def test_two_credentials_of_different_shops_open_neither(shops: Shops) -> None:
    issue(shops, "managers", shop="another")

    with pytest.raises(Unauthorized, match="opens shop 'another', the other credential") as caught:
        enter(shops, SETTINGS, "shop:t", x_manager_token="managers")

    assert (caught.value.header, caught.value.problem) == ("X-Manager-Token", "invalid")


def test_two_credentials_are_good_until_the_first_of_them_expires(shops: Shops) -> None:
    issue(shops, "hour", expires_at=NOON + HOUR)
    issue(shops, "day", expires_at=NOON + 24 * HOUR)

    ends = [
        enter(shops, SETTINGS, one, x_manager_token=other).expires_at
        for one, other in (("hour", "day"), ("day", "hour"), ("shop:t", "day"), ("hour", "shop:t"))
    ]

    assert [end and end - NOON for end in ends] == [HOUR, HOUR, 24 * HOUR, HOUR]
    assert enter(shops, SETTINGS, "shop:t", x_manager_token="shop:t").expires_at is None


def test_a_header_chooses_another_shop_for_a_valid_token(shops: Shops) -> None:
    issue(shops, "secret", scopes=["notes.read"], expires_at=NOON + HOUR, owner="app-1")

    access = enter(shops, LIST, "secret", x_souqbox_shop="t42")

    assert access.shop is shops.get("toy", "t42")
    assert (access.scopes, access.expires_at, access.credential) == (
        {"notes.read"},
        NOON + HOUR,
        "app-1",
    )


def test_a_header_does_not_make_a_bad_token_good(shops: Shops) -> None:
    with pytest.raises(Unauthorized):
        enter(shops, LIST, "nobody", x_souqbox_shop="t42")
    with pytest.raises(MissingScope):
        enter(shops, WRITE, "shop:t;scopes=notes.read", x_souqbox_shop="t42")


@pytest.mark.parametrize("name", ["", "a b", "../x", "t;scopes=notes.read", "x" * 65])
def test_a_header_that_is_no_shops_name_is_refused(shops: Shops, name: str) -> None:
    with pytest.raises(Unauthorized) as caught:
        enter(shops, LIST, "shop:t", x_souqbox_shop=name)

    assert caught.value.header == "X-Souqbox-Shop"
