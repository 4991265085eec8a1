"""The HTTP client of our own probes: credentials, Retry-After, one record per exchange."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import requests
from schemathesis.transport.requests import SameHostRedirectsSession

from contract_tests.document import Operation
from contract_tests.findings import curl_line, shorten
from contract_tests.settings import is_loopback
from contract_tests.wire import Limits, NotSent, Wire


class Unreachable(Exception):
    """No answer at all, or half of one; the text says which operation was tried, and why."""


class Refrained(Unreachable):
    """The run does not send such a request; that says nothing of the server."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request in the words of the document; `credentials` other than the good ones if given.

    `content` is sent as it is, under `media_type`, in place of a JSON body.
    """

    operation: Operation
    values: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    credentials: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    media_type: str = "application/json"

    @property
    def path(self) -> str:
        path = self.operation.path
        for name, value in self.values.items():
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
        return path


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with its answer."""

    operation: Operation
    values: Mapping[str, Any]
    response: requests.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status < 300

    @property
    def data(self) -> Any:
        """The JSON of the answer; None when it is not JSON (the gate tells that)."""
        try:
            return self.response.json()
        except ValueError:
            return None

    @property
    def sent(self) -> Any:
        """The JSON of the request; None when it had none."""
        body = self.response.request.body
        try:
            return json.loads(body) if isinstance(body, bytes | str) else None
        except ValueError:
            return None

    @property
    def came(self) -> str:
        return f"{self.status} {shorten(self.response.text)}".rstrip()

    @property
    def curl(self) -> str:
        sent = self.response.request
        body = sent.body if isinstance(sent.body, bytes) else None
        headers = {name: str(value) for name, value in sent.headers.items()}
        return curl_line(sent.method or "", sent.url or "", headers, body)


def leave_the_headers(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request  # an `auth` of our own keeps requests from taking one out of a .netrc file


class Client:
    """Sends operations to one server, over the wire of the run."""

    def __init__(
        self,
        base_url: str,
        credentials: Mapping[str, str],
        deadline: float = float("inf"),
        wire: Wire | None = None,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.credentials = credentials
        self.wire = wire or Wire(Limits(writes=True))
        self.deadline = deadline
        self._session = SameHostRedirectsSession()  # a token goes to nobody else
        self._session.trust_env = not is_loopback(base_url)  # no proxy stands before this machine
        self.wire.join(self._session)

    @property
    def deadline(self) -> float:
        return self.wire.deadline

    @deadline.setter
    def deadline(self, moment: float) -> None:
        self.wire.deadline = moment

    @property
    def sent(self) -> int:
        """Requests of the whole run, whoever sent them."""
        return self.wire.sent

    @property
    def out_of_time(self) -> bool:
        return self.wire.spent or time.monotonic() > self.deadline

    def send(self, call: Call) -> Exchange:
        """Send the call; a 429 is waited out.

        Raises:
            Refrained: the run may not send it.
            Unreachable: no answer came, or not all of it.
        """
        headers = {"Accept": "application/json"}
        headers |= self.credentials if call.credentials is None else call.credentials
        headers |= call.headers
        data = call.content
        if call.body is not None:
            data = json.dumps(call.body).encode()
        if data is not None:
            headers["Content-Type"] = call.media_type
        try:
            response = self._session.request(
                call.operation.method,
                self.base_url + call.path,
                params=dict(call.query),
                data=data,
                headers=headers,
                auth=leave_the_headers,
                allow_redirects=call.operation.reads,
                timeout=self.wire.limits.timeout_seconds,
            )
        except NotSent as error:
            raise Refrained(str(error)) from error
        except (requests.RequestException, UnicodeError) as error:
            raise Unreachable(f"{call.operation.label}: {trouble(error)}") from error
        return Exchange(call.operation, call.values, response)


def trouble(error: Exception) -> str:
    """What went wrong below HTTP, in words."""
    text = str(error)
    if isinstance(error, requests.exceptions.SSLError):
        reason = re.search(r"certificate verify failed: ([^(\]]+)", text)
        why = reason[1].strip() if reason else "TLS could not be agreed on"
        return f"its certificate is not trusted ({why})"
    if isinstance(error, requests.Timeout):
        return "it did not answer in time"
    if isinstance(error, requests.TooManyRedirects):
        return "it redirects in a circle"
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return "its answer is not compressed as it says"
    if isinstance(error, requests.exceptions.ChunkedEncodingError) or "IncompleteRead" in text:
        return "it closed the connection half way"
    if "RemoteDisconnected" in text or "reset by peer" in text or "BadStatusLine" in text:
        return "it closed the connection without an answer"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    return type(error).__name__
