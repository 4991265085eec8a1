"""What the tests of Tjar's products and orders ask and send."""

from typing import Any

import pytest

from mock_server.engine.errors import ApiError
from mock_server.engine.shop import Shop
from mock_server.engine.uploads import Upload
from mock_server.platforms.tjar.media_types import plain_png
from tests.helpers import call, error_of

HONEY, COFFEE = 1, 2
SARA, FAHAD = 1, 2
FIRST_ORDER = 11
"""The first order that a small story makes: seven and one a customer were there before."""

PICTURE = Upload("a jar.png", "image/png", plain_png((200, 120, 40)))
ADDRESS = {"address": "شارع التحلية 5", "city_id": 71, "zip_code": "21442", "shipping_id": 1}


def ask(shop: Shop, operation_id: str, body: Any = None, of: Any = None, **query: Any) -> Any:
    """The data of a good answer; `of` is the identifier in the path."""
    path = {} if of is None else {"identifier": str(of)}
    _, answer = call(shop, operation_id, path, query, body)
    assert answer["status"] == "success"
    return answer["data"]


def refused(
    shop: Shop, operation_id: str, body: Any = None, of: Any = None, language: str = "en"
) -> Any:
    """The body of the error that a call is answered with."""
    path = {} if of is None else {"identifier": str(of)}
    with pytest.raises(ApiError) as caught:
        call(shop, operation_id, path, {}, body)
    return error_of(shop, caught.value, operation_id, language)


def order(*products: tuple[int, int], customer: int = SARA, **fields: Any) -> dict[str, Any]:
    """The body of an order: product ids and quantities, and what else it says."""
    wanted = [{"id": product, "quantity": quantity} for product, quantity in products]
    return {
        "customer": {"user_id": customer},
        "shipping_address": ADDRESS,
        "products": wanted,
        **fields,
    }


def stock(shop: Shop, product: int) -> int:
    left: int = ask(shop, "getProduct", of=product)["stock"]
    return left


def names(shop: Shop) -> list[str]:
    return [event.name for event in shop.events]


def assert_adds_up(order: dict[str, Any]) -> None:
    """Every amount follows from the lines."""
    lines, shipping = order["order_details"], order["shipping"]
    for line in lines:
        gross = line["price"] * line["qty"] - line["discount"]
        assert line["subtotal"] == pytest.approx(gross)
    chosen = sum(line["options"]["product_options_cost"] * line["qty"] for line in lines)
    total = sum(line["subtotal"] for line in lines) + chosen - order["coupon_discounted"]
    total += shipping["cost"] if shipping else 0
    assert order["total_amount"] == pytest.approx(total)
    assert order["formatted_total_amount"] == f"{total:,.2f} <sar></sar>"
