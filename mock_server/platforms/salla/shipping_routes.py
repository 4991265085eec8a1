"""Which companies are offered for which carts: one route is the default, others come before it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.filters import contains
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.style import Answer, visible
from mock_server.engine.text import Text

from .couriers import COMPANY, courier_of
from .route_conditions import check_condition
from .style import SallaStyle

ROUTE, DEFAULT = "shipping_route", "default"

operations = Operations()

_PLAIN = ("name", "type", "priority", "condition_match")
_PRICING = ("type", "cost", "amount_per_unit", "up_to_weight", "per_unit")
_STAYS = Text("لا يمكن حذف المسار الافتراضي", "the default route cannot be deleted")
_DEFAULT = Text("المسار الافتراضي لا يتغير نوعه", "the default route keeps its type")
_BRANDED = Text("حقل branded مطلوب لهذا النوع", "a branded route needs to say how it looks")


@operations.handles("defaultRoute")
def change_default(request: Request, shop: Shop) -> Record:
    (route,), _ = shop.store.table(ROUTE).select({"type": DEFAULT}, limit=1)
    changed = route_written(request.body, route, request, shop)
    return keeping.change(shop, ROUTE, route["id"], **changed)


@operations.handles("deleteRoute")
def delete_route(request: Request, shop: Shop) -> Any:
    """Delete a route.

    Raises:
        Conflict: it is the default one.
    """
    route = shop.store.get(ROUTE, request.path["id"])
    if route["type"] == DEFAULT:
        raise Conflict(f"{route['id']} is the default route", _STAYS)
    keeping.remove(shop, ROUTE, route["id"])
    return Answer(SallaStyle().deleted(request))


def route_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a route that a body changes.

    Raises:
        Invalid: a company is not there, or a condition or a brand says nothing.
    """
    if known.get("type") == DEFAULT and "type" in sent:
        raise Invalid.field("type", "enum", _DEFAULT)
    changed: Record = {} if "id" in known else _blank()
    changed |= {name: sent[name] for name in _PLAIN if name in sent}
    if "status" in sent:
        changed["status"] = bool(sent["status"])
    if "companies" in sent:
        changed["_companies"] = _companies(sent["companies"], shop)
    if "conditions" in sent:
        changed["conditions"] = [
            check_condition(each, f"conditions.{at}") for at, each in enumerate(sent["conditions"])
        ]
    if "strategy" in sent:
        changed["strategy"] = _strategy(sent["strategy"], shop)
    if "branded" in sent:
        changed["branded"] = _branded(sent["branded"], known.get("branded"))
    after = {**known, **changed}
    if after["type"] == "branded" and after["branded"] is None:
        raise Invalid.field("branded", "required", _BRANDED)
    return changed


def present(route: Record, shop: Shop, request: Request) -> Record:
    """A route; in a list, in short. Companies that are gone carry nothing."""
    if request.operation.id == "routesList":
        names = ("id", "name", "type", "status", "priority")
        told = {name: route[name] for name in names} | {"strategy": route["strategy"]["type"]}
        return {**told, "combinable": bool(route["branded"] and route["branded"]["combinable"])}
    there = [each for each in route["_companies"] if shop.store.find(COMPANY, each["id"])]
    return {**visible(route), "companies": there}


def seed_routes(beginning: Beginning) -> Iterator[Record]:
    """The default route with all companies, and one for heavy carts."""
    companies = beginning.records(COMPANY)
    turns = [
        {"id": company["id"], "priority": turn, "capacity": 0}
        for turn, company in enumerate(companies, start=1)
    ]
    default = {"id": 1_760_000_001, "name": "المسار الافتراضي", "type": DEFAULT, "priority": 100}
    yield {**_blank(), **default, "_companies": turns}
    heavy = {"id": 1_760_000_002, "name": "الطلبات الثقيلة", "type": "normal", "priority": 1}
    weighs = {"type": "cart_weight", "operator": ">=", "value": 20}
    cheapest = {**_blank()["strategy"], "type": "lowest_price"}
    yield {
        **_blank(),
        **heavy,
        "_companies": turns[:2],
        "conditions": [weighs],
        "strategy": cheapest,
    }


def _blank() -> Record:
    strategy: Record = {"type": "default", "capacity_level": None, "alternative_companies": []}
    return {
        "status": True,
        "branded": None,
        "condition_match": "all",
        "conditions": [],
        "strategy": strategy,
        "_companies": [],
    }


def _companies(sent: Sequence[Mapping[str, Any]], shop: Shop) -> list[Record]:
    return [
        {
            "id": courier_of(shop, each["id"], f"companies.{turn - 1}.id")["id"],
            "priority": each.get("priority", turn),
            "capacity": each.get("capacity", 0),
        }
        for turn, each in enumerate(sent, start=1)
    ]


def _strategy(sent: Mapping[str, Any], shop: Shop) -> Record:
    others = sent.get("alternative_companies", [])
    for index, each in enumerate(others):
        courier_of(shop, each, f"strategy.alternative_companies.{index}")
    told = {"type": sent["type"], "capacity_level": sent.get("capacity_level")}
    return {**told, "alternative_companies": others}


def _branded(sent: Mapping[str, Any], known: Record | None) -> Record:
    free = {"type": "fixed", **dict.fromkeys(_PRICING[1:], 0)}
    before = known or {"combinable": False, "pricing": free}
    told = {name: sent[name] for name in ("name", "description", "logo_url")}
    pricing = {name: value for name, value in sent.get("pricing", {}).items() if name in _PRICING}
    return {
        **told,
        "combinable": sent.get("combinable", before["combinable"]),
        "pricing": {**before["pricing"], **pricing},
    }


def _by_turn(query: Mapping[str, Any]) -> tuple[str | None, bool]:
    return "priority", False


RESOURCE = Resource(
    name=ROUTE,
    table=TableSpec(equal=("type",)),
    seed=seed_routes,
    present=present,
    sort=_by_turn,
    filters={"name": contains("name")},
    new_id=lambda shop: shop.identifiers.number(ROUTE),
    writes=route_written,
)
