"""`souqbox drift`: what differs, and the exit code that says whether it matters."""

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Verb


def test_documents_are_compared(souq: Verb, empty_folder: Path) -> None:
    info = {"title": "Other", "version": "1"}
    one: dict[str, Any] = {"openapi": "3.0.3", "info": info, "paths": {}}
    two = {**one, "paths": {"/carts": {"get": {"responses": {"200": {"description": "ok"}}}}}}
    (empty_folder / "a.json").write_text(json.dumps(one))
    (empty_folder / "b.json").write_text(json.dumps(two))

    changed, same = souq("drift", "a.json", "b.json"), souq("drift", "a.json", "a.json")
    wrong, data = souq("drift", "a.json", "c.json"), souq("drift", "a.json", "b.json", "--json")

    assert (changed.code, same.code, wrong.code) == (1, 0, 2)
    assert changed.out.split() == ["new", "GET", "/carts", "the", "operation"]
    assert "the two documents say the same" in same.out
    assert json.loads(data.out)["differences"][0]["change"] == "new"
