"""`souqbox scenarios | seed | reset | snapshot`."""

from tests.cli.conftest import Verb


def test_scenarios_are_listed_with_what_they_are_about(on: Verb) -> None:
    told = on("scenarios").out

    assert [line.split()[0] for line in told.splitlines()] == ["busy", "demo", "empty"]
    assert "no cart yet" in told


def test_a_shop_is_seeded_on_every_platform(on: Verb) -> None:
    seeded = on("seed", "empty", "--seed", "9", "--json").json

    assert {name: each["scenario"] for name, each in seeded.items()} == {
        "salla": "empty",
        "zid": "empty",
    }
    assert on("shopper", "baskets", "zid").out == "nobody was here yet\n"


def test_a_shop_is_seeded_on_one_platform(on: Verb) -> None:
    assert list(on("seed", "empty", "--platform", "zid", "--json").json) == ["zid"]


def test_an_unknown_scenario_is_told(on: Verb) -> None:
    ended = on("seed", "empy")

    assert ended.code == 2
    assert ended.err == "souqbox: no scenario 'empy'; there are busy, demo, empty\n"


def test_a_reset_shop_is_as_it_was_when_it_was_made(on: Verb) -> None:
    before = on("shop", "records", "salla", "--json").json
    on("seed", "empty", "--platform", "salla")

    on("reset", "--platform", "salla")

    assert on("shop", "records", "salla", "--json").json == before


def test_all_shops_are_reset_at_once(on: Verb) -> None:
    on("seed", "empty", "--platform", "salla")

    told = on("reset", "--all").out

    assert told.endswith(" shops as they were when they were made\n")
    assert on("shop", "show", "salla", "--json").json["scenario"] == "demo"


def test_a_shop_is_saved_and_brought_back(on: Verb) -> None:
    none = on("snapshot", "list", "salla").out
    on("snapshot", "save", "salla", "before")
    on("shopper", "open", "salla", "--basket", "x1")

    told = on("snapshot", "load", "salla", "before").out

    assert none == "nothing was saved of this shop\n"
    assert told.endswith("is as it was at before\n")
    assert on("snapshot", "list", "salla").out == "before\n"
    assert on("shopper", "show", "salla", "x1").code == 2


def test_a_state_that_was_not_saved_is_told(on: Verb) -> None:
    ended = on("snapshot", "load", "salla", "nothing")

    assert ended.code == 2
    assert "no snapshot 'nothing' of this shop" in ended.err
