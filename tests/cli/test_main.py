"""What holds for every verb: help, versions, mistakes, colours, and a quick start."""

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from mock_server import __version__
from mock_server.cli.main import souqbox
from mock_server.cli.output import good, tell
from mock_server.cli.remote import Server
from tests.cli.conftest import ROOT, Verb

HEAVY = (
    *("connexion", "uvicorn", "starlette", "requests", "schemathesis", "jsonschema_rs"),
    *("pydantic", "typer", "rich", "yaml", "orjson", "flask", "faker", "importlib.metadata"),
)


def verbs(command: Any = None, path: str = "souqbox") -> Iterator[tuple[str, Any]]:
    """Every verb with the words that call it."""
    command = command or souqbox
    below = getattr(command, "commands", None)
    if below is None:
        yield path, command
        return
    for name, each in below.items():
        yield from verbs(each, f"{path} {name}")


VERBS = dict(verbs())


@pytest.mark.parametrize("path", VERBS)
def test_help_is_a_sentence_and_an_example_of_this_verb(path: str) -> None:
    sentence, _, example = inspect.cleandoc(VERBS[path].help).partition("\n\n")

    assert re.fullmatch(r"[A-Z][^\n]*\.", sentence)
    assert example.startswith(f"Example: {path.replace(' start', ' serve')}")


def test_the_help_names_the_verbs(souq: Verb) -> None:
    ended = souq("--help")

    assert ended.code == 0
    for verb in ("serve", "clock", "shopper", "snapshot", "bindings", "test", "doctor"):
        assert f"\n  {verb} " in ended.out
    assert " start " not in ended.out


def test_without_a_verb_there_is_help(souq: Verb) -> None:
    assert souq() == souq("--help")


@pytest.mark.parametrize("asked", ["version", "--version"])
def test_the_version_is_told(souq: Verb, asked: str) -> None:
    ended = souq(asked)

    assert (ended.code, ended.out) == (0, f"souqbox {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("clok",), "souqbox: No such command 'clok'. Did you mean 'clock'; see"),
        (("clock",), "souqbox clock: Missing command; see `souqbox clock --help`"),
        (("serve", "--prot", "1"), "souqbox serve: No such option '--prot'. (Did you mean"),
        (("serve", "--port", "x"), "souqbox serve: Invalid value for '--port'"),
        (("serve", "--port", "65536"), "65536 is not in the range 0<=x<=65535"),
        (("shopper", "add", "salla"), "souqbox shopper add: Missing argument 'BASKET'"),
        (("shopper", "remind", "zid", "x1", "--channel", "fax"), "'fax' is not one of 'email'"),
        (("test", "salla"), "souqbox test: Missing option '--against'"),
        (("bindings", "sala"), "souqbox: no platform 'sala'; did you mean 'salla'?"),
        (("bindings", "q"), "souqbox: no platform 'q'; there are "),
        (("clock", "show", "--url", "here"), "'here' is no URL of a sandbox"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(
    souq: Verb, arguments: tuple[str, ...], told: str
) -> None:
    ended = souq(*arguments)

    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert ended.err.count("\n") == 1


def test_where_no_sandbox_answers_that_is_said(souq: Verb) -> None:
    ended = souq("clock", "show", "--url", "http://127.0.0.1:9")

    assert ended.code == 3
    assert ended.err == (
        "souqbox: no sandbox answers at http://127.0.0.1:9; start one with `souqbox serve`\n"
    )


def test_the_help_lists_verbs_in_the_order_of_their_use(souq: Verb) -> None:
    told = souq("shopper", "--help").out

    assert told.index("\n  open ") < told.index("\n  add ") < told.index("\n  pay ")


def test_the_help_tells_defaults_and_variables(souq: Verb) -> None:
    told = " ".join(souq("clock", "show", "--help").out.split())

    assert "The shop's name. [env var: SOUQBOX_SHOP; default: demo]" in told


def test_ctrl_c_ends_a_verb_without_a_word(souq: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "ask", interrupted)

    ended = souq("clock", "show")

    assert (ended.code, ended.err.strip()) == (130, "")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from mock_server.cli.main import run; run(['--help']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stderr == "[]\n"


def test_the_package_is_run_as_the_command_is() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "mock_server", "version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout == f"souqbox {__version__}\n"


@pytest.mark.parametrize(
    ("variable", "coloured"), [("NO_COLOR", False), ("FORCE_COLOR", True), ("", False)]
)
def test_colours_are_for_who_can_see_them(
    souq: Verb, monkeypatch: pytest.MonkeyPatch, variable: str, coloured: bool
) -> None:
    if variable:
        monkeypatch.setenv(variable, "1")

    ended = souq("spec", "lint", "salla")

    assert ("\x1b[" in ended.out) is coloured


def test_words_without_colour_are_bare(capsys: pytest.CaptureFixture[str]) -> None:
    tell(good("right"))

    assert capsys.readouterr().out == "right\n"
