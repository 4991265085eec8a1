"""`souqbox shop`: looking inside, copying, forgetting."""

from tests.cli.conftest import Verb


def test_a_shop_is_shown_with_what_a_client_needs(on: Verb, served: dict[str, str]) -> None:
    told = on("shop", "show", "zid", "--shop", "t42").out

    assert f"{served['url']}/zid/v1" in told
    assert "shop:t42" in told


def test_shops_are_listed(on: Verb) -> None:
    on("shop", "show", "zid", "--shop", "t43")

    shops = on("shop", "list", "--json").json["shops"]

    assert {"salla/demo", "zid/demo", "zid/t43"} <= {
        f"{each['platform']}/{each['shop']}" for each in shops
    }
    assert "shop:t43" in on("shop", "list").out


def test_what_happened_and_what_is_planned_is_listed(on: Verb) -> None:
    on("seed", "empty", "--platform", "salla")
    quiet = on("shop", "events", "salla").out, on("shop", "jobs", "salla").out
    on("shopper", "open", "salla", "--basket", "x1")
    on("shopper", "add", "salla", "x1", "honey-samra")
    on("shopper", "contact", "salla", "x1", "amal")
    planned = on("shop", "jobs", "salla").out
    on("clock", "advance", "salla", "P1D")

    happened = on("shop", "events", "salla", "--name", "abandoned.cart").out

    assert quiet == ("nothing happened yet\n", "nothing is planned\n")
    assert "abandon_cart" in planned
    assert happened.count("\n") == 1


def test_records_are_counted_and_printed(on: Verb) -> None:
    counts = on("shop", "records", "salla", "--json").json

    records = on("shop", "records", "salla", "abandoned_cart", "--limit", "2", "--json").json

    assert records["total"] == counts["abandoned_cart"] > 2
    assert len(records["records"]) == 2
    assert on("shop", "records", "salla", "abandoned_cart", "--limit", "2").out.count("\n") == 2


def test_reminders_are_set_and_shown(on: Verb) -> None:
    on("shop", "settings", "salla", "--reminder", "pt1h", "--reminder", "P1D")

    assert on("shop", "settings", "salla").out.splitlines()[-1] == "reminders   PT1H  P1D"
    assert on("shop", "settings", "salla", "--reminder", "1h").code == 2


def test_what_calls_are_limited_to_is_set(on: Verb) -> None:
    told = on("shop", "settings", "salla", "--rate-limit", "real", "--plan", "pro").out

    assert told.splitlines() == ["rate_limit  real", "plan        pro", "reminders   none"]
    assert on("shop", "settings", "salla", "--plan", "gold").code == 2


def test_a_shop_is_copied_and_forgotten(on: Verb) -> None:
    on("shopper", "open", "salla", "--basket", "x1")

    copied = on("shop", "copy", "salla", "twin", "--json").json
    twin = on("shopper", "show", "salla", "x1", "--shop", "twin")
    removed = on("shop", "remove", "salla", "--shop", "twin")

    assert copied["token"] == "shop:twin"
    assert twin.code == 0
    assert removed.out == "salla/twin is forgotten\n"
    assert on("shop", "remove", "salla", "--shop", "twin").code == 2


def test_a_name_that_no_shop_can_have_is_told(on: Verb) -> None:
    spaced, parted = (on("shop", "show", "salla", "--shop", name) for name in ("a b", "a/b"))

    assert 'shop: "a b" does not match' in spaced.err
    assert "'a/b' is no name" in parted.err
