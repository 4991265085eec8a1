"""Which branch sends which orders, and how one is chosen where nothing says."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from .couriers import COMPANY
from .stock import BRANCH

ALLOCATION, SETTINGS = "branch_allocation", "branch_allocation_settings"

operations = Operations()

_FIELDS = ("name", "company_id", "priority", "rules", "action")
_ACTION = ("type", "branch_ids", "strategy", "single_branch_only")
_COMPARED = (">", ">=", "<", "<=")
_COUNTED = ("total_items", "total_quantity")
_NO_BRANCH = Text("الفرع غير موجود", "there is no such branch")
_ONE_BRANCH = Text("يجب تحديد فرع واحد", "name one branch")
_A_STRATEGY = Text("يجب تحديد طريقة الاختيار", "say how one of several branches is chosen")
_NUMBERS = Text("هذا الشرط يقارن أعدادًا فقط", "only numbers are more or less than each other")
_NO_COMPANY = Text("شركة الشحن غير موجودة", "there is no such shipping company")


@operations.handles("allocationBranchSettings")
def write_settings(request: Request, shop: Shop) -> Record:
    """How a branch is chosen in a part of the store, or in all of it."""
    sent = request.body
    for index, each in enumerate(sent["priorities"] or ()):
        _check_branch(shop, each["branch_id"], f"priorities.{index}.branch_id")
    scope = None if sent["scope_id"] is None else str(sent["scope_id"])
    turns = [
        {"branch_id": each["branch_id"], "priority": each["priority"]}
        for each in sent["priorities"] or ()
    ]
    record = {"strategy": sent["strategy"], "scope_id": scope}
    shop.store.put(SETTINGS, scope or "all", {**record, "_priorities": turns})
    return record


def allocation_written(
    sent: Mapping[str, Any], known: Record, request: Request, shop: Shop
) -> Record:
    """The fields of an allocation that a body changes; null empties a name or a company.

    Raises:
        Invalid: it names a branch or a company that is not there, or a rule means nothing.
    """
    changed: Record = {} if "id" in known else {"name": None, "company_id": None}
    changed |= {name: None for name in ("name", "company_id") if name in sent}
    changed |= {name: sent[name] for name in _FIELDS if sent.get(name) is not None}
    if "company_id" in sent and sent["company_id"] is not None:
        changed["company_id"] = _company(sent["company_id"], shop)
    if "rules" in changed:
        changed["rules"] = [_rule(each, at) for at, each in enumerate(changed["rules"])]
    if "action" in changed:
        action = _action(changed.pop("action"), shop)
        changed |= {"_branch_ids": action.pop("branch_ids"), "_action": action}
    return changed


def present(allocation: Record, shop: Shop, request: Request) -> Record:
    action = allocation["_action"]
    ids = {"branch_ids": allocation["_branch_ids"]}
    return {**visible(allocation), "action": {"type": action["type"], **ids, **action}}


def seed_allocations(beginning: Beginning) -> Iterator[Record]:
    """Orders to the city of a branch are sent from there, large ones from where there is most."""
    branches = beginning.records(BRANCH)
    for number, branch in enumerate(branches[:2]):
        yield {
            "id": 1_770_000_001 + number,
            "name": f"طلبات {branch['name']}",
            "company_id": None,
            "priority": number + 1,
            "rules": [
                {"type": "destination_city", "operator": "in", "value": [str(branch["_city_id"])]}
            ],
            "_branch_ids": [branch["id"]],
            "_action": {"type": "branch", "strategy": None, "single_branch_only": None},
        }
    yield {
        "id": 1_770_000_003,
        "name": "الطلبات الكبيرة",
        "company_id": None,
        "priority": 3,
        "rules": [{"type": "total_quantity", "operator": ">=", "value": ["10"]}],
        "_branch_ids": [each["id"] for each in branches],
        "_action": {"type": "branches", "strategy": "most_stock", "single_branch_only": False},
    }


def _rule(sent: Mapping[str, Any], index: int) -> Record:
    told = {name: sent[name] for name in ("type", "operator", "value")}
    counted = told["type"] in _COUNTED
    if told["operator"] in _COMPARED and not counted:
        raise Invalid.field(f"rules.{index}.operator", "enum", _NUMBERS)
    if counted and not all(each.isdigit() for each in told["value"]):
        raise Invalid.field(f"rules.{index}.value", "format", _NUMBERS)
    return told


def _action(sent: Mapping[str, Any], shop: Shop) -> Record:
    told = {name: sent[name] for name in _ACTION}
    for index, branch in enumerate(told["branch_ids"] or ()):
        _check_branch(shop, branch, f"action.branch_ids.{index}")
    if told["type"] == "branch" and len(told["branch_ids"] or ()) != 1:
        raise Invalid.field("action.branch_ids", "required", _ONE_BRANCH)
    if told["type"] == "branches" and told["strategy"] is None:
        raise Invalid.field("action.strategy", "required", _A_STRATEGY)
    return told


def _company(sent: Any, shop: Shop) -> int:
    found = shop.store.find(COMPANY, sent)
    if found is None:
        raise Invalid.field("company_id", "exists", _NO_COMPANY)
    return int(found["id"])


def _check_branch(shop: Shop, branch: int, field: str) -> None:
    if shop.store.find(BRANCH, branch) is None:
        raise Invalid.field(field, "exists", _NO_BRANCH)


RESOURCE = Resource(
    name=ALLOCATION,
    seed=seed_allocations,
    new_id=lambda shop: shop.identifiers.number(ALLOCATION),
    present=present,
    writes=allocation_written,
    parents=(
        Parent(COMPANY, "company_id", orphans="detached"),
        Parent(BRANCH, "_branch_ids", orphans="detached", several=True),
    ),
)
