"""`souqbox record`: writing what a shop keeps."""

import json
from pathlib import Path

from tests.cli.conftest import Verb


def newest(on: Verb) -> str:
    listed = on("shop", "records", "salla", "abandoned_cart", "--limit", "1", "--json").json
    return str(listed["records"][0]["id"])


def test_a_record_is_changed_shown_and_removed(on: Verb, tmp_path: Path) -> None:
    key, file = newest(on), tmp_path / "change.json"
    file.write_text('{"status": "purchased"}', "utf-8")

    on("record", "change", "salla", "abandoned_cart", key, str(file))
    shown = on("record", "show", "salla", "abandoned_cart", key).out
    told = on("record", "remove", "salla", "abandoned_cart", key).out

    assert json.loads(shown)["status"] == "purchased"
    assert told == f"abandoned_cart {key} is gone\n"
    assert on("record", "show", "salla", "abandoned_cart", key).code != 0


def test_a_whole_record_is_written(on: Verb, tmp_path: Path) -> None:
    shown = on("record", "show", "salla", "abandoned_cart", newest(on)).out
    file = tmp_path / "cart.json"
    file.write_text(json.dumps({**json.loads(shown), "id": 77}), "utf-8")

    written = on("record", "write", "salla", "abandoned_cart", "77", str(file), "--json").json

    assert written["id"] == 77


def test_what_is_no_record_is_told_in_one_line(on: Verb, tmp_path: Path) -> None:
    for number, text in enumerate(("{", "[]")):
        file = tmp_path / f"{number}.json"
        file.write_text(text, "utf-8")

        told = on("record", "write", "salla", "abandoned_cart", "77", str(file))

        assert told.code == 2
        assert told.err.count("\n") == 1
