"""Who works in a store, and what their roles let them do."""

from collections.abc import Iterable, Mapping

from mock_server.engine import keeping
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record

from .actors import SERVER
from .flakes import seeded_flake, stamp
from .lists import whole
from .refusals import NotNow, refused
from .stores import check_store

MEMBER, ROLE = "store_member", "store_role"

operations = Operations()

_MAY: Mapping[str, tuple[str, ...]] = {
    "owner": ("read", "write", "refund", "manage"),
    "manager": ("read", "write", "refund"),
    "support": ("read",),
}
"""What each role lets its members do; PayNow's own names of permissions are known in part."""

_THINGS = ("apikey", "coupons", "customers", "marketing", "orders", "products", "webhooks")


def seed_roles(beginning: Beginning) -> Iterable[Record]:
    for name, may in _MAY.items():
        yield {"id": seeded_flake(beginning.seed, "role", name), "name": name, "may": may}


def seed_members(beginning: Beginning) -> Iterable[Record]:
    """The owner, somebody who manages the store, and somebody who helps customers."""
    roles = {each["name"]: each["id"] for each in beginning.records(ROLE)}
    domain, now = beginning.facts.store.domain, stamp(beginning.moment)
    people = (
        ("owner", beginning.facts.store.email, "Abdullah", "Al-Saleh"),
        ("manager", f"huda@{domain}", "Huda", "Al-Zahrani"),
        ("support", f"omar@{domain}", "Omar", "Al-Shehri"),
    )
    for role, email, first, last in people:
        user = seeded_flake(beginning.seed, *(("owner",) if role == "owner" else ("user", role)))
        yield {
            "id": seeded_flake(beginning.seed, "member", role),
            "user_id": user,
            "user": {
                "type": "user",
                "id": user,
                "email": email,
                "first_name": first,
                "last_name": last,
                "nickname": None,
            },
            "added_at": now,
            "added_by": SERVER,
            "role_id": roles[role],
        }


@operations.handles("listStoreMembers")
def list_members(request: Request, shop: Shop) -> Page:
    return whole(MEMBER, request, shop)


@operations.handles("getStoreMemberPermissions")
def read_permissions(request: Request, shop: Shop) -> dict[str, bool]:
    member = _member(request, shop)
    may = shop.store.get(ROLE, member["role_id"])["may"]
    verbs = _MAY["owner"]
    return {f"{thing}_{verb}": verb in may for thing in _THINGS for verb in verbs}


@operations.handles("updateStoreMember")
def update(request: Request, shop: Shop) -> None:
    member = _other_than_owner(request, shop)
    role = shop.store.find(ROLE, request.body["role_id"])
    if role is None:
        raise refused("role_id", "exists", "There is no such role in this store.")
    if role["name"] == "owner":
        raise refused("role_id", "enum", "A store has one owner.")
    shop.store.update(MEMBER, member["id"], role_id=role["id"])


@operations.handles("removeStoreMember")
def remove(request: Request, shop: Shop) -> None:
    keeping.remove(shop, MEMBER, _other_than_owner(request, shop)["id"])


def _member(request: Request, shop: Shop) -> Record:
    check_store(request, shop)
    return shop.store.get(MEMBER, request.path["memberId"])


def _other_than_owner(request: Request, shop: Shop) -> Record:
    member = _member(request, shop)
    if shop.store.get(ROLE, member["role_id"])["name"] == "owner":
        raise NotNow("The owner of a store stays its owner.")
    return member


ROLES = Resource(name=ROLE, seed=seed_roles)
MEMBERS = Resource(name=MEMBER, seed=seed_members)
