"""A library of shelves, books and authors: a platform that is told by its resources alone."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from mock_server.app.making import Maker, Start
from mock_server.engine.answering import answerer
from mock_server.engine.binding import Binding, bind
from mock_server.engine.errors import Conflict
from mock_server.engine.filters import contains, since
from mock_server.engine.platform import Platform
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Parent, Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.spec.contract import Contract, read_contract
from tests.helpers import NOON, SMALL_STORY
from tests.toy.platform import PLATFORM as TOY


def seed_shelves(beginning: Beginning) -> Iterator[Record]:
    for number, product in enumerate(beginning.facts.products.values(), start=1):
        yield {"id": number, "name": product.name.en, "since": beginning.moment.isoformat()[:10]}


def seed_books(beginning: Beginning) -> Iterator[Record]:
    drawn = beginning.identifiers("book")
    for shelf in beginning.records("shelf"):
        number = drawn.number("book")
        yield _book(
            number, isbn=f"isbn-{number}", _shelf_id=shelf["id"], title="About " + shelf["name"]
        )


def _book(number: int, **fields: Any) -> Record:
    blank = {"title": None, "author_id": None, "editor_ids": [], "isbn": None}
    return {"id": number, **blank, **fields}


def writes_book(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    if sent.get("title") == "forbidden":
        raise Conflict("no library has it")
    return {name: value for name, value in sent.items() if name in _book(0)}


SHELF = Resource(
    name="shelf",
    seed=seed_shelves,
    sort=oldest_first,
    filters={"about": contains("name"), "from": since("since")},
    new_id=lambda shop: shop.identifiers.count("shelf"),
)
AUTHOR = Resource(name="author", new_id=lambda shop: shop.identifiers.count("author"))
BOOK = Resource(
    name="book",
    seed=seed_books,
    new_id=lambda shop: shop.identifiers.number("book"),
    writes=writes_book,
    keys={"isbn": "isbn"},
    unique=("isbn",),
    refers={"author_id": "author", "editor_ids": "author"},
    parents=(
        Parent("shelf", "_shelf_id", "shelf"),
        Parent("author", "author_id", orphans="detached"),
        Parent("author", "editor_ids", orphans="detached", several=True),
    ),
    announces=Events("book.bought", "book.mended", "book.lost", {"isbn": "book.renumbered"}),
    apart=frozenset({"with"}),
)


def platform(**changes: Any) -> Platform:
    described = (SHELF, AUTHOR, BOOK)
    resources = [replace(each, **changes.get(each.name, {})) for each in described]
    return Platform(
        name="library",
        title="Library",
        style=type(TOY.style)(),
        auth=TOY.auth,
        dialect=TOY.dialect,
        resources=resources,
    )


def contract() -> Contract:
    """Books are made and listed below their shelf, and found by id, by ISBN or on the shelf."""
    fields: dict[str, Any] = {name: {"nullable": True} for name in _book(0)}
    schemas = {
        "Shelf": {"type": "object", "x-resourceId": "shelf", "properties": {"id": {}, "name": {}}},
        "Author": {
            "type": "object",
            "x-resourceId": "author",
            "properties": {"id": {}, "name": {}},
        },
        "Book": {"type": "object", "x-resourceId": "book", "properties": fields},
    }
    paths = {
        "/shelves": {"get": _lists("Shelf", "about", "from")},
        "/shelves/{shelf}": {"get": _shows("Shelf"), "delete": _gone("Shelf")},
        "/authors": {"get": _lists("Author"), "post": _shows("Author", 201)},
        "/authors/{author}": {"get": _shows("Author"), "delete": _gone("Author")},
        "/shelves/{shelf}/books": {"get": _lists("Book", "with"), "post": _shows("Book", 201)},
        "/shelves/{shelf}/books/{book}": _all("Book"),
        "/books/isbn/{isbn}": _all("Book"),
        "/books/{book}": _all("Book"),
    }
    for path, item in paths.items():
        for method, operation in item.items():
            operation["operationId"] = f"{method} {path}"
    document = {"servers": [{"url": "/"}], "paths": paths, "components": {"schemas": schemas}}
    return read_contract("library", document)


def bindings(of: Platform | None = None) -> Mapping[str, Binding]:
    return {each.operation.id: each for each in bind(contract(), of or platform())}


def library(name: str = "t") -> Shop:
    maker = Maker({"library": platform()}, lambda scenario, seed: SMALL_STORY, Start())
    return maker.make("library", name, Start("small", 7, NOON))


def ask(shop: Shop, operation_id: str, body: Any = None, query: Any = None, **path: Any) -> Any:
    """What an operation answers, without its envelope."""
    binding = bindings()[operation_id]
    request = Request(binding.operation, "en", path, query or {}, {}, body)
    with shop.unit():
        done = binding.handler(request, shop)
        _, content, _ = answerer(binding, platform())(done, request, shop)
    return content["data"] if content else None


def _all(name: str) -> dict[str, Any]:
    return {"get": _shows(name), "put": _shows(name), "delete": _gone(name)}


def _shows(name: str, status: int = 200) -> dict[str, Any]:
    return {"responses": {str(status): _json({"$ref": f"#/components/schemas/{name}"})}}


def _lists(name: str, *query: str) -> dict[str, Any]:
    schema = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    parameters = [{"name": each, "in": "query", "schema": {}} for each in query]
    return {"parameters": parameters, "responses": {"200": _json(schema)}}


def _gone(name: str) -> dict[str, Any]:
    return {"responses": {"204": {"description": ""}}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}
