"""Where a platform's tokens sit in a request, and how they are read from there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mock_server.engine.errors import Unauthorized
from mock_server.engine.shop import Shop
from mock_server.spec.contract import Operation

from .rules import Key, OAuth

_TOKEN = re.compile(r"[\x21-\x7e]{1,4096}")
_SHOP = re.compile(r"shop:([A-Za-z0-9][A-Za-z0-9_.\-]{0,63})((?:;[a-z]+=[A-Za-z0-9_.,:*\-]*)*)")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A header that holds a token, after a scheme word if `scheme` is not empty.

    `also` names other headers that the platform reads for the same token, `holds` what the token
    is called where a platform has two kinds of it.
    """

    header: str
    scheme: str = ""
    also: tuple[str, ...] = ()
    holds: str = "token"

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
        others = "".join(f", {name} too" for name in self.also)
        raise Unauthorized(f"the header {self.header} is missing{others}", self.header, "missing")


HeaderRule = Callable[[Operation, Mapping[bytes, bytes], Shop], None]
"""Refuses a request whose other headers do not suit the shop that its tokens open."""


@dataclass(frozen=True, slots=True)
class Auth:
    """Who may come in, and how they get there.

    `carriers` by the name of the security scheme in the document. `rule` looks at the headers
    named in `also_read` too. `keys` are the kinds of tokens that can be issued by hand, the usual
    one first; `oauth` says how apps get theirs.
    """

    carriers: Mapping[str, Carrier] = field(default_factory=dict)
    rule: HeaderRule | None = None
    also_read: tuple[str, ...] = ()
    keys: Mapping[str, Key] = field(default_factory=dict)
    oauth: OAuth | None = None

    @property
    def headers(self) -> tuple[bytes, ...]:
        """Every header on which it depends whether a request may come in, in lower case."""
        names = [
            name for carrier in self.carriers.values() for name in (carrier.header, *carrier.also)
        ]
        return tuple(name.lower().encode() for name in (*names, *self.also_read))


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
