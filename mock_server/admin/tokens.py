"""A shop's tokens by hand: issued, listed, made to expire, revoked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from mock_server.auth.carriers import Auth
from mock_server.auth.handling import Issued, Which, expire_tokens, issue_by_hand, revoke_tokens
from mock_server.auth.server import Server
from mock_server.auth.settings import change_settings, settings_of
from mock_server.auth.tokens import state_of, tokens_of
from mock_server.engine.masking import mask
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .control import Control, control_of
from .spans import read_span, write_span

operations = Operations()


@operations.handles("listTokens")
def list_tokens(request: Request, shop: Shop) -> Any:
    visited = control_of(shop).shop(request)
    newest = tokens_of(visited)[::-1][: request.query["limit"]]
    return {"tokens": [_show(each, visited) for each in newest], "total": len(tokens_of(visited))}


@operations.handles("issueToken")
def issue_token(request: Request, shop: Shop) -> Any:
    control, facts = control_of(shop), request.body or {}
    visited = control.shop(request)
    lifetime = read_span(facts["lifetime"], "lifetime") if "lifetime" in facts else None
    with visited.unit():
        issued = issue_by_hand(
            server_of(control, visited),
            visited,
            auth_of(control, visited),
            facts.get("kind"),
            facts.get("scopes"),
            lifetime,
        )
    return _show_issued(issued, visited)


@operations.handles("expireTokens")
def expire(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    visited = control.shop(request)
    with visited.unit():
        return {"expired": expire_tokens(control.shops, visited, _which(request, ("access",)))}


@operations.handles("revokeTokens")
def revoke(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    visited = control.shop(request)
    kinds = ("access", "refresh", "code")
    with visited.unit():
        return {"revoked": revoke_tokens(control.shops, visited, _which(request, kinds))}


@operations.handles("getAccess")
def get_access(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    visited = control.shop(request)
    settings, oauth = settings_of(visited), auth_of(control, visited).oauth
    access = settings.access_lifetime or (oauth and oauth.access_lifetime)
    refresh = settings.refresh_lifetime or (oauth and oauth.refresh_lifetime)
    return {
        "access_lifetime": access and write_span(access),
        "refresh_lifetime": refresh and write_span(refresh),
        "strict_headers": settings.strict,
    }


@operations.handles("updateAccess")
def update_access(request: Request, shop: Shop) -> Any:
    control = control_of(shop)
    changed: dict[str, Any] = {}
    for name in ("access_lifetime", "refresh_lifetime"):
        if name in request.body:
            changed[name] = _span(request.body[name], name)
    if "strict_headers" in request.body:
        changed["strict"] = request.body["strict_headers"]
    change_settings(control.shops, control.shop(request), changed)
    return get_access(request, shop)


def auth_of(control: Control, shop: Shop) -> Auth:
    auth: Auth = control.served[shop.platform].platform.auth
    return auth


def server_of(control: Control, shop: Shop) -> Server:
    served = control.served[shop.platform]
    return Server.of(control.shops, served.platform, served.contract.document)


def _span(text: str | None, name: str) -> timedelta | None:
    return None if text is None else read_span(text, name)


def _which(request: Request, kinds: Sequence[str]) -> Which:
    facts = request.body or {}
    chosen = (facts["kind"],) if "kind" in facts else tuple(kinds)
    return Which(facts.get("token"), facts.get("number"), chosen)


def _show(record: Record, shop: Shop) -> dict[str, Any]:
    """A token without its secret; a number names it."""
    return {
        "number": record.get("number"),
        "kind": record.get("kind", "access"),
        "name": record.get("name", "token"),
        "token": mask(record["id"]),
        "state": state_of(record, shop),
        "why": record.get("why"),
        "owner": record.get("owner", "token"),
        "scopes": record.get("scopes"),
        "family": record.get("family"),
        "issued_at": record.get("issued_at"),
        "expires_at": record.get("expires_at"),
    }


def _show_issued(issued: Issued, shop: Shop) -> dict[str, Any]:
    return {
        "platform": shop.platform,
        "shop": shop.name,
        "kind": issued.kind,
        "token": issued.token,
        "headers": dict(issued.headers),
        "scopes": None if issued.scopes is None else list(issued.scopes),
        "expires_at": issued.expires_at,
        "tokens": dict(issued.answer),
    }
