"""Customers and their addresses; a person is one customer in live mode and another in test mode."""

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


def _write_address(customer: str, name: str, city: City, shop: Shop) -> str:
    key = record_key(shop, ADDRESS, customer, lambda: shop.identifiers.uuid(ADDRESS))
    address = {
        "id": key,
        "object": ADDRESS,
        "name": name,
        "line_1": None,
        "line_2": None,
        "city": city.name.ar,
        "state": city.region.ar,
        "postal_code": None,
        "country": "SA",
    }
    if shop.store.find(ADDRESS, key) != address:
        shop.store.put(ADDRESS, key, address)
    return key


def customer_record(key: str, basket: Basket, shop: Shop) -> Record:
    contact, city = basket.contact, city_of(basket, shop.facts)
    assert contact is not None, "a guest is nobody's customer"
    before = shop.store.find(CUSTOMER, key) or {"indexed": False, "shipping_address": None}
    address = before["shipping_address"]
    if city is not None and has_address(basket):
        address = _write_address(key, contact["name"], city, shop)
    return {
        "id": key,
        "object": CUSTOMER,
        "affiliation_expires_at": None,
        "billing_matches_shipping": True,
        "email": contact["email"],
        "first_name": contact["first_name"],
        "last_name": contact["last_name"],
        "name": contact["name"],
        "phone": contact["mobile"],
        "indexed": before["indexed"] or basket.paid_at is not None,
        "live_mode": is_live(basket),
        "unsubscribed": not contact["accepts_marketing"],
        "tax_enabled": True,
        "portal_url": f"{PORTAL}/customers/{key}",
        "affiliation": None,
        "billing_address": None,
        "default_payment_method": None,
        "shipping_address": address,
        "tax_identifier": None,
    }
