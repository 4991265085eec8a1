"""`souqbox completion`: a script for the shell, and the words that the script asks for."""

import os
import subprocess
import sys

import pytest

from tests.cli.conftest import ROOT, Verb


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_the_command_for_words(souq: Verb, shell: str) -> None:
    ended = souq("completion", shell)

    assert ended.code == 0
    assert f"_SOUQBOX_COMPLETE={shell}_complete" in ended.out


def test_a_shell_that_nobody_completes_is_told(souq: Verb) -> None:
    ended = souq("completion", "ksh")

    assert ended.code == 2
    assert "Invalid value for 'SHELL': 'ksh' is not one of 'bash', 'zsh', 'fish'" in ended.err


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("souqbox sho", {"shopper", "shop"}),
        ("souqbox clock s", {"show", "set"}),
        ("souqbox serve --ready", {"--ready-file"}),
    ],
)
def test_words_are_completed(typed: str, offered: set[str]) -> None:
    asked = {"_SOUQBOX_COMPLETE": "bash_complete", "COMP_WORDS": typed}

    ended = subprocess.run(
        [sys.executable, "-m", "mock_server"],
        cwd=ROOT,
        env={**os.environ, **asked, "COMP_CWORD": str(typed.count(" "))},
        capture_output=True,
        text=True,
        check=True,
    )

    assert {line.removeprefix("plain,") for line in ended.stdout.splitlines()} == offered
