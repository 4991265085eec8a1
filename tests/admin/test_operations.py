"""Every operation of the admin API: one success, and one refusal."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from starlette.types import ASGIApp

from mock_server.admin import PLATFORM
from mock_server.engine.binding import bind
from mock_server.spec.cache import Cache
from mock_server.spec.contract import Operation, load_contract
from mock_server.spec.locations import data_folder
from tests.admin.conftest import TOKEN, Api
from tests.asgi import Call, Reply, ask

HONEY = {"basket": "honey"}
LABEL = {"label": "before"}
CART = {"resource": "abandoned_cart"}
WEBHOOK = {
    "id": 1,
    "name": None,
    "event": "order.created",
    "type": "manual",
    "url": "http://127.0.0.1:9/",
    "version": 2,
    "rule": None,
    "headers": {},
    "_strategy": "signature",
    "_secret": None,
}


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
    "getRecord": Case(CART),
    "writeRecord": Case({"resource": "webhook", "key": "1"}, WEBHOOK, 201),
    "changeRecord": Case(CART, {"status": "purchased"}),
    "removeRecord": Case(CART, status=204),
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
    "listTokens": Case({}),
    "issueToken": Case({}, {"scopes": ["carts.read"], "lifetime": "PT1H"}),
    "expireTokens": Case({}),
    "revokeTokens": Case({}, {"kind": "access"}),
    "getAccess": Case({}),
    "updateAccess": Case({}, {"access_lifetime": "PT5M"}),
    "listApps": Case({}),
    "installApp": Case({}, {"mode": "custom", "shuffle": True}),
    "uninstallApp": Case({}, {"delay": "P1D"}),
    "listSubscriptions": Case({}),
    "listWebhookEvents": Case({}),
    "listDeliveries": Case({}),
    "getDelivery": Case({"delivery": "1"}),
    "replayDelivery": Case({"delivery": "1"}, {"delay": "P1D"}),
    "triggerWebhook": Case({}, {"events": ["order.updated"], "delay": "P1D"}),
    "listRequests": Case({}),
    "countRequests": Case({}, {"method": "POST", "body": {"event": "order.created"}}),
    "clearRequests": Case({}),
    "exportRequests": Case({}),
    "getRequest": Case({}),
    "getRequestAsCurl": Case({}),
    "listAdvice": Case({}),
    "listFaults": Case({}),
    "addFault": Case({}, {"action": "status", "status": 503, "shop": "nobodys"}),
    "clearFaults": Case({}),
    "getFault": Case({}),
    "removeFault": Case({}, status=204),
    "verifyDelivery": Case({}, {"body": "{}", "headers": {"X-Salla-Signature": "0"}}),
}


@cache
def operations() -> dict[str, Operation]:
    contract = load_contract("_admin", data_folder("specs") / "_admin", Cache())
    return {each.id: each for each in contract.operations}


def send(api: Api, operation_id: str, platform: str, shop: str, token: str = "") -> Reply:
    operation, case = operations()[operation_id], CASES[operation_id]
    path = operation.path
    named = {"platform": platform, "shop": shop, "fault": f"salla.{shop}.1", **case.path}
    if "{request}" in path:
        named["request"] = newest_request(api, token)
    if "{key}" in path and "key" not in case.path:
        named["key"] = newest_cart(api, shop, token)
    for name, value in named.items():
        path = path.replace(f"{{{name}}}", value)
    return api(operation.method, path, case.body, token=token or None)


def newest_request(api: Api, token: str) -> str:
    listed = api("GET", "/requests", token=token or None)
    return str(listed.body["requests"][-1]["id"]) if listed.status == 200 else "1"


def newest_cart(api: Api, shop: str, token: str) -> str:
    listed = api("GET", f"/shops/salla/{shop}/records/abandoned_cart", token=token or None)
    return str(listed.body["records"][0]["id"]) if listed.status == 200 else "1"


def plan_a_delivery(api: Api, app: ASGIApp, shop: str) -> None:
    """The shop's first delivery: to be made tomorrow, so that nothing is sent today."""
    headers = {"Authorization": f"Bearer shop:{shop}", "Content-Type": "application/json"}
    for event in ("order.created", "order.updated"):
        body = {"event": event, "url": "http://127.0.0.1:9/"}
        content = json.dumps(body).encode()
        ask(app, Call("POST", "/salla/admin/v2/webhooks/subscribe", headers, "", content))
    body = {"events": ["order.created"], "delay": "P1D"}
    assert api("POST", f"/shops/salla/{shop}/webhooks/trigger", body).status == 200


def test_every_operation_is_here() -> None:
    assert CASES.keys() == operations().keys()


def test_every_operation_has_a_handler_of_its_own() -> None:
    contract = load_contract("_admin", data_folder("specs") / "_admin", Cache())

    assert {each.source for each in bind(contract, PLATFORM)} == {"platform"}


@pytest.mark.parametrize("operation_id", CASES)
def test_a_good_request_is_answered(api: Api, app: ASGIApp, name: str, operation_id: str) -> None:
    plan_a_delivery(api, app, name)
    api("POST", f"/shops/salla/{name}/apps/install", {"mode": "custom"})
    api("PUT", f"/shops/salla/{name}/snapshots/before")
    api("POST", "/faults", {"action": "stale", "platform": "salla", "shop": name})

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
