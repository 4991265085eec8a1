"""What customers have bought so far."""

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

CHECKOUT = "checkout"


def purchases_of(customer: str, shop: Shop) -> list[Record]:
    """The checkouts that a customer paid, the newest first."""
    found, _ = shop.store.table(CHECKOUT).select({"customer": customer}, _is_paid)
    return found


def _is_paid(checkout: Record) -> bool:
    return checkout["paid_at"] is not None
