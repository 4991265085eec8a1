"""How each platform says no: where a mistake of each kind is made, and what is answered to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.stories.shapes import kind
from tests.stories.visits import Visit, credentials

TOO_LARGE = b'"' + b"a" * (8 * 1024 * 1024) + b'"'
JSON = {"Content-Type": "application/json"}

NEEDS_BODY = frozenset({"malformed", "media type", "no body", "bad field", "too large"})
ASKED_FOR = ("429", "500", "503")
STATUSES: Mapping[str, int] = {
    "no token": 401,
    "odd token": 401,
    "odd scheme": 401,
    "no scope": 403,
    "no id": 404,
    "no path": 404,
    "no method": 405,
    "malformed": 400,
    "no body": 400,
    "media type": 415,
    "too large": 413,
    "bad field": 422,
    "bad query": 422,
    **{code: int(code) for code in ASKED_FOR},
}


@dataclass(frozen=True, slots=True)
class Asking:
    """A request, as `Visit.send` takes it."""

    method: str
    path: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def send(self, shop: Visit, **headers: str) -> Any:
        more = {**self.more, "headers": {**self.more.get("headers", {}), **headers}}
        facts = shop.described["facts"]
        return shop.send(self.method, self.path.format_map(facts), **more)


@dataclass(frozen=True, slots=True)
class Speech:
    """One platform. `absent` is the path of what is not there; `languages` has the default first;
    `write`, `bad_field` and `bad_query` are None where no operation takes a body or a query.
    """

    read: str
    absent: str
    languages: tuple[str, ...]
    shape: Callable[[Any, int], None]
    words: Callable[[Any], list[str]]
    allowed: str = "GET, HEAD"
    write: tuple[str, str] | None = None
    bad_field: Any = None
    bad_query: str | None = None
    scoped: bool = False
    statuses: Mapping[str, int] = field(default_factory=dict)

    def mistakes(self) -> Iterator[str]:
        """The kinds that can be made here."""
        for mistake in STATUSES:
            cannot = (
                (mistake in NEEDS_BODY and self.write is None)
                or (mistake == "bad query" and self.bad_query is None)
                or (mistake == "no scope" and not self.scoped)
            )
            if not cannot:
                yield mistake

    def status(self, mistake: str) -> int:
        return self.statuses.get(mistake, STATUSES[mistake])

    def asking(self, mistake: str, platform: str) -> Asking:
        """The request that makes this mistake."""
        if mistake in NEEDS_BODY:
            assert self.write is not None, "this platform reads no body"
            return Asking(*self.write, self._body(mistake))
        if mistake in ASKED_FOR:
            return Asking("GET", self.read, {"headers": {"Prefer": f"code={mistake}"}})
        nothing = dict.fromkeys(credentials(platform, ""))
        return {
            "no token": Asking("GET", self.read, {"headers": nothing}),
            "odd token": Asking("GET", self.read, {"token": "a-token-of-nobody"}),
            "odd scheme": Asking("GET", self.read, {"headers": {"Authorization": "Basic YTpi"}}),
            "no scope": Asking("GET", self.read, {"token": "shop:narrow;scopes=nothing.read"}),
            "no id": Asking("GET", self.absent),
            "no path": Asking("GET", "/there/is/no/such/path"),
            "no method": Asking("DELETE", self.read),
            "bad query": Asking("GET", f"{self.read.partition('?')[0]}?{self.bad_query}"),
        }[mistake]

    def _body(self, mistake: str) -> Mapping[str, Any]:
        bodies: dict[str, dict[str, Any]] = {
            "malformed": {"data": b'{"a": ', "headers": JSON},
            "no body": {"data": b"", "headers": JSON},
            "media type": {"data": b"a=1", "headers": {"Content-Type": "text/plain"}},
            "too large": {"data": TOO_LARGE, "headers": JSON},
            "bad field": {"json": self.bad_field},
        }
        return bodies[mistake]


def _salla(body: Any, status: int) -> None:
    assert list(body) == ["status", "success", "error"]
    assert (body["status"], body["success"]) == (status, False)
    detail = ["code", "message", "fields"] if status == 422 else ["code", "message"]
    assert list(body["error"]) == detail
    assert kind(body["error"]["message"]) == "string"
    _lists_of_text(body["error"].get("fields", {}))


def _zid(body: Any, status: int) -> None:
    known = ["status", "message", "error_code"]
    assert list(body)[:3] == known
    assert body["status"] == "error"
    assert list(body["message"]) == ["type", "code", "name", "description"]
    assert body["message"]["code"] == body["error_code"]
    faults = {name: body[name] for name in body if name not in known}
    assert bool(faults) == (status == 422)
    _lists_of_text(faults)


def _tjar(body: Any, status: int) -> None:
    known = ["status", "message", "data"]
    assert list(body) == ([*known, "errors"] if status == 422 else known)
    assert (body["status"], body["data"]) == ("error", None)
    _lists_of_text(body.get("errors", {}))


def _surecart(body: Any, status: int) -> None:
    assert list(body) == ["http_status", "type", "code", "message", "validation_errors"]
    assert bool(body["validation_errors"]) == (status == 422)
    for error in body["validation_errors"]:
        assert list(error) == ["attribute", "type", "code", "message", "options"]


def _paynow(body: Any, status: int) -> None:
    assert list(body) == ["status", "code", "message", "trace_id", "errors"]
    assert body["status"] == status
    assert (body["errors"] is not None) == (body["code"] == "InvalidInput")
    for error in body["errors"] or []:
        assert list(error) == ["code", "message", "path", "validation"]


def _lists_of_text(fields: Mapping[str, Any]) -> None:
    assert all(kind(text) == "string" for texts in fields.values() for text in texts)


def _words_of_salla(body: Any) -> list[str]:
    """What people read: with an invalid field `message` is a key, and the words are below it."""
    fields = body["error"].get("fields")
    return [text for texts in fields.values() for text in texts] if fields else [_said(body)]


def _said(body: Any) -> str:
    words: str = body["error"]["message"]
    return words


SPEECHES = {
    "salla": Speech(
        read="/carts/abandoned",
        absent="/carts/abandoned/1",
        languages=("ar", "en"),
        shape=_salla,
        words=_words_of_salla,
        write=("POST", "/webhooks/subscribe"),
        bad_field={"name": 7, "event": "order.created", "url": "https://app.example/hooks"},
        bad_query="page=two",
        scoped=True,
        statuses={"no scope": 401},
    ),
    "zid": Speech(
        read="/managers/store/abandoned-carts?page=1&page_size=2",
        absent="/managers/store/abandoned-carts/0b130951",
        languages=("en", "ar"),
        shape=_zid,
        words=lambda body: [body["message"]["description"]],
        write=("POST", "/managers/webhooks"),
        bad_field={"event": "order.create", "target_url": 7},
        bad_query="page=two&page_size=2",
        scoped=True,
    ),
    "tjar": Speech(
        read="/abandoned-carts",
        absent="/abandoned-carts/999999",
        languages=("ar", "en"),
        shape=_tjar,
        words=lambda body: [
            body["message"],
            *(text for texts in body.get("errors", {}).values() for text in texts),
        ],
        write=("POST", "/abandoned-carts/1/reminder"),
        bad_field={"type": "pigeon", "alert_details": {"subject": "s", "message": "m"}},
        bad_query="page=two",
    ),
    "surecart": Speech(
        read="/abandoned_checkouts",
        absent="/abandoned_checkouts/85789eeb-0000-0000-0000-000000000000",
        languages=("en",),
        shape=_surecart,
        words=lambda body: [body["message"]],
        write=("PATCH", "/abandoned_checkout_protocol"),
        bad_field={"abandoned_checkout_protocol": {"notification_delays": []}},
        bad_query="page=two",
    ),
    "paynow": Speech(
        read="/stores/{store_id}/orders",
        absent="/stores/1/orders",
        languages=("en",),
        shape=_paynow,
        words=lambda body: [body["message"]],
        allowed="GET, HEAD",
        write=("PUT", "/stores/{store_id}/marketing/purchase-follow-ups/configuration"),
        bad_field={"enabled": "perhaps"},
        bad_query="limit=many",
        statuses={"bad field": 400, "bad query": 400},
    ),
}
