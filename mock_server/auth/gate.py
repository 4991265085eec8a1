"""Decides which shop a request may enter, from the credentials that its operation demands."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from mock_server.engine.clock import Clock
from mock_server.engine.errors import ApiError, MissingScope, Unauthorized
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.spec.contract import Operation

from .carriers import Auth, ShopToken
from .standing import check_standing

SHOP_HEADER = b"x-souqbox-shop"


@dataclass(frozen=True, slots=True)
class Access:
    """What a token opens: a shop, with these scopes (None for all), until a moment of `clock`.

    The clock is that of the shop the token was issued for, which a header may have overridden.
    """

    shop: Shop
    scopes: frozenset[str] | None
    expires_at: datetime | None
    credential: str
    clock: Clock | None = None

    @property
    def lasts(self) -> bool:
        """Whether it is still as good as when it was looked at."""
        if self.expires_at is None or self.clock is None:
            return self.expires_at is None
        return self.clock.now() < self.expires_at


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
            found = self._access(carrier.token(headers), scheme, operation)
            if access is not None and found.shop is not access.shop:
                raise Unauthorized(
                    f"{carrier.header} opens shop {found.shop.name!r}, the other credential "
                    f"shop {access.shop.name!r}",
                    carrier.header,
                    "invalid",
                )
            with _refusing(found.shop):
                _check_scopes(found, scopes)
            access = found if access is None else _both(access, found)
        assert access is not None, f"{operation.id} demands no credential: which shop is meant?"
        access = self._overridden(access, headers)
        if self._auth.rule is not None:
            with _refusing(access.shop):
                self._auth.rule(operation, headers, access.shop)
        return access

    def _access(self, token: str, scheme: str, operation: Operation) -> Access:
        told = ShopToken.read(token)
        if told is not None:
            shop = self._shops.get(self._platform, told.shop)
            return Access(shop, told.scopes, None, f"shop:{told.shop}")
        opened = self._shops.open(self._platform, token)
        if opened is None:
            header = self._auth.carriers[scheme].header
            raise Unauthorized(f"the token in {header} opens no shop here", header, "invalid")
        shop, record = opened
        with _refusing(shop):
            check_standing(record, scheme, self._auth, operation, shop)
        owner = str(record.get("owner", "token"))
        return Access(shop, _scopes(record), record.get("expires_at"), owner, shop.clock)

    def _overridden(self, access: Access, headers: Mapping[bytes, bytes]) -> Access:
        name = headers.get(SHOP_HEADER)
        if name is None:
            return access
        told = ShopToken.read(f"shop:{name.decode('latin-1')}")
        if told is None or told.scopes is not None:
            raise Unauthorized("X-Souqbox-Shop is not a shop's name", "X-Souqbox-Shop", "invalid")
        return replace(access, shop=self._shops.get(self._platform, told.shop))


@contextmanager
def _refusing(shop: Shop) -> Iterator[None]:
    """Who is refused inside came to this shop's door: the journal tells it there."""
    try:
        yield
    except ApiError as error:
        error.shop = shop.name
        raise


def _scopes(record: Mapping[str, Any]) -> frozenset[str] | None:
    scopes = record.get("scopes")
    return None if scopes is None else frozenset(scopes)


def _both(access: Access, other: Access) -> Access:
    """Two credentials of one shop open it for as long as both are good."""
    ends = [each.expires_at for each in (access, other) if each.expires_at is not None]
    return replace(access, expires_at=min(ends, default=None), clock=access.clock or other.clock)


def _check_scopes(access: Access, needed: tuple[str, ...]) -> None:
    """`x.read_write` includes `x.read` (inferred from the words of Salla's own 401)."""
    if not needed or access.scopes is None:
        return
    accepted = [*needed, *(f"{s}_write" for s in needed if s.endswith(".read"))]
    if not access.scopes.intersection(accepted):
        raise MissingScope(accepted)
