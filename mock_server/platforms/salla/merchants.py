"""What is true of a Salla merchant whatever the shop's story is."""

from mock_server.engine.identifiers import Identifiers, seed_of
from mock_server.engine.shop import Shop


def merchant_id(shop: Shop) -> int:
    """The merchant's number, as webhooks and the user's info tell it; one shop has one for good."""
    return _number(shop.name, shop.identifiers.seed)


def tax_number(name: str, seed: int) -> str:
    """The number of the merchant of a shop at the tax authority: fifteen digits, from 3 to 3."""
    return f"3{Identifiers(_number(name, seed)).number('tax', 10**12, 10**13 - 1)}3"


def _number(name: str, seed: int) -> int:
    return 1_000_000_000 + seed_of("salla merchant", name, seed) % 900_000_000
