"""Abandoned checkouts at PayNow: when the store writes about a checkout that was left."""

from mock_server.commerce.lifecycle import Dialect
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .configurations import Feature, read, replace

FEATURE = Feature(
    configuration="abandoned_checkout_configuration",
    template="abandoned_checkout_recovery_attempt",
    subject="You left something behind",
    sent_event="ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_EMAIL_SENT",
)
SUCCEEDED = "ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_SUCCEEDED"

operations = Operations()


@operations.handles("getAbandonedCheckoutConfiguration")
def read_configuration(request: Request, shop: Shop) -> Record:
    return read(FEATURE, request, shop)


@operations.handles("setAbandonedCheckoutConfiguration")
def replace_configuration(request: Request, shop: Shop) -> Record:
    """A shorter wait counts at once, for the checkouts that wait already."""
    before = shop.store.get(FEATURE.configuration, "")
    saved = replace(FEATURE, request, shop)
    if saved["trigger_after"] != before["trigger_after"]:
        dialect: Dialect = shop.dialect
        dialect.lifecycle.hastened(shop)
    return saved
