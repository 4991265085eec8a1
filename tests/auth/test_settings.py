"""What can be set of a shop's access."""

from datetime import timedelta

from mock_server.auth.server import Server
from mock_server.auth.settings import AccessSettings, change_settings, in_force, settings_of
from mock_server.engine.shop import Shop
from tests.auth.making import OAUTH


def test_a_shop_is_as_its_platform_unless_it_is_told_otherwise(server: Server, shop: Shop) -> None:
    assert settings_of(shop) == AccessSettings(None, None, strict=False)
    assert in_force(OAUTH, shop) == OAUTH


def test_what_is_not_named_stays(server: Server, shop: Shop) -> None:
    hour = timedelta(hours=1)
    change_settings(server.shops, shop, {"access_lifetime": hour, "strict": True})
    change_settings(server.shops, shop, {"refresh_lifetime": 2 * hour})

    assert settings_of(shop) == AccessSettings(hour, 2 * hour, strict=True)
    assert in_force(OAUTH, shop).access_lifetime == hour
    assert in_force(OAUTH, shop).refresh_lifetime == 2 * hour


def test_none_is_the_platforms_own_again(server: Server, shop: Shop) -> None:
    change_settings(server.shops, shop, {"access_lifetime": timedelta(hours=1)})

    assert change_settings(server.shops, shop, {"access_lifetime": None}) == AccessSettings()


def test_a_snapshot_keeps_the_settings(server: Server, shop: Shop) -> None:
    server.shops.save(shop, "before")
    change_settings(server.shops, shop, {"strict": True})

    server.shops.load(shop, "before")

    assert not settings_of(shop).strict


def test_whoever_was_let_in_before_is_looked_at_again(server: Server, shop: Shop) -> None:
    before = server.shops.generation

    change_settings(server.shops, shop, {"strict": True})

    assert server.shops.generation > before
