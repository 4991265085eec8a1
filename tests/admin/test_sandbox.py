"""The sandbox as a whole."""

from mock_server import __version__
from tests.admin.conftest import Api


def test_health_says_what_is_served(api: Api) -> None:
    health = api("GET", "/health").body

    assert (health["status"], health["version"]) == ("ok", __version__)
    assert list(health["platforms"]) == ["salla", "zid"]
    assert health["platforms"]["zid"]["base_url"] == "/zid/v1"
    assert health["platforms"]["salla"]["operations"] >= 2


def test_scenarios_come_with_what_they_are_about(api: Api) -> None:
    scenarios = api("GET", "/scenarios").body["scenarios"]

    assert [each["name"] for each in scenarios] == ["busy", "demo", "empty"]
    assert all(each["about"].endswith(".") for each in scenarios)


def test_shops_are_those_that_were_named(api: Api, here: str, name: str) -> None:
    before = [each["shop"] for each in api("GET", "/shops").body["shops"]]
    api("GET", here)

    after = [each["shop"] for each in api("GET", "/shops").body["shops"]]

    assert name not in before
    assert after.count(name) == 1
    assert after.count("demo") == 2


def test_reset_makes_every_shop_as_it_was(api: Api, here: str) -> None:
    api("POST", f"{here}/shopper/baskets", {"id": "x1"})

    count = api("POST", "/reset").body["reset"]

    assert count == len(api("GET", "/shops").body["shops"])
    assert api("GET", f"{here}/shopper/baskets/x1").status == 404


def test_a_path_that_is_nobodys_is_told(api: Api) -> None:
    reply = api("GET", "/nothing")

    assert reply.status == 404
    assert reply.body["error"]["kind"] == "unknown_path"
