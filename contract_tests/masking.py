"""Credentials are taken out of everything that is shown or stored."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, unquote, urlsplit

from contract_tests.findings import Finding, quoted

TELLING = 8
"""So many characters of a token's start or end are not shown either."""

TOLD_BY_SERVERS = re.compile(
    r'("(?:access_token|refresh_token|id_token|token|api_key|apikey|secret|client_secret|'
    r'signing_secret|webhook_secret|password|authorization)"\s*:\s*")[^"]+(?=")',
    re.IGNORECASE,
)


class Secrets:
    """Takes tokens out of texts: those given to the run, and those that a server tells."""

    def __init__(self, token: str, base_url: str = "", narrow: str = "") -> None:
        self._names: dict[str, str] = {}
        for number, part in enumerate(token.split(",", 1)):
            self._add(part, "TOKEN" if number == 0 else "TOKEN2")
        for part in narrow.split(",", 1):
            self._add(part, "NARROW_TOKEN")
        login = urlsplit(base_url)
        if login.password:
            user, password = unquote(login.username or ""), unquote(login.password)
            self._add(b64encode(f"{user}:{password}".encode()).decode(), "LOGIN")
            self._add(f"{login.username}:{login.password}", "LOGIN")
            self._add(password, "PASSWORD")

    def mask(self, text: str) -> str:
        for secret in sorted(self._names, key=len, reverse=True):
            text = text.replace(secret, f"${{{self._names[secret]}}}")
        for secret, name in self._names.items():
            text = _without_pieces(text, secret, name)
        return text

    def mask_answer(self, text: str) -> str:
        """An answer may tell secrets of its own."""
        return self.mask(TOLD_BY_SERVERS.sub(r"\1***", text))

    def clean(self, finding: Finding) -> Finding:
        return replace(
            finding,
            title=self.mask(finding.title),
            says=self.mask_answer(finding.says),
            place=self.mask(finding.place),
            came=self.mask_answer(finding.came),
            curl=self.mask(finding.curl),
            cause=self.mask(finding.cause),
            pointer=self.mask(finding.pointer),
        )

    def _add(self, secret: str, name: str) -> None:
        for spelling in _spellings(secret):
            if spelling:
                self._names.setdefault(spelling, name)


def _spellings(secret: str) -> Iterator[str]:
    yield secret
    yield quote(secret, safe="")
    yield json.dumps(secret)[1:-1]
    yield quoted(secret)


def _without_pieces(text: str, secret: str, name: str) -> str:
    """A token that was cut is nearly as good as the whole: said as a shell would cut it."""
    if len(secret) <= TELLING:
        return text
    while (at := text.find(secret[:TELLING])) >= 0:
        length = TELLING
        while length < len(secret) and text[at + length : at + length + 1] == secret[length]:
            length += 1
        text = f"{text[:at]}${{{name}:0:{length}}}{text[at + length :]}"
    while (at := text.find(secret[-TELLING:])) >= 0:
        length = TELLING
        while at > 0 and length < len(secret) and text[at - 1] == secret[-length - 1]:
            at, length = at - 1, length + 1
        text = f"{text[:at]}${{{name}:{len(secret) - length}}}{text[at + length :]}"
    return text
