"""A verb's visit to a running sandbox: which server, which shop, and how to answer."""

import inspect
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from .options import DEFAULT_URL, AdminToken, AsJson, ShopName, Url
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
    """Give a verb the options of a visit, which it takes as its first argument."""

    def visit(
        *,
        shop: ShopName = "demo",
        url: Url = DEFAULT_URL,
        admin_token: AdminToken = None,
        as_json: AsJson = False,
        **own: Any,
    ) -> None:
        with closing(Server(url, admin_token)) as server:
            verb(Visit(server, shop, as_json), **own)

    return _with_parameters_of(verb, visit)


def calling(verb: Callable[..., None]) -> Callable[..., None]:
    """The same for a verb that concerns no one shop."""

    def call(
        *,
        url: Url = DEFAULT_URL,
        admin_token: AdminToken = None,
        as_json: AsJson = False,
        **own: Any,
    ) -> None:
        with closing(Server(url, admin_token)) as server:
            verb(Visit(server, "", as_json), **own)

    return _with_parameters_of(verb, call)


def _with_parameters_of(
    verb: Callable[..., None], wrapper: Callable[..., None]
) -> Callable[..., None]:
    """The wrapper, showing the verb's own parameters before the shared ones."""
    own = list(inspect.signature(verb).parameters.values())[1:]
    shared = [
        each
        for each in inspect.signature(wrapper).parameters.values()
        if each.kind is inspect.Parameter.KEYWORD_ONLY
    ]
    wrapper.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
    wrapper.__name__, wrapper.__doc__ = verb.__name__, verb.__doc__
    return wrapper
