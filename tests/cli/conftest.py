"""Verbs run in this process, and one real sandbox for those that need one."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from mock_server.cli.main import run

ROOT = Path(__file__).parents[2]
START = "2026-03-01T12:00:00Z"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a verb ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Verb = Callable[..., Ended]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No settings of whoever runs the tests: an empty folder, and no variables of ours."""
    monkeypatch.chdir(tmp_path)
    for name in [*os.environ]:
        if name.startswith("SOUQBOX_") or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def souq(capsys: pytest.CaptureFixture[str]) -> Verb:
    """`souqbox` with these arguments, in this process."""

    def souq(*arguments: str) -> Ended:
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return souq


def _foreign() -> dict[str, str]:
    """The environment without what would set us."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SOUQBOX_")}


class Process:
    """A real `souqbox serve` on a free port."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.ready_file = folder / "ready.json"
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "mock_server", "serve", *arguments),
                *("--port", "0", "--ready-file", str(self.ready_file)),
            ],
            cwd=folder,
            env={**_foreign(), "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ready(self) -> Any:
        """What the ready file says, as soon as it is there."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.ready_file.exists():
                return json.loads(self.ready_file.read_text("utf-8"))
            time.sleep(0.02)
        raise AssertionError(f"no sandbox came up: {self.end()}")

    def end(self, signal: int | None = None) -> Ended:
        """Tell it to end, and see how it does."""
        if signal is not None:
            self.process.send_signal(signal)
        elif self.process.poll() is None:
            self.process.kill()
        out, err = self.process.communicate(timeout=10)
        return Ended(self.process.returncode, out, err)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """What a sandbox with Salla and Zid says of itself; its shops stand still at `START`."""
    process = Process(tmp_path_factory.mktemp("served"), "salla", "zid", "--clock", START)
    try:
        yield process.ready()
    finally:
        process.end()


@pytest.fixture
def on(served: Any, souq: Verb, monkeypatch: pytest.MonkeyPatch, request: Any) -> Verb:
    """`souqbox` against that sandbox, in a shop of this test's own."""
    monkeypatch.setenv("SOUQBOX_URL", served["url"])
    monkeypatch.setenv("SOUQBOX_SHOP", f"t{sha256(request.node.nodeid.encode()).hexdigest()[:12]}")
    return souq
