"""E-mails that the store sent, as a log that is read."""

from collections.abc import Callable, Mapping
from typing import Any

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record

from .flakes import new_flake, stamp, store_id
from .lists import walked
from .stores import IN_STORE

DELIVERY = "email_delivery"

operations = Operations()

_FILTERS: Mapping[str, Callable[[Record, Any], bool]] = {
    "store_id": lambda each, wanted: each["store_id"] == wanted,
    "email_delivery_id": lambda each, wanted: each["id"] == wanted,
    "receiver_email": lambda each, wanted: each["receiver_email"].lower() == wanted.lower(),
    "subject": lambda each, wanted: wanted.lower() in each["subject"].lower(),
    "email_template_type": lambda each, wanted: each["email_template_type"] == wanted,
    "status": lambda each, wanted: each["status"] in wanted,
    "message_id": lambda each, wanted: each["message_id"] == wanted,
}


def deliver(kind: str, subject: str, receiver: str, shop: Shop) -> Record:
    """Note that an e-mail was sent now. It goes nowhere: nobody is written to from here."""
    now, key = stamp(shop.clock.now()), new_flake(shop)
    record = {
        "id": key,
        "store_id": store_id(shop),
        "receiver_email": receiver,
        "subject": subject,
        "email_template_type": kind,
        "status": "sent",
        "message_id": f"<{key}@{shop.facts.store.domain}>",
        "error_message": None,
        "created_at": now,
        "sent_at": now,
        "opened_at": None,
    }
    return shop.store.put(DELIVERY, key, record)


@operations.handles("listEmailDeliveries")
def list_deliveries(request: Request, shop: Shop) -> Page:
    """Every parameter narrows the list."""
    asked = [(_FILTERS[name], value) for name, value in request.query.items() if name in _FILTERS]

    def asked_for(delivery: Record) -> bool:
        return all(passes(delivery, value) for passes, value in asked)

    return walked(DELIVERY, request, shop, asked_for if asked else None)


RESOURCE = Resource(name=DELIVERY, parents=(IN_STORE,))
