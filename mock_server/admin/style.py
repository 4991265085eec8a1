"""How the admin API speaks: bare objects, and `{error: {kind, message, fields}}` in English."""

from collections.abc import Sequence
from typing import Any

import orjson

from mock_server.engine.errors import ApiError, Invalid, Problem
from mock_server.engine.request import Refused, Request
from mock_server.engine.store import Page
from mock_server.engine.style import BaseStyle

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class AdminStyle(BaseStyle):
    languages = ("en",)

    def one(self, record: Any, request: Request) -> Any:
        """Plain JSON values: moments become text here, so that the answer can be checked."""
        return None if record is None else orjson.loads(orjson.dumps(record, option=_OPTIONS))

    def many(self, page: Page, request: Request) -> Any:
        return page.records

    def error(self, error: ApiError, refused: Refused) -> dict[str, Any]:
        message = error.text.en if error.text else error.reason
        detail: dict[str, Any] = {"kind": error.kind, "message": message}
        if isinstance(error, Invalid):
            detail["fields"] = _fields(error.problems)
        return {"error": detail}


def _fields(problems: Sequence[Problem]) -> dict[str, list[str]]:
    """What is wrong with each field, for whoever called and not for a merchant's customer."""
    fields: dict[str, list[str]] = {}
    for problem in problems:
        fields.setdefault(problem.name or problem.place, []).append(_words(problem))
    return fields


def _words(problem: Problem) -> str:
    violation = problem.violation
    if problem.text is not None:
        return problem.text.en
    if violation.rule == "enum":
        return f"must be one of {', '.join(map(str, violation.expected))}"
    if violation.rule == "pattern":
        return f"must match {violation.expected}"
    return violation.message
