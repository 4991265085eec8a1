"""Everything about one operation that does not depend on the request, worked out at start."""

import logging
from collections.abc import Mapping
from typing import Any

from mock_server.auth.gate import SHOP_HEADER, Access, Entrance
from mock_server.engine.answering import answerer
from mock_server.engine.binding import Binding
from mock_server.engine.errors import Asked, ServerFault
from mock_server.engine.limits import Meter
from mock_server.engine.platform import Platform
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.shops import Shops
from mock_server.engine.style import Content
from mock_server.spec.contract import Contract, Response
from mock_server.spec.validators import Validator

from .preferences import Preferences
from .reading import BodyReader, ParameterReader
from .replies import Header, as_headers, encode

logger = logging.getLogger("souqbox")

_KEPT_ACCESSES = 1024
_KEPT_ANSWERS = 8192


class Plan:
    """One operation, ready to run: `run` takes the values of a request to status and bytes."""

    def __init__(
        self,
        binding: Binding,
        platform: Platform,
        contract: Contract,
        gate: Entrance,
        shops: Shops,
        *,
        remember: bool = True,
    ) -> None:
        operation = binding.operation
        self.operation = operation
        self.binding = binding
        self.reads_body = operation.body is not None
        self.handler_header: Header = (b"x-souqbox-handler", _handler_name(binding).encode())
        self.meter = Meter(platform.limits, operation) if platform.limits else None
        self._style = platform.style
        self.gate = gate
        self._shops = shops
        self._handler = binding.handler
        self._answer = answerer(binding, platform)
        self._changes = operation.method not in ("GET", "HEAD")
        self._path = ParameterReader("path", operation, contract.document)
        self._query = ParameterReader("query", operation, contract.document)
        self._headers = ParameterReader("header", operation, contract.document)
        self._body = BodyReader(operation.body, contract.document) if operation.body else None
        self._checks = {
            status: Validator.of(response.schema, contract.document, writing=False)
            for status, response in operation.responses.items()
            if response.schema is not None
        }
        self._credential_headers = _credential_headers(platform)
        self._accesses: dict[Any, tuple[int, Access]] = {}
        self._known_good: set[int] = set()
        self._remember = remember

    def enter(self, headers: Mapping[bytes, bytes]) -> Access:
        """The shop that these headers open; the same headers are looked up once."""
        key = tuple(headers.get(name) for name in self._credential_headers)
        kept = self._accesses.get(key)
        if kept and kept[0] == self._shops.generation and kept[1].lasts:
            return kept[1]
        access = self.gate.enter(self.operation, headers)
        if len(self._accesses) >= _KEPT_ACCESSES:
            self._accesses.clear()
        self._accesses[key] = (self._shops.generation, access)
        return access

    def honoured(self, preferences: Preferences) -> Preferences:
        """The preferences without an example that the document does not have."""
        if preferences.example is None:
            return preferences
        response = self._documented(preferences.code or self.operation.success)
        if response is not None and preferences.example in response.examples:
            return preferences
        return preferences.without("example")

    def read(
        self,
        texts: list[str],
        raw_query: bytes,
        headers: Mapping[bytes, bytes],
        content: bytes,
        preferences: Preferences,
    ) -> Request:
        """The request's values, checked against the document."""
        operation, lenient = self.operation, preferences.lenient
        path = self._path.path(texts) if texts else {}
        told = self._headers.headers(headers) if self._headers.parameters else {}
        query = self._query.query(raw_query, lenient=lenient)
        body = None
        if self._body is not None:
            body = self._body.read(content, headers.get(b"content-type"), lenient=lenient)
        language = self._style.spoken(headers.get(b"accept-language"))
        return Request(operation, language, path, query, told, body)

    def run(
        self, request: Request, shop: Shop, preferences: Preferences
    ) -> tuple[int, list[Header], bytes]:
        """Status, extra headers and body of the answer, checked against the document.

        Raises:
            ApiError: the handler refuses.
        """
        if preferences.code is not None or preferences.example is not None:
            return self._asked_for(preferences)
        shop.catch_up()
        if self._changes:
            with shop.unit():
                return self._answered(self._handler(request, shop), request, shop)
        return self._answered(self._handler(request, shop), request, shop)

    def _answered(
        self, result: Any, request: Request, shop: Shop
    ) -> tuple[int, list[Header], bytes]:
        status, body, extra = self._answer.quick(result, request, shop)
        headers = as_headers(extra) if extra else []
        if body is None:
            return status, headers, b""
        if isinstance(body, Content):
            return status, [(b"content-type", body.media_type.encode()), *headers], body.data
        content = encode(body)
        if (hash(content) ^ status) not in self._known_good:
            _, plain, _ = self._answer(result, request, shop)
            self._check(status, plain, content)
        return status, headers, content

    def _asked_for(self, preferences: Preferences) -> tuple[int, list[Header], bytes]:
        """An answer of the document instead of one from state."""
        status = preferences.code or self.operation.success
        response = self._documented(status)
        examples = response.examples if response else {}
        if preferences.example is not None:
            return status, [], encode(examples[preferences.example])
        if status < 400 and examples:
            return status, [], encode(next(iter(examples.values())))
        raise Asked(status)

    def _check(self, status: int, body: Any, content: bytes) -> None:
        """Make sure that an answer keeps the contract, and remember its bytes as good.

        The same bytes are found valid once: a hash of 64 bits stands for them, made with a key
        that changes with each process.

        Raises:
            ServerFault: our answer does not match the document. That is a defect of souqbox.
        """
        check = self._checks.get(str(status))
        if check is not None and not check.accepts(body):
            found = check.violations(body)[0]
            logger.error(
                "%s broke its contract: %s: %s", self.operation.id, found.name, found.message
            )
            raise ServerFault(f"souqbox broke the contract at {found.name}: {found.message[:200]}")
        if self._remember:
            if len(self._known_good) >= _KEPT_ANSWERS:
                self._known_good.clear()
            self._known_good.add(hash(content) ^ status)

    def _documented(self, status: int) -> Response | None:
        """What the document says of a status; a success is never said by its `default`."""
        if status < 400:
            return self.operation.responses.get(str(status))
        return self.operation.response(status)


def _handler_name(binding: Binding) -> str:
    return f"{binding.source} {binding.handler_name}".strip()


def _credential_headers(platform: Platform) -> tuple[bytes, ...]:
    headers: tuple[bytes, ...] = platform.auth.headers
    return (*headers, SHOP_HEADER)
