"""Reminders that a merchant sends for a cart: counted on it, not kept as a thing of their own."""

from typing import Any

from mock_server.commerce.shopper import remind
from mock_server.engine.errors import Invalid, Problem
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.spec.validators import Violation

from .carts import CART
from .customers import address_of

operations = Operations()

_PAID = Text("تم دفع قيمة السلة", "The cart was paid for")
_NO_ADDRESS = Text("لا يوجد بريد إلكتروني للعميل", "The customer has no e-mail address")
_NO_NUMBER = Text("لا يوجد رقم جوال للعميل", "The customer has no mobile number")


@operations.handles("sendAbandonedCartReminder")
def send_reminder(request: Request, shop: Shop) -> Record:
    """Remind the customer; what was said and offered is noted with the reminder."""
    cart = shop.store.get(CART, request.path["identifier"])
    channel: str = request.body["type"]
    if cart["phase"] != "abandoned":
        raise _completed()
    if address_of(cart["customer"], channel) is None:
        words = _NO_ADDRESS if channel == "email" else _NO_NUMBER
        raise Invalid.field("type", "enum", words)
    remind(shop, cart["_basket"], channel, **_told(request.body["alert_details"]))
    return {"reminder_sent": True, "type": channel}


def _told(details: dict[str, Any]) -> dict[str, Any]:
    """What the merchant wrote, without fields that Tjar does not know."""
    known = ("subject", "message", "offer_discount")
    return {name: details[name] for name in known if name in details}


def _completed() -> Invalid:
    violation = Violation(("identifier",), "enum", ["abandoned"], _PAID.en)
    return Invalid([Problem("path", violation, _PAID)])
