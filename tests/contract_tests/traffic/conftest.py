"""Recordings of a shop of notes, made by hand."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from contract_tests.traffic.judge import Judge
from contract_tests.traffic.recorded import Recorded
from tests.contract_tests.conftest import DOCUMENT

BASE = "http://127.0.0.1:8000/api"
NOTE = {"id": 101, "title": "Salt", "pinned": False}
JSON_TYPE = ("Content-Type", "application/json")
SENT = (("Authorization", "Bearer notes-token-1f6b"), JSON_TYPE)


def recorded(method: str, path: str, status: int = 200, **facts: Any) -> Recorded:
    """An exchange; `sent` and `answer` are JSON values."""
    answer = facts.pop("answer", None)
    sent = facts.pop("sent", None)
    return Recorded(
        **{
            "method": method,
            "url": path if "://" in path else BASE + path,
            "request_headers": SENT,
            "request_body": b"" if sent is None else json.dumps(sent).encode(),
            "status": status,
            "headers": (JSON_TYPE,) if answer is not None else (),
            "body": b"" if answer is None else json.dumps(answer).encode(),
            **facts,
        }
    )


@pytest.fixture(scope="module")
def judge() -> Judge:
    document = copy.deepcopy(DOCUMENT)
    document["info"]["x-shop"] = "notes"
    return Judge("notes", document)


def entry(method: str, path: str, answer: Any = None, **facts: Any) -> dict[str, Any]:
    """An entry of an archive, as a browser writes it."""
    content = facts.pop("content", None)
    if content is None:
        text = json.dumps(answer)
        content = {"size": len(text), "mimeType": "application/json", "text": text}
    request = {"method": method, "url": BASE + path, "headers": [], **facts.pop("request", {})}
    response = {"status": 200, "headers": [], "content": content, **facts.pop("response", {})}
    return {"startedDateTime": "2026-03-01T12:00:00Z", "time": 12.5, "request": request,
            "response": response, **facts}  # fmt: skip


def archive(folder: Path, *entries: Any) -> Path:
    path = folder / "traffic.har"
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}), "utf-8")
    return path
