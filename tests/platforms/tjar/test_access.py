"""Keys that are issued by hand open one store, and nothing after they were revoked."""

import pytest

from mock_server.auth.gate import Gate
from mock_server.auth.tokens import give_key
from mock_server.engine.errors import Unauthorized
from mock_server.engine.shops import Shops
from mock_server.platforms.tjar.auth import AUTH
from tests.helpers import make_shop, part


def test_a_key_opens_its_store_until_it_is_revoked() -> None:
    shop = make_shop("tjar")
    shops = Shops(lambda platform, name: shop)
    shops.get("tjar", "t")
    key = give_key(shops, shop, "api_key", AUTH.keys["api_key"], None, None)
    [carrier] = AUTH.carriers.values()
    headers = {b"authorization": f"{carrier.scheme} {key}".encode()}
    gate, operation = Gate("tjar", AUTH, shops), part("tjar").contract.operations[0]

    opened = gate.enter(operation, headers).shop
    shops.revoke(shop, key)

    assert opened is shop
    with pytest.raises(Unauthorized, match="was revoked"):
        gate.enter(operation, headers)
