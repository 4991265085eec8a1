"""Customers: whoever said who they are, or bought something."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket, contact_of
from mock_server.commerce.market import Market
from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .customer_profiles import IDS, with_profiles
from .flakes import derived_flake, moment_of, new_flake, stamp, store_id

CUSTOMER = "customer"


def customer_of(basket: Basket, shop: Shop) -> str | None:
    """The id of the shopper's customer, who is made on first sight; None until they are known."""
    return known_customer(basket.contact, shop) if basket.contact else None


def known_customer(contact: Mapping[str, Any], shop: Shop) -> str:
    """The id of this person's customer."""
    return _customer(contact["key"], contact["name_en"], shop)


def guest_customer(basket: Basket, shop: Shop) -> str:
    """A customer without a name, for an order of somebody who never gave one."""
    return _customer(f"guest of {basket.id}", None, shop)


def customer_record(key: str, name: str | None, shop: Shop) -> Record:
    """A customer who is new."""
    blank: Record = {
        "id": key,
        "store_id": store_id(shop),
        **dict.fromkeys((*IDS, "minecraft_platform")),
        "name": name,
        "created_at": stamp(shop.clock.now()),
        "updated_at": None,
        "metadata": {},
        "_person": None,
    }
    return with_profiles(blank, shop)


def contact_for(customer: Record, details: Mapping[str, Any], shop: Shop) -> Mapping[str, Any]:
    """A customer as a shopper: somebody of the story, or whoever the details say.

    Only in a checkout of their own can somebody agree to marketing, so nobody new has.
    """
    market: Market = shop.facts
    person = market.customers.get(customer["_person"] or "")
    if person is not None:
        return contact_of(person)
    name = details.get("billing_name") or customer["name"] or "Guest"
    first, _, last = name.partition(" ")
    return {
        "key": customer["_person"] or customer["id"],
        "number": int(customer["id"]) % 900_000 + 100_000,
        "first_name": first,
        "last_name": last,
        "name": name,
        "name_en": name,
        "email": details.get("billing_email") or "",
        "mobile": "",
        "city": market.store.city.key,
        "accepts_marketing": False,
    }


def _customer(person: str, name: str | None, shop: Shop) -> str:
    """The customer who a person is. A shopper may be known by the id of a customer.

    People of the story came to the store before it begins, and have the same id every time.
    """
    if person.isdigit():
        return person
    of_the_story = person in shop.facts.customers
    key = record_key(
        shop,
        CUSTOMER,
        person,
        lambda: derived_flake(shop, CUSTOMER, person) if of_the_story else new_flake(shop),
    )
    if shop.store.find(CUSTOMER, key) is None:
        record = {**customer_record(key, name, shop), "_person": person}
        if of_the_story:
            record["created_at"] = stamp(moment_of(key))
        shop.store.put(CUSTOMER, key, record)
    return key
