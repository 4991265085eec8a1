"""JSON text as platforms write it: a signature is over these bytes and no others."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

Encoder = Callable[[Any], str]


def compact_json(value: Any) -> str:
    """As JavaScript writes it: no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_moment)


def php_json(value: Any) -> str:
    """As PHP writes it unless it is told otherwise: `\\u0633` for Arabic and `\\/` for a slash."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), default=_moment)
    return text.replace("/", "\\/")  # in JSON a slash stands nowhere but in text


def python_json(value: Any) -> str:
    """As Python writes it unless it is told otherwise: a space after each comma and colon."""
    return json.dumps(value, default=_moment)


REWRITINGS: Mapping[str, Encoder] = {
    "JSON.stringify of JavaScript": compact_json,
    "json_encode of PHP": php_json,
    "json.dumps of Python": python_json,
    "json.dumps of Python with ensure_ascii=False": lambda value: json.dumps(
        value, ensure_ascii=False
    ),
    "compact JSON with escaped letters": lambda value: json.dumps(value, separators=(",", ":")),
    "JSON with unescaped letters and escaped slashes": lambda value: compact_json(value).replace(
        "/", "\\/"
    ),
    "JSON indented by two": lambda value: json.dumps(value, ensure_ascii=False, indent=2),
    "JSON indented by four": lambda value: json.dumps(value, ensure_ascii=False, indent=4),
    "compact JSON with sorted keys": lambda value: json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    ),
}
"""How programs write a body anew after they read it; each gives other bytes."""


def _moment(value: Any) -> str:
    assert isinstance(value, datetime), f"{value!r} has no form in JSON"
    return value.isoformat().replace("+00:00", "Z")
