"""Decides which shop a request may enter, from the credentials that its operation demands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from mock_server.engine.errors import MissingScope, Unauthorized
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.spec.contract import Operation

from .carriers import Auth, ShopToken

SHOP_HEADER = b"x-souqbox-shop"


@dataclass(frozen=True, slots=True)
class Access:
    """What a token opens: a shop, with these scopes (None for all), until a moment."""

    shop: Shop
    scopes: frozenset[str] | None
    expires_at: datetime | None
    credential: str


class Entrance(Protocol):
    """Decides whether a request may come in, and into which shop."""

    def enter(self, operation: Operation, headers: Mapping[bytes, bytes]) -> Access: ...


class Gate:
    """The security of one platform's operations, as its document demands it."""

    def __init__(self, platform: str, auth: Auth, shops: Shops) -> None:
        self._platform = platform
        self._auth = auth
        self._shops = shops

    def enter(self, operation: Operation, headers: Mapping[bytes, bytes]) -> Access:
        """What these headers open.

        Raises:
            Unauthorized: a credential is missing, malformed, unknown or expired.
            MissingScope: the credential is good, and may not do this.
        """
        need = operation.security[0] if operation.security else {}
        access: Access | None = None
        for scheme, scopes in need.items():
            carrier = self._auth.carriers[scheme]
            found = self._access(carrier.token(headers), carrier.header)
            if access is not None and found.shop is not access.shop:
                raise Unauthorized(
                    f"{carrier.header} opens shop {found.shop.name!r}, the other credential "
                    f"shop {access.shop.name!r}",
                    carrier.header,
                    "invalid",
                )
            _check_scopes(found, scopes)
            access = found if access is None else _both(access, found)
        assert access is not None, f"{operation.id} demands no credential: which shop is meant?"
        return self._overridden(access, headers)

    def _access(self, token: str, header: str) -> Access:
        told = ShopToken.read(token)
        if told is not None:
            shop = self._shops.get(self._platform, told.shop)
            return Access(shop, told.scopes, None, f"shop:{told.shop}")
        opened = self._shops.open(self._platform, token)
        if opened is None:
            raise Unauthorized(f"the token in {header} opens no shop here", header, "invalid")
        shop, record = opened
        expires_at = record.get("expires_at")
        if expires_at is not None and expires_at <= shop.clock.now():
            raise Unauthorized(f"the token in {header} expired", header, "expired")
        return Access(shop, _scopes(record), expires_at, str(record.get("owner", "token")))

    def _overridden(self, access: Access, headers: Mapping[bytes, bytes]) -> Access:
        name = headers.get(SHOP_HEADER)
        if name is None:
            return access
        told = ShopToken.read(f"shop:{name.decode('latin-1')}")
        if told is None or told.scopes is not None:
            raise Unauthorized("X-Souqbox-Shop is not a shop's name", "X-Souqbox-Shop", "invalid")
        shop = self._shops.get(self._platform, told.shop)
        return Access(shop, access.scopes, access.expires_at, access.credential)


def _scopes(record: Mapping[str, Any]) -> frozenset[str] | None:
    scopes = record.get("scopes")
    return None if scopes is None else frozenset(scopes)


def _both(access: Access, other: Access) -> Access:
    """Two credentials of one shop open it for as long as both are good."""
    ends = [each.expires_at for each in (access, other) if each.expires_at is not None]
    return replace(access, expires_at=min(ends, default=None))


def _check_scopes(access: Access, needed: tuple[str, ...]) -> None:
    """`x.read_write` includes `x.read` (inferred from the words of Salla's own 401)."""
    if not needed or access.scopes is None:
        return
    accepted = [*needed, *(f"{s}_write" for s in needed if s.endswith(".read"))]
    if not access.scopes.intersection(accepted):
        raise MissingScope(accepted)
