"""Keeps what was compiled from unchanged sources, by their content, in a folder the tool owns."""

import hashlib
import os
import pickle
import stat
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

FORMAT = "5"
"""Part of every key: raise it when the compiled form changes."""


class Cache:
    """Values by the hash of their sources. Without a folder nothing is kept.

    Values are pickled, as Python's own `.pyc` files are marshalled: so the folder must be the
    user's own and writable by nobody else, or it is not used.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder if folder is not None and _is_ours(folder) else None

    @property
    def in_use(self) -> bool:
        return self._folder is not None

    def get(self, name: str, sources: Iterable[Path], build: Callable[[], T]) -> T:
        """The value kept for these sources, or a new one from `build`, kept for the next start."""
        if self._folder is None:
            return build()
        kept = self._folder / f"{name}-{fingerprint(sources)}.pickle"
        value = _read(kept)
        if value is None:
            value = build()
            _keep(kept, pickle.dumps(value))
        return value  # type: ignore[no-any-return] # what `build` made, now or at an earlier start


def fingerprint(sources: Iterable[Path]) -> str:
    """A digest of names and contents; where the files lie does not count."""
    digest = hashlib.sha256(FORMAT.encode())
    for source in sorted(sources):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def _is_ours(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        about = folder.stat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    others = stat.S_IWGRP | stat.S_IWOTH
    return about.st_uid == os.getuid() and not about.st_mode & others


def _read(path: Path) -> Any:
    """What an earlier start kept, or None; a file that cannot be read is made again."""
    try:
        return pickle.loads(path.read_bytes())  # noqa: S301 (see the class)
    except Exception:  # pickle may raise any; whatever it is, the value is made again
        return None


def _keep(path: Path, content: bytes) -> None:
    """Write beside and rename, so that another start never reads half a file.

    A cache that cannot be written (read-only home, full disk) costs time and nothing else.
    """
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).replace(path)
    except OSError:
        return
