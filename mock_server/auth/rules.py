"""What differs between platforms in how tokens are given out, as fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

CODE_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Key:
    """A kind of token that somebody makes by hand: its form, and what it opens.

    `scheme` is the security scheme that it belongs to, where there are several; `only` the start
    of all paths that it opens, where it does not open all.
    """

    prefix: str = ""
    length: int = 40
    scheme: str | None = None
    only: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """What an app was given: its tokens under the platform's names, and for how long."""

    tokens: Mapping[str, str]
    scopes: tuple[str, ...]
    issued_at: datetime
    expires_at: datetime
    family: str

    @property
    def seconds(self) -> int:
        return int((self.expires_at - self.issued_at).total_seconds())


AppEvents = Callable[[Record, Grant | None, Shop], list[tuple[str, dict[str, Any]]]]
"""The app, what it was given just now, the shop -> (name, data) of what is told, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuth:
    """How apps of a platform get their tokens.

    `client_id` is that of the demo app, which every shop knows. `tokens` names the access tokens of
    a grant; each opens one security scheme. `answer` is what the token address answers.
    `offline_scope` must be granted for a refresh token to be given; with None there is always one.
    `state` is what comes back of the `state` that was sent. `installed` and `uninstalled` say what
    is told of an app, `merchant` whose shop it is.
    """

    authorize_path: str
    token_path: str
    client_id: str
    tokens: Mapping[str, Key]
    refresh: Key
    code: Key
    answer: Callable[[Grant], dict[str, Any]]
    access_lifetime: timedelta
    refresh_lifetime: timedelta
    installed: AppEvents
    uninstalled: AppEvents
    merchant: Callable[[Shop], Text]
    offline_scope: str | None = None
    asks_scopes: bool = True
    refresh_needs_redirect: bool = False
    reuse_status: int = 400
    state: Callable[[str], str] = str
