"""Apps as shops know them: the demo app everywhere, others where they were installed."""

from datetime import timedelta

import pytest

from mock_server.auth.apps import (
    APPS_KEPT,
    DEMO_REDIRECT,
    app_number,
    check_redirect,
    client_facts,
    demo_app,
    demo_secret,
    find_app,
    keep_app,
    shop_of_app,
)
from mock_server.auth.installing import AT_ONCE, install, uninstall
from mock_server.auth.server import Server
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.shop import Shop
from tests.auth.making import CLIENT, OAUTH


def test_the_demo_app_is_known_to_every_shop_without_being_kept(server: Server, shop: Shop) -> None:
    app = find_app(server.shops, shop, OAUTH, CLIENT)

    assert app is not None
    assert (app["installed"], app["redirect_uris"], app["scopes"]) == (False, [DEMO_REDIRECT], None)
    assert shop.store.count("app") == 0
    assert find_app(server.shops, shop, OAUTH, "another") is None


def test_its_secret_is_the_same_on_every_start_and_another_on_each_platform() -> None:
    assert demo_secret("salla") == demo_secret("salla") != demo_secret("zid")
    assert len(demo_secret("zid")) == 40


def test_an_app_that_is_installed_elsewhere_is_known_here_as_it_is_there(server: Server) -> None:
    first, second = (server.shops.get("toy", name) for name in ("a", "b"))
    install(server, first, "my-app", {"redirect_uris": ["http://localhost/x"]}, AT_ONCE)

    app = find_app(server.shops, second, OAUTH, "my-app")

    assert app is not None
    assert (app["redirect_uris"], app["installed"]) == (["http://localhost/x"], False)
    assert app["number"] == app_number("my-app")


def test_an_app_means_the_shop_where_it_was_installed_last(server: Server) -> None:
    first, second = (server.shops.get("toy", name) for name in ("a", "b"))
    found = [shop_of_app(server.shops, "toy", CLIENT)]
    for shop in (first, second):
        install(server, shop, CLIENT, {}, AT_ONCE)
        found.append(shop_of_app(server.shops, "toy", CLIENT))
    first.advance(timedelta(hours=1))
    install(server, first, CLIENT, {}, AT_ONCE)
    found.append(shop_of_app(server.shops, "toy", CLIENT))
    uninstall(server, first, CLIENT, AT_ONCE)
    found.append(shop_of_app(server.shops, "toy", CLIENT))

    assert found == [None, first, second, first, second]
    assert shop_of_app(server.shops, "salla", CLIENT) is None


@pytest.mark.parametrize(
    "uri",
    ["http://localhost/", "https://app.example/back?x=1", "http://[::1]:8000/x", "http://a:1"],
)
def test_an_absolute_http_address_may_be_a_redirect_uri(uri: str) -> None:
    check_redirect(uri)


@pytest.mark.parametrize(
    "uri",
    [
        *("", "/back", "localhost/back", "javascript:alert(1)", "http://", "http://a/#b"),
        *("http://[/", "http://a/ b", "http://a/\nb", f"http://a/{'b' * 2000}"),
    ],
)
def test_nothing_else_may(uri: str) -> None:
    with pytest.raises(Invalid):
        check_redirect(uri)


def test_a_shop_keeps_no_more_apps_than_its_limit(shop: Shop) -> None:
    app = demo_app("toy", OAUTH)
    for number in range(APPS_KEPT):
        keep_app(shop, {**app, "id": f"app-{number}"})

    keep_app(shop, {**app, "id": "app-0", "name": "Renamed"})
    with pytest.raises(Conflict):
        keep_app(shop, {**app, "id": "one-more"})


def test_a_client_is_told_what_is_registered(server: Server, shop: Shop) -> None:
    before = client_facts(shop, OAUTH)
    install(server, shop, CLIENT, {"redirect_uris": ["http://localhost/x"]}, AT_ONCE)

    assert before["redirect_uri"] == DEMO_REDIRECT
    assert client_facts(shop, OAUTH) == {
        "client_id": CLIENT,
        "client_secret": demo_secret("toy"),
        "redirect_uri": "http://localhost/x",
    }
