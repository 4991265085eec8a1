"""Every event that Tjar announces, with its label and what it is about."""

from collections.abc import Mapping

from mock_server.engine.text import Text
from mock_server.webhooks import Kind

from .carts import CART

_LABELS: Mapping[str, Text] = {
    "order.created": Text("طلب جديد", "Order created"),
    "order.updated": Text("تم تحديث الطلب", "Order updated"),
    "order.status.updated": Text("تم تحديث حالة الطلب", "Order status updated"),
    "product.created": Text("منتج جديد", "Product created"),
    "product.updated": Text("تم تحديث المنتج", "Product updated"),
    "product.deleted": Text("تم حذف المنتج", "Product deleted"),
    "abandoned_cart.created": Text("سلة متروكة جديدة", "Abandoned cart created"),
    "abandoned_cart.reminder_sent": Text(
        "تم إرسال تذكير بسلة متروكة", "Abandoned cart reminder sent"
    ),
}

NAMES: Mapping[str, Kind] = {
    name: Kind(label, CART if name.startswith(CART) else None) for name, label in _LABELS.items()
}
"""What can be subscribed to, which is all there is; the document names the same."""
