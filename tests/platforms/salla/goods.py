"""The catalogue of a Salla shop as tests ask for it: honey without and coffee with variants."""

from typing import Any

import pytest

from mock_server.engine.errors import ApiError
from mock_server.engine.shop import Shop
from mock_server.engine.uploads import Upload
from tests.helpers import call, error_of

HONEY_ID, COFFEE_ID = 1_300_000_001, 1_300_000_002
CODES_ID, DIGITAL_ID = 1_300_009_002, 1_300_009_003
PICTURE = Upload("jar.png", "image/png", b"\x89PNG a picture")


def ask(shop: Shop, operation_id: str, body: Any = None, query: Any = None, **path: Any) -> Any:
    """What an operation answers in `data`."""
    named = {name: str(value) for name, value in path.items()}
    return call(shop, operation_id, named, query, body)[1]["data"]


def product(shop: Shop, number: int = COFFEE_ID) -> Any:
    return ask(shop, "productDetails", product=number)


def make(shop: Shop, **fields: Any) -> Any:
    """A product, of type product and with three in stock unless told otherwise."""
    usual = {"name": "Tea", "price": 20, "product_type": "product", "quantity": 3}
    return ask(shop, "createProduct", {**usual, **fields})


def refusal(shop: Shop, operation_id: str, body: Any = None, **path: Any) -> Any:
    """The error with which an operation refuses, in Salla's shape."""
    with pytest.raises(ApiError) as refused:
        ask(shop, operation_id, body, **path)
    return error_of(shop, refused.value, operation_id)["error"]


def names(shop: Shop) -> list[str]:
    """The events that were told."""
    return [event.name for event in shop.events]
