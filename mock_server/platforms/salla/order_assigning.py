"""Which employees look after which orders: rules for new ones, and what is set by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from .employees import EMPLOYEE, shown

RULE, ORDER = "assignment_rule", "order"
operations = Operations()

_ENTITIES = ("payment_method", "city", "branch", "courier", "source")
_UNKNOWN = Text("الموظف غير موجود", "there is no such employee")
_NO_ENTITY = Text(
    "العنصر غير معروف", "rules look at payment_method, city, branch, courier or source"
)


def employees_for(order: Record, shop: Shop) -> list[int]:
    """The employees whose rules a new order meets."""
    if not shop.store.has(RULE):
        return []
    facts = _facts(order, shop)
    meets = (
        rule["user_id"]
        for rule in shop.store.all(RULE)
        if all(each["value"] in facts[each["entity"]] for each in rule["rules"])
    )
    return list(dict.fromkeys(meets))


def known_employees(keys: Sequence[int], shop: Shop, field: str = "employees") -> list[int]:
    """These ids, each of an employee that there is.

    Raises:
        Invalid: there is none of one of them.
    """
    for index, key in enumerate(keys):
        if shop.store.find(EMPLOYEE, key) is None:
            raise Invalid.field(f"{field}.{index}", "exists", _UNKNOWN)
    return list(dict.fromkeys(keys))


@operations.handles("listAutoAssignmentRules")
def list_rules(request: Request, shop: Shop) -> Any:
    return [visible(rule) for rule in shop.store.all(RULE)]


@operations.handles("createAutoAssignmentRules")
def create_rule(request: Request, shop: Shop) -> Record:
    sent = request.body
    if shop.store.find(EMPLOYEE, sent["user_id"]) is None:
        raise Invalid.field("user_id", "exists", _UNKNOWN)
    key = int(str(shop.store.fresh(RULE, lambda: shop.identifiers.number(RULE))))
    rules = _conditions(sent["rules"], "rules.")
    return shop.store.put(RULE, key, {"id": key, "user_id": sent["user_id"], "rules": rules})


@operations.handles("updateAutoAssignmentRule")
def update_rule(request: Request, shop: Shop) -> Record:
    rule = shop.store.get(RULE, request.path["rule_id"])
    return shop.store.put(RULE, rule["id"], {**rule, "rules": _conditions(request.body, "")})


@operations.handles("orderAssignedEmployeesDetails")
def read_assigned(request: Request, shop: Shop) -> Any:
    order = shop.store.get(ORDER, request.path["order_id"])
    employees = (shop.store.find(EMPLOYEE, key) for key in order["_employees"])
    return [shown(each, shop, request.language) for each in employees if each is not None]


def _conditions(sent: Sequence[Mapping[str, Any]], place: str) -> list[Record]:
    for index, each in enumerate(sent):
        if each["entity"] not in _ENTITIES:
            raise Invalid.field(f"{place}{index}.entity", "enum", _NO_ENTITY)
    return [{"entity": each["entity"], "value": each["value"]} for each in sent]


def _facts(order: Record, shop: Shop) -> Mapping[str, tuple[str, ...]]:
    """What rules look at, by the names that they have for it."""
    place = order["_ship_to"] or {}
    city = shop.facts.cities.get(place.get("city"))
    return {
        "payment_method": (str(order["payment_method"]),),
        "city": (str(city.number), city.name.ar, city.name.en) if city else (),
        "branch": (str(order["_branch"]),),
        "courier": (str(order["_courier"]),),
        "source": (order["source"],),
    }


RESOURCE = Resource(name=RULE)
