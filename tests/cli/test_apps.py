"""`souqbox app`: installed and uninstalled."""

import os

import pytest

from tests.cli.conftest import Verb


def test_an_installation_prints_what_an_app_must_know(on: Verb, served: dict[str, str]) -> None:
    told = on("app", "install", "salla").out

    for word in ("client_id", "client_secret", "redirect_uri", "access_token", "refresh_token"):
        assert f"\n{word} " in told
    assert f"{served['url']}/salla/oauth2/auth" in told
    assert "app.installed app.store.authorize" in told


def test_a_program_gets_it_as_one_object(on: Verb) -> None:
    told = on("app", "install", "salla", "--json").json

    assert told["shop"] == os.environ["SOUQBOX_SHOP"]
    assert told["access_token"] == told["tokens"]["access_token"]
    assert told["redirect_uri"] == "http://127.0.0.1:3000/callback"
    assert {"client_id", "client_secret", "refresh_token", "expires", "scope"} <= told.keys()


def test_the_demo_app_is_the_same_in_every_shop(on: Verb) -> None:
    names = ("client_id", "client_secret")
    here = on("app", "install", "zid", "--json").json
    there = on("app", "install", "zid", "--shop", "another", "--json").json

    assert [here[name] for name in names] == [there[name] for name in names]
    assert here["authorization"] != there["authorization"]


def test_in_custom_mode_there_are_no_tokens_yet(on: Verb) -> None:
    wishes = ("--redirect-uri", "http://localhost/a", "--redirect-uri", "http://localhost/b")
    own = ("--client-id", "mine", "--client-secret", "my-own-secret", "--name", "Mine")

    told = on("app", "install", "salla", "--mode", "custom", *wishes, *own, "--json").json

    assert told["tokens"] is None
    assert "access_token" not in told
    assert told["redirect_uris"] == ["http://localhost/a", "http://localhost/b"]
    assert (told["client_id"], told["client_secret"]) == ("mine", "my-own-secret")
    assert "mine" in on("app", "list", "salla").out


def test_events_arrive_as_they_are_asked_to(on: Verb) -> None:
    told = on("app", "install", "salla", "--shuffle", "--json").json["events"]
    twice = on("app", "install", "salla", "--duplicate", "--json").json["events"]
    on("app", "install", "salla", "--delay", "PT5M")
    late = on("shop", "jobs", "salla").out

    assert told == ["app.store.authorize", "app.installed"]
    assert twice == ["app.installed"] * 2 + ["app.store.authorize"] * 2
    assert late.count("tell_app_event") == 2


def test_an_app_is_uninstalled_once(on: Verb) -> None:
    on("app", "install", "salla")

    gone, again = on("app", "uninstall", "salla"), on("app", "uninstall", "salla")

    assert gone.out.endswith("is uninstalled\n")
    assert again.code == 2
    assert on("token", "list", "salla").out.count("revoked") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("install", "salla", "--redirect-uri", "nowhere"),
        ("install", "salla", "--mode", "hard"),
        ("install", "salla", "--delay", "soon"),
        ("uninstall", "salla", "--client-id", "nobody"),
    ],
)
def test_a_mistake_is_one_line(on: Verb, arguments: tuple[str, ...]) -> None:
    ended = on("app", *arguments)

    assert ended.code == 2
    assert ended.err.count("\n") == 1
