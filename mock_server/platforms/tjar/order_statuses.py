"""How far an order is, and whether it was paid for: the words, and where each leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.text import Text

operations = Operations()


@dataclass(frozen=True, slots=True)
class Status:
    """A status with its label, its colour, and the statuses that may follow it."""

    label: Text
    color: str
    then: tuple[str, ...] = ()


PENDING, PROCESSING, SHIPPED, DELIVERED = "Pending", "Processing", "Shipped", "Delivered"
COMPLETED, CANCELLED, REFUNDED = "Completed", "Cancelled", "Refunded"

STATUSES: Mapping[str, Status] = {
    PENDING: Status(
        Text("قيد الانتظار", "Pending"),
        "warning",
        (PROCESSING, SHIPPED, DELIVERED, COMPLETED, CANCELLED),
    ),
    PROCESSING: Status(
        Text("قيد التجهيز", "Processing"), "info", (SHIPPED, DELIVERED, COMPLETED, CANCELLED)
    ),
    SHIPPED: Status(Text("تم الشحن", "Shipped"), "primary", (DELIVERED, COMPLETED, CANCELLED)),
    DELIVERED: Status(Text("تم التوصيل", "Delivered"), "success", (COMPLETED, REFUNDED)),
    COMPLETED: Status(Text("مكتمل", "Completed"), "success", (REFUNDED,)),
    CANCELLED: Status(Text("ملغي", "Cancelled"), "danger"),
    REFUNDED: Status(Text("مسترجع", "Refunded"), "secondary"),
}
"""By value. Goods that come back are those of a cancelled or a refunded order."""

PAYMENTS: Mapping[str, Status] = {
    "pending": Status(Text("بانتظار الدفع", "Pending"), "warning"),
    "paid": Status(Text("مدفوع", "Paid"), "success"),
    "failed": Status(Text("فشل الدفع", "Failed"), "danger"),
    "refunded": Status(Text("مسترد", "Refunded"), "secondary"),
}

GATEWAYS: Mapping[str, Text] = {
    "tjar-pay": Text("تجار باي", "Tjar Pay"),
    "cash_on_delivery": Text("الدفع عند الاستلام", "Cash on delivery"),
    "bank_transfer": Text("تحويل بنكي", "Bank transfer"),
}


@operations.handles("listOrderStatuses")
def list_statuses(request: Request, shop: Shop) -> Any:
    return [{"id": at, **shown(STATUSES, value)} for at, value in enumerate(STATUSES, start=1)]


def shown(words: Mapping[str, Status], value: str) -> dict[str, Any]:
    """A status as answers have it."""
    status = words[value]
    return {"value": value, "label": label(status.label), "color": status.color}


def label(text: Text) -> dict[str, str]:
    return {"ar": text.ar, "en": text.en}
