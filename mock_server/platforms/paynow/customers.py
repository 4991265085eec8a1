"""Customers: whoever said who they are, or bought something."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket
from mock_server.commerce.records import record_key
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .flakes import new_flake, stamp, store_id

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
    return {
        "id": key,
        "store_id": store_id(shop),
        "profile": {"id": key, "platform": "paynow", "name": name or "Guest", "avatar_url": None},
        "steam_id": None,
        "steam": None,
        "minecraft_uuid": None,
        "minecraft": None,
        "xbox_xuid": None,
        "minecraft_platform": None,
        "name": name,
        "created_at": stamp(shop.clock.now()),
        "updated_at": None,
        "metadata": {},
    }


def _customer(person: str, name: str | None, shop: Shop) -> str:
    key = record_key(shop, CUSTOMER, person, lambda: new_flake(shop))
    if shop.store.find(CUSTOMER, key) is None:
        shop.store.put(CUSTOMER, key, customer_record(key, name, shop))
    return key
