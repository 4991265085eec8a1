"""What a shop holds its callers to, set by hand."""

from collections.abc import Callable

import pytest
from starlette.types import ASGIApp

from tests.admin.conftest import Api
from tests.asgi import Call, Reply, ask

CARTS = "/salla/admin/v2/carts/abandoned"
Told = Callable[[Reply], str]


def call(app: ASGIApp, shop: str) -> Reply:
    return ask(app, Call("GET", CARTS, {"Authorization": f"Bearer shop:{shop}"}))


def test_a_shop_begins_with_the_sandboxs_rule_and_its_platforms_usual_plan(
    api: Api, here: str, name: str
) -> None:
    assert api("GET", f"{here}/settings").body == {
        "reminders": [],
        "rate_limit": "off",
        "plan": "plus",
        "plans": ["plus", "pro", "special"],
    }
    assert api("GET", f"/shops/zid/{name}/settings").body["plans"] == ["standard"]


def test_a_shop_that_holds_to_its_plan_refuses_what_is_too_much(
    api: Api, app: ASGIApp, here: str, name: str
) -> None:
    set_to = api("PATCH", f"{here}/settings", {"rate_limit": "real", "plan": "pro"}).body

    replies = [call(app, name) for _ in range(361)]

    assert (set_to["rate_limit"], set_to["plan"]) == ("real", "pro")
    assert {each.status for each in replies[:-1]} == {200}
    assert replies[-1].status == 429
    assert replies[-1].headers["retry-after"] == "1"
    assert replies[-1].headers["x-ratelimit-limit"] == "360"
    assert replies[-1].headers["x-souqbox-reason"] == "all of 360 calls are spent"


def test_the_other_shops_are_free(api: Api, app: ASGIApp, here: str) -> None:
    api("PATCH", f"{here}/settings", {"rate_limit": "real"})

    assert {call(app, "demo").status for _ in range(130)} == {200}


def test_time_gives_the_calls_back(api: Api, app: ASGIApp, here: str, name: str) -> None:
    api("PATCH", f"{here}/settings", {"rate_limit": "real"})
    spent = [call(app, name).status for _ in range(121)][-1]

    api("POST", f"{here}/clock/advance", {"by": "PT1M"})

    assert (spent, call(app, name).status) == (429, 200)


def test_a_plan_that_there_is_not_is_refused(api: Api, here: str, messages: Told) -> None:
    reply = api("PATCH", f"{here}/settings", {"plan": "gold"})

    assert reply.status == 422
    assert messages(reply) == "plan: no plan 'gold' here; there are: plus, pro, special"


@pytest.mark.parametrize("body", [{"rate_limit": "sometimes"}, {"limits": "real"}])
def test_a_setting_that_there_is_not_is_refused(api: Api, here: str, body: object) -> None:
    assert api("PATCH", f"{here}/settings", body).status == 422
