"""What hangs on the orders that a shop begins with: lines, histories, payments and invoices."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from mock_server.commerce.money import MINOR
from mock_server.engine.identifiers import Identifiers
from mock_server.engine.seeds import Beginning
from mock_server.engine.store import Record

from .invoices import CREDIT_NOTE, TAX_INVOICE, Head, invoice_of
from .merchants import tax_number
from .order_amounts import add_up
from .order_histories import entry_of
from .order_lines import blank_line, from_product
from .order_statuses import BUILT_IN, PAYMENT_PENDING, UNDER_REVIEW, status_id
from .stock import MAIN_BRANCH, PRODUCT, VARIANT
from .transactions import payment

ORDER = "order"

_WAYS: Mapping[str, tuple[str, ...]] = {
    PAYMENT_PENDING: (PAYMENT_PENDING,),
    "payment_failed": (PAYMENT_PENDING, "payment_failed"),
    "waiting_for_payment_confirmation": (PAYMENT_PENDING, "waiting_for_payment_confirmation"),
    UNDER_REVIEW: (UNDER_REVIEW,),
    "in_progress": (UNDER_REVIEW, "in_progress"),
    "waiting to receive it": (UNDER_REVIEW, "in_progress", "waiting to receive it"),
    "completed": (UNDER_REVIEW, "in_progress", "completed"),
    "shipped": (UNDER_REVIEW, "in_progress", "shipped"),
    "delivering": (UNDER_REVIEW, "in_progress", "delivering"),
    "delivered": (UNDER_REVIEW, "in_progress", "shipped", "delivered"),
    "canceled": (UNDER_REVIEW, "canceled"),
    "restoring": (UNDER_REVIEW, "in_progress", "completed", "restoring"),
    "restored": (UNDER_REVIEW, "in_progress", "completed", "restored"),
}
"""The statuses through which an order came to the one that it has."""

_INVOICED: Mapping[str, str] = {"completed": TAX_INVOICE, "restored": CREDIT_NOTE}
_SLUGS = {key: slug for slug, (key, _) in BUILT_IN.items()}


def lines_told(order: Record, beginning: Beginning) -> list[Record]:
    """The lines of an order of the story, not yet added up; without ids of their own."""
    products = {each["id"]: each for each in beginning.records(PRODUCT)}
    variants = {}
    if any(variant for _, variant, _, _ in order["_told"]):
        variants = {each["id"]: each for each in beginning.records(VARIANT)}
    return [
        _line(order, products[product], variants.get(variant), (quantity, note))
        for product, variant, quantity, note in order["_told"]
    ]


def seed_items(beginning: Beginning) -> Iterator[Record]:
    numbers = count(2_049_000_001)
    for order in beginning.records(ORDER):
        for item in add_up(order, lines_told(order, beginning))[1]:
            yield {**item, "id": next(numbers), "_order": order["id"]}


def seed_histories(beginning: Beginning) -> Iterator[Record]:
    """An entry for each status on the way, a few hours apart and none later than now."""
    numbers = count(1_790_000_001)
    for order in beginning.records(ORDER):
        for status, at in way_of(order, beginning.moment):
            entry = entry_of(next(numbers), order, "", "activity")
            yield {**entry, "_status": status, "_at": at}


def seed_transactions(beginning: Beginning) -> Iterator[Record]:
    paid_for = (each for each in beginning.records(ORDER) if not each["is_pending_payment"])
    for number, order in enumerate(paid_for, 1_745_000_001):
        paid = payment(number, order, order["_created_at"])
        slug = _slug(order)
        if slug in ("completed", "delivered"):
            paid["_status"] = "paid"
        if slug == "restored" or (slug == "canceled" and paid["_status"] == "paid"):
            paid |= {"_status": "refunded", "_given_back": paid["_total"]}
        elif slug == "canceled":
            paid["_status"] = "canceled"
        yield paid


def seed_invoices(beginning: Beginning) -> Iterator[Record]:
    """What completed orders were invoiced with, and what those that came back were credited."""
    drawn = beginning.identifiers("invoice")
    items: dict[int, list[Record]] = {}
    for item in beginning.records("order_item"):
        items.setdefault(item["_order"], []).append(item)
    for order in beginning.records(ORDER):
        known = None
        for status, at in way_of(order, beginning.moment):
            kind = _INVOICED.get(_SLUGS.get(status, ""))
            if kind is not None:
                head = _head(drawn, at, beginning)
                made = invoice_of(order, items[order["id"]], kind, head)
                yield {**made, "invoice_reference_id": known}
                known = made["invoice_number"]


def _head(drawn: Identifiers, at: datetime, beginning: Beginning) -> Head:
    number = drawn.count("number")
    return Head(
        id=1_800_000_000 + number,
        number=f"INV-{1000 + number}",
        uuid=drawn.uuid("invoice"),
        at=at,
        seller=beginning.facts.store.name.ar,
        tax_number=tax_number(beginning.name, beginning.seed),
    )


def way_of(order: Record, until: datetime) -> list[tuple[int, datetime]]:
    """Each status that an order of the story had, and since when."""
    slugs = _WAYS[_slug(order)]
    began: datetime = order["_created_at"]
    steps = [timedelta(), timedelta(hours=3), timedelta(days=1), timedelta(days=3)]
    moments = [min(began + step, until) for step in steps[: len(slugs)]]
    ids = [status_id(slug) for slug in slugs]
    ids[-1] = order["_status"]
    return list(zip(ids, moments, strict=True))


def _slug(order: Record) -> str:
    """The built-in status; the one that the store made is below `in_progress`."""
    return _SLUGS.get(order["_status"], "in_progress")


def _line(order: Record, product: Record, variant: Record | None, told: tuple[int, str]) -> Record:
    item, (quantity, note) = variant or product, told
    unit = MINOR.get(order["currency"], 100)
    at = "" if item["unlimited_quantity"] else str(MAIN_BRANCH)
    fields: dict[str, Any] = {
        "quantity": quantity,
        "notes": note,
        "_price": round(item["regular_price"]["amount"] * unit),
        "_taken": {at: quantity} if at and order["_status"] != status_id("canceled") else {},
    }
    return {**blank_line(order, order["currency"]), **from_product(product, item, order), **fields}
