"""Hides secrets in what is shown of a request: at most the last four characters stay."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from mock_server.spec.secret_names import ENDING, is_secret

MASK = "****"

_TELLS_ITS_END = 12
"""Characters; the end of a shorter secret would be too much of it."""

_SHORTEST_SOUGHT = 8
"""Characters; a shorter secret is hidden where its name says so, not wherever it occurs."""

_IN_JSON = re.compile(
    rf'("[\w\-]*{ENDING}"\s*:\s*)("(?!\*)(?:[^"\\]|\\.)*|[\d.eE+\-]+)', re.IGNORECASE | re.DOTALL
)
_IN_JSON_TEXT = re.compile(rf'(\\+"[\w\-]*{ENDING}\\+"\s*:\s*\\+")((?!\*)[^\\"]*)', re.IGNORECASE)
"""JSON inside a text of JSON, as the payload of a webhook is kept."""

_IN_FORM = re.compile(rf"((?:^|[?&\s])[\w\-\[\]]*{ENDING}\]?=)((?!\*)[^&\s\"'<>]+)", re.IGNORECASE)
_CODE = re.compile(r"((?:^|[?&])(?:code|state)=)((?!\*)[^&\s\"'<>]+)", re.IGNORECASE)
_SCHEME = re.compile(r"\b((?:Bearer|Basic|APIKey|Customer) )([A-Za-z0-9._~+/=:\-]{8,})")


def mask(secret: str) -> str:
    """`****3f2a`; nothing but the stars of a short one."""
    return MASK + (secret[-4:] if len(secret) >= _TELLS_ITS_END else "")


def mask_header(name: str, value: str) -> str:
    """The value of a header as it may be shown; the word before a token stays."""
    if is_secret(name):
        word, space, rest = value.partition(" ")
        return f"{word} {mask(rest)}" if space else mask(value)
    return mask_text(value)


def mask_text(text: str, *, oauth: bool = False) -> str:
    """Text without the secrets that are named in it, as JSON, form fields or after a scheme.

    `oauth` hides `code` and `state` too, which mean other things elsewhere.
    """
    text = _IN_JSON.sub(_hide_json, text)
    for named in (_IN_JSON_TEXT, _IN_FORM, _SCHEME):
        text = named.sub(_hide, text)
    return _CODE.sub(_hide, text) if oauth else text


def secrets_in(value: Any) -> Iterator[str]:
    """Every text that stands under a secret name in a JSON value."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part) if is_secret(name) else secrets_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from secrets_in(part)


def secrets_of_json(content: bytes) -> Iterator[str]:
    """The same of a body; a body that is no JSON has none that could be told."""
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError:
        return
    yield from secrets_in(value)


class Mask:
    """Hides secrets that are known, wherever they occur, besides those that are named."""

    def __init__(self, secrets: Iterable[str], *, oauth: bool = False) -> None:
        sought = {each for each in secrets if len(each) >= _SHORTEST_SOUGHT}
        self._secrets = sorted(sought, key=len, reverse=True)
        self._oauth = oauth

    def text(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, mask(secret))
        return mask_text(text, oauth=self._oauth)

    def header(self, name: str, value: str) -> str:
        return mask_header(name, value) if is_secret(name) else self.text(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _hide(found: re.Match[str]) -> str:
    return found[1] + mask(found[2])


def _hide_json(found: re.Match[str]) -> str:
    """A text keeps its quotation mark; a number becomes a text of stars."""
    return f'{found[1]}"{mask(found[2][1:])}' if found[2][0] == '"' else f'{found[1]}"{MASK}"'
