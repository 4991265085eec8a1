"""Stores: the one that a key opens, and those that its owner has beside it."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record

from .actors import owner
from .flakes import new_flake, stamp, store_id
from .refusals import NotNow

STORE = "store"
IN_STORE = Parent(STORE, "store_id", "storeId")
"""What is in a store. A path names the store that its key opens, and no other."""

_OPENED = "_opened_by_key"
_BLANK: Mapping[str, Any] = {
    "website_url": None,
    "contact_email": None,
    "support_email": None,
    "support_url": None,
    "integration_type": None,
    "live_mode": False,
    "logo_url": None,
    "logo_square_url": None,
    "minecraft_bedrock_username_prefix": None,
    "updated_at": None,
    "onboarding_completed_at": None,
    "platform_store_type_association": None,
}
_NAMES = (*_BLANK, "slug", "name", "platform", "game", "currency", "description")
_SET_BY_PAYNOW = {"logo_url", "logo_square_url", "onboarding_completed_at", "updated_at"}
_SET_BY_PAYNOW |= {"platform_store_type_association"}

operations = Operations()


def check_store(request: Request, shop: Shop) -> None:
    """Nothing, if the path names the shop's own store.

    Raises:
        NotFound: that is not the store of this key.
    """
    wanted = request.path["storeId"]
    if wanted != store_id(shop):
        raise NotFound(f"store {wanted} is not the store of this key, {store_id(shop)}", "store")


def story_store(shop: Shop) -> Record:
    """The store of the story, which the shop's keys open."""
    store, now = shop.facts.store, stamp(shop.clock.now())
    key = store_id(shop)
    return {
        **_BLANK,
        "id": key,
        "owner_id": owner(shop)["id"],
        "slug": store.domain.split(".")[0],
        "name": store.name.en,
        "platform": "web",
        "game": "other",
        "currency": store.currency.lower(),
        "description": "",
        "website_url": f"https://{store.domain}",
        "contact_email": store.email,
        "support_email": store.email,
        "created_at": now,
        "onboarding_completed_at": now,
        _OPENED: key,
    }


@operations.handles("listStores")
def list_stores(request: Request, shop: Shop) -> Page:
    stores = shop.store.all(STORE)
    return Page(stores, len(stores))


@operations.handles("createStore")
def create(request: Request, shop: Shop) -> Record:
    """Another store of the same owner, which this key does not open."""
    record = {
        **_BLANK,
        **_sent(request.body),
        "id": new_flake(shop),
        "owner_id": owner(shop)["id"],
        "created_at": stamp(shop.clock.now()),
        _OPENED: None,
    }
    return keeping.add(shop, STORE, {**record, "currency": record["currency"].lower()})


@operations.handles("getStore")
def read(request: Request, shop: Shop) -> Record:
    return shop.store.get(STORE, request.path["storeId"])


@operations.handles("updateStore")
def update(request: Request, shop: Shop) -> Record:
    """The currency is that of all prices, so it stays."""
    sent = {name: value for name, value in _sent(request.body).items() if name != "currency"}
    sent["updated_at"] = stamp(shop.clock.now())
    return keeping.change(shop, STORE, request.path["storeId"], **sent)


@operations.handles("deleteStore")
def delete(request: Request, shop: Shop) -> None:
    """Only a store beside: one with a key in use is needed."""
    known = shop.store.get(STORE, request.path["storeId"])
    if known[_OPENED]:
        raise NotNow("The store of this key cannot be deleted with it.")
    keeping.remove(shop, STORE, known["id"])


def _sent(body: Mapping[str, Any]) -> Record:
    return {name: body[name] for name in _NAMES if name in body and name not in _SET_BY_PAYNOW}


RESOURCE = Resource(name=STORE, keys={"storeId": _OPENED}, unique=("slug",))
