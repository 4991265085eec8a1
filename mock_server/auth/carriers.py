"""Where a platform's tokens sit in a request, and how they are read from there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mock_server.engine.errors import Unauthorized

_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")
_SHOP = re.compile(r"shop:([A-Za-z0-9][A-Za-z0-9_.\-]{0,63})((?:;[a-z]+=[A-Za-z0-9_.,:*\-]*)*)")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A header that holds a token, after a scheme word if `scheme` is not empty.

    `also` names other headers that the platform reads for the same token.
    """

    header: str
    scheme: str = ""
    also: tuple[str, ...] = ()

    def token(self, headers: Mapping[bytes, bytes]) -> str:
        """The token in these headers (names in lower case).

        Raises:
            Unauthorized: the header is missing, or does not hold one token after its scheme.
        """
        raw = self._value(headers).decode("latin-1").strip()
        word, _, token = raw.partition(" ") if self.scheme else (self.scheme, "", raw)
        if word.lower() != self.scheme.lower() or not _TOKEN.fullmatch(token.strip()):
            raise Unauthorized(f"{self.header} must be '{self.shape}'", self.header, "invalid")
        return token.strip()

    @property
    def shape(self) -> str:
        return f"{self.scheme} <token>".strip()

    def _value(self, headers: Mapping[bytes, bytes]) -> bytes:
        for name in (self.header, *self.also):
            value = headers.get(name.lower().encode())
            if value:
                return value
        raise Unauthorized(f"the header {self.header} is missing", self.header, "missing")


@dataclass(frozen=True, slots=True)
class Auth:
    """A platform's carriers, by the name of the security scheme in its document."""

    carriers: Mapping[str, Carrier] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShopToken:
    """The token that says its shop by itself: `shop:t42`, `shop:t42;scopes=carts.read`."""

    shop: str
    scopes: frozenset[str] | None

    @classmethod
    def read(cls, token: str) -> "ShopToken | None":
        """What the token says; None if it is not of this form."""
        match = _SHOP.fullmatch(token)
        if match is None:
            return None
        facts = dict(part.split("=", 1) for part in match[2].split(";") if part)
        if facts.keys() - {"scopes"}:
            return None
        scopes = facts.get("scopes")
        return cls(match[1], None if scopes is None else frozenset(filter(None, scopes.split(","))))
