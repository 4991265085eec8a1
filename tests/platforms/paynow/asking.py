"""Calls of the demo-like shop of a test: what is answered, or how it is refused."""

from collections.abc import Mapping
from typing import Any

import pytest

from mock_server.engine.errors import ApiError
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.flakes import store_id
from tests.helpers import call, error_of


def ask(
    shop: Shop,
    operation: str,
    body: Any = None,
    query: Mapping[str, Any] | None = None,
    **path: Any,
) -> Any:
    """The body of an answer; `storeId` is that of the shop unless it is said."""
    return call(shop, operation, {"storeId": store_id(shop), **path}, query, body)[1]


def refusal(
    shop: Shop,
    operation: str,
    body: Any = None,
    query: Mapping[str, Any] | None = None,
    **path: Any,
) -> Any:
    """The body of a refusal."""
    with pytest.raises(ApiError) as caught:
        ask(shop, operation, body, query, **path)
    return error_of(shop, caught.value, operation)


def fault(refused: Any) -> tuple[int, str, str]:
    """Status, field and rule of a refused value."""
    first = refused["errors"][0]
    return refused["status"], first["path"], first["validation"]
