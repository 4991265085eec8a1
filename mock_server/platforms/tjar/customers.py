"""Who a cart belongs to at Tjar, and on which channels they can be reminded."""

from collections.abc import Mapping

from mock_server.commerce.basket import Basket
from mock_server.commerce.market import Market
from mock_server.engine.store import Record

GUEST_IDS = 1_000_000
"""Guests are numbered above this, so that no guest has the id of a customer."""

_ADDRESS: Mapping[str, str] = {"email": "email", "sms": "mobile", "whatsapp": "mobile"}


def customer_of(basket: Basket, market: Market) -> Record:
    """The customer, or the Guest whom Tjar makes up while nobody said who they are."""
    contact = basket.contact
    avatar = f"https://{market.store.domain}/assets/img/no-image.jpg"
    if contact is None:
        return {
            "id": GUEST_IDS + basket.number,
            "name": "Guest",
            "email": f"guest{int(basket.opened_at.timestamp())}@mail.com",
            "mobile": None,
            "avatar": avatar,
        }
    return {
        "id": contact["number"],
        "name": contact["name"],
        "email": contact["email"] or None,
        "mobile": _digits(contact["mobile"]) or None,
        "avatar": avatar,
    }


def address_of(customer: Record, channel: str) -> str | None:
    """The e-mail address or the number to which `channel` goes; None when it is not known."""
    address: str | None = customer[_ADDRESS[channel]]
    return address


def _digits(mobile: str) -> str:
    """`+966501234567` as `966501234567`."""
    return "".join(character for character in mobile if character.isdigit())
