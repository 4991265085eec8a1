"""What can be set of a shop's access: how long its tokens live, how strict its headers are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops

from .rules import OAuth

SETTINGS = "access_settings"
_ONLY = "settings"


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """None means as the platform has it. `strict` demands the headers that most get by without."""

    access_lifetime: timedelta | None = None
    refresh_lifetime: timedelta | None = None
    strict: bool = False


def settings_of(shop: Shop) -> AccessSettings:
    record = shop.store.find(SETTINGS, _ONLY)
    if record is None:
        return AccessSettings()
    return AccessSettings(
        _span(record["access_seconds"]), _span(record["refresh_seconds"]), record["strict"]
    )


def in_force(oauth: OAuth, shop: Shop) -> OAuth:
    """The platform's rules with the lifetimes that this shop was given."""
    settings = settings_of(shop)
    return replace(
        oauth,
        access_lifetime=settings.access_lifetime or oauth.access_lifetime,
        refresh_lifetime=settings.refresh_lifetime or oauth.refresh_lifetime,
    )


def change_settings(shops: Shops, shop: Shop, changed: Mapping[str, Any]) -> AccessSettings:
    """Set what is named; `access_lifetime` and `refresh_lifetime` are spans, None the usual one."""
    before = settings_of(shop)
    settings = AccessSettings(
        changed.get("access_lifetime", before.access_lifetime),
        changed.get("refresh_lifetime", before.refresh_lifetime),
        changed.get("strict", before.strict),
    )
    record = {
        "id": _ONLY,
        "access_seconds": _seconds(settings.access_lifetime),
        "refresh_seconds": _seconds(settings.refresh_lifetime),
        "strict": settings.strict,
    }
    with shop.unit():
        shop.store.put(SETTINGS, _ONLY, record)
    shops.look_again()
    return settings


def _span(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()
