"""Payments of orders: made when an order is paid, given back in part or whole."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.money import MINOR
from mock_server.engine.errors import Invalid
from mock_server.engine.filters import equals
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.text import Text

from .customers import CUSTOMER, full_mobile
from .order_lines import order_cart
from .payments import name_of
from .style import date, money
from .words import done

TRANSACTION, ORDER = "transaction", "order"
operations = Operations()

STATUSES: Mapping[str, Text] = {
    "initiated": Text("بدأت", "Initiated"),
    "pending": Text("معلقة", "Pending"),
    "paid": Text("مدفوعة", "Paid"),
    "canceled": Text("ملغاة", "Canceled"),
    "refunded": Text("مسترجعة", "Refunded"),
    "partial_refunded": Text("مسترجعة جزئيًا", "Partly refunded"),
}
_CARDS = {"mada": "mada", "credit_card": "visa", "apple_pay": "master_card"}
_REFUNDABLE = ("paid", "partial_refunded")
_REFUNDED = Text("تم استرجاع المبلغ", "The amount was given back")
_NOT_PAID = Text("لا يمكن استرجاع هذه العملية", "this transaction has nothing to give back")
_TOO_MUCH = Text("المبلغ أكبر من المتبقي {left}", "more than what is left: {left}")
_CURRENCY = Text("عملة غير مطابقة", "the transaction is in another currency")
_WHOLE = Text("هذا الإجراء للمبلغ كاملًا", "this action is for the whole amount")


def pay(order: Record, shop: Shop) -> Record:
    """Note that an order was paid."""
    key = int(str(shop.store.fresh(TRANSACTION, lambda: shop.identifiers.number(TRANSACTION))))
    return shop.store.put(TRANSACTION, key, payment(key, order, shop.clock.now()))


def payment(key: int, order: Record, at: Any) -> Record:
    """A payment of a whole order."""
    method = order["payment_method"] or "free"
    return {
        "id": key,
        "_order": order["id"],
        "_reference": order["reference_id"],
        "_customer": order["_customer"],
        "_method": method,
        "_status": "pending" if method in ("cod", "bank") else "paid",
        "_total": order["_total"],
        "_given_back": 0,
        "_currency": order["currency"],
        "_at": at,
        "_digits": f"{key % 10_000:04d}" if method in _CARDS else "",
    }


def payments_of(order: Record, shop: Shop) -> list[Record]:
    """The payments of an order, the first first."""
    return shop.store.table(TRANSACTION).select({"_order": order["id"]}, newest_first=False)[0]


def refund(transaction: Record, amount: int, shop: Shop) -> Record:
    """Give some of a payment back; the payment as it is then.

    Raises:
        Invalid: it was not paid, or less is left.
    """
    left = transaction["_total"] - transaction["_given_back"]
    if transaction["_status"] not in _REFUNDABLE:
        raise Invalid.field("action", "enum", _NOT_PAID)
    if amount > left:
        told = money(left, transaction["_currency"])["amount"]
        raise Invalid.field("amount", "maximum", _TOO_MUCH.fill(left=told))
    given = transaction["_given_back"] + amount
    status = "refunded" if given == transaction["_total"] else "partial_refunded"
    kept = {**transaction, "_given_back": given, "_status": status}
    shop.store.put(TRANSACTION, transaction["id"], kept)
    if shop.store.find(ORDER, transaction["_order"]) is not None:
        shop.emit("order.refunded", ORDER, transaction["_order"])
    return kept


@operations.handles("updateTransaction")
def update_transaction(request: Request, shop: Shop) -> Any:
    """A refund may be of a part; void and reverse take all of it back."""
    transaction = shop.store.get(TRANSACTION, request.path["transaction_id"])
    sent, currency = request.body, transaction["_currency"]
    if sent.get("currency", currency) != currency:
        raise Invalid.field("currency", "enum", _CURRENCY)
    left = transaction["_total"] - transaction["_given_back"]
    amount = round(sent["amount"] * MINOR.get(currency, 100)) if "amount" in sent else left
    if sent["action"] != "refund" and amount != transaction["_total"]:
        raise Invalid.field("amount", "enum", _WHOLE)
    refund(transaction, amount, shop)
    return done(_REFUNDED, request)


@operations.handles("printTransactionInvoice")
def print_transaction(request: Request, shop: Shop) -> Any:
    transaction = shop.store.get(TRANSACTION, request.path["transaction_id"])
    return {"url": f"https://{shop.facts.store.domain}/transactions/{transaction['id']}.pdf"}


def present(transaction: Record, shop: Shop, request: Request) -> Record:
    language, method = request.language, transaction["_method"]
    order = shop.store.find(ORDER, transaction["_order"])
    status = transaction["_status"]
    return {
        "id": transaction["id"],
        "customer": _customer(transaction, shop),
        "references": {
            "reference_id": transaction["_reference"],
            "order_id": transaction["_order"],
            "cart_id": (order_cart(order, shop) if order else None) or 0,
            "transaction": 70_000_000 + transaction["id"] % 10_000_000,
        },
        "total": money(transaction["_total"], transaction["_currency"]),
        "payment_method": {
            "payment_provider": "salla",
            "name": name_of(method, language),
            "slug": method,
            "icon": f"https://{shop.facts.store.domain}/images/{method}.png",
        },
        "status": {"name": STATUSES[status].say(language), "slug": status},
        "card": _card(transaction),
        "available_actions": ["print", *(["refund"] if status in _REFUNDABLE else [])],
        "created_at": date(transaction["_at"]),
        "notes": None,
    }


def _customer(transaction: Record, shop: Shop) -> Record:
    known = shop.store.find(CUSTOMER, transaction["_customer"]) or {}
    return {
        "id": transaction["_customer"] or 1,
        "email": known.get("email", ""),
        "mobile": full_mobile(known) if known else "",
        "first_name": known.get("first_name", ""),
        "last_name": known.get("last_name", ""),
    }


def _card(transaction: Record) -> Record | None:
    brand = _CARDS.get(transaction["_method"])
    return {"brand": brand, "number": transaction["_digits"], "country": "SA"} if brand else None


def _about(transaction: Record, keyword: str, shop: Shop) -> bool:
    customer, word = _customer(transaction, shop), keyword.strip().casefold()
    named = f"{customer['first_name']} {customer['last_name']}"
    told = (named, customer["email"], customer["mobile"], str(transaction["_reference"]))
    return any(word in each.casefold() for each in told)


def _paid_with(transaction: Record, digits: int, shop: Shop) -> bool:
    return bool(transaction["_digits"] == f"{digits:04d}")


def _of_amount(transaction: Record, amount: float, shop: Shop) -> bool:
    return bool(money(transaction["_total"], transaction["_currency"])["amount"] == amount)


RESOURCE = Resource(
    name=TRANSACTION,
    table=TableSpec(order="_at", equal=("_order",)),
    present=present,
    filters={
        "keyword": _about,
        "last_4_digit": _paid_with,
        "payment_method": equals("_method"),
        "status": equals("_status"),
        "amount": _of_amount,
        "order_id": equals("_order"),
    },
)
