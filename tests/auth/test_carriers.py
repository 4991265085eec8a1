import pytest

from mock_server.auth.carriers import Carrier, ShopToken
from mock_server.engine.errors import Unauthorized

BEARER = Carrier("Authorization", "Bearer")
MANAGER = Carrier("X-Manager-Token", also=("Access-Token",))


@pytest.mark.parametrize(
    ("carrier", "headers", "token"),
    [
        (BEARER, {b"authorization": b"Bearer shop:t42"}, "shop:t42"),
        (BEARER, {b"authorization": b"bearer   abc "}, "abc"),
        (Carrier("Authorization", "APIKey"), {b"authorization": b"APIKey k"}, "k"),
        (MANAGER, {b"x-manager-token": b"abc"}, "abc"),
        (MANAGER, {b"access-token": b"abc"}, "abc"),
        (MANAGER, {b"x-manager-token": b"", b"access-token": b"abc"}, "abc"),
        (MANAGER, {b"x-manager-token": b"first", b"access-token": b"second"}, "first"),
    ],
)
def test_a_token_is_read_from_its_header(
    carrier: Carrier, headers: dict[bytes, bytes], token: str
) -> None:
    assert carrier.token(headers) == token


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "missing"),
        (b"", "missing"),
        (b"Bearer", "invalid"),
        (b"Bearer ", "invalid"),
        (b"abc", "invalid"),
        (b"Basic abc", "invalid"),
        (b"Bearer a b", "invalid"),
        (b"Bearer \xd8\xb3", "invalid"),
        (b"Bearer " + b"x" * 5000, "invalid"),
    ],
)
def test_a_header_without_one_token_is_refused_with_its_shape(
    value: bytes | None, problem: str
) -> None:
    with pytest.raises(Unauthorized) as caught:
        BEARER.token({} if value is None else {b"authorization": value})

    assert (caught.value.header, caught.value.problem) == ("Authorization", problem)
    if problem == "invalid":
        assert "Bearer <token>" in caught.value.reason
        assert "xxx" not in caught.value.reason, "a token is never repeated"


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("shop:t42", ShopToken("t42", None)),
        ("shop:demo", ShopToken("demo", None)),
        ("shop:a.b_c-D", ShopToken("a.b_c-D", None)),
        ("shop:t;scopes=carts.read,x", ShopToken("t", frozenset({"carts.read", "x"}))),
        ("shop:t;scopes=", ShopToken("t", frozenset())),
        ("shop:t;scope=x", None),
        ("shop:", None),
        ("shop:-t", None),
        ("shop:a/b", None),
        ("shop:a b", None),
        ("shop:" + "x" * 65, None),
        ("Shop:t", None),
        ("souqbox_toy_1", None),
    ],
)
def test_a_token_may_say_its_shop_by_itself(token: str, told: ShopToken | None) -> None:
    assert ShopToken.read(token) == told
