"""What SureCart knows of a checkout and the neutral words do not: its mode and its switch."""

from mock_server.commerce.basket import Basket


def is_live(basket: Basket) -> bool:
    """Whether real money is meant; a test checkout is opened with `live_mode: false`."""
    return bool(basket.options.get("live_mode", True))


def abandoned_checkout_enabled(basket: Basket) -> bool:
    """Whether this checkout may be abandoned at all."""
    return bool(basket.options.get("abandoned_checkout_enabled", True))
