"""Invoices and credit notes: drawn up from orders, or told of by an app that made them itself."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mock_server.commerce.money import decimal
from mock_server.engine.errors import Invalid
from mock_server.engine.filters import equals, since, until
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from . import order_lines
from .merchants import tax_number
from .style import RIYADH, money

INVOICE, ORDER = "invoice", "order"
TAX_INVOICE, CREDIT_NOTE = "tax_invoice", "credit_note"
operations = Operations()

TYPES: Mapping[str, str] = {TAX_INVOICE: "Tax Invoice", CREDIT_NOTE: "Credit Note"}
_NEEDED = Text("حقل {name} مطلوب لهذا النوع من البيانات", "{name} is needed for this data_type")
_SUM = Text("المجموع لا يساوي مجموع أجزائه", "the total is not the sum of its parts")
_A_CENT = 0.0101
_EMPTY = Text("لا يمكن إصدار فاتورة لمسودة", "a draft cannot be invoiced")
_NO_ORDER = Text("الطلب غير موجود", "there is no such order")
_SENT = Text("تم إرسال الفاتورة", "The invoice was sent")


def draw_up(order: Record, shop: Shop, kind: str) -> Record:
    """The invoice or credit note of an order; the one that there is, if it has one already."""
    known = _of(order["id"], shop, kind)
    if known is not None:
        return known
    return _keep(_made(order, shop, kind), shop)


def _of(order_id: int, shop: Shop, kind: str) -> Record | None:
    where = {"order_id": order_id, "type": TYPES[kind]}
    found, _ = shop.store.table(INVOICE).select(where, limit=1)
    return found[0] if found else None


@operations.handles("createInvoice")
def create_invoice(request: Request, shop: Shop) -> Record:
    """Figures come from the order unless they are sent."""
    sent = request.body
    order = shop.store.find(ORDER, sent["order_id"])
    if order is None:
        raise Invalid.field("order_id", "exists", _NO_ORDER)
    if order["draft"]:
        raise Invalid.field("order_id", "enum", _EMPTY)
    invoice = _made(order, shop, sent["type"])
    if sent.get("invoice_number"):
        invoice["invoice_number"] = sent["invoice_number"]
    if sent.get("url"):
        invoice["url"] = sent["url"]
    if sent["data_type"] in ("url", "file"):
        invoice |= {"url": _needed(sent, "url"), "qr_code": None}
    if sent["data_type"] == "data":
        invoice |= _sent_figures(sent, invoice, shop)
    return _keep(invoice, shop)


@operations.handles("sendOrderInvoice")
def send_invoice(request: Request, shop: Shop) -> Any:
    draw_up(_invoiced(request, shop), shop, TAX_INVOICE)
    return {"message": _SENT.say(request.language)}


@operations.handles("createOrderInvoice")
def print_invoice(request: Request, shop: Shop) -> Any:
    invoice = draw_up(_invoiced(request, shop), shop, TAX_INVOICE)
    return {"url": f"https://{shop.facts.store.domain}/invoices/{invoice['id']}.pdf"}


def present(invoice: Record, shop: Shop, request: Request) -> Record:
    """In full; a row of the list calls some things by other names."""
    shown, currency = visible(invoice), invoice["total"]["currency"]
    if request.operation.id != "listInvoices":
        return shown
    for name in ("items", "url"):
        del shown[name]
    shown["sub_total"] = shown.pop("subtotal")
    for name in ("shipping_cost", "cod_cost"):
        shown[name] = {"amount": shown[name]["amount"], "currency": currency}
    return shown


def _invoiced(request: Request, shop: Shop) -> Record:
    order = shop.store.get(ORDER, request.path["order_id"])
    if order["draft"]:
        raise Invalid.field("order_id", "enum", _EMPTY)
    return order


def _keep(invoice: Record, shop: Shop) -> Record:
    kept = shop.store.put(INVOICE, invoice["id"], invoice)
    shop.emit("invoice.created", INVOICE, kept["id"], **visible(kept))
    return kept


def _made(order: Record, shop: Shop, kind: str) -> Record:
    """An invoice with the order's figures, not yet kept."""
    key = int(str(shop.store.fresh(INVOICE, lambda: shop.identifiers.number(INVOICE))))
    head = Head(
        id=key,
        number=f"INV-{5000 + shop.identifiers.count('invoice number')}",
        uuid=shop.identifiers.uuid(INVOICE),
        at=shop.clock.now(),
        seller=shop.facts.store.name.ar,
        tax_number=tax_number(shop.name, shop.identifiers.seed),
    )
    taken_back = _of(order["id"], shop, TAX_INVOICE) if kind == CREDIT_NOTE else None
    items = order_lines.lines_of(shop, order["id"])
    return invoice_of(order, items, kind, head) | {
        "invoice_reference_id": taken_back["invoice_number"] if taken_back else None
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What an invoice has that its order does not say."""

    id: int
    number: str
    uuid: str
    at: datetime
    seller: str
    tax_number: str


def invoice_of(order: Record, items: Sequence[Record], kind: str, head: Head) -> Record:
    """The figures are the order's, so that an invoice adds up as its order does."""
    sums, currency, percent = order["_sums"], order["currency"], order["_percent"]
    cost = {"taxable": True, "currency": currency}
    return {
        "id": head.id,
        "invoice_number": head.number,
        "uuid": head.uuid,
        "order_id": order["id"],
        "invoice_reference_id": None,
        "type": TYPES[kind],
        "date": f"{head.at.astimezone(RIYADH):%Y-%m-%d %H:%M:%S}",
        "qr_code": _qr_code(order, head),
        "payment_method": order["payment_method"],
        "subtotal": money(sums["goods"], currency),
        "shipping_cost": {"amount": money(sums["shipping"], currency)["amount"], **cost},
        "cod_cost": {"amount": money(sums["cod"], currency)["amount"], **cost},
        "discount": money(sums["discount"], currency),
        "tax": {"percent": percent, "amount": money(sums["tax"], currency)},
        "total": money(sums["total"], currency),
        "items": [_item(item, at, order) for at, item in enumerate(items, start=1)],
        "url": None,
    }


def _item(item: Record, place: int, order: Record) -> Record:
    sums, currency = item["_sums"], order["currency"]
    return {
        "id": f"{order['id']}{place}",
        "item_id": str(item["id"]),
        "product_id": str(item["_product"] or ""),
        "name": item["name"],
        "sku": item["sku"],
        "quantity": str(item["quantity"]),
        "type": item["_type"],
        "price": money(sums["price"], currency),
        "discount": money(sums["discount"], currency),
        "tax": {"percent": item["_percent"], "amount": money(sums["tax"], currency)},
        "total": money(sums["total"], currency),
    }


def _sent_figures(sent: Mapping[str, Any], invoice: Record, shop: Shop) -> Record:
    currency = shop.facts.store.currency
    cost = {"taxable": True, "currency": currency}
    cod, shipping = sent.get("cash_on_delivery_cost", 0), sent.get("shipping_cost", 0)
    parts = (_needed(sent, "sub_total"), shipping, cod, sent.get("tax", 0))
    if abs(sum(parts) - _needed(sent, "total")) > _A_CENT:
        raise Invalid.field("total", "invalid", _SUM)
    tax = {
        "percent": sent.get("tax_value", invoice["tax"]["percent"]),
        "amount": {"amount": sent.get("tax", 0), "currency": currency},
    }
    return {
        "subtotal": {"amount": _needed(sent, "sub_total"), "currency": currency},
        "shipping_cost": {"amount": shipping, **cost},
        "cod_cost": {"amount": cod, **cost},
        "discount": money(0, currency),
        "tax": tax,
        "total": {"amount": _needed(sent, "total"), "currency": currency},
    }


def _needed(sent: Mapping[str, Any], name: str) -> Any:
    if sent.get(name) is None:
        raise Invalid.field(name, "required", _NEEDED.fill(name=name))
    return sent[name]


def _two_decimals(minor: int, currency: str) -> str:
    return decimal(minor, currency).replace(",", "")


def _qr_code(order: Record, head: Head) -> str:
    """Seller, tax number, moment, total and tax, as the tax authority's square code has them."""
    sums, currency = order["_sums"], order["currency"]
    amounts = [_two_decimals(sums[name], currency) for name in ("total", "tax")]
    seller = head.seller.encode()[:120].decode("utf-8", "ignore")
    coded = b""
    told = (seller, head.tax_number, f"{head.at:%Y-%m-%dT%H:%M:%SZ}", *amounts)
    for tag, text in enumerate(told, start=1):
        data = text.encode()
        coded += bytes((tag, len(data))) + data
    return b64encode(coded).decode()


RESOURCE = Resource(
    name=INVOICE,
    table=TableSpec(order="date", equal=("order_id",)),
    present=present,
    filters={"from_date": since("date"), "to_date": until("date"), "order_id": equals("order_id")},
)
