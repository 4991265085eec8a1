"""A verb's visit to a running sandbox: which server, which shop, and how to answer."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from . import options
from .output import tell, tell_json
from .remote import Server


@dataclass(frozen=True, slots=True)
class Visit:
    """What `--url`, `--admin-token`, `--shop` and `--json` say."""

    server: Server
    shop: str
    as_json: bool

    def get(self, platform: str, *parts: str, query: Mapping[str, Any] | None = None) -> Any:
        """Read something of the shop."""
        return self.server.ask("GET", ["shops", platform, self.shop, *parts], query=query)

    def send(
        self, method: str, platform: str, *parts: str, body: Mapping[str, Any] | None = None
    ) -> Any:
        """Change something in the shop."""
        return self.server.ask(method, ["shops", platform, self.shop, *parts], body)

    def tell(self, answer: Any, text: str) -> None:
        """Print the answer: as JSON where that was asked for, else in these words."""
        if self.as_json:
            tell_json(answer)
        else:
            tell(text)


def visiting(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options of a visit, which it takes as its first argument.

    It stands nearest to the verb, so that help shows the verb's own options first.
    """

    @options.shop_name
    @calling
    @wraps(verb)
    def visit(visit: Visit, shop: str, **own: Any) -> None:
        verb(replace(visit, shop=shop), **own)

    return visit


def calling(verb: Callable[..., None]) -> Callable[..., None]:
    """The same for a verb that concerns no one shop."""

    @options.url
    @options.admin_token
    @options.as_json
    @wraps(verb)
    def call(url: str, admin_token: str | None, as_json: bool, **own: Any) -> None:
        with closing(Server(url, admin_token)) as server:
            verb(Visit(server, "", as_json), **own)

    return call
