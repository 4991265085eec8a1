"""Every operation of the admin API: one success, and one refusal."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from mock_server.admin import PLATFORM
from mock_server.engine.binding import bind
from mock_server.spec.cache import Cache
from mock_server.spec.contract import Operation, load_contract
from mock_server.spec.locations import data_folder
from tests.admin.conftest import TOKEN, Api
from tests.asgi import Reply

HONEY = {"basket": "honey"}
LABEL = {"label": "before"}


@dataclass(frozen=True, slots=True)
class Case:
    """What a good request of an operation has beside the platform and the shop."""

    path: dict[str, str]
    body: Any = None
    status: int = 200


CASES = {
    "getHealth": Case({}),
    "listScenarios": Case({}),
    "listShops": Case({}),
    "resetSandbox": Case({}),
    "getShop": Case({}),
    "removeShop": Case({}, status=204),
    "resetShop": Case({}, {"scenario": "empty", "seed": 7, "clock": "2026-03-02T00:00:00Z"}),
    "copyShop": Case({}, {"to": "twin"}),
    "getSettings": Case({}),
    "updateSettings": Case({}, {"reminders": ["PT1H"]}),
    "listSnapshots": Case({}),
    "saveSnapshot": Case(LABEL),
    "loadSnapshot": Case(LABEL),
    "listEvents": Case({}),
    "listJobs": Case({}),
    "listResources": Case({}),
    "listRecords": Case({"resource": "abandoned_cart"}),
    "getClock": Case({}),
    "freezeClock": Case({}, {"at": "2026-03-02T00:00:00Z"}),
    "runClock": Case({}),
    "setClock": Case({}, {"at": "2026-03-02T00:00:00Z"}),
    "advanceClock": Case({}, {"by": "PT3H"}),
    "getOffer": Case({}),
    "listBaskets": Case({}),
    "openBasket": Case({}, {"id": "x1"}),
    "getBasket": Case(HONEY),
    "addLine": Case(HONEY, {"product": "honey-samra"}),
    "setContact": Case(HONEY, {"customer": "amal"}),
    "reachPhase": Case(HONEY, {"phase": "verification"}),
    "applyCoupon": Case(HONEY, {"code": "WELCOME10"}),
    "leaveBasket": Case(HONEY),
    "returnToBasket": Case(HONEY),
    "payBasket": Case(HONEY),
    "remindShopper": Case(HONEY),
}


@cache
def operations() -> dict[str, Operation]:
    contract = load_contract("_admin", data_folder("specs") / "_admin", Cache())
    return {each.id: each for each in contract.operations}


def send(api: Api, operation_id: str, platform: str, shop: str, token: str = "") -> Reply:
    operation, case = operations()[operation_id], CASES[operation_id]
    path = operation.path
    for name, value in {"platform": platform, "shop": shop, **case.path}.items():
        path = path.replace(f"{{{name}}}", value)
    return api(operation.method, path, case.body, token=token or None)


def test_every_operation_is_here() -> None:
    assert CASES.keys() == operations().keys()


def test_every_operation_has_a_handler_of_its_own() -> None:
    contract = load_contract("_admin", data_folder("specs") / "_admin", Cache())

    assert {each.source for each in bind(contract, PLATFORM)} == {"platform"}


@pytest.mark.parametrize("operation_id", CASES)
def test_a_good_request_is_answered(api: Api, name: str, operation_id: str) -> None:
    api("PUT", f"/shops/salla/{name}/snapshots/before")

    reply = send(api, operation_id, "salla", name)

    assert reply.status == CASES[operation_id].status
    assert reply.headers["x-souqbox-handler"].startswith("platform ")


@pytest.mark.parametrize("operation_id", CASES)
def test_a_guarded_sandbox_wants_its_token(guarded: Api, name: str, operation_id: str) -> None:
    for token in ("", "other"):
        reply = send(guarded, operation_id, "zid", name, token)

        assert reply.status == 401
        assert reply.body["error"]["kind"] == "unauthorized"


def test_with_its_token_it_answers(guarded: Api) -> None:
    assert guarded("GET", "/health", token=TOKEN).status == 200


@pytest.mark.parametrize(
    "operation_id", [each for each in CASES if "{platform}" in operations()[each].path]
)
def test_a_platform_that_is_not_served_is_not_found(api: Api, operation_id: str) -> None:
    reply = send(api, operation_id, "tjar", "demo")

    assert reply.status == 404
    assert reply.body["error"] == {
        "kind": "not_found",
        "message": "no platform 'tjar' is served; there are salla, zid",
    }
