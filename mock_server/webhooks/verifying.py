"""Says whether a delivery proves itself, and if it does not, why: in words, with what to do."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from .mismatch import explain
from .signing import Basic, Hmac, Scheme, Verbatim

SOONEST_OLD_SECONDS = 300
"""Receivers take a signature for old after about five minutes (PayNow's own example does)."""


@dataclass(frozen=True, slots=True)
class Received:
    """A delivery as a receiver has it."""

    body: bytes
    headers: Mapping[str, str]

    def header(self, name: str) -> str | None:
        return next(
            (value for each, value in self.headers.items() if each.lower() == name.lower()), None
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` says what was found, `advice` what to do about it."""

    valid: bool
    reason: str
    advice: str = ""


def verify(
    scheme: Scheme, received: Received, secrets: Mapping[str, str], now: datetime
) -> Verdict:
    """Hold a delivery against secrets, by what they are called; the first is the one that counts.

    `now` is the time of the shop: what it says of age is said of that.
    """
    assert secrets, "nothing to hold it against"
    proof = received.header(scheme.header)
    if proof is None:
        return Verdict(False, f"the header {scheme.header} is missing", _elsewhere(received))
    if isinstance(scheme, Hmac):
        return _hmac(scheme, received, proof, secrets, now)
    if isinstance(scheme, Basic):
        return _basic(proof, secrets)
    assert isinstance(scheme, Verbatim), f"{scheme} cannot be explained"
    return _verbatim(scheme, proof, secrets)


def _hmac(
    scheme: Hmac, received: Received, proof: str, secrets: Mapping[str, str], now: datetime
) -> Verdict:
    stamp = None
    if scheme.timestamp_header is not None:
        stamp = received.header(scheme.timestamp_header)
        if stamp is None:
            advice = f"the signature is over {scheme.timestamp_header}, a full stop and the body"
            return Verdict(False, f"the header {scheme.timestamp_header} is missing", advice)
    name, secret = next(iter(secrets.items()))
    if not compare_digest(proof.encode(), scheme.written(received.body, secret, stamp).encode()):
        return Verdict(False, *explain(scheme, received.body, proof, stamp, secrets))
    age = _age_seconds(scheme, stamp, now)
    if age is not None and abs(age) > SOONEST_OLD_SECONDS:
        when = f"{abs(age) / 60:.0f} minutes {'old' if age > 0 else 'in the future'}"
        advice = "a receiver refuses it; look at the shop's clock, and at yours"
        return Verdict(False, f"the signature is right, but its timestamp is {when}", advice)
    return Verdict(True, f"{scheme.header} is right for these bytes and {name}")


def _age_seconds(scheme: Hmac, stamp: str | None, now: datetime) -> float | None:
    if stamp is None or not stamp.isdigit():
        return None
    per_second = 1000 if scheme.timestamp_unit == "ms" else 1
    return now.timestamp() - int(stamp) / per_second


def _basic(proof: str, secrets: Mapping[str, str]) -> Verdict:
    word, _, rest = proof.partition(" ")
    if word.lower() != "basic":
        said = repr(word[:12]) if rest else "nothing"  # what stands alone may be a secret
        return Verdict(False, f"the header says {said} where it should say Basic")
    try:
        sent = b64decode(rest, validate=True).decode()
    except (NotBase64, UnicodeDecodeError):
        return Verdict(False, "what follows Basic is no base64 of name:password")
    name, secret = next(iter(secrets.items()))
    if sent == secret:
        return Verdict(True, f"name and password are those of {name}")
    same_name = sent.partition(":")[0] == secret.partition(":")[0]
    what = "the name is right, the password is another" if same_name else "the name is another"
    return Verdict(False, what, _whose(sent, secrets))


def _verbatim(scheme: Verbatim, proof: str, secrets: Mapping[str, str]) -> Verdict:
    name, secret = next(iter(secrets.items()))
    if proof == secret:
        return Verdict(True, f"{scheme.header} holds the token of {name}")
    if proof.strip() == secret.strip():
        return Verdict(False, "white space stands around the token", "strip the secret you keep")
    word, _, rest = proof.partition(" ")
    if rest == secret:
        advice = "the token stands there verbatim: compare the whole header with it"
        return Verdict(False, f"the word {word!r} stands before the token", advice)
    if secret.partition(" ")[2] == proof:
        return Verdict(False, "the word before the token is missing", "compare the whole header")
    return Verdict(False, f"{scheme.header} holds another token", _whose(proof, secrets))


def _whose(sent: str, secrets: Mapping[str, str]) -> str:
    """Whose secret was sent, if it is another one that is known."""
    others = [name for name, secret in list(secrets.items())[1:] if secret == sent]
    return f"it is that of {others[0]}" if others else "compare the secret with the subscription's"


def _elsewhere(received: Received) -> str:
    """Another header that looks as if it held a proof."""
    words = ("signature", "hmac", "authorization", "digest")
    like: Sequence[str] = [
        name for name in received.headers if any(word in name.lower() for word in words)
    ]
    if not like:
        return "without it nothing can be proved; was it lost on the way, or not sent at all?"
    return f"there is {like[0]}, which this platform does not send"
