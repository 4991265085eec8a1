"""Exchanges as an HTTP Archive (HAR 1.2), which browsers and proxies read."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from mock_server.engine.exchange import Exchange
from mock_server.engine.journal import Journal

from .exchanges import mask_of, shown_body, shown_headers, url_of

JSON_TYPE = "application/json"


def archive(exchanges: Iterable[Exchange], journal: Journal, version: str) -> dict[str, Any]:
    """The file, the oldest exchange first."""
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "souqbox", "version": version},
            "entries": [_entry(each, journal) for each in exchanges],
        }
    }


def _entry(exchange: Exchange, journal: Journal) -> dict[str, Any]:
    milliseconds = round(exchange.seconds * 1000, 3)
    return {
        "startedDateTime": journal.moment(exchange),
        "time": milliseconds,
        "request": _request(exchange),
        "response": _response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "comment": exchange.reason and mask_of(exchange).text(exchange.reason),
        "_souqbox": {
            "id": exchange.number,
            "platform": exchange.platform,
            "shop": exchange.shop,
            "operation": exchange.operation_id,
            "fault": str(exchange.struck or ""),
        },
    }


def _request(exchange: Exchange) -> dict[str, Any]:
    mask = mask_of(exchange)
    query = mask.text(exchange.query.decode("latin-1"))
    request = {
        "method": exchange.method,
        "url": url_of(exchange, mask),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(list(shown_headers(exchange.headers.items(), mask))),
        "queryString": _pairs(parse_qsl(query, keep_blank_values=True)),
        "headersSize": -1,
        "bodySize": exchange.sizes[0],
    }
    body = shown_body(exchange.body, mask)
    if body is not None:
        media = exchange.headers.get(b"content-type", b"").decode("latin-1")
        request["postData"] = {"mimeType": media, "text": body}
    return request


def _response(exchange: Exchange) -> dict[str, Any]:
    mask = mask_of(exchange)
    body = shown_body(exchange.answer, mask)
    named = dict(exchange.answer_headers)
    media = named.get(b"content-type", JSON_TYPE.encode() if body else b"").decode("latin-1")
    content: dict[str, Any] = {"size": exchange.sizes[1], "mimeType": media}
    if body is not None:
        content["text"] = body
    return {
        "status": exchange.status,
        "statusText": _status_text(exchange.status),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(list(shown_headers(exchange.answer_headers, mask))),
        "content": content,
        "redirectURL": mask.text(named.get(b"location", b"").decode("latin-1")),
        "headersSize": -1,
        "bodySize": exchange.sizes[1],
    }


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _status_text(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
