"""Customers and their addresses; a person is one customer in live mode and another in test mode."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.basket import Basket, city_of
from mock_server.commerce.records import record_key
from mock_server.commerce.vocabulary import PHASES, City
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .options import is_live
from .timestamps import keep

CUSTOMER, ADDRESS = "customer", "address"
PORTAL = "https://app.surecart.com/portal_redirect"

_KNOWN_ADDRESS = frozenset(PHASES[PHASES.index("shipping_address") :])


def customer_id(basket: Basket, shop: Shop) -> str | None:
    """Who the basket belongs to; None while nobody knows."""
    if basket.contact is None:
        return None
    mode = "live" if is_live(basket) else "test"
    person = f"{mode}:{basket.contact['key']}"
    return record_key(shop, CUSTOMER, person, lambda: shop.identifiers.uuid(CUSTOMER))


def write_customer(basket: Basket, shop: Shop) -> Record | None:
    """The customer, who is as the shopper told; None while nobody knows who it is."""
    key = customer_id(basket, shop)
    if key is None:
        return None
    before = shop.store.find(CUSTOMER, key)
    customer = keep(shop, CUSTOMER, key, customer_record(key, basket, shop))
    if customer is not before:
        happening = "updated" if before else "created"
        shop.emit(f"{CUSTOMER}.{happening}", CUSTOMER, key)
    return customer


def has_address(basket: Basket) -> bool:
    """Whether the shopper came to that step of the checkout."""
    return basket.phase in _KNOWN_ADDRESS


def write_address(key: str, fields: Mapping[str, Any], shop: Shop) -> str:
    """Keep an address under this key; its id."""
    address = {"id": key, "object": ADDRESS, **fields}
    if shop.store.find(ADDRESS, key) != address:
        shop.store.put(ADDRESS, key, address)
    return key


def customer_record(key: str, basket: Basket, shop: Shop) -> Record:
    """A customer as the shopper told; what a merchant wrote stays until the shopper tells more."""
    contact, before = basket.contact, shop.store.find(CUSTOMER, key) or BLANK_CUSTOMER
    assert contact is not None, "a guest is nobody's customer"
    told = {} if before.get("_contact") == contact else _told_by(contact)
    city, address = city_of(basket, shop.facts), before["shipping_address"]
    if city is not None and has_address(basket) and (told or address is None):
        address = _write_city(key, contact["name"], city, shop)
    return {
        **before,
        **told,
        "id": key,
        "indexed": before["indexed"] or basket.paid_at is not None,
        "live_mode": is_live(basket),
        "portal_url": portal_url(key),
        "shipping_address": address,
        "_contact": contact,
    }


def portal_url(customer: str) -> str:
    return f"{PORTAL}/customers/{customer}"


def _told_by(contact: Mapping[str, Any]) -> Record:
    return {
        "email": contact["email"],
        "first_name": contact["first_name"],
        "last_name": contact["last_name"],
        "name": contact["name"],
        "phone": contact["mobile"],
        "unsubscribed": not contact["accepts_marketing"],
    }


def _write_city(customer: str, name: str, city: City, shop: Shop) -> str:
    key = record_key(shop, ADDRESS, customer, lambda: shop.identifiers.uuid(ADDRESS))
    place = {"city": city.name.ar, "state": city.region.ar, "postal_code": None, "country": "SA"}
    return write_address(key, {"name": name, "line_1": None, "line_2": None, **place}, shop)


BLANK_CUSTOMER: Record = {
    "id": "",
    "object": CUSTOMER,
    "affiliation_expires_at": None,
    "billing_matches_shipping": True,
    "email": "",
    "first_name": None,
    "last_name": None,
    "name": None,
    "phone": None,
    "indexed": False,
    "live_mode": True,
    "unsubscribed": False,
    "tax_enabled": True,
    "portal_url": "",
    "affiliation": None,
    "billing_address": None,
    "default_payment_method": None,
    "shipping_address": None,
    "tax_identifier": None,
}
"""Every field in the vendor's order, of somebody of whom nothing is known."""
