"""Groups of customers: whom they have, by hand or by conditions, and what members can choose."""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .customer_stats import Stats, stats_of
from .customers import CUSTOMER, DEFAULT_GROUP
from .words import done, say, spoken_in, write

GROUP = "customer_group"
operations = Operations()

_ALL = {
    "payment_method": ["mada", "credit_card", "apple_pay", "cod", "bank"],
    "shipping": ["all"],
}
_SEEDED: tuple[tuple[Text, list[Record]], ...] = (
    (Text("المجموعة الافتراضية", "Default group"), []),
    (
        Text("كبار العملاء", "Best customers"),
        [{"type": "total_sales", "symbol": ">", "value": 500}],
    ),
    (
        Text("عملاء بلا طلبات", "Customers without orders"),
        [{"type": "doesnt_have_orders", "symbol": None, "value": None}],
    ),
    (Text("أصدقاء المتجر", "Friends of the store"), []),
)
_PARTS = frozenset({"type", "symbol", "value", "min_value", "max_value"})
_DELETED = Text("تم حذف المجموعة", "The group was deleted")
_ADDED = Text("تمت إضافة العملاء إلى المجموعة", "The customers were added to the group")
_CHANGED = Text("تم تحديث المجموعة الافتراضية", "The default group was changed")
_DEFAULT = Text(
    "لا يمكن حذف المجموعة الافتراضية أو تغيير اسمها وشروطها",
    "the default group stays, with its name and without conditions",
)
_VALUE = Text("هذه القيمة مطلوبة لهذا الشرط", "this condition needs this value")
_ORDER = Text("الحد الأعلى أقل من الحد الأدنى", "the most is less than the least")
_NO_GROUP = Text("المجموعة غير موجودة", "there is no such group")
_NO_CUSTOMER = Text("العميل غير موجود", "there is no such customer")


def seed(beginning: Beginning) -> Iterable[Record]:
    for index, (name, conditions) in enumerate(_SEEDED):
        yield {
            "id": DEFAULT_GROUP + index,
            "name": name.ar,
            "conditions": conditions,
            "features": _ALL,
            "_words": {"en": {"name": name.en}},
        }


def groups_of(customer: Record, shop: Shop, stats: Stats | None = None) -> list[int]:
    """Ids of the groups into which a customer was put, and of those whose conditions they meet."""
    found: list[int] = list(customer["groups"])
    for group in shop.store.table(GROUP).select({}, newest_first=False)[0]:
        if group["conditions"] and group["id"] not in found:
            stats = stats or stats_of(customer["id"], shop)
            if all(_is_met(condition, stats) for condition in group["conditions"]):
                found.append(group["id"])
    return found


def group_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a group that a body changes.

    Raises:
        Conflict: the name or the conditions of the default group would change.
        Invalid: a condition lacks what it compares with.
    """
    if known.get("id") == DEFAULT_GROUP and {"name", "conditions"} & sent.keys():
        raise Conflict("the default group changes its features only", _DEFAULT)
    fields: Record = {} if "id" in known else {"conditions": [], "features": _ALL}
    if "name" in sent:
        fields |= write({"name": sent["name"]}, known, spoken_in(request))
    if "conditions" in sent:
        fields["conditions"] = [_condition(each, i) for i, each in enumerate(sent["conditions"])]
    if "features" in sent:
        fields["features"] = {**known.get("features", _ALL), **_features(sent["features"])}
    return fields


@operations.handles("deleteCustomerGroup")
def delete_group(request: Request, shop: Shop) -> Any:
    """Its members live on without it."""
    group = shop.store.get(GROUP, request.path["group"])
    if group["id"] == DEFAULT_GROUP:
        raise Conflict("the default group cannot be deleted", _DEFAULT)
    keeping.remove(shop, GROUP, group["id"])
    return done(_DELETED, request)


@operations.handles("addCustomersToGroupCustomer")
def add_customers(request: Request, shop: Shop) -> Any:
    """All of them, or none where one is not there."""
    group = shop.store.find(GROUP, request.body["group_id"])
    if group is None:
        raise Invalid.field("group_id", "exists", _NO_GROUP)
    customers = [shop.store.find(CUSTOMER, each) for each in request.body["customers"]]
    for index, customer in enumerate(customers):
        if customer is None:
            raise Invalid.field(f"customers.{index}", "exists", _NO_CUSTOMER)
    for key in dict.fromkeys(request.body["customers"]):
        customer = shop.store.get(CUSTOMER, key)
        if group["id"] not in customer["groups"]:
            groups = [*customer["groups"], group["id"]]
            keeping.change(shop, CUSTOMER, customer["id"], groups=groups)
    return [_ADDED.say(request.language)]


@operations.handles("updateDefaultCustomerGroup")
def update_default(request: Request, shop: Shop) -> Any:
    group = shop.store.get(GROUP, DEFAULT_GROUP)
    features = {**group["features"], **_features(request.body["features"])}
    keeping.change(shop, GROUP, DEFAULT_GROUP, features=features)
    return done(_CHANGED, request)


def present(group: Record, shop: Shop, request: Request) -> Record:
    return say(group, request.language)


def _condition(sent: Mapping[str, Any], index: int) -> Record:
    """A condition as it is kept, with all that was sent of it.

    Raises:
        Invalid: what it compares with is missing, or the wrong way round.
    """
    kept = {"symbol": None, "value": None, **{name: sent[name] for name in _PARTS & sent.keys()}}
    if sent["type"] == "doesnt_have_orders":
        return kept
    needed = {"between": ("min_value", "max_value"), None: ("symbol",)}.get(
        kept["symbol"], ("value",)
    )
    for name in needed:
        if name not in sent:
            raise Invalid.field(f"conditions.{index}.{name}", "required", _VALUE)
    if kept["symbol"] == "between" and sent["max_value"] < sent["min_value"]:
        raise Invalid.field(f"conditions.{index}.max_value", "minimum", _ORDER)
    return kept


def _is_met(condition: Mapping[str, Any], stats: Stats) -> bool:
    match condition["type"]:
        case "doesnt_have_orders":
            return stats.orders == 0
        case "total_sales":
            value: float | None = stats.amount
        case "total_orders":
            value = stats.orders
        case _:
            value = stats.rating
    if value is None:
        return False
    if condition["symbol"] == "between":
        return bool(condition["min_value"] <= value <= condition["max_value"])
    return bool(
        value > condition["value"] if condition["symbol"] == ">" else value < condition["value"]
    )


def _features(sent: Mapping[str, Any]) -> Record:
    return {name: sent[name] for name in ("payment_method", "shipping") if name in sent}


RESOURCE = Resource(
    name=GROUP,
    seed=seed,
    present=present,
    sort=oldest_first,
    new_id=lambda shop: shop.identifiers.number(GROUP),
    writes=group_written,
)
