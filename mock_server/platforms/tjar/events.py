"""Every event that Tjar announces, with its label and what it is about."""

from collections.abc import Mapping

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.webhooks import Kind

from . import carts, order_shown, products
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

_GONE = "product.deleted"

NAMES: Mapping[str, Kind] = {
    name: Kind(label, None if name == _GONE else name.partition(".")[0])
    for name, label in _LABELS.items()
}
"""What can be subscribed to, which is all there is; the document names the same."""


def told(name: str, subject: str, shop: Shop) -> Record:
    """What an event says of its subject, in Arabic; of a product that is gone only its id."""
    resource = name.partition(".")[0]
    if name == _GONE:
        return {"id": int(subject), "identifier": int(subject)}
    record = shop.store.get(resource, subject)
    if resource == CART:
        return carts.in_full(record, shop, "ar")
    if resource == "order":
        return order_shown.in_full(record, shop, "ar")
    return products.in_full(record, shop)
