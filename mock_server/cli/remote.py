"""A running sandbox, as the verbs that drive it see it: its admin API over HTTP."""

import json
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from .failures import NO_SERVER, WRONG_USAGE, Failure, wrong

if TYPE_CHECKING:
    from requests import Response, Session

TIMEOUT_SECONDS = 60.0
"""An answer takes milliseconds; years of a shop's life, advanced at once, take seconds."""


class Server:
    """The sandbox at a URL."""

    def __init__(self, url: str, admin_token: str | None) -> None:
        if not is_url(url):
            raise wrong(f"{url!r} is no URL of a sandbox; one looks like http://127.0.0.1:4710")
        self.url = url.rstrip("/")
        self._token = admin_token
        self._session: Session | None = None

    def ask(
        self,
        method: str,
        parts: Sequence[str],
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Any:
        """The answer to a request of the admin API.

        Raises:
            Failure: nothing answers, something else does, or the request is refused.
        """
        import requests

        path = "/".join(map(_quoted, parts))
        try:
            response = self._connected().request(
                method,
                f"{self.url}/__admin/{path}",
                json=body,
                params=query,
                timeout=TIMEOUT_SECONDS,
            )
        except requests.RequestException as error:
            raise Failure(
                NO_SERVER, f"no sandbox answers at {self.url}; start one with `souqbox serve`"
            ) from error
        return self._read(response)

    def follow(self, parts: Sequence[str], query: Mapping[str, Any]) -> Iterator[Any]:
        """Each event of a stream that does not end by itself.

        Raises:
            Failure: nothing answers, or the request is refused.
        """
        import requests

        path = "/".join(map(_quoted, parts))
        try:
            response = self._connected().get(
                f"{self.url}/__admin/{path}", params=query, stream=True, timeout=TIMEOUT_SECONDS
            )
            if not response.ok:
                self._read(response)
            for line in response.iter_lines():
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])
        except requests.RequestException as error:
            raise Failure(NO_SERVER, f"no sandbox answers at {self.url}, or no longer") from error

    def close(self) -> None:
        if self._session is not None:
            self._session.close()

    def platforms(self) -> list[str]:
        """The platforms that it serves."""
        return list(self.ask("GET", ["health"])["platforms"])

    def _connected(self) -> "Session":
        if self._session is None:
            import requests

            self._session = requests.Session()
            self._session.trust_env = not _is_near(self.url)
            if self._token:
                self._session.headers["Authorization"] = f"Bearer {self._token}"
        return self._session

    def _read(self, response: "Response") -> Any:
        if response.status_code == 204:
            return None
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if response.ok and answer is not None:
            return answer
        message = _message(answer)
        if message is None or response.status_code >= 500:
            told = message or f"status {response.status_code}"
            raise Failure(NO_SERVER, f"what answers at {self.url} is no working sandbox: {told}")
        if response.status_code == 401:
            message += "; give it with --admin-token, `souqbox serve` printed it"
        raise Failure(WRONG_USAGE, message)


def _message(answer: Any) -> str | None:
    """What the admin API says of a refusal, in one line; None if this is not its answer."""
    error = answer.get("error") if isinstance(answer, dict) else None
    if not isinstance(error, dict) or "message" not in error:
        return None
    fields = error.get("fields", {})
    told = [f"{name}: {' '.join(messages)}" for name, messages in fields.items()]
    return "; ".join(told) or str(error["message"])


def _quoted(part: str) -> str:
    """A part of a path; a slash would be two parts to the server, however it is quoted."""
    if not part or "/" in part:
        raise wrong(f"{part!r} is no name; names have letters, digits, and . _ - between them")
    return quote(part, safe="")


def is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - a port or an address that cannot be fails when it is looked at
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_near(url: str) -> bool:
    """Whether this machine is meant: no proxy leads there."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
