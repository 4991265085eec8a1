"""One recorded exchange, as the gate takes it."""

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import requests
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPHeaderDict, HTTPResponse

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A request with its answer. A body of None is one that was not recorded, or cannot be read.

    `platform` is the one that the recording names, where it does.
    """

    method: str
    url: str
    request_headers: Pairs
    request_body: bytes | None
    status: int
    headers: Pairs
    body: bytes | None
    seconds: float = 0.0
    platform: str = ""

    def request_header(self, name: str) -> str | None:
        return _header(self.request_headers, name)

    def header(self, name: str) -> str | None:
        return _header(self.headers, name)

    def as_response(self) -> requests.Response:
        """The answer as if it had just come; each header as often as it came."""
        several = HTTPHeaderDict()
        for name, value in self.headers:
            several.add(name, value)
        body = self.body or b""
        response = requests.Response()
        response.status_code = self.status
        response.headers = CaseInsensitiveDict(several.items())
        response.raw = HTTPResponse(body, several, self.status, version=11, preload_content=False)
        response._content = body
        response.url = self.url
        response.encoding = "utf-8"
        response.elapsed = timedelta(seconds=self.seconds)
        response.request = self._prepared()
        return response

    def _prepared(self) -> requests.PreparedRequest:
        prepared = requests.PreparedRequest()
        prepared.method = self.method
        prepared.url = self.url
        prepared.headers = CaseInsensitiveDict(self.request_headers)
        prepared.body = self.request_body or None
        return prepared


def decoded(body: bytes, encoding: str | None) -> bytes | None:
    """A body without its `Content-Encoding`; None for one that cannot be undone here."""
    for word in reversed((encoding or "").lower().split(",")):
        try:
            match word.strip():
                case "" | "identity":
                    continue
                case "gzip" | "x-gzip":
                    body = gzip.decompress(body)
                case "deflate":
                    body = _inflated(body)
                case _:
                    return None
        except (OSError, EOFError, zlib.error):
            return None
    return body


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompress(body)
    except zlib.error:
        return zlib.decompress(body, -zlib.MAX_WBITS)  # as some servers understand the word


def _header(headers: Pairs, name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)
