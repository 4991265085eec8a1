"""`souqbox clock`: on one platform or on all, with and without a value."""

import pytest

from tests.cli.conftest import START, Verb


def test_time_is_shown_on_every_platform(on: Verb) -> None:
    shown = on("clock", "show", "--json").json

    assert list(shown) == ["salla", "zid"]
    assert shown["zid"] == {"now": START, "frozen": True, "done": 0}


def test_time_passes_on_the_platform_that_is_named(on: Verb) -> None:
    moved = on("clock", "advance", "salla", "PT3H", "--json").json

    assert moved["salla"]["now"] == "2026-03-01T15:00:00Z"
    assert on("clock", "show", "zid", "--json").json["zid"]["now"] == START


def test_without_a_platform_time_passes_on_all(on: Verb) -> None:
    moved = on("clock", "advance", "pt3h", "--json").json

    assert [each["now"] for each in moved.values()] == ["2026-03-01T15:00:00Z"] * 2


def test_what_fell_due_is_counted(on: Verb) -> None:
    on("shopper", "open", "zid", "--basket", "x1")
    on("shopper", "add", "zid", "x1", "honey-samra")

    told = on("clock", "advance", "zid", "P1D").out

    assert "2026-03-02T12:00:00Z" in told
    assert told.rstrip().endswith("done")


def test_a_clock_is_set_runs_and_is_frozen(on: Verb) -> None:
    at = on("clock", "set", "salla", "2026-03-02", "--json").json["salla"]
    running = on("clock", "run", "salla", "--json").json["salla"]
    stopped = on("clock", "freeze", "salla", "--json").json["salla"]
    later = on("clock", "freeze", "salla", "2026-03-03T03:00+03:00", "--json").json["salla"]

    assert at["now"] == "2026-03-02T00:00:00Z"
    assert [each["frozen"] for each in (at, running, stopped)] == [True, False, True]
    assert later["now"] == "2026-03-03T00:00:00Z"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("advance", "salla"), "by how much?"),
        (("advance",), "by how much?"),
        (("set", "zid"), "to which moment?"),
        (("advance", "3h"), "'3h' is no span of time; one looks like PT3H"),
        (("advance", "sala", "PT3H"), "no platform 'sala' is served; there are salla, zid"),
        (("set", "salla", "noon"), "'noon' is no moment"),
        (("show", "sala"), "no platform 'sala'; did you mean 'salla'?"),
        (("run", "PT3H"), "no platform 'PT3H'"),
    ],
)
def test_what_cannot_be_meant_is_told(on: Verb, arguments: tuple[str, ...], told: str) -> None:
    ended = on("clock", *arguments)

    assert ended.code == 2
    assert told in ended.err
