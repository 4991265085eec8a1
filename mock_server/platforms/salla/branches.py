"""The branches of a store: one of them is the default, and each has a stock of its own."""

from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.filters import contains, equals
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Resource, oldest_first
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer
from mock_server.engine.text import Text

from . import words
from .branches_kept import TEXTS, blank_branch, branch_written, seed_branches, shown
from .stock import BRANCH, PRODUCT, VARIANT, default_branch, settle
from .style import SallaStyle

operations = Operations()

_STAYS = Text(
    "اختر فرعًا افتراضيًا آخر أولًا", "this is the default branch: make another one the default first"
)


@operations.handles("createBranch")
def create_branch(request: Request, shop: Shop) -> Record:
    blank = blank_branch()
    key = shop.store.fresh(BRANCH, lambda: shop.identifiers.number(BRANCH))
    record = {**blank, **branch_written(request.body, blank, request, shop), "id": key}
    kept = keeping.add(shop, BRANCH, record)
    if kept["is_default"]:
        _make_default(shop, kept)
    return kept


@operations.handles("updateBranch")
def update_branch(request: Request, shop: Shop) -> Record:
    known = shop.store.get(BRANCH, request.path["branch"])
    changed = branch_written(request.body, known, request, shop)
    after = {**known, **changed}
    if known["is_default"] and not (after["is_default"] and after["status"] == "active"):
        name = "status" if after["is_default"] else "is_default"
        raise Invalid.field(name, "enum", _STAYS)
    kept = keeping.change(shop, BRANCH, known["id"], **changed)
    if kept["is_default"] and not known["is_default"]:
        _make_default(shop, kept)
    if kept["status"] == "active" and known["status"] == "inactive":
        keeping.announce(shop, BRANCH, "store.branch.activated", kept)
    return kept


@operations.handles("deleteBranch")
def delete_branch(request: Request, shop: Shop) -> Any:
    """Delete a branch; what it has in stock goes to the default branch.

    Raises:
        Conflict: it is the default branch.
    """
    branch = shop.store.get(BRANCH, request.path["branch"])
    if branch["is_default"]:
        raise Conflict(f"{branch['id']} is the default branch", _STAYS)
    _move_stock(shop, branch["id"], default_branch(shop))
    keeping.remove(shop, BRANCH, branch["id"])
    return Answer(SallaStyle().deleted(request))


def present(branch: Record, shop: Shop, request: Request) -> Record:
    told = shown(branch, shop, request.language)
    if request.query.get("with") == "translations":
        told["translations"] = words.translations(branch, TEXTS)
    return told


def told(branch: Record, shop: Shop) -> Record:
    return shown(branch, shop, words.MAIN)


def _make_default(shop: Shop, branch: Record) -> None:
    """There is one default branch: another one is none any more."""
    for other in shop.store.all(BRANCH):
        if other["is_default"] and other["id"] != branch["id"]:
            shop.store.update(BRANCH, other["id"], is_default=False)
    keeping.announce(shop, BRANCH, "store.branch.setDefault", branch)


def _move_stock(shop: Shop, source: int, target: int) -> None:
    for resource in (VARIANT, PRODUCT):
        for item in shop.store.all(resource):
            at = dict(item["_branches"])
            moved = at.pop(str(source), None)
            if moved is None:
                continue
            at[str(target)] = at.get(str(target), 0) + moved
            shop.store.update(resource, item["id"], _branches=at)
            settle(shop, item["_product_id"] if resource == VARIANT else item["id"])


def _named(branch: Record, wanted: str, shop: Shop) -> bool:
    english = branch.get("_words", {}).get("en", {})
    named = contains("name")
    return named(branch, wanted, shop) or named(english, wanted, shop)


def _coded(branch: Record, wanted: str, shop: Shop) -> bool:
    return str(branch["id"]) == wanted.strip()


RESOURCE = Resource(
    name=BRANCH,
    seed=seed_branches,
    present=present,
    sort=oldest_first,
    filters={"keyword": _named, "is_default": equals("is_default"), "branch_code": _coded},
    apart=frozenset({"with"}),
    announces=Events("store.branch.created", "store.branch.updated", "store.branch.deleted"),
    tells=told,
)
