"""A refund as PayNow writes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.commerce.money import decimal
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .flakes import derived_flake, stamp


def refund_record(key: str, order: Record, lines: Sequence[Record], shop: Shop) -> Record:
    """The refund of these lines of an order, which is done at once: nothing is withheld of it."""
    amount = sum(line["total_amount"] for line in lines)
    tax = sum(line["tax_amount"] for line in lines)
    now = stamp(shop.clock.now())
    amounts = {
        "amount": amount,
        "gateway_fee_amount": 0,
        "tax_amount": tax,
        "platform_fee_amount": 0,
        "store_net_amount": amount - tax,
        "store_refund_amount": amount - tax,
    }
    return {
        "id": key,
        "store_id": order["store_id"],
        "payment_id": derived_flake(shop, "payment", order["id"]),
        "customer_id": order["customer_id"],
        "order_line_id": lines[0]["id"] if len(lines) == 1 else None,
        "status": "completed",
        "failure_reason": None,
        "currency": order["currency"],
        **_told(amounts, order["currency"].upper()),
        "presentment_currency": order["presentment_currency"],
        "presentment_amount": amount,
        "fx_rate": None,
        "refund_from_connected_user_balance": False,
        **dict.fromkeys(("created_at", "approved_at", "pending_at", "completed_at"), now),
        "canceled_at": None,
        "failed_at": None,
        "_order_id": order["id"],
        "_lines": [line["id"] for line in lines],
    }


def _told(amounts: Mapping[str, int], currency: str) -> dict[str, Any]:
    """Each amount as a number and in words."""
    told: dict[str, Any] = {}
    for name, minor in amounts.items():
        told[name] = minor
        told[f"{name}_str"] = f"{decimal(minor, currency)} {currency}"
    return told
