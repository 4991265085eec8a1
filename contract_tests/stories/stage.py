"""Where a story is told: it asks, expects, and what is not so becomes a finding with its step."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, quote_plus

import requests

from contract_tests.client import Call, Exchange
from contract_tests.document import Operation, at_pointer
from contract_tests.examples import query_of
from contract_tests.findings import Finding, shorten
from contract_tests.inspection import Inspection
from contract_tests.profile import headers_for
from contract_tests.stories.sandbox import NotAsked, StoryShop
from contract_tests.traffic.hiding import HIDDEN, secrets_in_json

PHASE = "stories"
TIMEOUT_SECONDS = 30


class Skipped(Exception):
    """The story cannot be told here; the text says why."""


class Broken(Exception):
    """A step did not go as every honest server's would: what was expected, and what came."""

    def __init__(self, says: str, came: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.came = came


@dataclass
class Stage:
    """One story's own place. `shop` is there where the server is a souqbox."""

    inspection: Inspection
    rule: str
    title: str
    platform: str
    shop: StoryShop | None
    exchanges: list[Exchange] = field(default_factory=list)
    at: str = ""
    failed: bool = False
    secrets: set[str] = field(default_factory=set)
    """What the story was given on its way, and nobody is told."""

    @property
    def sandbox(self) -> StoryShop:
        """The shop, for a story that needs its clock.

        Raises:
            Skipped: the server is no souqbox.
        """
        if self.shop is None:
            raise Skipped("this server is no souqbox: nobody can be made to shop, or time to pass")
        return self.shop

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A part of the story. When it fails the story ends, and later steps are not told."""
        self.at = name
        try:
            yield
        except Broken as broken:
            self._find(broken.says, broken.came)
        except NotAsked as error:
            self._find("the sandbox does as its admin API is told", str(error))
        except (LookupError, TypeError, ValueError) as error:
            says = "the answer has what this step looks at"
            self._find(says, f"{type(error).__name__}: {error}; {self._last_came()}")
        else:
            return
        raise Ended

    def call(
        self,
        operation_id: str,
        values: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> Exchange:
        """Send an operation as the story's shop, past the gate of the suites.

        Raises:
            Ended: no answer came (which is found already), or there is no time left.
        """
        operation = self.operation(operation_id)
        every = {**query_of(self.inspection.document, operation), **(query or {})}
        fixed = {
            name: value
            for name, value in self.inspection.profile.path_parameters.items()
            if name in operation.path_names
        }
        if self.shop is not None:
            fixed = self.shop.own(fixed)
        call = Call(operation, {**fixed, **(values or {})}, every, body, self.credentials())
        exchange = self.inspection.call(call)
        if exchange is None:
            raise Ended
        self.exchanges.append(exchange)
        return exchange

    def good(self, operation_id: str, **asked: Any) -> Any:
        """The JSON of an answer that must be a good one."""
        exchange = self.call(operation_id, **asked)
        if not exchange.succeeded:
            raise Broken(f"{exchange.operation.label} is answered 2xx", exchange.came)
        return exchange.data

    def send(self, method: str, url: str, path: str, **details: Any) -> requests.Response:
        """A request beside the document, such as to an address of OAuth; redirects are answers."""
        session = requests.Session()
        session.trust_env = False
        try:
            response = session.request(
                method, url, timeout=TIMEOUT_SECONDS, allow_redirects=False, **details
            )
        except requests.RequestException as error:
            raise Broken(f"{method} {path} is answered", type(error).__name__) from error
        finally:
            session.close()
        exchange = Exchange(Operation(method, path, path, {}, ()), {}, response)
        self.exchanges.append(exchange)
        self.secrets.update(secrets_in_json(exchange.data))
        return response

    def expect(self, so: bool, says: str, came: object = None) -> None:
        """Go on if it is so.

        Raises:
            Broken: it is not.
        """
        if not so:
            raise Broken(says, self._last_came() if came is None else shorten(repr(came)))

    def operation(self, operation_id: str) -> Operation:
        found = self.inspection.document.by_id.get(operation_id)
        if found is None:
            raise Skipped(f"the document has no {operation_id}")
        return found

    def credentials(self, token: str | None = None) -> dict[str, str] | None:
        """Those of the story's shop, or of a token; None for those of the run."""
        given = token or (self.shop.token if self.shop is not None else None)
        if given is None:
            return None
        return headers_for(self.inspection.profile, self.inspection.document, given)

    def _last_came(self) -> str:
        return self.exchanges[-1].came if self.exchanges else "nothing was asked yet"

    def hide_secrets(self, since: int) -> None:
        """Take what the story was given out of the findings that were made since its beginning."""
        findings = self.inspection.findings
        findings[since:] = [
            replace(
                each,
                says=self._hidden(each.says),
                came=self._hidden(each.came),
                curl=self._hidden(each.curl),
            )
            for each in findings[since:]
        ]

    def _hidden(self, text: str) -> str:
        for secret in sorted(self.secrets, key=len, reverse=True):
            for spelling in {secret, quote(secret, safe=""), quote_plus(secret)} - {""}:
                text = text.replace(spelling, HIDDEN)
        return text

    def _find(self, says: str, came: str) -> None:
        self.failed = True
        operation = self.exchanges[-1].operation if self.exchanges else None
        known = operation is not None and operation.label in self.inspection.document.by_label
        self.inspection.findings.append(
            Finding(
                rule=self.rule,
                title=f"{self.title}: {self.at}",
                operation=operation.label if operation is not None else self.title,
                says=says,
                place=operation.place if operation is not None and known else "#",
                came=came or self._last_came(),
                curl="; ".join(exchange.curl for exchange in self.exchanges[-3:]) or "-",
                cause=f"{self.title}: {self.at}",
                phase=PHASE,
            )
        )


class Ended(Exception):
    """The story is over before its end: a step failed, or there is no time."""


def rows_at(body: Any, pointer: str) -> list[Any]:
    """The rows of a list.

    Raises:
        Broken: there are none to be found there.
    """
    try:
        rows = at_pointer(body, pointer)
    except LookupError:
        rows = None
    if not isinstance(rows, list):
        raise Broken(f"the list has its rows at {pointer or '/'}", shorten(repr(body)))
    return rows
