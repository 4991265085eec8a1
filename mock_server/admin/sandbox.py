"""The sandbox as a whole: health, scenarios, shops, reset."""

from typing import Any

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop

from .control import control_of
from .shops import show_shop

operations = Operations()


@operations.handles("getHealth")
def get_health(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    platforms = {
        name: {
            "base_url": f"/{name}{served.contract.base_path}",
            "shop": "demo",
            "operations": len(served.bindings),
            "examples": sum(binding.source == "example" for binding in served.bindings),
        }
        for name, served in control.served.items()
    }
    return {"status": "ok", "version": control.version, "platforms": platforms}


@operations.handles("listScenarios")
def list_scenarios(request: Request, shop: Shop) -> Any:
    known = control_of(shop).scenarios()
    return {"scenarios": [{"name": name, "about": about} for name, about in known.items()]}


@operations.handles("listShops")
def list_shops(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    return {"shops": [show_shop(control, each) for each in control.shops]}


@operations.handles("resetSandbox")
def reset_sandbox(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    control.watch.faults.rules.clear()
    named = [(each.platform, each.name) for each in control.shops]
    for platform, name in named:
        control.shops.reset(platform, name)
    return {"reset": len(named)}
