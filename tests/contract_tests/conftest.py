"""A shop of notes on loopback: right, or wrong in one way that a test plants."""

import copy
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server

from contract_tests.settings import Settings

TOKEN = "notes-token-1f6b"


@dataclass(frozen=True, slots=True)
class Shop:
    """A running shop: how to be run against it, and what it was asked."""

    settings: Settings
    asked: list[tuple[str, str]]


Serve = Callable[..., Shop]
Heed = Callable[[Any], Response | None]


def answer(schema: dict[str, Any], text: str = "ok") -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": schema}}}


ERROR = answer({"$ref": "#/components/schemas/Error"}, "refused")
NOTE = answer({"$ref": "#/components/schemas/Note"})
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}
BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/NewNote"},
            "example": {"title": "Bread", "pinned": True},
        }
    },
}
CHANGE: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/NoteChange"},
            "example": {"title": "Milk"},
        }
    },
}


def number(name: str, largest: int) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 1, "maximum": largest}
    return {"name": name, "in": "query", "schema": schema}


LINK = {"note": {"operationId": "getNote", "parameters": {"id": "$response.body#/data/0/id"}}}
MADE = {"note": {"operationId": "getNote", "parameters": {"id": "$response.body#/id"}}}
PAGE = answer({"$ref": "#/components/schemas/Notes"}) | {"links": LINK}
REFUSALS = {"401": ERROR, "404": ERROR, "415": ERROR, "422": ERROR, "405": ERROR, "400": ERROR}
TITLE = {"type": "string", "minLength": 1, "maxLength": 20}
FIELDS = {"title": TITLE, "pinned": {"type": "boolean"}}
CLOSED = {"type": "object", "additionalProperties": False, "properties": FIELDS}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Notes", "version": "1"},
    "servers": [{"url": "/api"}],
    "security": [{"bearer": []}],
    "paths": {
        "/notes": {
            "get": {
                "operationId": "listNotes",
                "parameters": [number("page", 1000), number("per_page", 20)],
                "responses": {"200": PAGE, **REFUSALS},
            },
            "post": {
                "operationId": "createNote",
                "requestBody": BODY,
                "responses": {"201": NOTE | {"links": MADE}, **REFUSALS},
            },
        },
        "/notes/{id}": {
            "parameters": [ID],
            "get": {"operationId": "getNote", "responses": {"200": NOTE, **REFUSALS}},
            "patch": {
                "operationId": "updateNote",
                "requestBody": CHANGE,
                "responses": {"200": NOTE, **REFUSALS},
            },
            "delete": {
                "operationId": "deleteNote",
                "responses": {"204": {"description": "gone"}, **REFUSALS},
            },
        },
    },
    "components": {
        "securitySchemes": {"bearer": {"type": "oauth2", "flows": {}}},
        "schemas": {
            "NewNote": {**CLOSED, "required": ["title"]},
            "NoteChange": {**CLOSED, "minProperties": 1},
            "Note": {
                "type": "object",
                "required": ["id", "title", "pinned"],
                "properties": {"id": {"type": "integer"}, **FIELDS},
            },
            "Notes": {
                "type": "object",
                "required": ["data", "total"],
                "properties": {
                    "data": {"type": "array", "items": {"$ref": "#/components/schemas/Note"}},
                    "total": {"type": "integer"},
                },
            },
            "Error": {
                "type": "object",
                "required": ["error"],
                "properties": {"error": {"type": "string"}},
            },
        },
    },
}


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


def refuse(status: int, text: str) -> Response:
    refusal = jsonify(error=text)
    refusal.status_code = status
    return refusal


def as_json(error: HTTPException) -> Response:
    refusal = refuse(error.code or 500, error.name)
    allow = [value for name, value in error.get_response().headers if name.lower() == "allow"]
    refusal.headers.extend(("Allow", value) for value in allow)
    return refusal


def number_of(name: str, default: int, largest: int) -> int | None:
    values = request.args.getlist(name) or [str(default)]
    good = len(values) == 1 and re.fullmatch(r"[0-9]{1,9}", values[0], re.ASCII)
    return int(values[0]) if good and 1 <= int(values[0]) <= largest else None


