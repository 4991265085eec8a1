"""Customers as a merchant makes, changes and removes them through the API."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import contact_of
from mock_server.commerce.market import Market
from mock_server.commerce.records import link_record, record_key
from mock_server.engine import keeping
from mock_server.engine.filters import contains
from mock_server.engine.identifiers import seed_of
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer
from mock_server.engine.table import TableSpec

from .checkouts import CHECKOUT
from .customers import ADDRESS, BLANK_CUSTOMER, CUSTOMER, portal_url, write_address
from .queries import in_mode, never
from .style import unwrapped
from .writing import flag, refused, stamped, taken

operations = Operations()

_PLAIN = ("email", "phone")
_FLAGS = ("billing_matches_shipping", "tax_enabled", "unsubscribed")
_NAMES = ("name", "first_name", "last_name")
_ADDRESSES = ("billing_address", "shipping_address")
_LINES = ("name", "line_1", "line_2", "city", "state", "postal_code", "country")


@operations.handles("createCustomer")
def create(request: Request, shop: Shop) -> Record:
    """Who was made by hand is shown in lists at once."""
    sent = unwrapped(request)
    return add_customer({**sent, "live_mode": flag(sent.get("live_mode", True))}, shop)


@operations.handles("updateCustomer")
def update(request: Request, shop: Shop) -> Record:
    known, sent = shop.store.get(CUSTOMER, request.path["id"]), unwrapped(request)
    fields = _written(sent, known, shop)
    return keeping.change(
        shop, CUSTOMER, known["id"], **stamped(fields, known, BLANK_CUSTOMER, shop)
    )


@operations.handles("deleteCustomer")
def delete(request: Request, shop: Shop) -> Any:
    """Remove a customer.

    Raises:
        Invalid: checkouts belong to the customer.
    """
    known = shop.store.get(CUSTOMER, request.path["id"])
    if shop.store.table(CHECKOUT).select({"customer": known["id"]}, limit=1)[1]:
        english = "A customer with checkouts cannot be deleted."
        raise refused("base", "restrict_dependent_destroy.has_many", english)
    keeping.remove(shop, CUSTOMER, known["id"])
    return Answer({"id": known["id"], "object": CUSTOMER, "deleted": True})


def add_customer(sent: Mapping[str, Any], shop: Shop, *, indexed: bool = True) -> Record:
    """A new customer; a shopper with the same e-mail address will be the same one.

    Raises:
        Invalid: the mode has a customer with this e-mail address.
    """
    key = shop.identifiers.uuid(CUSTOMER)
    start = {"live_mode": sent["live_mode"], "indexed": indexed, "portal_url": portal_url(key)}
    fields = {**start, **_written(sent, {"live_mode": sent["live_mode"]}, shop, key)}
    record = {**stamped(fields, {}, BLANK_CUSTOMER, shop), "id": key}
    contact = _contact(record, shop)
    mode = "live" if record["live_mode"] else "test"
    link_record(shop, CUSTOMER, f"{mode}:{contact['key']}", key)
    return keeping.add(shop, CUSTOMER, {**record, "_contact": contact})


def customer_with(email: str, live: bool, shop: Shop) -> Record | None:
    """The customer of a mode who has this e-mail address."""
    wanted = email.casefold()
    found, _ = shop.store.table(CUSTOMER).select(
        {"live_mode": live}, lambda each: each["email"].casefold() == wanted, limit=1
    )
    return found[0] if found else None


def write_addresses(sent: Mapping[str, Any], owner: str, shop: Shop) -> Record:
    """The ids of the addresses that are sent; each has a record of its own."""
    written: Record = {}
    for name in _ADDRESSES:
        told = sent.get(name)
        if name in sent and not isinstance(told, dict):
            written[name] = None
        elif name in sent and told:
            lines = {**dict.fromkeys(_LINES), **{each: told.get(each) for each in _LINES}}
            country = lines["country"]
            lines["country"] = country.upper() if country else None
            key = record_key(shop, name, owner, lambda: shop.identifiers.uuid(ADDRESS))
            written[name] = write_address(key, lines, shop)
    return written


def full_names(sent: Mapping[str, Any], known: Mapping[str, Any]) -> Record:
    """The three names, as they follow from each other: the full name wins."""
    if sent.get("name"):
        first, _, last = sent["name"].partition(" ")
        return {"name": sent["name"], "first_name": first, "last_name": last or None}
    if not any(name in sent for name in _NAMES):
        return {}
    first = sent.get("first_name", known.get("first_name"))
    last = sent.get("last_name", known.get("last_name"))
    if "name" in sent and "first_name" not in sent and "last_name" not in sent:
        first = last = None
    whole = " ".join(each for each in (first, last) if each)
    return {"name": whole or None, "first_name": first, "last_name": last}


def _written(sent: Mapping[str, Any], known: Record, shop: Shop, key: str | None = None) -> Record:
    fields = taken(sent, _PLAIN, _FLAGS) | full_names(sent, known)
    if "email" in fields:
        other = customer_with(fields["email"], known["live_mode"], shop)
        if other is not None and other["id"] != known.get("id"):
            raise refused("email", "taken", "Email has already been taken.")
    return fields | write_addresses(sent, key or known["id"], shop)


def _contact(customer: Record, shop: Shop) -> Mapping[str, Any]:
    """Who the customer is in a basket; somebody of the story stays who they are."""
    market: Market = shop.facts
    email = customer["email"]
    known = next((c for c in market.customers.values() if c.email == email), None)
    if known is not None:
        return contact_of(known)
    name = customer["name"] or email
    return {
        "key": email.casefold(),
        "number": seed_of(email) % 900_000 + 100_000,
        "first_name": customer["first_name"],
        "last_name": customer["last_name"],
        "name": name,
        "name_en": name,
        "email": email,
        "mobile": customer["phone"],
        "city": "",
        "accepts_marketing": not customer["unsubscribed"],
    }


def _has_email(customer: Record, wanted: str, shop: Shop) -> bool:
    return str(customer["email"]).casefold() == wanted.casefold()


RESOURCE = Resource(
    name=CUSTOMER,
    table=TableSpec(equal=("indexed", "live_mode")),
    listed={"indexed": True},
    filters={
        "email": _has_email,
        "license_ids[]": never,
        "live_mode": in_mode,
        "query": contains("name", "email", "phone"),
    },
    announces=Events("customer.created", "customer.updated"),
)
