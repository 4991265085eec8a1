"""What an account has before its first checkout: a catalogue, coupons and the protocol."""

from mock_server.engine.shop import Shop

from .catalogue import write_catalogue
from .promotions import write_coupons
from .protocol import open_protocol


def open_account(shop: Shop) -> None:
    write_catalogue(shop)
    write_coupons(shop)
    open_protocol(shop)
