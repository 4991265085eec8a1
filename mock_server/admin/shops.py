"""Shops: shown, made anew, copied, saved and brought back."""

from datetime import datetime
from typing import Any

from mock_server.auth.installing import leave_access_behind
from mock_server.engine.errors import NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.style import Answer
from mock_server.webhooks.deliveries import silence

from .control import Control, control_of

operations = Operations()


def show_shop(control: Control, shop: Shop) -> dict[str, Any]:
    served = control.served[shop.platform]
    facts = served.platform.client_facts
    return {
        "platform": shop.platform,
        "shop": shop.name,
        "token": f"shop:{shop.name}",
        "base_url": f"/{shop.platform}{served.contract.base_path}",
        "scenario": shop.facts.scenario,
        "seed": shop.identifiers.seed,
        "now": shop.clock.now(),
        "frozen": shop.clock.frozen,
        "version": shop.version,
        "records": {name: shop.store.count(name) for name in shop.store.resources()},
        "facts": dict(facts(shop)) if facts else {},
    }


@operations.handles("getShop")
def get_shop(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    return show_shop(control, control.shop(request))


@operations.handles("removeShop")
def remove_shop(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    platform, name = control.platform(request), request.path["shop"]
    if control.shops.known(platform, name) is None:
        raise NotFound(f"nobody has named a shop {name!r} on {platform}", "shop")
    control.shops.remove(platform, name)
    return Answer(None, 204)


@operations.handles("resetShop")
def reset_shop(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    facts = dict(request.body or {})
    if "clock" in facts:
        facts["clock"] = datetime.fromisoformat(facts["clock"])
    made = control.remake(control.platform(request), request.path["shop"], facts)
    return show_shop(control, made)


@operations.handles("copyShop")
def copy_shop(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    source = control.shop(request)
    twin = control.remake(source.platform, request.body["to"], {})
    twin.restore(source.snapshot())
    twin.facts = source.facts
    silence(twin, "the shop is a copy; the first one sends it")
    leave_access_behind(twin)
    return show_shop(control, control.shops.replace(twin))


@operations.handles("listSnapshots")
def list_snapshots(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    return {"snapshots": control.shops.labels(control.shop(request))}


@operations.handles("saveSnapshot")
def save_snapshot(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    saved = control.shop(request)
    control.shops.save(saved, request.path["label"])
    return show_shop(control, saved)


@operations.handles("loadSnapshot")
def load_snapshot(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    loaded, label = control.shop(request), request.path["label"]
    if not control.shops.load(loaded, label):
        there = ", ".join(control.shops.labels(loaded)) or "none"
        raise NotFound(f"no snapshot {label!r} of this shop; there are: {there}", "snapshot")
    return show_shop(control, loaded)
