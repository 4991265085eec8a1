"""Serves the admin API beside the platforms, bound and checked as they are."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp

from mock_server import __version__
from mock_server.admin import PLATFORM
from mock_server.admin.control import Control, Served
from mock_server.auth.gate import Access
from mock_server.engine.binding import bind
from mock_server.engine.clock import Clock
from mock_server.engine.errors import Unauthorized
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.engine.watch import Watch
from mock_server.spec.bundle import Document
from mock_server.spec.cache import Cache
from mock_server.spec.contract import Operation, load_contract
from mock_server.spec.locations import data_folder
from mock_server.web.plan import Plan
from mock_server.web.platform_app import linked_app
from mock_server.web.request_ids import RequestIds

from .making import Maker
from .parts import Part
from .telling import Teller


@dataclass(frozen=True, slots=True)
class Admin:
    """The admin API, ready to be mounted."""

    app: ASGIApp
    document: Document
    gate: "AdminGate"


class AdminGate:
    """Lets everybody in, or with a token whoever has it. Admin requests run in a shop of their own.

    Without a token the API answers on a loopback address only: `souqbox serve` sees to that.
    """

    def __init__(self, shop: Shop, token: str | None) -> None:
        self._shop = shop
        self._token = token

    def enter(self, operation: Operation, headers: Mapping[bytes, bytes]) -> Access:
        self.check(headers)
        return Access(self._shop, None, None, "admin")

    def check(self, headers: Mapping[bytes, bytes]) -> None:
        """Whether these headers may come in.

        Raises:
            Unauthorized: they may not.
        """
        if self._token is not None:
            carrier = PLATFORM.auth.carriers["adminToken"]
            sent = carrier.token(headers)
            if not hmac.compare_digest(sent.encode(), self._token.encode()):
                raise Unauthorized("this is not the admin token", carrier.header, "invalid")


def admin_app(
    parts: Mapping[str, Part],
    shops: Shops,
    maker: Maker,
    teller: Teller,
    cache: Cache,
    token: str | None,
    request_ids: RequestIds,
    watch: Watch,
) -> Admin:
    contract = load_contract("_admin", data_folder("specs") / "_admin", cache)
    shop = Shop(PLATFORM.name, "sandbox", 0, Clock(), {}, {})
    served = {name: _served(part) for name, part in parts.items()}
    shop.facts = Control(shops, served, maker, teller.names, __version__, watch)
    gate = AdminGate(shop, token)
    plans = [Plan(binding, PLATFORM, contract, gate, shops) for binding in bind(contract, PLATFORM)]
    return Admin(linked_app(contract, PLATFORM, plans, request_ids), contract.document, gate)


def _served(part: Part) -> Served:
    sides = tuple(side.contract for side in part.beside.values())
    return Served(part.platform, part.contract, part.bindings, sides)
