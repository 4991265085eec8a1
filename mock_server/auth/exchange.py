"""Tokens for a code and for a refresh token (RFC 6749, 4.1.3 and 6), on the clock of the shop.

What is refused and has a consequence all the same (a code or a refresh token that comes twice) is
revoked in a unit of its own before the refusal is raised.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.shops import TOKENS
from mock_server.engine.store import Record

from .apps import shop_of_app
from .oauth_errors import OAuthError, invalid_grant, invalid_request, mismatch
from .pkce import check_verifier
from .rules import Grant
from .server import Server, check_client
from .settings import in_force
from .tokens import give_grant, is_dead, revoke_family


def shop_of_form(server: Server, form: Mapping[str, Any]) -> Shop:
    """The shop whose code or refresh token came, else one that knows the client."""
    opened = server.shops.open(server.platform, form.get(_name(form)) or "")
    if opened is not None:
        return opened[0]
    installed = shop_of_app(server.shops, server.platform, form.get("client_id") or "")
    return installed or server.shops.get(server.platform, "demo")


def exchange(server: Server, shop: Shop, form: Mapping[str, Any]) -> Grant:
    """What the token address gives for a code or a refresh token of this shop.

    Raises:
        OAuthError: it gives nothing.
    """
    name = _name(form)
    secret = form.get(name)
    if not secret:
        raise invalid_request(f"{name} is missing; grant_type {form['grant_type']} needs it")
    shop.catch_up()
    app = check_client(server, shop, form)
    record = shop.store.find(TOKENS, secret)
    if record is None:
        raise invalid_grant(f"no {name} like the one that came was given out by any shop here")
    _check_kind(record, name)
    if record["client"] != app["id"]:
        words = f"the {name} was given to the client {record['client']!r}, {app['id']!r} came"
        raise invalid_grant(words)
    if name == "code":
        return _redeem(server, shop, record, form)
    return _refresh(server, shop, record, app, form)


def _name(form: Mapping[str, Any]) -> str:
    """What this grant brings."""
    return "code" if form["grant_type"] == "authorization_code" else "refresh_token"


def _check_kind(record: Record, name: str) -> None:
    came = record.get("kind", "access")
    if came != name.removesuffix("_token"):
        words = {"access": "an access token", "refresh": "a refresh token", "code": "a code"}
        raise invalid_grant(f"what came as {name} is {words[came]}")


def _redeem(server: Server, shop: Shop, code: Record, form: Mapping[str, Any]) -> Grant:
    if code.get("used"):
        why = "its code was used twice"
        with shop.unit():
            revoke_family(server.shops, shop, code["family"], why)
        words = "the code was used before; the tokens that came from it are revoked now"
        raise invalid_grant(words)
    _check_alive(code, "code", shop)
    came = form.get("redirect_uri")
    if not came:
        raise invalid_request(f"redirect_uri is missing; {code['redirect_uri']!r} was asked with")
    if came != code["redirect_uri"]:
        raise invalid_grant(mismatch([code["redirect_uri"]], came))
    check_verifier(code["challenge"], code["challenge_method"], form.get("code_verifier"))
    with shop.unit():
        _use_up(server, shop, code)
        oauth = in_force(server.oauth, shop)
        return give_grant(server.shops, shop, oauth, code["client"], code["scopes"], code["family"])


def _refresh(
    server: Server, shop: Shop, token: Record, app: Record, form: Mapping[str, Any]
) -> Grant:
    oauth = in_force(server.oauth, shop)
    if token.get("used"):
        why = "its refresh token was used twice"
        with shop.unit():
            revoke_family(server.shops, shop, token["family"], why)
        words = "the refresh_token was used before; all that came from it is revoked: install again"
        raise invalid_grant(words, oauth.reuse_status)
    _check_alive(token, "refresh_token", shop)
    came = form.get("redirect_uri")
    if came or oauth.refresh_needs_redirect:
        if not came:
            raise invalid_request("redirect_uri is missing; this platform wants it here too")
        if came not in app["redirect_uris"]:
            raise invalid_grant(mismatch(app["redirect_uris"], came))
    scopes = _narrowed(token["scopes"], form.get("scope"))
    with shop.unit():
        _use_up(server, shop, token)
        revoke_family(server.shops, shop, token["family"], "it was refreshed")
        return give_grant(server.shops, shop, oauth, token["client"], scopes, token["family"])


def _check_alive(record: Record, name: str, shop: Shop) -> None:
    if is_dead(record):
        raise invalid_grant(f"the {name} was revoked: {record.get('why', 'by hand')}")
    expires_at: datetime = record["expires_at"]
    if expires_at <= shop.clock.now():
        ago = shop.clock.now() - expires_at
        words = f"the {name} expired {int(ago.total_seconds())} s ago by the clock of the shop"
        raise invalid_grant(words)


def _use_up(server: Server, shop: Shop, record: Record) -> None:
    server.shops.change(shop, record["id"], dead=True, used=True, why="it was used")


def _narrowed(granted: list[str], wished: str | None) -> list[str]:
    """What a refresh asks for, which may be less than was granted and never more."""
    if not wished:
        return granted
    beyond = [scope for scope in wished.split() if scope not in granted]
    if beyond:
        words = f"{' '.join(beyond)} was not granted; {' '.join(granted)} was"
        raise OAuthError("invalid_scope", words)
    return wished.split()
