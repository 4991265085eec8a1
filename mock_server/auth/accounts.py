"""The two addresses of an OAuth server: where a merchant agrees, and where codes become tokens.

Nobody has a token yet, so these requests run in a shop of their own, whose facts are the `Server`;
which merchant is meant is said by the request, or follows from what it brings.
"""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_plus, urlencode

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.style import Answer, Content

from .apps import shop_of_app
from .carriers import ShopToken
from .consent import Asked, SentBack, give_code, read_asked
from .consent_page import consent_page
from .exchange import exchange, shop_of_form
from .installing import settle
from .oauth_errors import OAuthError, invalid_client, invalid_request
from .server import Server

OURS = ("approve", "shop", "lang")
"""What we read of the query beside what the platform does."""

_NOT_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_HTML = "text/html; charset=utf-8"
_GUARDED = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_SAFE_IN_URI = "!#$%&'()*+,/:;=?@[]~"


def oauth_operations(authorize_id: str, token_id: str) -> Operations:
    """The handlers of the two addresses, under the names of the platform's document."""
    operations = Operations()
    operations.handles(authorize_id)(authorize)
    operations.handles(token_id)(give_tokens)
    return operations


def authorize(request: Request, accounts: Shop) -> Any:
    """Ask the merchant, or answer at once with `approve=auto` (also `yes`, `no`) in the query."""
    server: Server = accounts.facts
    ours = dict(each for each in parse_qsl(request.raw_query) if each[0] in OURS)
    shop = request.meant = _meant_shop(server, request, ours)
    shop.catch_up()
    try:
        asked = read_asked(server, shop, request.query)
        answer = ours.get("approve")
        if answer is None:
            page = consent_page(server, shop, asked, request, ours.get("lang"))
            return Answer(Content(page.encode(), _HTML), headers=_headers(shop) | _GUARDED)
        return _decided(server, shop, asked, answer)
    except SentBack as back:
        error = {"error": back.error.code, "error_description": back.error.reason}
        return _sent_to(back.redirect_uri, {**error, "state": _state(server, back.state)}, shop)


def give_tokens(request: Request, accounts: Shop) -> Any:
    """Tokens for a code or a refresh token."""
    server: Server = accounts.facts
    form = _with_basic(_as_text(request.body), request.headers.get("Authorization"))
    shop = request.meant = shop_of_form(server, form)
    grant = exchange(server, shop, form)
    return Answer(server.oauth.answer(grant), headers=_headers(shop))


def _decided(server: Server, shop: Shop, asked: Asked, answer: str) -> Answer:
    if answer == "no":
        error = OAuthError("access_denied", "the merchant said no")
        raise SentBack(error, asked.redirect_uri, asked.state)
    if answer not in ("auto", "yes"):
        raise invalid_request("approve must be one of auto, yes, no")
    with shop.unit():
        settle(server, shop, asked.app)
        code = give_code(server, shop, asked)
    facts = {"code": code}
    if server.oauth.asks_scopes:
        facts["scope"] = " ".join(asked.scopes)
    return _sent_to(asked.redirect_uri, {**facts, "state": _state(server, asked.state)}, shop)


def _state(server: Server, state: str | None) -> str | None:
    return None if state is None else server.oauth.state(state)


def _sent_to(uri: str, facts: Mapping[str, str | None], shop: Shop) -> Answer:
    query = urlencode([(name, value) for name, value in facts.items() if value is not None])
    joint = "&" if "?" in uri else "?"
    location = f"{quote(uri, safe=_SAFE_IN_URI)}{joint}{query}"
    return Answer(Content(b"", _HTML), 302, {**_headers(shop), "Location": location})


def _headers(shop: Shop) -> dict[str, str]:
    return {**_NOT_KEPT, "X-Souqbox-Shop": shop.name}


def _meant_shop(server: Server, request: Request, ours: Mapping[str, str]) -> Shop:
    """The shop that is named, else the one where this app was installed last, else the demo."""
    named = ShopToken.read(f"shop:{ours['shop']}" if "shop" in ours else request.credential)
    if named is not None and named.scopes is None:
        return server.shops.get(server.platform, named.shop)
    if "shop" in ours:
        raise invalid_request(f"shop={ours['shop'][:80]!r} is not a shop's name")
    installed = shop_of_app(server.shops, server.platform, request.query["client_id"])
    return installed or server.shops.get(server.platform, "demo")


def _as_text(body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as a form has them: a client id in JSON may be a number."""
    return {name: value if value is None else str(value) for name, value in body.items()}


def _with_basic(form: Mapping[str, Any], header: str | None) -> dict[str, Any]:
    """The form with the client's credentials, which a Basic header may hold (RFC 6749, 2.3.1)."""
    scheme, _, encoded = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return dict(form)
    try:
        text = b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise invalid_client("the Basic header is not base64 of client_id:client_secret") from error
    client_id, _, secret = text.partition(":")
    sent = {"client_id": unquote_plus(client_id), "client_secret": unquote_plus(secret)}
    for name, value in sent.items():
        if form.get(name) not in (None, "", value):
            raise invalid_request(f"{name} came twice, and not the same: in the body and as Basic")
    return {**form, **sent}
