"""Shops: shown, made anew, copied, saved and brought back."""

from collections.abc import Callable

import pytest
from starlette.types import ASGIApp

from mock_server.app.making import demo_token
from tests.admin.conftest import Api
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON

Told = Callable[[Reply], str]
CARTS = "/salla/admin/v2/carts/abandoned"


def test_a_shop_tells_how_it_is_reached_and_what_it_holds(api: Api, here: str, name: str) -> None:
    shop = api("GET", here).body

    assert (shop["platform"], shop["shop"], shop["token"]) == ("salla", name, f"shop:{name}")
    assert (shop["scenario"], shop["frozen"]) == ("demo", True)
    assert shop["now"] == NOON.isoformat().replace("+00:00", "Z")
    assert shop["records"]["abandoned_cart"] > 0


def test_a_removed_shop_is_made_anew_by_whoever_names_it(api: Api, here: str) -> None:
    api("POST", f"{here}/shopper/baskets", {"id": "x1"})

    removed = api("DELETE", here)

    assert (removed.status, removed.content) == (204, b"")
    assert api("DELETE", here).status == 404
    assert api("GET", f"{here}/shopper/baskets/x1").status == 404


def test_a_shop_begins_anew_as_told(api: Api, here: str) -> None:
    told = {"scenario": "empty", "seed": 7, "clock": "2026-04-01T03:00:00+03:00"}

    shop = api("POST", f"{here}/reset", told).body

    assert (shop["scenario"], shop["now"]) == ("empty", "2026-04-01T00:00:00Z")
    assert "basket" not in shop["records"]


def test_a_seed_makes_the_same_shop_each_time(api: Api, here: str) -> None:
    def offer(seed: int) -> object:
        api("POST", f"{here}/reset", {"seed": seed})
        return api("GET", f"{here}/shopper").body

    first, other, again = offer(7), offer(8), offer(7)

    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({"scenario": "empy"}, 404, "no scenario 'empy'; there are busy, demo, empty"),
        ({"seed": -1}, 422, "seed: -1 is less than the minimum of 0"),
        ({"clock": "noon"}, 422, 'clock: "noon" is not a "date-time"'),
        ({"scenary": "demo"}, 422, "scenary: "),
    ],
)
def test_a_wrong_beginning_is_refused(
    api: Api, here: str, messages: Told, body: object, status: int, told: str
) -> None:
    reply = api("POST", f"{here}/reset", body)

    assert reply.status == status
    assert messages(reply).startswith(told)


def test_a_copy_has_what_the_shop_had_and_lives_its_own_life(api: Api, here: str) -> None:
    api("POST", f"{here}/shopper/baskets", {"id": "x1"})

    twin = api("POST", f"{here}/copy", {"to": "twin"}).body
    api("POST", "/shops/salla/twin/shopper/baskets", {"id": "x2"})

    assert twin["token"] == "shop:twin"
    assert api("GET", "/shops/salla/twin/shopper/baskets/x1").status == 200
    assert api("GET", f"{here}/shopper/baskets/x2").status == 404


def test_a_token_stays_with_its_shop_when_that_is_copied(api: Api, app: ASGIApp) -> None:
    api("POST", "/shops/salla/demo/copy", {"to": "twin"})
    api("POST", "/shops/salla/twin/reset", {"scenario": "empty"})

    reply = ask(app, Call("GET", CARTS, {"Authorization": f"Bearer {demo_token('salla')}"}))

    assert reply.status == 200
    assert reply.body["data"] != []


def test_reminders_are_what_was_set(api: Api, here: str) -> None:
    before = api("GET", f"{here}/settings").body
    api("PATCH", f"{here}/settings", {"reminders": ["PT90M", "P1D"]})

    after = api("GET", f"{here}/settings").body

    assert before["reminders"] == []
    assert after == {**before, "reminders": ["PT1H30M", "P1D"]}


@pytest.mark.parametrize("span", ["1h", "P", "PT", "P99999W"])
def test_a_delay_that_is_none_is_refused(api: Api, here: str, span: str) -> None:
    reply = api("PATCH", f"{here}/settings", {"reminders": ["PT1H", span]})

    assert reply.status == 422
    assert list(reply.body["error"]["fields"]) == ["reminders.1"]


def test_a_shop_goes_back_to_what_was_saved(api: Api, here: str) -> None:
    api("PUT", f"{here}/snapshots/before")
    api("POST", f"{here}/shopper/baskets", {"id": "x1"})
    api("POST", f"{here}/clock/advance", {"by": "P1D"})

    loaded = api("POST", f"{here}/snapshots/before/load").body

    assert loaded["now"] == "2026-03-01T12:00:00Z"
    assert api("GET", f"{here}/shopper/baskets/x1").status == 404
    assert api("GET", f"{here}/snapshots").body == {"snapshots": ["before"]}


def test_what_was_not_saved_cannot_be_brought_back(api: Api, here: str, messages: Told) -> None:
    api("PUT", f"{here}/snapshots/one")

    reply = api("POST", f"{here}/snapshots/two/load")

    assert reply.status == 404
    assert messages(reply) == "no snapshot 'two' of this shop; there are: one"


def test_a_name_with_other_letters_is_no_name(api: Api) -> None:
    assert api("GET", "/shops/salla/a b").status == 404
    assert api("PUT", "/shops/salla/demo/snapshots/.hidden").status == 404
