"""Why a signature does not match: tries what usually goes wrong until the signature comes out."""

import hmac
import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from typing import Generic, TypeVar

from .encoding import REWRITINGS
from .signing import FORMER, WRONG, Hmac

T = TypeVar("T")

_SECRETS_TRIED = 30
_DIFFERENCES = 2
"""At once; with more of them a match would explain nothing."""


@dataclass(frozen=True, slots=True)
class _Guess(Generic[T]):
    """Something that a signer may have used; `reason` and `advice` are empty for what is right."""

    used: T
    reason: str = ""
    advice: str = ""


_Form = Callable[[bytes, bytes], str]


def explain(
    scheme: Hmac, body: bytes, proof: str, stamp: str | None, secrets: Mapping[str, str]
) -> tuple[str, str]:
    """(reason, advice) for a signature that is not what it should be."""
    bodies, keys = list(_bodies(body)), list(_secrets(secrets))
    guesses = list(product(bodies, keys, list(_stamps(scheme, stamp)), list(_forms(scheme))))
    guesses.sort(key=lambda each: sum(bool(it.reason) for it in each))
    for content, secret, before, form in guesses:
        different = [each for each in (content, secret, before, form) if each.reason]
        if len(different) > _DIFFERENCES:
            break
        if form.used(before.used + content.used, secret.used) == proof:
            reason = " and ".join(each.reason for each in different)
            return f"the signature {reason}", "; ".join(each.advice for each in different)
    return _unexplained(scheme, proof)


def _bodies(body: bytes) -> Iterator[_Guess[bytes]]:
    yield _Guess(body)
    raw = "hash the bytes as they came, before anything reads them"
    for changed in (body.strip(), body + b"\n", body + b"\r\n", body.replace(b"\r\n", b"\n")):
        if changed != body:
            yield _Guess(changed, "is for a body with other white space at its ends", raw)
    try:
        value = json.loads(body)
    except ValueError:
        return
    for name, encode in REWRITINGS.items():
        written = encode(value).encode()
        if written != body:
            reason = f"is right for the same JSON as {name} writes it: this body was written anew"
            yield _Guess(written, reason, raw)


def _secrets(secrets: Mapping[str, str]) -> Iterator[_Guess[bytes]]:
    [(_, secret), *others] = secrets.items()
    yield _Guess(secret.encode())
    for name, other in others[:_SECRETS_TRIED]:
        yield _Guess(other.encode(), f"was made with the secret of {name}", "use that secret")
    asked = "ask for signature=good"
    yield _Guess(WRONG.encode(), "is bad, as souqbox was asked to make it", asked)
    yield _Guess(FORMER.encode(), "is old, as souqbox was asked to make it", asked)
    trimmed = "keep the secret without white space around it"
    for changed in (secret.strip(), f"{secret}\n"):
        if changed != secret:
            reason = "was made with the secret and other white space around it"
            yield _Guess(changed.encode(), reason, trimmed)
    for name, decode in (("base64", _from_base64), ("hex", _from_hex)):
        decoded = decode(secret)
        if decoded:
            reason = f"was made with what the secret says in {name}"
            yield _Guess(decoded, reason, "take the letters of the secret as they are")


def _stamps(scheme: Hmac, stamp: str | None) -> Iterator[_Guess[bytes]]:
    if stamp is None:
        yield _Guess(b"")
        return
    yield _Guess(f"{stamp}.".encode())
    advice = f"sign {scheme.timestamp_header}, a full stop and the body"
    yield _Guess(b"", "is over the body alone", advice)
    yield _Guess(stamp.encode(), "lacks the full stop after the timestamp", advice)
    if stamp.isdigit():
        other = str(int(stamp) // 1000) if scheme.timestamp_unit == "ms" else f"{stamp}000"
        unit = "seconds" if scheme.timestamp_unit == "ms" else "milliseconds"
        reason = f"is over a timestamp in {unit}"
        yield _Guess(f"{other}.".encode(), reason, "take the header's text as it is")


def _forms(scheme: Hmac) -> Iterator[_Guess[_Form]]:
    def form(encoding: str = scheme.encoding, hash_name: str = "sha256", prefix: str = "") -> _Form:
        def written(content: bytes, secret: bytes) -> str:
            made = hmac.new(secret, content, hash_name)
            text = b64encode(made.digest()).decode() if encoding == "base64" else made.hexdigest()
            return prefix + (text.upper() if encoding == "HEX" else text)

        return written

    right = "the small letters of hex" if scheme.encoding == "hex" else "base64"
    yield _Guess(form(prefix=scheme.prefix))
    for other in [each for each in ("hex", "base64", "HEX") if each != scheme.encoding]:
        name = "hex in capital letters" if other == "HEX" else other
        yield _Guess(form(other), f"is in {name}", f"write it in {right}")
    for prefix in [each for each in ("sha256=", "") if each != scheme.prefix]:
        reason = f"has {prefix!r} before it" if prefix else f"lacks {scheme.prefix!r} before it"
        yield _Guess(form(prefix=prefix), reason, "compare the whole header")
    for hash_name in ("sha1", "sha512", "md5"):
        reason = f"is an HMAC with {hash_name.upper()}"
        yield _Guess(form(hash_name=hash_name), reason, "use SHA-256")
    keyed = "use HMAC-SHA256, with the secret as its key"
    yield _Guess(_joined, "is a bare hash of body and secret", keyed)


def _joined(content: bytes, secret: bytes) -> str:
    return sha256(content + secret).hexdigest()


def _unexplained(scheme: Hmac, proof: str) -> tuple[str, str]:
    length = len(scheme.prefix) + (64 if scheme.encoding == "hex" else 44)
    if len(proof) != length:
        reason = f"{scheme.header} has {len(proof)} characters where {length} are right"
        return reason, f"it should be an HMAC-SHA256 in {scheme.encoding}"
    reason = "the signature is of the right form, and neither for these bytes nor for this secret"
    return reason, "compare the secret with the subscription's, and hash the bytes as they came"


def _from_base64(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        return None


def _from_hex(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None
