"""The statuses that orders can have: Salla's thirteen, and those that a store adds below them."""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from .words import done

STATUS = "order_status"
operations = Operations()

PAYMENT_PENDING, UNDER_REVIEW, COMPLETED = "payment_pending", "under_review", "completed"
CANCELED, RESTORED, RESTORING = "canceled", "restored", "restoring"

BUILT_IN: Mapping[str, tuple[int, Text]] = {
    PAYMENT_PENDING: (1473353380, Text("بإنتظار الدفع", "Pending payment")),
    UNDER_REVIEW: (566146469, Text("بإنتظار المراجعة", "Under review")),
    "in_progress": (1939592358, Text("قيد التنفيذ", "In progress")),
    COMPLETED: (1298199463, Text("تم التنفيذ", "Completed")),
    "delivering": (349994915, Text("جاري التوصيل", "Delivering")),
    "delivered": (1723506348, Text("تم التوصيل", "Delivered")),
    "shipped": (814202285, Text("تم الشحن", "Shipped")),
    CANCELED: (525144736, Text("ملغي", "Canceled")),
    RESTORED: (989286562, Text("مسترجع", "Restored")),
    RESTORING: (1548352431, Text("قيد الإسترجاع", "Being restored")),
    "waiting_for_payment_confirmation": (
        1764372897,
        Text("بإنتظار تأكيد الدفع", "Waiting for payment confirmation"),
    ),
    "payment_failed": (40688814, Text("فشل الدفع", "Payment failed")),
    "waiting to receive it": (1956875584, Text("بإنتظار الاستلام", "Waiting to be received")),
}
"""Id and name by word; ids as the vendor's examples show them, the last two made up."""

_ROASTING = (1_580_000_001, "in_progress", Text("قيد التجهيز في المستودع", "At the warehouse"))
_NO_NAME = Text("لا يمكن تغيير اسم حالة أساسية", "a built-in status keeps its name and message")
_NO_PARENT = Text("الحالة الأساسية غير موجودة", "there is no such built-in status")
_TAKEN = Text("اسم الحالة مستخدم", "another status has this name")
_SORTED = Text("تم ترتيب حالات الطلبات", "The order statuses were sorted")


def status_id(slug: str) -> int:
    """The id of a built-in status."""
    return BUILT_IN[slug][0]


def seed(beginning: Beginning) -> Iterable[Record]:
    for place, (slug, (key, name)) in enumerate(BUILT_IN.items(), start=1):
        yield _record(key, slug, name, place, None)
    key, slug, name = _ROASTING
    yield _record(key, slug, name, len(BUILT_IN) + 1, status_id(slug))


def shown_name(status: Record, language: str) -> str:
    name: str = status["_name_en"] if language == "en" else status["name"]
    return name


def shown_status(key: int, shop: Shop, language: str) -> Record:
    """A status as orders show it: the built-in one, and below it the one that the store made."""
    own = shop.store.get(STATUS, key)
    base = shop.store.get(STATUS, own["_parent"]) if own["_parent"] else own
    return {
        "id": base["id"],
        "name": shown_name(base, language),
        "slug": base["slug"],
        "customized": {"id": own["id"], "name": shown_name(own, language)},
    }


def present(status: Record, shop: Shop, request: Request) -> Record:
    language = request.language
    shown = {**visible(status), "name": shown_name(status, language)}
    parent = shop.store.find(STATUS, status["_parent"]) if status["_parent"] else None
    above = {"id": parent["id"], "name": shown_name(parent, language)} if parent else None
    shown |= {"original": above, "parent": above}
    if request.operation.id == "listOrderStatuses":
        del shown["color"]
        return shown
    below, _ = shop.store.table(STATUS).select({"_parent": status["id"]}, newest_first=False)
    children = [{**visible(each), "name": shown_name(each, language)} for each in below]
    return {**shown, "children": children}


@operations.handles("listOrderStatuses")
def list_statuses(request: Request, shop: Shop) -> Any:
    rows = sorted(shop.store.all(STATUS), key=lambda each: (each["sort"], each["id"]))
    return [present(each, shop, request) for each in rows]


@operations.handles("createCustomOrderStatus")
def create_status(request: Request, shop: Shop) -> Record:
    sent = request.body
    parent = shop.store.find(STATUS, sent["parent_id"])
    if parent is None or parent["_parent"]:
        raise Invalid.field("parent_id", "exists", _NO_PARENT)
    _check_name(sent["name"], None, shop)
    key = int(str(shop.store.fresh(STATUS, lambda: shop.identifiers.number(STATUS))))
    last = max(each["sort"] for each in shop.store.all(STATUS))
    made = _record(key, parent["slug"], Text(sent["name"], sent["name"]), last + 1, parent["id"])
    return shop.store.put(STATUS, key, {**made, **_sent(sent)})


@operations.handles("updateCustomOrderStatus")
def update_status(request: Request, shop: Shop) -> Record:
    status, sent = shop.store.get(STATUS, request.path["status_id"]), request.body
    changed = _sent(sent)
    if not changed:
        raise Conflict("send at least one field of the status")
    if status["type"] == "original" and ("name" in changed or "message" in changed):
        raise Invalid.field("name", "enum", _NO_NAME)
    if "name" in changed:
        _check_name(changed["name"], status["id"], shop)
    return shop.store.put(STATUS, status["id"], {**status, **changed})


@operations.handles("sortOrdersStatuses")
def sort_statuses(request: Request, shop: Shop) -> Any:
    for each in request.body:
        shop.store.update(STATUS, each["status_id"], sort=each["sort"])
    return done(_SORTED, request)


def _sent(sent: Mapping[str, Any]) -> Record:
    names = ("name", "message", "icon", "sort", "is_active")
    changed = {name: sent[name] for name in names if name in sent}
    return {**changed, "_name_en": sent["name"]} if "name" in sent else changed


def _check_name(name: str, own: int | None, shop: Shop) -> None:
    if any(each["name"] == name and each["id"] != own for each in shop.store.all(STATUS)):
        raise Invalid.field("name", "unique", _TAKEN)


def _record(key: int, slug: str, name: Text, place: int, parent: int | None) -> Record:
    return {
        "id": key,
        "name": name.ar,
        "type": "custom" if parent else "original",
        "slug": slug,
        "message": f"حالة طلبك: {name.ar}",
        "color": "#58C9B9",
        "icon": "sicon-cart",
        "sort": place,
        "is_active": True,
        "_parent": parent,
        "_name_en": name.en,
    }


RESOURCE = Resource(
    name=STATUS, table=TableSpec(equal=("_parent", "slug")), seed=seed, present=present
)
