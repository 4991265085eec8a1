"""Tokens handled by hand: issued without an app, made to expire, revoked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.shop import Shop
from mock_server.engine.shops import TOKENS, Shops
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .carriers import Auth
from .rules import OAuth
from .server import Server
from .settings import in_force
from .tokens import BY_HAND, give_grant, give_key, is_dead, tokens_of, whole_seconds


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued: `headers` are those to send, `answer` has it under the platform's names."""

    kind: str
    token: str
    headers: Mapping[str, str]
    scopes: Sequence[str] | None
    expires_at: datetime | None
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Which:
    """The token that is meant: by its text or its number, else all of these kinds."""

    token: str | None = None
    number: int | None = None
    kinds: Sequence[str] = ()


def issue_by_hand(
    server: Server,
    shop: Shop,
    auth: Auth,
    kind: str | None,
    scopes: Sequence[str] | None,
    lifetime: timedelta | None,
) -> Issued:
    """A token as a merchant or a developer makes it: a key, or all that a grant has.

    Raises:
        Invalid: there is no such kind of token on this platform.
    """
    kinds = list(auth.keys) or ["grant"]
    if kind is not None and kind not in kinds:
        words = f"{shop.platform} has {', '.join(kinds)}"
        raise Invalid.field("kind", "enum", Text(f"الأنواع: {', '.join(kinds)}", words))
    if auth.oauth is not None:
        return _grant(server, shop, auth, scopes, lifetime)
    chosen = kind or kinds[0]
    token = give_key(server.shops, shop, chosen, auth.keys[chosen], scopes, lifetime)
    carrier = next(iter(auth.carriers.values()))
    headers = {carrier.header: f"{carrier.scheme} {token}".strip()}
    expires_at = None if lifetime is None else whole_seconds(shop) + lifetime
    return Issued(chosen, token, headers, scopes, expires_at, {chosen: token})


def expire_tokens(shops: Shops, shop: Shop, which: Which) -> int:
    """From this moment on they are too old; how many that were still good.

    Raises:
        NotFound: the one that is meant is not there.
    """
    now = shop.clock.now()
    found = [each for each in _meant(shop, which) if not _is_over(each, now)]
    for record in found:
        shops.change(shop, record["id"], expires_at=now)
    return len(found)


def revoke_tokens(shops: Shops, shop: Shop, which: Which, why: str = "by hand") -> int:
    """They open nothing any more; how many that were not revoked yet.

    Raises:
        NotFound: the one that is meant is not there.
    """
    found = [each for each in _meant(shop, which) if not is_dead(each)]
    for record in found:
        shops.revoke(shop, record["id"], why)
    return len(found)


def _grant(
    server: Server,
    shop: Shop,
    auth: Auth,
    scopes: Sequence[str] | None,
    lifetime: timedelta | None,
) -> Issued:
    """What the demo app would get; without `scopes`, with all that there are."""
    oauth: OAuth = in_force(server.oauth, shop)
    if lifetime is not None:
        oauth = replace(oauth, access_lifetime=lifetime)
    wanted = list(server.scopes) if scopes is None else list(scopes)
    grant = give_grant(server.shops, shop, oauth, oauth.client_id, wanted)
    for each in grant.tokens.values():
        server.shops.change(shop, each, owner=BY_HAND)
    headers = {}
    for name, key in oauth.tokens.items():
        carrier = auth.carriers[key.scheme or next(iter(auth.carriers))]
        headers[carrier.header] = f"{carrier.scheme} {grant.tokens[name]}".strip()
    token = grant.tokens["access_token"]
    return Issued("grant", token, headers, wanted, grant.expires_at, oauth.answer(grant))


def _meant(shop: Shop, which: Which) -> list[Record]:
    if which.token is not None:
        record = shop.store.find(TOKENS, which.token)
        found = [record] if record is not None else []
    elif which.number is not None:
        found = [each for each in tokens_of(shop) if each.get("number") == which.number]
    else:
        return [
            each
            for each in tokens_of(shop)
            if "number" in each and each.get("kind", "access") in which.kinds
        ]
    if not found:
        raise NotFound(
            "this shop has issued no such token; `souqbox token list` shows them", TOKENS
        )
    return found


def _is_over(record: Record, now: datetime) -> bool:
    expires_at: datetime | None = record.get("expires_at")
    return is_dead(record) or (expires_at is not None and expires_at <= now)
