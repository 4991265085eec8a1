"""Prices as a merchant makes and changes them through the API."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.filters import equals
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import BLANK_PRICE, PRICE, PRODUCT
from .queries import switched
from .style import unwrapped
from .writing import archiving, refused, stamped, taken

operations = Operations()

_PLAIN = (
    "amount", "name", "ad_hoc_max_amount", "ad_hoc_min_amount", "scratch_amount", "position",
    "license_activation_limit", "recurring_interval", "recurring_interval_count",
    "recurring_period_count", "trial_duration_days", "setup_fee_amount", "setup_fee_name",
    "revoke_after_days", "metadata",
)  # fmt: skip
_FLAGS = (
    "ad_hoc", "setup_fee_enabled", "setup_fee_trial_enabled", "portal_subscription_update_enabled",
    "restart_subscription_on_completed", "revoke_purchases_on_completed",
)  # fmt: skip
_IN_A_YEAR = {"day": 366, "week": 52, "month": 12, "year": 1}


@operations.handles("createPrice")
def create(request: Request, shop: Shop) -> Record:
    price = add_price(unwrapped(request), shop)
    measure(price["product"], shop)
    return price


@operations.handles("updatePrice")
def update(request: Request, shop: Shop) -> Record:
    known, sent = shop.store.get(PRICE, request.path["id"]), unwrapped(request)
    fields = stamped(_written(sent, known, shop), known, BLANK_PRICE, shop)
    price = keeping.change(shop, PRICE, known["id"], **fields)
    measure(price["product"], shop)
    return price


@operations.handles("duplicatePrice")
def duplicate(request: Request, shop: Shop) -> Record:
    price = add_price(shop.store.get(PRICE, request.path["id"]), shop)
    measure(price["product"], shop)
    return price


def add_price(sent: Mapping[str, Any], shop: Shop) -> Record:
    """A new price of the product that is named.

    Raises:
        Invalid: it breaks a rule of prices, or there is no such product.
    """
    product = sent["product"]
    fields = stamped(_written(sent, {}, shop), {}, BLANK_PRICE, shop)
    made = {**fields, "id": shop.identifiers.uuid(PRICE), "product": product}
    return keeping.add(shop, PRICE, made)


def measure(product: str, shop: Shop) -> Record:
    """The product with the figures over its prices as they are now."""
    prices = [each for each in keeping.below(shop, PRICE, product) if not each["archived"]]
    amounts = [each["amount"] for each in prices]
    known = shop.store.get(PRODUCT, product)
    metrics = {
        "currency": known["metrics"]["currency"],
        "max_price_amount": max(amounts, default=0),
        "min_price_amount": min(amounts, default=0),
        "prices_count": len(prices),
    }
    recurring = any(each["recurring_interval"] for each in prices) if prices else known["recurring"]
    return shop.store.update(PRODUCT, product, metrics=metrics, recurring=recurring)


def _written(sent: Mapping[str, Any], known: Record, shop: Shop) -> Record:
    fields = taken(sent, _PLAIN, _FLAGS) | archiving(sent, known, shop)
    currency = shop.facts.store.currency.lower()
    if sent.get("currency", currency).lower() != currency:
        raise refused("currency", "currency_mismatch", f"Currency must be {currency}.")
    whole = {**BLANK_PRICE, **known, **fields}
    if not whole["ad_hoc"] and "amount" not in sent and "id" not in known:
        raise refused("amount", "blank", "Amount can't be blank.")
    _check(whole)
    return {**fields, "currency": currency, "full_amount": whole["amount"]}


def _check(price: Record) -> None:
    """Hold the amounts of a price against each other, and its interval against a year."""
    most, scratch = price["ad_hoc_max_amount"], price["scratch_amount"]
    if most is not None and most < price["ad_hoc_min_amount"]:
        english = "Ad hoc max amount must not be less than the lowest amount."
        raise refused("ad_hoc_max_amount", "greater_than_or_equal_to", english)
    if scratch is not None and scratch <= price["amount"]:
        english = "Scratch amount must be greater than the amount."
        raise refused("scratch_amount", "greater_than", english)
    unit, count = price["recurring_interval"], price["recurring_interval_count"] or 1
    if unit is not None and count > _IN_A_YEAR[unit]:
        english = "The time between payments is a year at most."
        raise refused("recurring_interval", "max_interval", english)


RESOURCE = Resource(
    name=PRICE,
    filters={
        "ad_hoc": switched("ad_hoc"),
        "archived": switched("archived"),
        "product_ids[]": equals("product"),
    },
    parents=(Parent(PRODUCT, "product"),),
    refers={"product": PRODUCT},
    announces=Events("price.created", "price.updated", "price.deleted"),
)
