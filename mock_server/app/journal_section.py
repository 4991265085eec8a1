"""The last exchanges of a shop, as lines for the report of a test that failed."""

from mock_server.admin.exchanges import mask_of
from mock_server.engine.exchange import Exchange
from mock_server.engine.journal import Journal

MOST = 20


def last_exchanges(journal: Journal, platform: str, shop: str, since: int) -> list[str]:
    """What came to the shop after the exchange of this number, the oldest first.

    Requests that opened no shop are told too: a wrong token is a frequent reason to fail.
    """
    found: list[str] = []
    for exchange in reversed(journal):
        if exchange.number <= since or len(found) == MOST:
            break
        if exchange.platform == platform and exchange.shop in (shop, ""):
            found.append(_line(exchange))
    return found[::-1]


def _line(exchange: Exchange) -> str:
    """`GET /salla/admin/v2/carts?per_page=x 422 per_page: ...`, without secrets."""
    mask = mask_of(exchange)
    query = mask.text(exchange.query.decode("latin-1"))
    path = mask.text(exchange.path)
    status = str(exchange.status) if exchange.status else "no answer"
    told = [f"{exchange.method} {path}{'?' if query else ''}{query}", status]
    if exchange.reason:
        told.append(mask.text(exchange.reason))
    if exchange.struck:
        told.append(f"fault {exchange.struck}")
    return " ".join(told)
