"""Requests for an operation: right ones, and wrong ones of every kind."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from contract_tests.examples import parameter_value
from tests.asgi import Call
from tests.web.body_cases import bodies
from tests.web.query_cases import queries
from tests.web.target import Target
from tests.web.wrong_values import wrong_values

_LATER = (86400 * 11, 3600, 61, 1, 59, 60)
"""Seconds; what was shown at one moment is shown again at others, also at earlier ones."""


@dataclass(frozen=True, slots=True)
class Case:
    """A request of some kind. `later` is how far the shop's clock goes on before it."""

    kind: str
    operation: str
    call: Call
    later: timedelta = timedelta()


def cases_of(target: Target) -> Iterator[Case]:
    name = target.operation.operation_id
    for part in (_right, _strangers, _places, _headers, queries, bodies):
        for kind, call in part(target):
            yield Case(kind, name, call)
    for seconds in _LATER:
        yield Case("success, later", name, target.call(), timedelta(seconds=seconds))


def _right(target: Target) -> Iterator[tuple[str, Call]]:
    call = target.call()
    yield "success", call
    yield "success again", call
    for language in ("en", "ar", "fr;q=1, en;q=0.5", "*"):
        headers = {**call.headers, "accept-language": language}
        yield "success in another language", replace(call, headers=headers)
    yield "trailing slash", replace(call, path=f"{call.path}/")
    platform = target.part.platform.name
    bare = call.path.removeprefix(f"/{platform}")
    named = {**call.headers, "host": f"{platform}.localhost:4710"}
    yield "at the root", replace(call, path=bare)
    yield "by the name of the host", replace(call, path=bare, headers=named)
    if call.method == "GET":
        yield "HEAD for GET", replace(call, method="HEAD")


def _strangers(target: Target) -> Iterator[tuple[str, Call]]:
    good, credentials = target.call(), target.credentials()
    rest = {name: value for name, value in good.headers.items() if name not in credentials}
    yield "no credential", replace(good, headers=rest)
    for token in ("garbage", "shop:../etc", "shop:demo;scopes=no.such"):
        headers = {**rest, **target.credentials(token)}
        yield f"credential {token}", replace(good, headers=headers)
    for header, value in credentials.items():
        left = {name: good.headers[name] for name in good.headers if name != header}
        yield "one credential missing", replace(good, headers=left)
        other = {**good.headers, header: value.replace("shop:demo", "shop:other")}
        yield "one credential of another shop", replace(good, headers=other)
        word = {**good.headers, header: f"Basic {value}"}
        yield "another scheme word", replace(good, headers=word)


def _places(target: Target) -> Iterator[tuple[str, Call]]:
    good = target.call()
    yield "unknown path", replace(good, path=f"{good.path}/nothing/here")
    item = target.document.raw["paths"][target.operation.path]
    for method in ("GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"):
        if method.lower() not in item:
            hidden = _template_has(method, target)
            kind = "method of a template" if hidden else "wrong method"
            yield kind, replace(good, method=method)
    names = target.operation.path_names
    for value in ("1", "999999999999", "00000000-0000-4000-8000-000000000000", "no!such~id", "٣"):
        if names:
            path = target.path({**target.path_values, names[-1]: value})
            yield "unknown id", replace(good, path=path)


def _template_has(method: str, target: Target) -> bool:
    """Whether `/webhooks/{id}` has a method that `/webhooks/latest` has not."""
    head, _, last = target.operation.path.rpartition("/")
    siblings = (path for path in target.document.raw["paths"] if path.rpartition("/")[0] == head)
    return not last.startswith("{") and any(
        path.rpartition("/")[2].startswith("{")
        and method.lower() in target.document.raw["paths"][path]
        for path in siblings
    )


def _headers(target: Target) -> Iterator[tuple[str, Call]]:
    good = target.call()
    for parameter in target.operation.parameters:
        if parameter["in"] == "header":
            schema = target.document.resolve(parameter["schema"])
            right = parameter_value(target.document, parameter)
            for rule, value in wrong_values(schema, right, sent_as_text=True):
                headers = {**good.headers, parameter["name"].lower(): str(value)}
                yield f"header: {rule}", replace(good, headers=headers)
