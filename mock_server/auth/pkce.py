"""Proof key for code exchange (RFC 7636): whoever exchanges a code is who asked for it."""

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import sha256

from .oauth_errors import invalid_grant, invalid_request

_WORD = re.compile(r"[A-Za-z0-9._~-]{43,128}")
METHODS = ("S256", "plain")


def read_challenge(challenge: str | None, method: str | None) -> tuple[str, str] | None:
    """The challenge and its method; None where the client sends none.

    Raises:
        OAuthError: one of them is malformed.
    """
    if challenge is None:
        if method is not None:
            raise invalid_request("code_challenge_method came without code_challenge")
        return None
    method = method or "plain"
    if method not in METHODS:
        raise invalid_request(f"code_challenge_method {method[:20]!r} is none of S256, plain")
    if not _WORD.fullmatch(challenge):
        raise invalid_request("code_challenge must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~")
    return challenge, method


def check_verifier(challenge: str | None, method: str | None, verifier: str | None) -> None:
    """The verifier of a code.

    Raises:
        OAuthError: it is missing, came unasked, or is another's.
    """
    if challenge is None:
        if verifier is not None:
            raise invalid_grant(
                "code_verifier came, yet the code was asked for without a challenge"
            )
        return
    if verifier is None:
        raise invalid_grant("code_verifier is missing; the code was asked for with a challenge")
    made = challenge_of(verifier) if method == "S256" else verifier
    if not hmac.compare_digest(made.encode(), challenge.encode()):
        hint = "; a plain verifier equals its challenge" if method == "plain" else ""
        raise invalid_grant(f"code_verifier does not fit the code_challenge ({method}){hint}")


def challenge_of(verifier: str) -> str:
    digest = sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
