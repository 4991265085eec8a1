"""The ledger: what a run created, so that it can be taken away again, also after a crash."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from contract_tests.document import Document
from contract_tests.removal import Entry, Removals, sorted_query

HEADER = "souqbox_ledger"


class BadLedger(Exception):
    """The file cannot be used; the text says why in one line."""


class Ledger:
    """Hears what is created and deleted, and keeps it on disk while the run lasts."""

    def __init__(self, document: Document, base_url: str, path: Path | None = None) -> None:
        self.path = path
        self._base_url = plain(base_url)
        self._base = urlsplit(base_url).path.rstrip("/")
        self._entries: dict[str, Entry] = {}
        self.removals = Removals(document)
        if path is not None and path.is_file():
            raise BadLedger(
                f"{path} lists what an earlier run left behind: remove it with --cleanup {path}"
            )
        if path is not None:
            _try_out(path)

    @property
    def open(self) -> list[Entry]:
        """What is still there, the newest first: it may hang on what is older."""
        return [*self._entries.values()][::-1]

    def hear(self, request: requests.PreparedRequest, response: requests.Response) -> None:
        """Note an answered create, strike what an answered delete took away."""
        if not 200 <= response.status_code < 300 or request.method not in ("POST", "DELETE"):
            return
        parts = urlsplit(request.url or "")
        path = parts.path.removeprefix(self._base)
        if request.method == "DELETE":
            self.strike(path + (f"?{parts.query}" if parts.query else ""))
            return
        operation, values = self.removals.match("POST", path)
        if operation is not None:
            entry = self.removals.entry(operation, values, response)
            if entry is not None:
                self._add(entry)

    def hold(self, fixed: Collection[str]) -> Callable[[requests.PreparedRequest], str | None]:
        """A guard for what others use: only what was created here is changed."""

        def guard(request: requests.PreparedRequest) -> str | None:
            parts = urlsplit(request.url or "")
            path = parts.path.removeprefix(self._base)
            if request.method in ("GET", "HEAD", "OPTIONS") or self.owns(path, parts.query):
                return None
            operation, _ = self.removals.match(str(request.method), path)
            if operation is None or operation.method != "POST":
                return "it would change what this run did not create"
            if (
                set(operation.path_names) - set(fixed)
                or self.removals.removal_of(operation) is None
            ):
                return "it is no create, and may change what this run did not create"
            return None

        return guard

    def owns(self, path: str, query: str) -> bool:
        """Whether a path leads to something created here, or below it."""
        whole = f"{path}?{sorted_query(query)}" if query else path
        return any(
            path == entry.path or path.startswith(f"{entry.path}/") or whole == entry.removal
            for entry in self._entries.values()
        )

    def strike(self, removal: str) -> None:
        path, _, query = removal.partition("?")
        wanted = f"{path}?{sorted_query(query)}" if query else path
        for key, entry in [*self._entries.items()]:
            if wanted in (entry.removal, entry.path):
                del self._entries[key]
                self._write({"removed": key})

    def close(self, left: Sequence[Entry]) -> None:
        """Keep in the file what could not be removed, and no file when there is nothing."""
        self._entries = {(entry.removal or entry.path): entry for entry in reversed(left)}
        if self.path is not None:
            write_ledger(self.path, self._base_url, left)

    def _add(self, entry: Entry) -> None:
        key = entry.removal or entry.path
        if key not in self._entries:
            self._entries[key] = entry
            self._write({"created": asdict(entry)})

    def _write(self, line: Mapping[str, Any]) -> None:
        if self.path is None:
            return
        lines = [line]
        if not self.path.exists():
            lines.insert(0, {HEADER: 1, "base_url": self._base_url})
        with self.path.open("a", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(each, ensure_ascii=False)}\n" for each in lines)


def read_ledger(path: Path) -> tuple[str, list[Entry]]:
    """The base URL and what is left, the newest first.

    Raises:
        BadLedger: the file is no ledger.
    """
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
        base_url = str(lines[0]["base_url"])
        if lines[0][HEADER] != 1:
            raise ValueError("another version")
        left: dict[str, Entry] = {}
        for line in lines[1:]:
            if "created" in line:
                entry = Entry(**line["created"])
                left[entry.removal or entry.path] = entry
            else:
                left.pop(line["removed"], None)
    except OSError as error:
        raise BadLedger(f"{path} cannot be read ({error.strerror})") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BadLedger(f"{path} is no ledger of souqbox") from error
    return base_url, [*left.values()][::-1]


def write_ledger(path: Path, base_url: str, left: Sequence[Entry]) -> None:
    """Keep what is left, the newest last; no file where nothing is."""
    if not left:
        path.unlink(missing_ok=True)
        return
    lines: list[Any] = [{HEADER: 1, "base_url": base_url}]
    lines += [{"created": asdict(entry)} for entry in reversed(left)]
    path.write_text("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in lines), "utf-8")


def _try_out(path: Path) -> None:
    """A ledger that cannot be written is told before anything is created."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path.unlink()
    except OSError as error:
        raise BadLedger(f"the ledger {path} cannot be written ({error.strerror})") from error


def plain(url: str) -> str:
    """The address without a user and a password in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl().rstrip("/")
