"""SureCart's tokens: a secret one opens the account, a public one what is public of it."""

from dataclasses import replace

import pytest

from mock_server.auth.gate import Access, Gate
from mock_server.auth.tokens import give_key
from mock_server.engine.errors import Unauthorized
from mock_server.engine.shops import Shops
from mock_server.platforms.surecart.auth import AUTH
from tests.helpers import make_shop, part

PRIVATE = part("surecart").contract.operations[0]
PUBLIC = replace(PRIVATE, path="/public/atlas")
"""As operations of the public part will be."""


@pytest.fixture
def shops() -> Shops:
    shop = make_shop("surecart")
    found = Shops(lambda platform, name: shop)
    found.get("surecart", "t")
    return found


def token(shops: Shops, kind: str) -> str:
    return give_key(shops, shops.get("surecart", "t"), kind, AUTH.keys[kind], None, None)


def enter(shops: Shops, secret: str, operation: object) -> Access:
    headers = {b"authorization": f"Bearer {secret}".encode()}
    return Gate("surecart", AUTH, shops).enter(operation, headers)  # type: ignore[arg-type]


def test_a_public_token_looks_like_one(shops: Shops) -> None:
    assert token(shops, "public").startswith("pt_")
    assert len(token(shops, "public")) == 27
    assert next(iter(AUTH.keys)) == "secret", "a key is secret unless it is asked otherwise"


def test_a_public_token_opens_the_public_part_only(shops: Shops) -> None:
    secret = token(shops, "public")

    assert enter(shops, secret, PUBLIC).shop is shops.get("surecart", "t")
    with pytest.raises(Unauthorized) as caught:
        enter(shops, secret, PRIVATE)
    assert caught.value.reason == (
        "the token in Authorization is a public token: it opens only paths that begin with /public/"
    )


def test_a_secret_token_opens_everything(shops: Shops) -> None:
    secret = token(shops, "secret")

    for operation in (PUBLIC, PRIVATE):
        enter(shops, secret, operation)
