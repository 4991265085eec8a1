"""Faults: rules added, listed and taken away by hand."""

from collections.abc import Callable

import pytest
from starlette.types import ASGIApp

from tests.admin.conftest import Api
from tests.asgi import Call, Reply, ask

CARTS = "/salla/admin/v2/carts/abandoned"
Told = Callable[[Reply], str]


def call(app: ASGIApp, shop: str, path: str = CARTS) -> Reply:
    return ask(app, Call("GET", path, {"Authorization": f"Bearer shop:{shop}"}))


def test_the_next_calls_are_refused_and_no_more(api: Api, app: ASGIApp, name: str) -> None:
    rule = {"action": "status", "status": 429, "times": 2, "retry_after": 7}
    api("POST", "/faults", {**rule, "platform": "salla", "shop": name})

    replies = [call(app, name) for _ in range(3)]

    assert [each.status for each in replies] == [429, 429, 200]
    assert replies[0].headers["retry-after"] == "7"
    assert replies[0].headers["x-ratelimit-remaining"] == "0"
    assert replies[0].headers["x-souqbox-fault"] == f"salla.{name}.1 status 429"
    assert api("GET", f"/faults/salla.{name}.1").body["hits"] == 2


def test_a_rule_says_what_it_is(api: Api, name: str) -> None:
    rule = {"action": "latency", "seconds": 0.5, "operation": "listAbandonedCarts", "share": 0.5}
    made = api("POST", "/faults", {**rule, "platform": "salla", "shop": name}).body

    assert api("GET", "/faults", query=f"shop={name}").body == {"faults": [made]}
    assert made == {
        "id": f"salla.{name}.1",
        "platform": "salla",
        "shop": name,
        "operation": "listAbandonedCarts",
        "share": 0.5,
        "times": None,
        "action": "latency",
        "status": None,
        "error": None,
        "seconds": 0.5,
        "spread": 0,
        "distribution": "fixed",
        "carried_out": False,
        "retry_after": 1,
        "retry_after_as": "seconds",
        "hits": 0,
    }


def test_a_rule_of_one_shop_does_not_concern_another(api: Api, app: ASGIApp, name: str) -> None:
    rule = {"action": "error", "error": "missing_scope", "platform": "salla", "shop": name}
    api("POST", "/faults", rule)

    assert (call(app, name).status, call(app, "demo").status) == (401, 200)


def test_a_rule_without_a_shop_concerns_all(api: Api, app: ASGIApp, name: str) -> None:
    rule = api("POST", "/faults", {"action": "status", "status": 503, "platform": "salla"}).body
    refused = call(app, name).status

    gone = api("DELETE", f"/faults/{rule['id']}")

    assert (refused, gone.status, call(app, name).status) == (503, 204, 200)


def test_a_rule_is_saved_copied_and_forgotten_with_its_shop(
    api: Api, app: ASGIApp, here: str, name: str
) -> None:
    rule = {"action": "status", "status": 503, "times": 2, "platform": "salla", "shop": name}
    api("POST", "/faults", rule)
    api("PUT", f"{here}/snapshots/before")
    call(app, name)
    api("POST", f"{here}/copy", {"to": "twin"})
    api("POST", f"{here}/snapshots/before/load")

    copied = api("GET", "/faults", query="shop=twin").body["faults"]
    saved = api("GET", "/faults", query=f"shop={name}").body["faults"]
    api("POST", f"{here}/reset")

    assert [each["hits"] for each in copied] == [1]
    assert [each["hits"] for each in saved] == [0]
    assert api("GET", "/faults", query=f"shop={name}").body["faults"] == []


def test_rules_are_cleared(api: Api, app: ASGIApp, name: str) -> None:
    for shop in (name, name, "demo"):
        rule = {"action": "status", "status": 503, "platform": "salla", "shop": shop}
        api("POST", "/faults", rule)

    mine = api("DELETE", "/faults", query=f"shop={name}").body
    others = api("DELETE", "/faults").body

    assert (mine, others) == ({"deleted": 2}, {"deleted": 1})
    assert call(app, "demo").status == 200


def test_the_reset_of_the_sandbox_forgets_all(api: Api, name: str) -> None:
    api("POST", "/faults", {"action": "status", "status": 503, "shop": name})

    api("POST", "/reset")

    assert api("GET", "/faults").body == {"faults": []}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({}, "action: "),
        ({"action": "explode"}, "action: must be one of status, error, latency"),
        ({"action": "status"}, "status: the action status needs it"),
        ({"action": "status", "status": 200}, "status: 200 is less than the minimum of 400"),
        ({"action": "error"}, "error: the action error needs it"),
        ({"action": "error", "error": "sad"}, "error: must be one of unauthorized"),
        ({"action": "latency"}, "seconds: the action latency needs it"),
        ({"action": "latency", "seconds": 61}, "seconds: 61 is greater than the maximum of 60"),
        ({"action": "reset", "platform": "tjar"}, "platform: no platform 'tjar' is served"),
        ({"action": "reset", "operation": "fly"}, "operation: no document here has an operation"),
        ({"action": "reset", "share": 2}, "share: 2 is greater than the maximum of 1"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(
    api: Api, messages: Told, rule: dict[str, object], told: str
) -> None:
    reply = api("POST", "/faults", rule)

    assert reply.status == 422
    assert messages(reply).startswith(told)


def test_a_rule_that_is_not_there_is_not_found(api: Api) -> None:
    assert api("GET", "/faults/f999").status == 404
    assert api("DELETE", "/faults/f999").status == 404
