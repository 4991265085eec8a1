"""A shop's time, moved by hand."""

from collections.abc import Callable

import pytest

from tests.admin.conftest import Api
from tests.asgi import Reply

Told = Callable[[Reply], str]
NOON = "2026-03-01T12:00:00Z"


def test_looking_at_a_clock_changes_nothing(api: Api, here: str) -> None:
    looks = [api("GET", f"{here}/clock").body for _ in range(2)]

    assert looks == [{"now": NOON, "frozen": True, "done": 0}] * 2


def test_time_passes_and_what_falls_due_is_done(api: Api, here: str) -> None:
    api("POST", f"{here}/shopper/baskets", {"id": "x1"})
    api("POST", f"{here}/shopper/baskets/x1/lines", {"product": "honey-samra"})
    api("PUT", f"{here}/shopper/baskets/x1/contact", {"customer": "amal"})

    moved = api("POST", f"{here}/clock/advance", {"by": "P1D"}).body

    assert moved["now"] == "2026-03-02T12:00:00Z"
    assert moved["done"] > 0
    basket = api("GET", f"{here}/shopper/baskets/x1").body
    assert basket["status"] == "abandoned"
    assert NOON < basket["abandoned_at"] < moved["now"]


def test_one_shops_time_is_not_anothers(api: Api, here: str, name: str) -> None:
    api("POST", f"{here}/clock/advance", {"by": "P1D"})

    assert api("GET", f"/shops/zid/{name}/clock").body["now"] == NOON


def test_a_clock_runs_and_stands(api: Api, here: str) -> None:
    running = api("POST", f"{here}/clock/run").body
    standing = api("POST", f"{here}/clock/freeze").body
    later = api("POST", f"{here}/clock/freeze", {"at": "2026-03-02T00:00:00+03:00"}).body

    assert [each["frozen"] for each in (running, standing, later)] == [False, True, True]
    assert later["now"] == "2026-03-01T21:00:00Z"


def test_a_clock_is_set(api: Api, here: str) -> None:
    assert api("POST", f"{here}/clock/set", {"at": "2027-01-01T00:00:00Z"}).body["now"] == (
        "2027-01-01T00:00:00Z"
    )


@pytest.mark.parametrize(
    ("verb", "body", "told"),
    [
        ("advance", {"by": "3h"}, "by: must match ^P"),
        ("advance", {"by": "P5219W"}, "by: a span of at most 100 years, such as PT3H"),
        ("advance", {}, "by: "),
        ("advance", {"by": "PT1H", "to": 1}, "to: "),
        ("set", {"at": "noon"}, 'at: "noon" is not a "date-time"'),
        ("set", {"at": "9999-01-01T00:00:00Z"}, "at: that is after the year 9000"),
        ("freeze", {"at": "9999-01-01T00:00:00Z"}, "at: that is after the year 9000"),
    ],
)
def test_a_moment_that_is_none_is_refused(
    api: Api, here: str, messages: Told, verb: str, body: object, told: str
) -> None:
    reply = api("POST", f"{here}/clock/{verb}", body)

    assert reply.status == 422
    assert messages(reply).startswith(told)
    assert api("GET", f"{here}/clock").body["now"] == NOON


def test_time_does_not_leave_the_calendar_step_by_step(api: Api, here: str) -> None:
    api("POST", f"{here}/clock/set", {"at": "8999-12-31T00:00:00Z"})

    assert api("POST", f"{here}/clock/advance", {"by": "P7D"}).status == 422
