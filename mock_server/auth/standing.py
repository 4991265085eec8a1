"""Whether a token that was issued may be used now, here, for this: and if not, why not."""

from datetime import datetime

from mock_server.engine.errors import Unauthorized
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.spec.contract import Operation

from .carriers import Auth

_KINDS = {
    "refresh": "a refresh token, which is good at the token address only",
    "code": "an authorization code, which is to be exchanged at the token address first",
}


def check_standing(
    record: Record, scheme: str, auth: Auth, operation: Operation, shop: Shop
) -> None:
    """Refuse a token that is not good for this.

    Raises:
        Unauthorized: it is of another kind, stands in the wrong header, opens other paths only,
            was revoked, or has expired.
    """
    header = auth.carriers[scheme].header
    wrong = (
        _KINDS.get(record.get("kind", "access"))
        or _misplaced(record.get("scheme"), scheme, auth)
        or _elsewhere(record, operation)
    )
    if wrong:
        raise Unauthorized(f"the token in {header} is {wrong}", header, "invalid")
    if record.get("dead"):
        why = record.get("why", "by hand")
        raise Unauthorized(f"the token in {header} was revoked: {why}", header, "invalid")
    expires_at: datetime | None = record.get("expires_at")
    if expires_at is not None and expires_at <= shop.clock.now():
        when = f"{expires_at:%Y-%m-%d %H:%M:%S} UTC"
        words = f"the token in {header} expired at {when} by the clock of shop {shop.name!r}"
        raise Unauthorized(words, header, "expired")


def _misplaced(belongs: str | None, scheme: str, auth: Auth) -> str | None:
    if belongs is None or belongs == scheme:
        return None
    right = auth.carriers[belongs]
    after = f", after {right.scheme!r}" if right.scheme else ""
    return f"the {right.holds}: it belongs in {right.header}{after}"


def _elsewhere(record: Record, operation: Operation) -> str | None:
    only = record.get("only")
    if only is None or operation.path.startswith(only):
        return None
    return f"a {record.get('name')} token: it opens only paths that begin with {only}"
