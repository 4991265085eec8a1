"""Customers as an API key makes, finds and changes them."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record, TableSpec

from .customer_profiles import IDS, with_profiles
from .customers import CUSTOMER, customer_record
from .flakes import new_flake, stamp
from .lists import walked
from .refusals import refused
from .stores import IN_STORE, check_store

ENTRY = "customer_token"

operations = Operations()

_SENT = (*IDS, "minecraft_platform", "name", "metadata")
_EDITIONS: Mapping[str, str] = {"minecraft_java_name": "java", "minecraft_bedrock_name": "bedrock"}


@operations.handles("listCustomers")
def list_customers(request: Request, shop: Shop) -> Page:
    word = str(request.query.get("search", "")).casefold()
    ids = request.query.get("customer_id")

    def asked_for(customer: Record) -> bool:
        return (not ids or customer["id"] in ids) and _is_about(customer, word)

    return walked(CUSTOMER, request, shop, asked_for)


@operations.handles("lookupCustomer")
def look_up(request: Request, shop: Shop) -> Record:
    """The oldest of whom all is true that is asked.

    Raises:
        Invalid: nothing is asked.
        NotFound: there is nobody.
    """
    check_store(request, shop)
    wanted = {name: value for name, value in request.query.items() if value is not None}
    if not wanted:
        raise refused("id", "required", "Say at least one thing of the customer.")
    for customer in shop.store.all(CUSTOMER):
        if all(_fits(customer, name, value) for name, value in wanted.items()):
            return customer
    raise NotFound("there is no customer of whom that is true", CUSTOMER)


@operations.handles("createCustomers")
def create_many(request: Request, shop: Shop) -> Page:
    check_store(request, shop)
    made = [_create(sent, request, shop) for sent in request.body]
    return Page(made, len(made))


@operations.handles("createCustomerToken")
def create_token(request: Request, shop: Shop) -> Record:
    """A token for the storefront, which this sandbox does not have: it opens nothing here."""
    customer = _customer(request, shop)
    token = f"pnct_{shop.identifiers.hex(ENTRY, 32)}"
    record = {"id": token, "token": token, "_customer": customer["id"]}
    shop.store.put(ENTRY, token, record)
    return {"token": token}


@operations.handles("invalidateCustomerTokens")
def invalidate_tokens(request: Request, shop: Shop) -> None:
    customer = _customer(request, shop)
    for each in keeping.below(shop, ENTRY, customer["id"]):
        shop.store.delete(ENTRY, each["id"])


def written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """What is sent of a customer, who is changed; `_create` makes new ones."""
    told = _told(sent)
    after = with_profiles({**known, **told}, shop)
    return {**after, "updated_at": stamp(shop.clock.now())}


@operations.handles("createCustomer")
def create(request: Request, shop: Shop) -> Record:
    check_store(request, shop)
    return _create(request.body, request, shop)


def _create(sent: Mapping[str, Any], request: Request, shop: Shop) -> Record:
    blank = customer_record(new_flake(shop), None, shop)
    return keeping.add(shop, CUSTOMER, with_profiles({**blank, **_told(sent)}, shop))


def _told(sent: Mapping[str, Any]) -> Record:
    told = {name: sent[name] for name in _SENT if name in sent}
    if told.get("metadata", {}) is None:
        told["metadata"] = {}
    return told


def _customer(request: Request, shop: Shop) -> Record:
    check_store(request, shop)
    return shop.store.get(CUSTOMER, request.path["customerId"])


def _fits(customer: Record, name: str, value: str) -> bool:
    if name in _EDITIONS:
        has_name = str(customer["name"] or "").casefold() == value.casefold()
        return has_name and customer["minecraft_platform"] == _EDITIONS[name]
    return bool(customer[name] == value)


def _is_about(customer: Record, word: str) -> bool:
    """Whether the name has the word in it, or an id is the word."""
    ids = (str(customer[each] or "").casefold() for each in ("id", *IDS))
    return word in str(customer["name"] or "").casefold() or word in ids


RESOURCE = Resource(
    name=CUSTOMER,
    table=TableSpec(equal=("_person",)),
    writes=written,
    unique=IDS,
    parents=(IN_STORE,),
)
TOKENS = Resource(name=ENTRY, parents=(Parent(CUSTOMER, "_customer"),))
