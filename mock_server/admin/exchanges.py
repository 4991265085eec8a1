"""Exchanges of the journal as the admin API shows them: text, with secrets masked."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote

from mock_server.engine.exchange import Exchange
from mock_server.engine.journal import Journal
from mock_server.engine.masking import Mask, secrets_of_json
from mock_server.spec.secret_names import is_secret

OAUTH = "/oauth"
"""Where this is in a path, `code` is a secret too."""


def show_summary(exchange: Exchange, journal: Journal) -> dict[str, Any]:
    """What a list has of an exchange."""
    return _summary(exchange, journal, mask_of(exchange))


def show_exchange(exchange: Exchange, journal: Journal) -> dict[str, Any]:
    """All that is known of an exchange."""
    mask = mask_of(exchange)
    return {
        **_summary(exchange, journal, mask),
        "url": url_of(exchange, mask),
        "headers": dict(shown_headers(exchange.headers.items(), mask)),
        "body": shown_body(exchange.body, mask),
        "body_cut": exchange.sizes[0] > len(exchange.body),
        "answer_headers": dict(shown_headers(exchange.answer_headers, mask)),
        "answer": shown_body(exchange.answer, mask),
        "answer_cut": exchange.sizes[1] > len(exchange.answer),
    }


def mask_of(exchange: Exchange) -> Mask:
    """Knows the secrets that this exchange names anywhere, to hide them everywhere."""
    return Mask(_secrets(exchange), oauth=OAUTH in exchange.path)


def url_of(exchange: Exchange, mask: Mask) -> str:
    host = exchange.headers.get(b"host", b"127.0.0.1").decode("latin-1")
    query = mask.text(exchange.query.decode("latin-1"))
    path = mask.text(quote(exchange.path, safe="/:@!$&'()*+,;=~-._"))
    return f"{exchange.scheme}://{host}{path}{'?' if query else ''}{query}"


def shown_headers(headers: Any, mask: Mask) -> Iterator[tuple[str, str]]:
    for raw_name, raw_value in headers:
        name = raw_name.decode("latin-1")
        yield name, mask.header(name, raw_value.decode("latin-1"))


def shown_body(body: bytes, mask: Mask) -> str | None:
    """The body as text; None for none, and for what is no text."""
    if not body or b"\0" in body:
        return None
    return mask.text(body.decode("utf-8", "replace"))


def _summary(exchange: Exchange, journal: Journal, mask: Mask) -> dict[str, Any]:
    return {
        "id": exchange.number,
        "at": journal.moment(exchange),
        "shop_at": exchange.shop_at,
        "platform": exchange.platform,
        "shop": exchange.shop,
        "operation": exchange.operation_id or None,
        "handler": dict(exchange.answer_headers).get(b"x-souqbox-handler", b"").decode("latin-1"),
        "method": exchange.method,
        "path": mask.text(exchange.path),
        "query": mask.text(exchange.query.decode("latin-1")),
        "status": exchange.status,
        "milliseconds": round(exchange.seconds * 1000, 3),
        "request_id": exchange.request_id.decode("latin-1"),
        "reason": mask.text(exchange.reason),
        "kind": exchange.kind,
        "fault": str(exchange.struck or ""),
        "advice": exchange.advice,
        "request_bytes": exchange.sizes[0],
        "answer_bytes": exchange.sizes[1],
    }


def _secrets(exchange: Exchange) -> Iterator[str]:
    for headers in (exchange.headers.items(), exchange.answer_headers):
        for name, value in headers:
            if is_secret(name.decode("latin-1")):
                text = value.decode("latin-1")
                yield from (text, text.rpartition(" ")[2])
    for form in (exchange.query, exchange.body):
        if form[:1] not in (b"{", b"["):
            for field, text in parse_qsl(form.decode("latin-1")):
                if is_secret(field):
                    yield text
    yield from secrets_of_json(exchange.body)
    yield from secrets_of_json(exchange.answer)
