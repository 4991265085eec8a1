"""Who a cart belongs to at Tjar, and on which channels they can be reminded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mock_server.commerce.basket import Basket, contact_of
from mock_server.commerce.market import Market
from mock_server.commerce.purchases import Purchase
from mock_server.engine.store import Record

GUEST_IDS = 1_000_000
"""Guests are numbered above this, so that no guest has the id of a customer."""

_ADDRESS: Mapping[str, str] = {"email": "email", "sms": "mobile", "whatsapp": "mobile"}


def customer_of(basket: Basket, market: Market) -> Record:
    """The customer, or the Guest whom Tjar makes up while nobody said who they are."""
    contact = basket.contact
    if contact is None:
        return _guest(GUEST_IDS + basket.number, basket.opened_at, market)
    return _shown(contact, market)


def known_customer(number: int, market: Market) -> Record | None:
    """A customer of the store by their id."""
    found = next((each for each in market.customers.values() if each.number == number), None)
    return _shown(contact_of(found), market) if found else None


def customer_of_purchase(
    purchase: Purchase, opened: tuple[int, datetime], market: Market
) -> Record:
    """Who bought a basket of the story; a guest is told by its number and its first moment."""
    customer = market.customers.get(purchase.customer or "")
    if customer is None:
        number, at = opened
        return _guest(GUEST_IDS + number, at, market)
    return _shown(contact_of(customer), market)


def address_of(customer: Record, channel: str) -> str | None:
    """The e-mail address or the number to which `channel` goes; None when it is not known."""
    address: str | None = customer[_ADDRESS[channel]]
    return address


def _shown(contact: Mapping[str, Any], market: Market) -> Record:
    return {
        "id": contact["number"],
        "name": contact["name"],
        "email": contact["email"] or None,
        "mobile": _digits(contact["mobile"]) or None,
        "avatar": _avatar(market),
    }


def _guest(number: int, at: datetime, market: Market) -> Record:
    return {
        "id": number,
        "name": "Guest",
        "email": f"guest{int(at.timestamp())}@mail.com",
        "mobile": None,
        "avatar": _avatar(market),
    }


def _avatar(market: Market) -> str:
    return f"https://{market.store.domain}/assets/img/no-image.jpg"


def _digits(mobile: str) -> str:
    """`+966501234567` as `966501234567`."""
    return "".join(character for character in mobile if character.isdigit())
