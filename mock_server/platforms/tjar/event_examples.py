"""What an event tells when it is triggered by hand: of the newest that there is of its kind."""

from typing import Any

from mock_server.engine.errors import Conflict
from mock_server.engine.shop import Shop

from .cart_events import example_cart
from .carts import CART, in_full
from .events import told


def example(name: str, shop: Shop) -> Any:
    """The data of an event of this name; a cart is made up where there is none.

    Raises:
        Conflict: the shop has nothing that it could be about.
    """
    resource = name.partition(".")[0]
    if resource == CART:
        return in_full(example_cart(name, shop), shop, "ar")
    newest, _ = shop.store.table(resource).select({}, limit=1)
    if not newest:
        raise Conflict(f"there is no {resource} in this shop to tell of")
    return told(name, str(newest[0]["id"]), shop)
