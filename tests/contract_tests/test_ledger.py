"""What a run creates is noted, taken away at the end, and told where it cannot be."""

import copy
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

import contract_tests.run
import contract_tests.settings
from contract_tests.cleanup import clean_up_from
from contract_tests.client import Call, Client, Refrained
from contract_tests.document import Document
from contract_tests.files import find_document, load_document
from contract_tests.ledger import BadLedger, Ledger, read_ledger
from contract_tests.removal import Entry, Removals
from contract_tests.run import run
from contract_tests.visit import plan
from contract_tests.wire import Limits, Wire
from tests.contract_tests.conftest import DOCUMENT, TOKEN

NOTES = Document(DOCUMENT)
BASE = "https://shop.example.com/api"


def answer(status: int, body: Any, location: str = "") -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = json.dumps(body).encode()
    if location:
        response.headers["Location"] = location
    return response


def request(method: str, path: str) -> requests.PreparedRequest:
    return requests.Request(method, BASE + path).prepare()


def removal(platform: str, operation_id: str, body: Any) -> str | None:
    path = find_document(platform)
    assert path is not None
    document = Document(load_document(path))
    entry = Removals(document).entry(document.by_id[operation_id], {}, answer(201, body))
    return entry.removal if entry else None


@pytest.mark.parametrize(
    ("platform", "operation_id", "body", "path"),
    [
        ("salla", "registerWebhook", {"data": {"id": 77}}, "/webhooks/unsubscribe?id=77"),
        ("tjar", "registerWebhook", {"data": {"id": "9f"}}, "/webhooks/9f"),
        ("zid", "createWebhook", {"original_id": "o1"}, "/managers/webhooks?original_id=o1"),
    ],
)
def test_the_documents_of_the_platforms_say_how_things_are_removed(
    platform: str, operation_id: str, body: Any, path: str
) -> None:
    assert removal(platform, operation_id, body) == path


@pytest.mark.parametrize(
    ("body", "location"),
    [({"id": 7}, ""), ({"data": {"note": {"id": 7}}}, ""), ({}, "/api/notes/7"), (None, "7")],
)
def test_an_id_is_found_in_the_answer_or_its_location(body: Any, location: str) -> None:
    document = copy.deepcopy(DOCUMENT)
    del document["paths"]["/notes"]["post"]["responses"]["201"]["links"]
    create = Document(document).by_id["createNote"]

    entry = Removals(Document(document)).entry(create, {}, answer(201, body, location))

    assert entry == Entry("POST /notes", "/notes/7", "/notes/7", {"id": "7"})


