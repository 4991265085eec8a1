"""The OAuth servers of the platforms, each answering beside its platform's API."""

from collections.abc import Mapping

from mock_server.auth.gate import Gate
from mock_server.auth.open_gate import OpenGate
from mock_server.auth.server import Server
from mock_server.engine.clock import Clock
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.engine.watch import Watch
from mock_server.web.beside import App, Beside
from mock_server.web.platform_app import linked_app, make_plans
from mock_server.web.request_ids import RequestIds

from .parts import Part

ACCOUNTS = "accounts"
"""The shop in which a request runs that comes before there is a token."""


def with_accounts(
    main: App, part: Part, shops: Shops, request_ids: RequestIds, watch: Watch | None = None
) -> App:
    """The platform's app, and beside it what its smaller documents describe."""
    paths: dict[str, App] = {}
    for side in part.beside.values():
        app = _side_app(part, side, shops, request_ids, watch)
        for operation in side.contract.operations:
            paths[side.contract.base_path + operation.path] = app
    return Beside(main, paths) if paths else main


def documents_beside(parts: Mapping[str, Part]) -> dict[str, dict[str, object]]:
    """The smaller documents by where they can be read: `salla/accounts`."""
    return {
        f"{name}/{folder}": side.contract.document
        for name, part in parts.items()
        for folder, side in part.beside.items()
    }


def _side_app(
    part: Part, side: Part, shops: Shops, request_ids: RequestIds, watch: Watch | None
) -> App:
    accounts = Shop(part.platform.name, ACCOUNTS, 0, Clock(), {}, {})
    accounts.facts = Server.of(shops, part.platform, part.contract.document)
    gate = OpenGate(Gate(part.platform.name, part.platform.auth, shops), accounts)
    plans = make_plans(side.contract, side.platform, side.bindings, shops, gate=gate)
    return linked_app(side.contract, side.platform, plans, request_ids, watch)
