"""An answer as bytes and headers, before anybody reads it as JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any

from contract_tests.client import Exchange
from contract_tests.document import Document

Told = tuple[str, str, str]
"""Rule, what the rule says, what came."""

ONCE = ("content-type", "location", "etag", "retry-after", "content-length", "www-authenticate")
LIMITS = re.compile(r"^(x-)?rate-?limit-(?P<what>limit|remaining|reset)", re.I)
WHOLE = re.compile(r"^\s*\d+")
EMPTY = (204, 304)


def check_wire(exchange: Exchange, document: Document) -> Iterator[Told]:
    """What is wrong with the bytes and the headers, whatever the body says."""
    response = exchange.response
    if exchange.status in EMPTY and response.headers.get("Content-Length", "0") not in ("0", ""):
        length = response.headers["Content-Length"]
        yield "CT-WIRE-BODY", f"A {exchange.status} has no body: none is allowed", f"{length} bytes"
    yield from _check_text(exchange)
    yield from _check_headers(exchange, document)
    yield from _check_limits(exchange)


def _check_text(exchange: Exchange) -> Iterator[Told]:
    content = exchange.response.content
    if not content or "json" not in exchange.response.headers.get("Content-Type", ""):
        return
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield "CT-WIRE-UTF8", "JSON is UTF-8: bytes that are none came", str(error)
        return
    if text.startswith("\ufeff"):
        yield "CT-WIRE-UTF8", "JSON has no byte order mark: one came", repr(text[:20])
        return
    problems: list[Told] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in found]
        twice = {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else ()
        for key in twice:
            says = f"A key is in an object once: {key!r} came more than once"
            problems.append(("CT-WIRE-KEY-TWICE", says, key))
        return dict(found)

    def constant(name: str) -> None:
        problems.append(("CT-WIRE-NAN", f"JSON knows no {name}: a number is expected", name))

    try:
        json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except ValueError:
        return  # the media type's own check tells it
    yield from problems


def _check_headers(exchange: Exchange, document: Document) -> Iterator[Told]:
    raw = getattr(exchange.response.raw, "headers", None)
    if raw is None or not hasattr(raw, "getlist"):
        return
    found = document.response(exchange.operation, exchange.status)
    documented = [name.lower() for name in (found[1].get("headers", {}) if found else {})]
    for name in {*ONCE, *documented, *(n.lower() for n in raw if LIMITS.match(n))}:
        values = raw.getlist(name)
        if len(values) > 1:
            says = f"A header is sent once: {name} came {len(values)} times"
            yield "CT-WIRE-HEADER-TWICE", says, f"{name}: {', '.join(values)}"


def _check_limits(exchange: Exchange) -> Iterator[Told]:
    """How much is allowed and how much is left, where the server tells it."""
    told: dict[str, int] = {}
    for name, value in exchange.response.headers.items():
        found = LIMITS.match(name)
        if found is None:
            continue
        number = WHOLE.match(value)
        if number is None:
            yield "CT-WIRE-LIMITS", f"A rate limit is a whole number: {name}", f"{name}: {value}"
            continue
        told[found["what"].lower()] = int(number.group())
    if "limit" in told and told.get("remaining", 0) > told["limit"]:
        says = f"No more is left than is allowed: the limit is {told['limit']}"
        yield "CT-WIRE-LIMITS", says, f"{told['remaining']} left"
