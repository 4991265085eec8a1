"""What is true of a Salla merchant whatever the shop's story is."""

from mock_server.engine.identifiers import seed_of
from mock_server.engine.shop import Shop


def merchant_id(shop: Shop) -> int:
    """The merchant's number, as webhooks and the user's info tell it; one shop has one for good."""
    return 1_000_000_000 + seed_of("salla merchant", shop.name, shop.identifiers.seed) % 900_000_000
