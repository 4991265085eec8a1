"""Our linked layer and Connexion as it comes answer alike, or the difference is named here."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mock_server.app.assembly import Assembly, Options, Stack, assemble
from mock_server.app.making import DEMO, Start
from mock_server.platforms import platform_names
from mock_server.spec.contract import JSON, Operation
from tests.asgi import Reply, send_call
from tests.helpers import NOON, left_cart, part, story
from tests.web.cases import Case, cases_of
from tests.web.lives import live
from tests.web.reach import targets_of

DECIDED: Mapping[str, str] = {
    "query: an odd number": "Python's int() takes +1, 1_0 and ١ for whole numbers; JSON does not",
    "query: no date": "Connexion knows the formats of JSON Schema draft 4, where date is none",
    "query: no uuid": "Connexion knows the formats of JSON Schema draft 4, where uuid is none",
    "body: no date": "Connexion checks no formats of bodies",
    "body: no uri": "Connexion checks no formats of bodies",
    "query: a list with a comma": "Connexion joins the items of a list and parts them at commas",
    "query: a list with indices": "clients written in PHP number the items of a list",
    "a body that is null": "Connexion does not tell null from no body at all",
    "a body too large": "Connexion has no limit",
    "method of a template": "a path without templates comes first, whatever methods it has",
}
"""What the stacks may answer differently, and why the linked answer is the one we want."""

PAGE = Path(__file__).parents[2] / "docs/decisions/0002-own-layers-in-connexion.md"
FORMATS_TOO = ("body: too long", "query: too long", "query: empty")
"""What is refused may break its format as well, of which Connexion says nothing."""

OF_FORMS = ("wrong content type", "no body, no content type")

FILES = ("exportCustomURLs", "exportFile")
"""They answer with a file, which Connexion as it comes takes for JSON."""

UNREACHED = (Path(__file__).parent / "unreached.txt").read_text("utf-8").splitlines()
"""Operations whose example is refused in the shop of this test: both stacks refuse it alike."""


def _is_comparable(operation: Operation) -> bool:
    """Forms are read by our own reader, which Connexion's is no measure for; and a path that ends
    in a slash is another one to it."""
    speaks_json = operation.body is None or JSON in operation.body.schemas
    return speaks_json and not operation.path.endswith("/") and operation.id not in FILES


OPERATIONS = [
    (platform, operation.id)
    for platform in platform_names()
    for operation in part(platform).contract.operations
    if _is_comparable(operation)
]
LIVED = story(
    *left_cart("first", "sara", timedelta(hours=30), "honey"),
    *left_cart("second", "fahad", timedelta(hours=5), "coffee", "honey"),
    *left_cart("third", None, timedelta(hours=3), "coffee"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the two stacks made of one request."""

    case: Case
    linked: Reply
    plain: Reply

    @property
    def differs(self) -> bool:
        if self.case.kind in FORMATS_TOO:
            return _how(self.linked) != _how(self.plain)
        return _told(self.linked) != _told(self.plain)

    def __str__(self) -> str:
        sides = f"linked: {_shown(self.linked)}\nplain:  {_shown(self.plain)}"
        return f"{self.case.kind!r} of {self.case.operation}: {self.case.call}\n{sides}"


def _how(reply: Reply) -> tuple[object, ...]:
    return reply.status, reply.headers.get("content-type")


def _told(reply: Reply) -> tuple[object, ...]:
    if reply.headers.get("content-type") != JSON:
        return *_how(reply), reply.content
    return *_how(reply), reply.body if reply.status < 400 else _sorted(reply.body)


def _sorted(value: Any) -> Any:
    """Several rules that one value breaks may be told in any order."""
    if isinstance(value, dict):
        return {name: _sorted(part) for name, part in value.items()}
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return sorted(value)
    return [_sorted(each) for each in value] if isinstance(value, list) else value


def _shown(reply: Reply) -> str:
    reason = reply.headers.get("x-souqbox-reason", "")
    return f"{reply.status} {reply.content[:600].decode('utf-8', 'backslashreplace')} ({reason})"


@cache
def outcomes(platform: str) -> tuple[Outcome, ...]:
    """Each request sent to both stacks, at the same moment of the same life."""
    stacks: tuple[Stack, ...] = ("linked", "plain")
    start = Start("lived", 7, NOON)
    linked, plain = (
        assemble([platform], start, Options(stack=stack, tell=lambda *_: LIVED)) for stack in stacks
    )
    return asyncio.run(_compare(platform, linked, plain))


async def _compare(platform: str, linked: Assembly, plain: Assembly) -> tuple[Outcome, ...]:
    shops = [each.shops.get(platform, DEMO) for each in (linked, plain)]
    for shop in shops:
        live(shop)
    starts = [shop.snapshot() for shop in shops]
    targets = [await targets_of(each, platform) for each in (linked, plain)]
    found = []
    for target in targets[0]:  # both were asked, so that the requests of both have the same numbers
        if (platform, target.operation.operation_id) not in OPERATIONS:
            continue
        for case in cases_of(target):
            if case.kind in OF_FORMS and target.takes_forms:
                continue  # the right one of a form
            for shop, start in zip(shops, starts, strict=True):
                shop.restore(start)
                shop.advance(case.later)
            replies = [await send_call(each.app, case.call) for each in (linked, plain)]
            found.append(Outcome(case, *replies))
    return tuple(found)


@pytest.mark.parametrize(("platform", "operation"), OPERATIONS)
def test_both_stacks_answer_every_request_to_an_operation_alike(
    platform: str, operation: str
) -> None:
    asked = [each for each in outcomes(platform) if each.case.operation == operation]

    undecided = [each for each in asked if each.differs and each.case.kind not in DECIDED]

    assert len(asked) > 20, "an operation is asked in many ways"
    assert not undecided, "\n\n".join(map(str, undecided[:5]))


@pytest.mark.parametrize(("platform", "operation"), OPERATIONS)
def test_every_operation_succeeds_on_something_real(platform: str, operation: str) -> None:
    rightly = [
        each
        for each in outcomes(platform)
        if each.case.operation == operation and each.case.kind.startswith("success")
    ]

    refused = [each for each in rightly if not 200 <= each.linked.status < 300]

    assert rightly
    if f"{platform} {operation}" in UNREACHED:
        assert refused, "it is reached by now: take it out of unreached.txt"
    else:
        assert not refused, "\n\n".join(map(str, refused))


@pytest.mark.parametrize("platform", platform_names())
def test_no_request_makes_either_stack_fail(platform: str) -> None:
    failed = [
        each
        for each in outcomes(platform)
        if each.linked.status >= 500 or (each.plain.status >= 500 and each.case.kind not in DECIDED)
    ]

    assert not failed, "\n\n".join(map(str, failed[:5]))


def test_every_decided_difference_still_occurs() -> None:
    occurring = {
        each.case.kind
        for platform in platform_names()
        for each in outcomes(platform)
        if each.differs
    }

    assert not DECIDED.keys() - occurring, "take what no longer differs out of the table"


def test_the_decision_page_gives_every_decided_difference_its_reason() -> None:
    page = PAGE.read_text(encoding="utf-8")

    rows = [f"| {kind} | {reason} |" for kind, reason in DECIDED.items()]

    assert [row for row in rows if row not in page] == []
