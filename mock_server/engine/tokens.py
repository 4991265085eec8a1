"""Tokens as records of their shop, and how many of them a shop keeps."""

from typing import Any

from .store import Record, Store
from .table import TableSpec

TOKENS = "token"
TOKENS_TABLE = TableSpec(equal=("family", "client", "dead"))
"""`family`: what came from one consent. `dead`: used up or revoked, kept to know it by."""

TOKENS_KEPT = 10_000


def keep_token(store: Store, token: str, facts: Any) -> str | None:
    """Keep a token; where there are too many, the oldest that is dead goes, and is told."""
    store.put(TOKENS, token, {"id": token, **facts})
    if store.count(TOKENS) <= TOKENS_KEPT:
        return None
    dropped = _oldest(store, dead=True) or _oldest(store, dead=None)
    if dropped is None:
        return None
    store.delete(TOKENS, dropped["id"])
    name: str = dropped["id"]
    return name


def _oldest(store: Store, *, dead: bool | None) -> Record | None:
    """The oldest that is dead; the oldest of all with None."""
    where = {} if dead is None else {"dead": dead}
    found, _ = store.table(TOKENS).select(where, newest_first=False, limit=1)
    return found[0] if found else None
