"""What the documentation says is so: its examples run, what it names is there."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import requests

from mock_server.cli.main import run
from mock_server.platforms import platform_names
from tests.cli.conftest import Process

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]
DEFAULT_URL = "http://127.0.0.1:4710"
INSTALLS = "python3 -m venv .venv && "
FOLDERS = ("mock_server", "contract_tests", "specs", "fixtures", "docs", "tests", "bench")

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"[\w.<>*/-]+(?:\.(?:py|md|ya?ml|toml|txt|html)|/)")
YOURS = ("souqbox.toml", "seen.yaml", "reports/", ".venv/")
"""What a reader of the documentation makes or has."""

VERB = re.compile(r"[a-z][a-z|-]*")

by_page = pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a shell example and the comment after it."""

    text: str
    comment: str

    @property
    def words(self) -> list[str]:
        return shlex.split(self.text)


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in a language."""
    return [code for told, code in FENCE.findall(page.read_text("utf-8")) if told == language]


def shell_lines() -> list[Line]:
    """All shell examples of the README, in order."""
    lines = [line for block in blocks(README, "sh") for line in block.splitlines() if line.strip()]
    halves = [re.split(r"\s+#\s+", line, maxsplit=1) for line in lines]
    return [Line(half[0], half[1] if len(half) > 1 else "") for half in halves]


def code_of(page: Path) -> list[str]:
    """Everything on a page that is set as code: spans, and the lines of shell blocks."""
    text = page.read_text("utf-8")
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [*SPAN.findall(FENCE.sub("", text)), *lines]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("docs")


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Any]:
    """What `souqbox serve` says of itself, on a free port."""
    process = Process(home)
    try:
        yield process.ready()
    finally:
        process.end()


def souqbox(words: list[str], url: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the README as a user does, against the sandbox at this address."""
    ours = {"SOUQBOX_URL": url, "SOUQBOX_BUDGET": "8", "PYTHONPATH": str(ROOT)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SOUQBOX_")}
    return subprocess.run(
        [sys.executable, "-m", "mock_server", *(word.replace(DEFAULT_URL, url) for word in words)],
        cwd=home,
        env={**kept, **ours, "XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def is_listed(basket: str, url: str) -> bool:
    """Whether the cart of the README's story is in Salla's list."""
    shown = requests.get(f"{url}/__admin/shops/salla/t42/shopper/baskets/{basket}", timeout=10)
    listed = requests.get(
        f"{url}/salla/admin/v2/carts/abandoned?per_page=5",
        headers={"Authorization": "Bearer shop:t42"},
        timeout=10,
    )
    assert shown.ok, f"the story has no basket {basket!r}"
    return shown.json()["record"] in [str(cart["id"]) for cart in listed.json()["data"]]


@pytest.mark.parametrize("number", range(len(blocks(README, "python"))))
def test_the_python_examples_of_the_readme_run(number: int) -> None:
    code = blocks(README, "python")[number]

    exec(compile(code, f"README.md, python block {number + 1}", "exec"), {})  # noqa: S102


def test_the_readme_has_examples_of_each_kind() -> None:
    kinds = {line.words[0] for line in shell_lines()}

    assert blocks(README, "python")
    assert kinds >= {"python3", "curl", "souqbox"}


def test_every_shell_line_of_the_readme_is_of_a_kind_that_these_tests_try() -> None:
    tried = ("souqbox ", "curl ", INSTALLS)

    assert [line.text for line in shell_lines() if not line.text.startswith(tried)] == []


def test_the_souqbox_lines_of_the_readme_run_in_order(served: Any, home: Path) -> None:
    lines = [line for line in shell_lines() if line.words[0] == "souqbox"]
    told: dict[str, bool] = {}

    for line in lines:
        ended = souqbox(line.words[1:], served["url"], home)
        assert ended.returncode == 0, f"{line.text}: {ended.stdout}{ended.stderr}"
        if line.comment:
            told[line.comment] = is_listed("b-readme", served["url"])

    assert len(lines) >= 6
    assert told == {
        "not yet in the list: Salla waits an hour": False,
        "now it is": True,
        "and now it is bought, and nobody is reminded": False,
    }
    reports = next(line.words[-1] for line in lines if "--report" in line.words)
    assert [*(home / reports).glob("*.xml")]


def test_the_curl_lines_of_the_readme_are_answered(served: Any) -> None:
    lines = [line for line in shell_lines() if line.words[0] == "curl"]

    for line in lines:
        option, header, url = line.words[1:]
        name, _, value = header.partition(": ")
        response = requests.get(
            url.replace(DEFAULT_URL, served["url"]), headers={name: value}, timeout=10
        )
        assert (option, response.status_code) == ("-H", 200), line.text


def test_the_installing_lines_name_what_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [line.text for line in shell_lines() if line.text.startswith(INSTALLS)]

    ends = [line.removeprefix(INSTALLS).split(" && ") for line in lines]

    install = '.venv/bin/pip install -q -e ".[dev]"'
    assert ends == [
        [install, ".venv/bin/souqbox serve"],
        [install, ".venv/bin/python -m tests"],
    ]
    assert "dev" in project["optional-dependencies"]
    assert project["scripts"]["souqbox"] == "mock_server.cli.main:main"
    assert lines[1] in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


@by_page
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = [token for span in code_of(page) for token in files_in(span)]

    assert [token for token in named if not is_there(token)] == []


@by_page
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    linked = LINK.findall(page.read_text("utf-8"))

    assert [path for path in linked if not (page.parent / path).exists()] == []


@by_page
def test_every_module_that_a_page_runs_is_there(page: Path) -> None:
    named = [name for span in code_of(page) for name in re.findall(r"python3? -m ([\w.]+)", span)]

    assert [name for name in named if find_spec(name) is None] == []


@by_page
def test_every_verb_that_a_page_names_is_there(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = [
        " ".join(verbs)
        for span in code_of(page)
        for mention in re.findall(r"(?:^|[\s/])souqbox ([a-z].*)", span)
        for verbs in verbs_of(mention, capsys)
        if run((*verbs, "--help")) != 0
    ]

    assert missing == []


def files_in(span: str) -> list[str]:
    """What of a span of code looks like a file or a folder of ours."""
    words = [word.strip("()[],;:\"'") for word in span.split()]
    return [
        word
        for word in words
        if (FILE.fullmatch(word) or word.startswith(tuple(f"{each}/" for each in FOLDERS)))
        and not word.startswith(("/", *YOURS))
    ]


def is_there(token: str) -> bool:
    """Whether a file of this name is in the repository; `<platform>` stands for each platform.

    The map names files inside the package that its paragraph is about: so the end of a path will
    do. `NAME` and `NNNN` are what the reader puts in.
    """
    if re.search(r"NAME|NNNN|\.\.\.", token):
        return True
    tokens = [token.replace("<platform>", name) for name in platform_names()]
    return all(bool(found(each)) for each in tokens)


def found(token: str) -> list[Path]:
    pattern = token.rstrip("/")
    places = [ROOT, *(ROOT / folder for folder in FOLDERS)]
    return [path for place in places for path in place.glob(pattern)] or [
        path for folder in FOLDERS for path in (ROOT / folder).rglob(pattern)
    ]


def verbs_of(mention: str, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, ...]]:
    """The verbs in `clock freeze|set salla`: clock freeze, clock set. A group has verbs below."""
    words = [word.split("|") for word in mention.split() if VERB.fullmatch(word)]
    capsys.readouterr()
    is_group = run((words[0][0], "--help")) == 0 and "Commands:" in capsys.readouterr().out
    return [*product(*words[: 2 if is_group else 1])]
