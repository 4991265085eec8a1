"""How a delivery proves where it comes from: a signature, a token, a name and password."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, Protocol

from mock_server.engine.masking import mask_header

Quality = Literal["good", "bad", "missing", "old"]
"""What a signature is to be like; all but `good` are asked for, to see a receiver refuse them."""

Encoding = Literal["hex", "base64"]
Unit = Literal["s", "ms"]

WRONG = "souqbox-wrong:secret"
FORMER = "souqbox-former:secret"
_OLD_BY = timedelta(hours=1)


class Scheme(Protocol):
    """A way to sign. `header` is where the proof sits; `dated`: whether it says when;
    `secret_shows`: whether who reads the header knows the secret."""

    @property
    def header(self) -> str: ...

    @property
    def dated(self) -> bool: ...

    @property
    def secret_shows(self) -> bool: ...

    def sign(self, body: bytes, secret: str, moment: datetime) -> dict[str, str]:
        """The headers that prove the body; a moment counts only for a scheme that is dated."""
        ...


@dataclass(frozen=True, slots=True)
class Hmac:
    """HMAC-SHA256 over the exact bytes sent, never over a re-serialised body.

    With `timestamp_header` the signature is over `timestamp + "." + body`, as SureCart and PayNow
    have it. `prefix` stands before the digest (`sha256=` at some platforms).
    """

    header: str
    encoding: Encoding = "hex"
    timestamp_header: str | None = None
    timestamp_unit: Unit = "s"
    prefix: str = ""
    secret_shows: bool = False

    @property
    def dated(self) -> bool:
        return self.timestamp_header is not None

    def sign(self, body: bytes, secret: str, moment: datetime) -> dict[str, str]:
        if self.timestamp_header is None:
            return {self.header: self.written(body, secret)}
        stamp = self.stamp(moment)
        return {self.timestamp_header: stamp, self.header: self.written(body, secret, stamp)}

    def written(self, body: bytes, secret: str, stamp: str | None = None) -> str:
        """The signature of these bytes, as the header holds it."""
        before = b"" if stamp is None else f"{stamp}.".encode()
        return self.prefix + digest(before + body, secret, self.encoding)

    def stamp(self, moment: datetime) -> str:
        per_second = 1000 if self.timestamp_unit == "ms" else 1
        return str(int(moment.timestamp() * per_second))


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The secret itself in a header, as Salla's token strategy has it."""

    header: str = "Authorization"
    dated: bool = False
    secret_shows: bool = True

    def sign(self, body: bytes, secret: str, moment: datetime) -> dict[str, str]:
        return {self.header: secret}


@dataclass(frozen=True, slots=True)
class Basic:
    """HTTP Basic; the secret is `name:password`."""

    header: str = "Authorization"
    dated: bool = False
    secret_shows: bool = True

    def sign(self, body: bytes, secret: str, moment: datetime) -> dict[str, str]:
        return {self.header: f"Basic {b64encode(secret.encode()).decode()}"}


@dataclass(frozen=True, slots=True)
class Security:
    """A scheme with the secret of one subscription."""

    scheme: Scheme
    secret: str = field(repr=False)

    def headers(self, body: bytes, moment: datetime, quality: Quality = "good") -> dict[str, str]:
        """The headers that prove the body, or fail to, as asked.

        `old` was right an hour ago; where the scheme tells no time, it was made with a secret
        that the subscription no longer has.
        """
        match quality:
            case "good":
                return self.scheme.sign(body, self.secret, moment)
            case "bad":
                return self.scheme.sign(body, WRONG, moment)
            case "missing":
                return {}
            case "old" if self.scheme.dated:
                return self.scheme.sign(body, self.secret, moment - _OLD_BY)
            case "old":
                return self.scheme.sign(body, FORMER, moment)


def digest(content: bytes, secret: str, encoding: Encoding = "hex") -> str:
    """HMAC-SHA256 of these bytes."""
    made = hmac.new(secret.encode(), content, sha256)
    return made.hexdigest() if encoding == "hex" else b64encode(made.digest()).decode()


def masked_headers(headers: Mapping[str, str], security: Security | None) -> dict[str, str]:
    """Headers as they may be kept and shown: a signature tells nothing, a token everything."""
    proof = security.scheme.header.lower() if security else ""
    tells = security is not None and security.scheme.secret_shows
    return {
        name: value if name.lower() == proof and not tells else mask_header(name, value)
        for name, value in headers.items()
    }
