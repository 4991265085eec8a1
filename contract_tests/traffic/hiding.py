"""Takes the secrets of an exchange out of what is told of it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from contract_tests.findings import Finding
from contract_tests.traffic.recorded import Recorded

HIDDEN = "${SECRET}"
SHORTEST = 6
"""Characters; shorter texts are words, and would be found in the middle of others."""

SECRET_NAME = re.compile(
    r".*(?:token|secret|passw(?:or)?d|authorization|signature|cookie|credential"
    r"|(?:api|access|private|signing)[_-]?key|client_assertion|code_verifier)s?",
    re.IGNORECASE | re.DOTALL,
)


def cleaned(finding: Finding, recorded: Recorded) -> Finding:
    """The finding with the secrets of its exchange hidden wherever they occur."""
    secrets = sorted(set(_secrets(recorded)), key=len, reverse=True)

    def hide(text: str) -> str:
        for secret in secrets:
            for spelling in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1]):
                text = text.replace(spelling, HIDDEN)
        return text

    return replace(
        finding,
        says=hide(finding.says),
        came=hide(finding.came),
        curl=hide(finding.curl),
        cause=hide(finding.cause),
    )


def _secrets(recorded: Recorded) -> Iterator[str]:
    for text in _named(recorded):
        for part in (text, text.rpartition(" ")[2]):
            if len(part) >= SHORTEST:
                yield part


def _named(recorded: Recorded) -> Iterator[str]:
    fields = [*recorded.request_headers, *recorded.headers]
    fields += parse_qsl(urlsplit(recorded.url).query)
    for body in (recorded.request_body, recorded.body):
        text = (body or b"").decode("utf-8", "replace")
        try:
            yield from secrets_in_json(json.loads(text))
        except (ValueError, RecursionError):
            fields += parse_qsl(text) if "=" in text[:200] else []
    yield from (value for name, value in fields if SECRET_NAME.fullmatch(name))


def secrets_in_json(value: Any, *, secret: bool = False) -> Iterator[str]:
    """Every text below a name that says it is a secret."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from secrets_in_json(part, secret=secret or bool(SECRET_NAME.fullmatch(name)))
    elif isinstance(value, list):
        for part in value:
            yield from secrets_in_json(part, secret=secret)
    elif secret and isinstance(value, str):
        yield value
