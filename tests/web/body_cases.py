"""Requests whose body is missing, unreadable, of another kind, or wrong in one property."""

from collections.abc import Iterator
from dataclasses import replace

from contract_tests.examples import body_of
from tests.asgi import Call
from tests.web.target import JSON, Target, as_json
from tests.web.wrong_values import wrong_bodies

_MORE_THAN_ALLOWED = 9 * 1024 * 1024


def bodies(target: Target) -> Iterator[tuple[str, Call]]:
    good = target.call()
    if not good.content:
        yield "a body that nobody wants", replace(good, content=b"{")
        return
    yield from _media(good)
    yield from _contents(good)
    raw = target.document.resolve(target.operation.definition["requestBody"])
    schema = raw["content"][JSON]["schema"]
    for rule, body in wrong_bodies(
        target.document, schema, body_of(target.document, target.operation)
    ):
        yield f"body: {rule}", replace(good, content=as_json(body))


def _media(good: Call) -> Iterator[tuple[str, Call]]:
    rest = {name: value for name, value in good.headers.items() if name != "content-type"}
    yield "no content type", replace(good, headers=rest)
    yield "no body, no content type", replace(good, content=b"", headers=rest)
    for media in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
        yield "wrong content type", replace(good, headers={**rest, "content-type": media})
    for media in ("application/json; charset=utf-8", "Application/JSON"):
        yield "content type said otherwise", replace(good, headers={**rest, "content-type": media})


def _contents(good: Call) -> Iterator[tuple[str, Call]]:
    yield "no body", replace(good, content=b"")
    for content in (b"{", b"{'a': 1}", b"[1,]", b"nothing", b'{"a": 1} {"b": 2}', b'{"a": NaN}'):
        yield "malformed JSON", replace(good, content=content)
    yield "a body that is not UTF-8", replace(good, content=b'{"a": "\xff"}')
    yield "a body that is null", replace(good, content=b"null")
    yield "an empty object", replace(good, content=b"{}")
    huge = {**good.headers, "content-length": str(_MORE_THAN_ALLOWED)}
    yield "a body too large", replace(good, headers=huge)
