"""How an order is paid: now, later, at the door, or by transfer to a bank."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_server.commerce.money import MINOR
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .payments import BANK

TIME_TO_PAY = timedelta(hours=48)
"""Salla lets its merchants choose; two days are inferred."""

WAITING = "waiting"
COD_COST = 1500
"""What paying at the door costs where the order does not say, in halalas without tax."""

_NEEDED = Text("حقل {name} مطلوب لطريقة الدفع هذه", "{name} is needed for this way to pay")
_NO_BANK = Text("الحساب البنكي غير موجود", "there is no such bank account")


def payment_of(sent: Mapping[str, Any], shop: Shop) -> Record:
    """What a body says of the payment, as fields of the order.

    Raises:
        Invalid: something is missing that this way to pay needs.
    """
    if sent["status"] == "pending_payment":
        methods = _needed(sent, "accepted_methods")
        if not methods:
            raise Invalid.field(
                "payment.accepted_methods", "required", _NEEDED.fill(name="accepted_methods")
            )
        return {**_pending(shop), "_accepted": tuple(methods), "_cod": _cod(sent, methods, shop)}
    method = _needed(sent, "method")
    fields = {**_PAID, "payment_method": method, "_cod": _cod(sent, [method], shop)}
    if method == "bank":
        fields["receipt_image"] = _needed(sent, "receipt_image_path")
        fields["_bank"] = _bank(sent, shop)
    elif method == "subscription":
        _needed(sent, "reference_id")
    return fields


def unpaid() -> Record:
    """The fields of a draft, of which nobody said how it is paid."""
    return dict(_PAID)


def seconds_left(order: Record, shop: Shop) -> int:
    """How long an order may still wait to be paid."""
    ends = order["_pending_until"]
    if not order["is_pending_payment"] or ends is None:
        return 0
    return max(0, int((ends - shop.clock.now()).total_seconds()))


_PAID: Mapping[str, Any] = {
    "payment_method": None,
    "receipt_image": None,
    "is_pending_payment": False,
    "_pending_since": None,
    "_pending_until": None,
    "_accepted": (),
    "_bank": None,
    "_cod": 0,
}


def _pending(shop: Shop) -> Record:
    now = shop.clock.now()
    return {
        **_PAID,
        "payment_method": WAITING,
        "is_pending_payment": True,
        "_pending_since": now,
        "_pending_until": now + TIME_TO_PAY,
    }


def _cod(sent: Mapping[str, Any], methods: Any, shop: Shop) -> int:
    """What paying at the door costs, in minor units; nothing for other methods."""
    if list(methods) != ["cod"]:
        return 0
    cost = sent.get("cash_on_delivery")
    unit = MINOR.get(shop.facts.store.currency, 100)
    return round(cost["amount"] * unit) if cost else COD_COST


def _bank(sent: Mapping[str, Any], shop: Shop) -> int:
    key = sent.get("reference_id") or sent.get("store_bank_id")
    if key is None:
        raise Invalid.field("payment.reference_id", "required", _NEEDED.fill(name="reference_id"))
    if shop.store.find(BANK, key) is None:
        raise Invalid.field("payment.reference_id", "exists", _NO_BANK)
    return int(key)


def _needed(sent: Mapping[str, Any], name: str) -> Any:
    if sent.get(name) is None:
        raise Invalid.field(f"payment.{name}", "required", _NEEDED.fill(name=name))
    return sent[name]
