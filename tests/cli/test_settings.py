"""Flags, then variables, then the nearest file, then defaults."""

from pathlib import Path
from typing import Any

import pytest

from mock_server.cli.failures import Failure
from mock_server.cli.main import souqbox
from mock_server.cli.settings import Settings, default_map, find_settings
from tests.cli.conftest import Verb

NOBODY = "http://127.0.0.1:9"


def asked_at(souq: Verb, *arguments: str) -> str:
    """The URL at which a verb looked for a sandbox; none is there."""
    told = souq("shop", "list", *arguments).err
    return told.removeprefix("souqbox: no sandbox answers at ").partition(";")[0]


def test_a_flag_wins_over_a_variable_that_over_a_file_that_over_the_default(
    souq: Verb, empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / "souqbox.toml").write_text('url = "http://127.0.0.1:7"')
    by_file = asked_at(souq)
    monkeypatch.setenv("SOUQBOX_URL", "http://127.0.0.1:8")
    by_variable = asked_at(souq)

    assert by_file == "http://127.0.0.1:7"
    assert by_variable == "http://127.0.0.1:8"
    assert asked_at(souq, "--url", NOBODY) == NOBODY


def test_settings_of_other_verbs_are_no_mistake(souq: Verb, empty_folder: Path) -> None:
    (empty_folder / "souqbox.toml").write_text(
        f'url = "{NOBODY}"\nplatforms = ["salla"]\nready-file = "r.json"\nmode = "full"'
    )

    assert asked_at(souq) == NOBODY


def test_the_file_is_looked_for_upwards(
    souq: Verb, empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / "souqbox.toml").write_text(f'url = "{NOBODY}"')
    below = empty_folder / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)

    assert asked_at(souq) == NOBODY


def test_a_table_of_the_project_file_does_as_well(souq: Verb, empty_folder: Path) -> None:
    (empty_folder / "pyproject.toml").write_text(f'[tool.souqbox]\nurl = "{NOBODY}"')

    assert asked_at(souq) == NOBODY


def test_the_own_file_wins_over_the_project_file(empty_folder: Path) -> None:
    (empty_folder / "pyproject.toml").write_text("[tool.souqbox]\nport = 1")
    (empty_folder / "souqbox.toml").write_text("port = 2")

    assert find_settings(empty_folder).values == {"port": 2}


def test_a_project_file_without_the_table_is_passed_over(empty_folder: Path) -> None:
    (empty_folder / "souqbox.toml").write_text("port = 2")
    below = empty_folder / "project"
    below.mkdir()
    (below / "pyproject.toml").write_text("[tool.other]\nx = 'tool.souqbox'")

    assert find_settings(below).values == {"port": 2}


def test_an_unknown_key_is_a_mistake_with_a_suggestion(souq: Verb, empty_folder: Path) -> None:
    (empty_folder / "souqbox.toml").write_text("prot = 4711")

    ended = souq("version")

    assert ended.code == 2
    assert ended.err == ("souqbox: no setting in souqbox.toml named 'prot'; did you mean 'port'?\n")


def test_what_a_verb_is_told_to_do_is_no_setting(souq: Verb, empty_folder: Path) -> None:
    (empty_folder / "souqbox.toml").write_text("quantity = 2")

    assert souq("version").code == 2


def test_help_is_there_even_if_the_file_is_wrong(souq: Verb, empty_folder: Path) -> None:
    (empty_folder / "souqbox.toml").write_text("prot = 4711")

    assert souq("serve", "--help").code == 0


def test_a_file_that_cannot_be_read_is_named(empty_folder: Path) -> None:
    (empty_folder / "souqbox.toml").write_text("port = 1\nport = = 2")

    with pytest.raises(Failure, match=r"souqbox\.toml is no TOML: .*line 2"):
        find_settings(empty_folder)


def test_a_value_of_the_wrong_kind_is_named_by_its_option(souq: Verb, empty_folder: Path) -> None:
    (empty_folder / "souqbox.toml").write_text('port = "many"')

    ended = souq("serve")

    assert ended.code == 2
    assert "Invalid value for '--port'" in ended.err


def test_lists_and_switches_come_from_variables_and_files_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    serve: Any = souqbox.commands["serve"]
    monkeypatch.setenv("SOUQBOX_PLATFORMS", "salla zid")
    monkeypatch.setenv("SOUQBOX_CACHE", "0")
    by_variables = serve.make_context("serve", []).params
    monkeypatch.delenv("SOUQBOX_PLATFORMS")
    monkeypatch.delenv("SOUQBOX_CACHE")

    settings = Settings({"platforms": ["tjar"], "cache": False, "ready_file": "r.json"}, None)
    defaults = default_map(souqbox, settings)["serve"]
    by_file = serve.make_context("serve", [], default_map=defaults).params

    assert (list(by_variables["platforms"]), by_variables["cache"]) == (["salla", "zid"], False)
    assert (list(by_file["platforms"]), by_file["cache"]) == (["tjar"], False)
    assert by_file["ready_file"] == Path("r.json")


def test_a_table_that_is_none_is_passed_over(empty_folder: Path) -> None:
    (empty_folder / "pyproject.toml").write_text("[tool]\nsouqbox = 1")

    assert find_settings(empty_folder).source is None
