"""What SureCart knows of a checkout and the neutral words do not: its mode and its switch."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket


def is_live(basket: Basket) -> bool:
    """Whether real money is meant; a test checkout is opened with `live_mode: false`."""
    return bool(basket.options.get("live_mode", True))


def abandoned_checkout_enabled(basket: Basket) -> bool:
    """Whether this checkout may be abandoned at all."""
    return bool(basket.options.get("abandoned_checkout_enabled", True))


def is_ordered(basket: Basket) -> bool:
    """Whether it was finalized to be paid by hand: there is an order before there is money."""
    return bool(basket.options.get("ordered", False))


def is_canceled(basket: Basket) -> bool:
    return bool(basket.options.get("canceled", False))


def own_fields(basket: Basket) -> Mapping[str, Any]:
    """What was written of its checkout through the API, and no basket has a word for."""
    fields: Mapping[str, Any] = basket.options.get("checkout", {})
    return fields
