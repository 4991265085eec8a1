"""One platform's Connexion app, with our layer in its stack."""

from collections.abc import Sequence
from functools import partial

from connexion import AsyncApp
from starlette.types import ASGIApp

from mock_server.auth.gate import Entrance, Gate
from mock_server.engine.binding import Binding
from mock_server.engine.platform import Platform
from mock_server.engine.shops import Shops
from mock_server.engine.watch import Watch
from mock_server.spec.contract import Contract

from .linked import LinkedLayer
from .plan import Plan
from .refusals import Refuser
from .request_ids import RequestIds
from .routes import Routes


def make_plans(
    contract: Contract,
    platform: Platform,
    bindings: Sequence[Binding],
    shops: Shops,
    *,
    remember: bool = True,
    gate: Entrance | None = None,
) -> list[Plan]:
    gate = gate or Gate(platform.name, platform.auth, shops)
    return [
        Plan(binding, platform, contract, gate, shops, remember=remember) for binding in bindings
    ]


def linked_app(
    contract: Contract,
    platform: Platform,
    plans: Sequence[Plan],
    request_ids: RequestIds,
    watch: Watch | None = None,
) -> ASGIApp:
    """The app that serves: Connexion with the linked layer as its only middleware.

    Without a `watch` nobody looks on: no journal, no faults, no limits.
    """
    routes = Routes(
        (contract.base_path + plan.operation.path, plan.operation.method, plan) for plan in plans
    )
    layer = partial(
        LinkedLayer,
        routes=routes,
        refuser=Refuser(platform),
        request_ids=request_ids,
        watch=watch,
    )
    app: ASGIApp = AsyncApp(__name__, middlewares=[layer])
    return app
