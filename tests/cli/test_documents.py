"""`souqbox bindings | spec`: documents, looked at without a server."""

import json
from pathlib import Path

import pytest

from mock_server.app.parts import load_part
from mock_server.cli import documents
from mock_server.spec.cache import Cache
from tests.cli.conftest import Verb


def test_bindings_are_a_table_with_a_sum(souq: Verb) -> None:
    lines = souq("bindings", "salla").out.splitlines()

    assert lines[0].split() == [
        *("listAbandonedCarts", "GET", "/carts/abandoned"),
        *("crud", "list", "abandoned_cart"),
    ]
    assert lines[-1] == f"{len(lines) - 1} operations, 0 from examples"


def test_bindings_for_programs_have_a_confidence(souq: Verb) -> None:
    first = souq("bindings", "salla", "--json").json[0]

    assert first == {
        "operationId": "listAbandonedCarts",
        "method": "GET",
        "path": "/carts/abandoned",
        "source": "crud",
        "handler": "list abandoned_cart",
        "confidence": "stateful",
    }


def test_a_document_is_shown_by_its_operations(souq: Verb) -> None:
    told = souq("spec", "show", "salla").out
    shown = souq("spec", "show", "salla", "--json").json

    assert "https://api.salla.dev/admin/v2" in told
    assert shown["operations"][0]["operationId"] in told


def test_a_document_is_bundled_into_one_piece(souq: Verb, empty_folder: Path) -> None:
    printed = souq("spec", "bundle", "salla").json
    souq("spec", "bundle", "salla", "--output", "salla.json")

    assert json.loads((empty_folder / "salla.json").read_text("utf-8")) == printed
    assert printed["openapi"] == "3.0.3"


def test_a_file_that_cannot_be_written_is_told(souq: Verb) -> None:
    ended = souq("spec", "bundle", "salla", "--output", "nowhere/salla.json")

    assert ended.code == 2
    assert "cannot write nowhere/salla.json" in ended.err


def test_our_documents_are_right(souq: Verb) -> None:
    ended = souq("spec", "lint", "salla", "zid")

    assert (ended.code, ended.out) == (0, "salla  right\nzid  right\n")


def test_a_wrong_document_fails_with_the_place(souq: Verb, monkeypatch: pytest.MonkeyPatch) -> None:
    part = load_part("salla", Cache())
    del part.contract.document["info"]["title"]
    monkeypatch.setattr(documents, "_part", lambda platform: part)

    ended = souq("spec", "lint", "salla")

    assert ended.code == 1
    assert ended.out == 'salla  wrong\n  #/info: "title" is a required property\n'