def test_a_ledger_is_on_disk_as_soon_as_something_is_created(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    ledger = Ledger(NOTES, "https://me:secret@shop.example.com/api/", path)

    ledger.hear(request("POST", "/notes"), answer(201, {"id": 1}))
    ledger.hear(request("POST", "/notes"), answer(201, {"id": 2}))
    ledger.hear(request("POST", "/notes"), answer(422, {"id": 3}))
    ledger.hear(request("DELETE", "/notes/1"), answer(204, None))

    assert "secret" not in path.read_text()
    base_url, left = read_ledger(path)
    assert base_url == BASE
    assert [entry.removal for entry in left] == ["/notes/2"]
    with pytest.raises(BadLedger, match="earlier run"):
        Ledger(NOTES, BASE, path)


@pytest.mark.parametrize("text", ["", "[]", "not json", '{"souqbox_ledger": 2}', '{"a": 1}'])
def test_another_file_is_no_ledger(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(text)

    with pytest.raises(BadLedger, match="no ledger of souqbox"):
        read_ledger(path)


def ids(shop: Any) -> list[int]:
    return [*titles(shop)]


def titles(shop: Any) -> dict[int, str]:
    url = f"{shop.settings.base_url}/notes?per_page=20"
    rows = requests.get(url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=5).json()
    return {row["id"]: row["title"] for row in rows["data"]}


def test_a_run_leaves_nothing_behind(serve: Any, tmp_path: Path) -> None:
    shop = serve(phases=("coverage",), report_dir=tmp_path)
    before = ids(shop)

    code = run(shop.settings, io.StringIO())

    created = [pair for pair in shop.asked if pair[0] == "POST"]
    assert code == 0
    assert len(created) > 5
    assert set(ids(shop)) <= set(before)
    assert not [*tmp_path.glob("*.jsonl")]


def test_ctrl_c_leaves_nothing_behind_and_tells_what_was_found(
    serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = serve("miscounts", phases=("coverage",), report_dir=tmp_path)
    before = ids(shop)
    examine = contract_tests.run.examine

    def interrupted(*given: Any) -> None:
        examine(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(contract_tests.run, "examine", interrupted)
    out = io.StringIO()

    code = run(shop.settings, out)

    assert code == 130
    assert "CT-PAGING-TOTAL" in out.getvalue()
    assert "Interrupted: this is what was found until then." in out.getvalue()
    assert "POST" in {method for method, _ in shop.asked}
    assert set(ids(shop)) <= set(before)
    assert json.loads((tmp_path / "report-notes.json").read_text())["run"]["interrupted"]


def test_what_could_not_be_removed_is_told_and_may_be_removed_later(
    serve: Any, tmp_path: Path
) -> None:
    stubborn = True

    def heed(request: Any) -> Any:
        return ({"error": "no"}, 503) if stubborn and request.method == "DELETE" else None

    shop = serve(heed=heed, phases=("examples",), report_dir=tmp_path, operations=("*Note",))
    out = io.StringIO()

    run(shop.settings, out)

    text, ledger = out.getvalue(), tmp_path / "souqbox-ledger-notes.jsonl"
    assert "Could not be removed:" in text
    assert f"--cleanup {ledger}" in text
    assert TOKEN not in ledger.read_text()
    listed = json.loads((tmp_path / "report-notes.json").read_text())["leftovers"]
    assert len(listed) == len(read_ledger(ledger)[1]) > 0

    stubborn = False
    count, left = clean_up_from(replace(shop.settings, ledger=ledger))
    assert (count, left) == (len(listed), [])
    assert not ledger.exists()


def test_a_ledger_of_another_server_is_not_used(tmp_path: Path, serve: Any) -> None:
    path = tmp_path / "ledger.jsonl"
    Ledger(NOTES, BASE, path).hear(request("POST", "/notes"), answer(201, {"id": 1}))

    with pytest.raises(BadLedger, match=r"is of https://shop\.example\.com/api, not of"):
        clean_up_from(replace(serve().settings, ledger=path))


def test_where_others_are_only_what_the_run_created_is_changed(serve: Any) -> None:
    shop = serve()
    wire = Wire(Limits(writes=True))
    ledger = Ledger(NOTES, shop.settings.base_url)
    wire.heard.append(ledger.hear)
    wire.guard = ledger.hold(())
    client = Client(shop.settings.base_url, {"Authorization": f"Bearer {TOKEN}"}, wire=wire)
    change, delete = NOTES.by_id["updateNote"], NOTES.by_id["deleteNote"]

    made = client.send(Call(NOTES.by_id["createNote"], body={"title": "Tea"})).data["id"]
    changed = client.send(Call(change, {"id": made}, body={"title": "Mint"}))
    for operation in (change, delete):
        with pytest.raises(Refrained):
            client.send(Call(operation, {"id": 101}, body={"title": "Mint"}))
    deleted = client.send(Call(delete, {"id": made}))

    assert (changed.status, deleted.status) == (200, 204)
    assert ("DELETE", "/api/notes/101") not in shop.asked


def test_a_full_run_where_others_are_marks_its_own_and_spares_the_rest(
    serve: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contract_tests.settings, "is_loopback", lambda _: False)
    bodies: list[Any] = []

    def heed(request: Any) -> None:
        if request.method == "POST":
            bodies.append(request.get_json(silent=True))

    shop = serve(heed=heed, phases=("examples",), report_dir=tmp_path, mode="full")
    before = titles(shop)
    out = io.StringIO()

    code = run(replace(shop.settings, i_own="127.0.0.1"), out)

    assert code == 0, out.getvalue()
    assert out.getvalue().startswith("This run writes to http://127.0.0.1:")
    assert "requests would have changed what is not ours: not sent" in out.getvalue()
    assert {"title": "souqbox-Bread", "pinned": True} in bodies
    assert titles(shop) == before
    assert not [*tmp_path.glob("*.jsonl")]


def test_what_a_run_will_create_is_said_before(serve: Any) -> None:
    settings = replace(serve().settings, base_url=BASE, mode="full", i_own="shop.example.com")

    text = plan(settings)

    assert "This run writes to https://shop.example.com/api. It creates with:" in text
    assert "POST /notes  (removed by DELETE /notes/{id})" in text
    assert "souqbox-ledger-notes.jsonl" in text
