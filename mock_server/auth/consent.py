"""What an app asks a merchant for, and the code that says that the merchant agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .apps import granted_scopes, refused_scopes
from .oauth_errors import OAuthError, invalid_request, mismatch
from .pkce import read_challenge
from .rules import CODE_LIFETIME
from .server import Server, known_app
from .tokens import issue, new_family, new_secret, whole_seconds


@dataclass(frozen=True, slots=True)
class Asked:
    """What an app asks a merchant for, as far as it was found to be right."""

    app: Record
    redirect_uri: str
    state: str | None
    scopes: Sequence[str]
    challenge: tuple[str, str] | None


class SentBack(Exception):
    """An error that the app is to hear of, at its redirect URI."""

    def __init__(self, error: OAuthError, redirect_uri: str, state: str | None) -> None:
        super().__init__(error.reason)
        self.error = error
        self.redirect_uri = redirect_uri
        self.state = state


def read_asked(server: Server, shop: Shop, query: Mapping[str, Any]) -> Asked:
    """What an app asks for at the authorize address.

    Raises:
        OAuthError: nobody can be sent back: the app or the address is wrong.
        SentBack: the rest is wrong.
    """
    app = known_app(server, shop, query["client_id"])
    redirect_uri = _redirect_of(app, query.get("redirect_uri"))
    state = query.get("state")
    try:
        if query["response_type"] != "code":
            came = query["response_type"][:40]
            words = f"response_type must be 'code', {came!r} came"
            raise OAuthError("unsupported_response_type", words)
        challenge = read_challenge(query.get("code_challenge"), query.get("code_challenge_method"))
        wished = query.get("scope", "").split() if server.oauth.asks_scopes else []
        beyond = refused_scopes(app, wished)
        if beyond:
            words = (
                f"the app may not have {' '.join(beyond)}; it may have {' '.join(app['scopes'])}"
            )
            raise OAuthError("invalid_scope", words)
    except OAuthError as error:
        raise SentBack(error, redirect_uri, state) from error
    return Asked(
        app, redirect_uri, state, granted_scopes(app, wished, list(server.scopes)), challenge
    )


def give_code(server: Server, shop: Shop, asked: Asked) -> str:
    """The code of a consent; it is good once, for ten minutes."""
    challenge, method = asked.challenge or (None, None)
    code = new_secret(shop, server.oauth.code)
    facts = {
        "kind": "code",
        "name": "code",
        "client": asked.app["id"],
        "owner": asked.app["id"],
        "scopes": list(asked.scopes),
        "family": new_family(shop),
        "redirect_uri": asked.redirect_uri,
        "challenge": challenge,
        "challenge_method": method,
        "expires_at": whole_seconds(shop) + CODE_LIFETIME,
    }
    issue(server.shops, shop, code, facts)
    return code


def _redirect_of(app: Record, came: str | None) -> str:
    registered: list[str] = app["redirect_uris"]
    if came is None:
        if len(registered) == 1:
            return registered[0]
        raise invalid_request(f"redirect_uri is missing; the app has {len(registered)} of them")
    if came not in registered:
        raise invalid_request(mismatch(registered, came))
    return came
