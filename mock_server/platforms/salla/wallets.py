"""Wallets: what customers have in the store, put in and taken out."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from mock_server.commerce.money import MINOR, major
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .customers import CUSTOMER
from .days import written
from .style import date

WALLET = "wallet"
operations = Operations()

_FIRST = 1_870_000_001
_NOBODY = Text("العميل غير موجود", "there is no such customer")
_LESS = Text("رصيد المحفظة غير كافٍ", "there is less in the wallet")


def seed(beginning: Beginning) -> Iterable[Record]:
    """Every third of the first customers has something left from a return."""
    for index, customer in enumerate(beginning.records(CUSTOMER)[:30:3]):
        opened = beginning.moment - timedelta(days=40 - index)
        yield _wallet(_FIRST + index, customer["id"], 2500 * (index % 4), written(opened))


def balance_of(customer: int, shop: Shop) -> int:
    """What a customer has, in minor units."""
    wallet = _find(customer, shop)
    return wallet["_balance"] if wallet else 0


@operations.handles("depositToWallet")
def deposit(request: Request, shop: Shop) -> Any:
    """The first deposit opens a wallet."""
    return _moved(request, shop, 1)


@operations.handles("withdrawFromWallet")
def withdraw(request: Request, shop: Shop) -> Any:
    """No more than there is."""
    sent = _moved(request, shop, -1)
    return {**sent, "amount_float": -sent["amount"]}


def _moved(request: Request, shop: Shop, sign: int) -> Record:
    customer = shop.store.find(CUSTOMER, request.body["customer_id"])
    if customer is None:
        raise Invalid.field("customer_id", "exists", _NOBODY)
    currency = customer["currency"]
    amount = round(request.body["amount"] * MINOR.get(currency, 100))
    wallet = _find(customer["id"], shop) or _open(customer["id"], shop)
    balance = wallet["_balance"] + sign * amount
    if balance < 0:
        raise Invalid.field("amount", "maximum", _LESS)
    shop.store.put(WALLET, wallet["id"], {**wallet, "_balance": balance})
    return {
        "status": "confirmed",
        "amount": major(amount, currency),
        "date": date(shop.clock.now()),
        "wallet": {
            "id": wallet["id"],
            "balance": major(balance, currency),
            "created_at": wallet["created_at"],
        },
    }


def _find(customer: int, shop: Shop) -> Record | None:
    found, _ = shop.store.table(WALLET).select({"_customer": customer}, limit=1)
    return found[0] if found else None


def _open(customer: int, shop: Shop) -> Record:
    key = int(str(shop.store.fresh(WALLET, lambda: shop.identifiers.number(WALLET))))
    return _wallet(key, customer, 0, written(shop.clock.now()))


def _wallet(key: int, customer: int, balance: int, since: str) -> Record:
    return {"id": key, "created_at": since, "_customer": customer, "_balance": balance}


RESOURCE = Resource(name=WALLET, seed=seed, parents=(Parent(CUSTOMER, "_customer"),))
