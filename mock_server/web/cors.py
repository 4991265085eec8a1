"""Lets browsers in: any origin, any header, with credentials. It is a sandbox for them."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.types import Message, Scope, Send

from .replies import Header

_LOCAL = ("localhost", "127.0.0.1", "::1")


class Cors:
    """Cross-origin answers of the platforms to everybody, and of the admin API to pages of this
    machine and of the `admin_origins`, each written as browsers do: `https://qa.example:8443`."""

    def __init__(self, admin_origins: Sequence[str] = ()) -> None:
        self._admin_origins = frozenset(each.encode("latin-1", "replace") for each in admin_origins)

    def preflight(self, scope: Scope, origin: bytes) -> list[Header]:
        """What a browser may send: everything that it asks for."""
        asked = dict(scope["headers"])
        headers = [
            (b"access-control-allow-origin", origin),
            (b"access-control-allow-credentials", b"true"),
            (b"access-control-allow-methods", b"GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"),
            (
                b"access-control-allow-headers",
                asked.get(b"access-control-request-headers", b"*"),
            ),
            (b"access-control-max-age", b"600"),
            (b"vary", b"Origin, Access-Control-Request-Headers"),
        ]
        if asked.get(b"access-control-request-private-network") == b"true":
            headers.append((b"access-control-allow-private-network", b"true"))
        return headers

    def exposing(self, send: Send, origin: bytes) -> Send:
        """The same `send`, with the answer readable by the page that asked."""

        async def exposed(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    (b"access-control-allow-origin", origin),
                    (b"access-control-allow-credentials", b"true"),
                    (b"access-control-expose-headers", b", ".join(sorted(names))),
                    (b"vary", b"Origin"),
                ]
            await send(message)

        return exposed

    def may_drive(self, origin: bytes) -> bool:
        """Whether a page of this origin may use the admin API; what is no origin at all may not."""
        if origin in self._admin_origins:
            return True
        try:
            host = urlsplit(origin.decode("latin-1")).hostname or ""
        except ValueError:
            return False
        return host in _LOCAL or host.endswith(".localhost")
