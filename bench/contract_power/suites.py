"""Who is measured: our suites and their peers, each run as its users run it."""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bench.contract_power.exchange import Answer, Asked, Handle, serving
from bench.contract_power.grounds import Ground
from bench.contract_power.rules import DOCUMENT

WITHIN_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a suite said, and what it cost."""

    exit_code: int
    findings: tuple[str, ...]
    seconds: float
    cpu_seconds: float
    requests: int
    said: str = ""

    @property
    def caught(self) -> bool:
        return self.exit_code == 1 and bool(self.findings)


@dataclass(frozen=True, slots=True)
class Suite:
    """`command(ground, url, folder)` runs it; `read(said, folder)` gives its findings."""

    name: str
    command: Callable[[Ground, str, Path], list[str]]
    read: Callable[[str, Path], tuple[str, ...]]


def judge(suite: Suite, ground: Ground, handle: Handle) -> Outcome:
    """Lets the suite judge a handle that is served for it alone."""
    counter = count(1)
    asked = 0

    def counted(request: Asked) -> Answer:
        nonlocal asked
        asked = next(counter)
        return handle(request)

    with tempfile.TemporaryDirectory() as folder, serving(counted) as address:
        command = suite.command(ground, f"{address}{ground.base}", Path(folder))
        code, said, seconds, cpu_seconds = _run(command, Path(folder))
        findings = suite.read(said, Path(folder))
    return Outcome(code, findings, seconds, cpu_seconds, asked, said)


def _run(command: list[str], folder: Path) -> tuple[int, str, float, float]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    said = folder / "said.txt"
    start = time.perf_counter()
    with said.open("w") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.STDOUT, env=environment, cwd=folder
        )
    try:
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            if time.perf_counter() - start > WITHIN_SECONDS:
                process.kill()
            time.sleep(0.05)
    except KeyboardInterrupt:
        process.kill()
        raise
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    text = said.read_text(encoding="utf-8", errors="replace")
    return process.returncode, text, seconds, usage.ru_utime + usage.ru_stime


def ours(quick: bool = False, more: Sequence[str] = ()) -> Suite:
    """`souqbox test` in full mode."""

    def command(ground: Ground, url: str, folder: Path) -> list[str]:
        given = ["--against", url, "--token", ground.token, "--mode", "full"]
        budget = ["--budget", "quick" if quick else "60s"]
        start = [sys.executable, "-m", "mock_server", "test", *ground.arguments]
        rest = ["--report", str(folder), "--report-format", "junit", *budget, *more]
        return [*start, *given, "--fail-fast", *rest]

    return Suite("souqbox quick" if quick else "souqbox", command, _junit)


def _junit(said: str, folder: Path) -> tuple[str, ...]:
    """`rule: operation` of every failure in the JUnit files of a folder."""
    found = []
    for file in sorted(folder.glob("*.xml")):
        for case in ElementTree.parse(file).iter("testcase"):  # noqa: S314 (written by ourselves)
            found += [f"{it.get('type')}: {case.get('name')}" for it in case.findall("failure")]
    return tuple(found)


def schemathesis(everything: bool = False) -> Suite:
    """`schemathesis run`, as it comes or with all that can be switched on."""
    on = ["--checks", "all", "--max-response-time", "1.5", "--mode", "all", "--max-examples", "200"]

    def command(ground: Ground, url: str, folder: Path) -> list[str]:
        token = f"Authorization: Bearer {ground.token}"
        start = [sys.executable, "-m", "schemathesis.cli", "run", str(DOCUMENT), "--url", url]
        given = ["-H", token, "--seed", "1", "--no-color", "--report", "junit"]
        own = ["--report-junit-path", str(folder / "schemathesis.xml")]
        return [*start, *given, *own, *(on if everything else [])]

    return Suite("schemathesis, all on" if everything else "schemathesis", command, _junit)
