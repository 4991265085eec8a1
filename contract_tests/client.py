"""The HTTP client of our own probes: credentials, Retry-After, one record per exchange."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import requests

from contract_tests.document import Operation
from contract_tests.findings import curl_line, shorten

TIMEOUT_SECONDS = 30
TRIES = 4
LONGEST_WAIT_SECONDS = 60


class Unreachable(Exception):
    """No answer at all; the text says which address was tried."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request in the words of the document; `credentials` other than the good ones if given."""

    operation: Operation
    values: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    credentials: Mapping[str, str] | None = None

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
    def came(self) -> str:
        return f"{self.status} {shorten(self.response.text)}".rstrip()

    @property
    def curl(self) -> str:
        sent = self.response.request
        body = sent.body if isinstance(sent.body, bytes) else None
        headers = {name: str(value) for name, value in sent.headers.items()}
        return curl_line(sent.method or "", sent.url or "", headers, body)


def _leave_the_headers(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request  # an `auth` of our own keeps requests from taking one out of a .netrc file


class Client:
    """Sends operations to one server and counts what it sent."""

    def __init__(self, base_url: str, credentials: Mapping[str, str], deadline: float) -> None:
        self.base_url = base_url.rstrip("/")
        self.credentials = credentials
        self.sent = 0
        self.deadline = deadline
        self._session = requests.Session()

    @property
    def out_of_time(self) -> bool:
        return time.monotonic() > self.deadline

    def send(self, call: Call) -> Exchange:
        """Send the call; a 429 with Retry-After is waited out."""
        for _ in range(TRIES):
            response = self._request(call)
            wait = _seconds_to_wait(response)
            if wait is None or time.monotonic() + wait > self.deadline:
                break
            time.sleep(wait)
        return Exchange(call.operation, call.values, response)

    def _request(self, call: Call) -> requests.Response:
        headers = {"Accept": "application/json"}
        headers |= self.credentials if call.credentials is None else call.credentials
        data = None
        if call.body is not None:
            data = json.dumps(call.body).encode()
            headers["Content-Type"] = "application/json"
        self.sent += 1
        try:
            return self._session.request(
                call.operation.method,
                self.base_url + call.path,
                params=dict(call.query),
                data=data,
                headers=headers,
                auth=_leave_the_headers,
                allow_redirects=call.operation.reads,
                timeout=TIMEOUT_SECONDS,
            )
        except requests.RequestException as error:
            raise Unreachable(f"{call.operation.label}: {type(error).__name__}") from error


def _seconds_to_wait(response: requests.Response) -> float | None:
    text = response.headers.get("Retry-After", "")
    if response.status_code != 429 or not text.isdigit():
        return None
    return min(float(text), LONGEST_WAIT_SECONDS)