class Notes:
    """The shop; `defect` names the one thing it does wrong."""

    def __init__(self, defect: str) -> None:
        names = ("Salt", "Tea", "Dates", "Rice", "Oil", "Figs", "Mint")
        self.defect = defect
        self.notes: dict[int, dict[str, Any]] = {
            n: {"id": n, "title": t, "pinned": n % 2 == 0} for n, t in enumerate(names, 101)
        }

    def shown(self, note: dict[str, Any]) -> dict[str, Any]:
        hidden = "pinned" if self.defect == "drops a required field" else ""
        return {key: value for key, value in note.items() if key != hidden}

    def check_token(self) -> Response | None:
        sent = request.headers.get("Authorization", "")
        good = sent == f"Bearer {TOKEN}" or self.defect == "ignores auth"
        longer = self.defect == "takes a longer token" and sent.startswith(f"Bearer {TOKEN}")
        return None if good or longer else refuse(401, "no good token")

    def given(self, schema: str) -> dict[str, Any] | None:
        parsed = request.get_json()
        good = jsonschema_rs.validator_for(DOCUMENT["components"]["schemas"][schema])
        return parsed if good.is_valid(parsed) or self.defect == "checks nothing" else None

    def list(self) -> Response:
        page, size = number_of("page", 1, 1000), number_of("per_page", 5, 20)
        if page is None or size is None:
            return refuse(422, "page or per_page is out of bounds")
        start = (page - 1) * size - (1 if self.defect == "repeats a row" and page > 1 else 0)
        rows = [*self.notes.values()][start : start + size]
        total = len(self.notes) + (1 if self.defect == "miscounts" else 0)
        return jsonify(data=[self.shown(note) for note in rows], total=total)

    def create(self) -> Response:
        given = self.given("NewNote")
        if given is None:
            return refuse(422, "not a note")
        note = {"pinned": False, **given, "id": max(self.notes, default=0) + 1}
        self.notes[note["id"]] = note
        answer = jsonify(self.shown(note))
        answer.status_code = 200 if self.defect == "answers another status" else 201
        return answer

    def read(self, number: int) -> Response:
        note = self.notes.get(number)
        if note is None and self.defect == "finds everything":
            note = {"id": number, "title": "?", "pinned": False}
        if note is None:
            return refuse(404, "no such note")
        title = note["title"].upper() if self.defect == "differs in detail" else note["title"]
        return jsonify(self.shown({**note, "title": title}))

    def update(self, number: int) -> Response:
        if number not in self.notes:
            return refuse(404, "no such note")
        given = self.given("NoteChange")
        if given is None:
            return refuse(422, "not a change")
        changed = {**self.notes[number], **given}
        if self.defect == "moves another field" and "pinned" not in given:
            changed["pinned"] = not changed["pinned"]
        if self.defect != "loses an update":
            self.notes[number] = changed
        if self.defect == "touches the neighbour" and number + 1 in self.notes:
            self.notes[number + 1] = {**self.notes[number + 1], "title": "!"}
        return jsonify(self.shown(changed))

    def delete(self, number: int) -> Response:
        if number not in self.notes:
            return refuse(404, "no such note")
        if self.defect != "undoes a delete":
            del self.notes[number]
        return Response(status=204)


def notes_app(defect: str = "") -> Flask:
    app = Flask(__name__)
    shop = Notes(defect)
    app.logger.disabled = True
    app.before_request(shop.check_token)
    app.register_error_handler(HTTPException, as_json)
    item = "/api/notes/<int:number>"
    for rule, method, view in (
        ("/api/notes", "GET", shop.list),
        ("/api/notes", "POST", shop.create),
        (item, "GET", shop.read),
        (item, "PATCH", shop.update),
        (item, "DELETE", shop.delete),
    ):
        app.add_url_rule(rule, f"{method} {rule}", view, methods=[method])
    return app


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a shop of notes with a defect; changes go to the settings of the run.

    `heed` is asked before each answer, and may give another one.
    """
    servers = []

    def start(defect: str = "", heed: Heed = lambda _: None, **changes: Any) -> Shop:
        app = notes_app(defect)
        asked: list[tuple[str, str]] = []
        note = lambda: asked.append((request.method, request.path))  # noqa: E731
        app.before_request_funcs[None][:0] = [note, lambda: heed(request)]
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        base_url = f"http://127.0.0.1:{server.port}/api"
        settings = Settings("notes", copy.deepcopy(DOCUMENT), base_url, TOKEN, max_examples=5)
        return Shop(replace(settings, **changes), asked)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
