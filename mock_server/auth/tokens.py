"""Tokens: made, given out as a grant or by hand, shown with their secret masked, revoked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.shops import TOKENS, Shops
from mock_server.engine.store import Record

from .rules import Grant, Key, OAuth

BY_HAND = "souqbox"
"""The owner of a token that no app got."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789"


def new_secret(shop: Shop, key: Key) -> str:
    """A secret that no other shop makes, not even one with the same seed."""
    kind, made = f"token:{shop.platform}:{shop.name}", b""
    while len(made) < key.length:
        made += shop.identifiers.digest(kind, 64)
    return key.prefix + "".join(_LETTERS[byte % len(_LETTERS)] for byte in made[: key.length])


def whole_seconds(shop: Shop) -> datetime:
    """Now, as tokens count: what they tell of their end has no fractions."""
    return shop.clock.now().replace(microsecond=0)


def is_dead(record: Record) -> bool:
    """Whether a token was used up or revoked."""
    return bool(record.get("dead"))


def give_grant(
    shops: Shops,
    shop: Shop,
    oauth: OAuth,
    client_id: str,
    scopes: Sequence[str],
    family: str | None = None,
) -> Grant:
    """The tokens of one consent, or their successors in the same `family`."""
    now, family = whole_seconds(shop), family or new_family(shop)
    expires_at = now + oauth.access_lifetime
    shared = {"scopes": list(scopes), "client": client_id, "owner": client_id, "family": family}
    tokens: dict[str, str] = {}
    for name, key in oauth.tokens.items():
        tokens[name] = new_secret(shop, key)
        facts = {**shared, "kind": "access", "name": name, "scheme": key.scheme}
        issue(shops, shop, tokens[name], {**facts, "expires_at": expires_at})
    if oauth.offline_scope is None or oauth.offline_scope in scopes:
        tokens["refresh_token"] = new_secret(shop, oauth.refresh)
        facts = {**shared, "kind": "refresh", "name": "refresh_token"}
        ends = now + oauth.refresh_lifetime
        issue(shops, shop, tokens["refresh_token"], {**facts, "expires_at": ends})
    return Grant(tokens, tuple(scopes), now, expires_at, family)


def give_key(
    shops: Shops,
    shop: Shop,
    name: str,
    key: Key,
    scopes: Sequence[str] | None,
    lifetime: timedelta | None,
) -> str:
    """A token made by hand; without `lifetime` it has no end."""
    token = new_secret(shop, key)
    facts = {
        "kind": "access",
        "name": name,
        "scheme": key.scheme,
        "only": key.only,
        "scopes": None if scopes is None else list(scopes),
        "owner": BY_HAND,
        "expires_at": None if lifetime is None else whole_seconds(shop) + lifetime,
    }
    issue(shops, shop, token, facts)
    return token


def new_family(shop: Shop) -> str:
    return f"grant-{shop.identifiers.count('grant')}"


def issue(shops: Shops, shop: Shop, token: str, facts: Mapping[str, Any]) -> None:
    """Keep a token with a number of its own, by which it can be named without telling it."""
    number = shop.identifiers.count("token number")
    shops.issue(shop, token, {"number": number, "issued_at": whole_seconds(shop), **facts})


def revoke_family(shops: Shops, shop: Shop, family: str, why: str) -> int:
    """Everything that came from one consent; how many tokens that were still good."""
    return _revoke(shops, shop, {"family": family}, why)


def revoke_client(shops: Shops, shop: Shop, client_id: str, why: str) -> int:
    """Everything that an app has of a shop; how many tokens that were still good."""
    return _revoke(shops, shop, {"client": client_id}, why)


def revoke_gained(shops: Shops, shop: Shop, client_id: str, why: str) -> int:
    """The same without what was issued by hand in the app's name."""
    return _revoke(shops, shop, {"client": client_id, "owner": client_id}, why)


def _revoke(shops: Shops, shop: Shop, where: Mapping[str, str], why: str) -> int:
    good = [each for each in shop.store.table(TOKENS).select(where)[0] if not is_dead(each)]
    for record in good:
        shops.revoke(shop, record["id"], why)
    return len(good)


def tokens_of(shop: Shop) -> list[Record]:
    """Every token, the oldest first."""
    return shop.store.all(TOKENS)


def state_of(record: Record, shop: Shop) -> str:
    """`good`, `used`, `revoked` or `expired`."""
    if is_dead(record):
        return "used" if record.get("used") else "revoked"
    expires_at: datetime | None = record.get("expires_at")
    return "expired" if expires_at is not None and expires_at <= shop.clock.now() else "good"
