"""What was not met on good terms is asked for as the document shows it, forms among it."""

from typing import Any

import pytest

from contract_tests.client import Exchange
from contract_tests.document import Document
from contract_tests.forms import BOUNDARY, shown_body
from contract_tests.reach import leads_to, linked_calls

PHOTO = {
    "schema": {
        "type": "object",
        "properties": {
            "photo": {"type": "string", "format": "binary", "example": "<svg/>"},
            "main": {"type": "boolean", "example": True},
        },
    },
    "encoding": {"photo": {"contentType": "image/svg+xml, image/png"}},
}
LINKS = {
    "end": {"operationId": "end", "parameters": {"query.id": "$response.body#/data/id"}},
    "read": {"operationId": "read", "parameters": {"key": "$response.body#/data/id"}},
}


class Answered:
    """Of an exchange, what a link looks at."""

    status_code = 201

    def json(self) -> Any:
        return {"data": {"id": 7}}


@pytest.fixture
def document() -> Document:
    made = {"201": {"description": "Made.", "links": LINKS}}
    key = {"name": "id", "in": "query", "schema": {"type": "integer"}}
    kinds = {"multipart/form-data": PHOTO}
    return Document(
        {
            "paths": {
                "/hooks": {"post": {"operationId": "make", "responses": made}},
                "/hooks/{key}": {"get": {"operationId": "read"}},
                "/end": {"delete": {"operationId": "end", "parameters": [key]}},
                "/photos": {"post": {"operationId": "show", "requestBody": {"content": kinds}}},
                "/text": {"post": {"requestBody": {"content": {"text/plain": {}}}}},
            }
        }
    )


def test_a_form_goes_with_its_file_of_the_first_type_that_the_document_names(
    document: Document,
) -> None:
    shown = shown_body(document, document.by_id["show"])

    assert shown is not None
    assert shown.content is not None
    assert shown.media_type == f"multipart/form-data; boundary={BOUNDARY}"
    photo, main = shown.content.decode().split(f"--{BOUNDARY}\r\n")[1:]
    assert 'name="photo"; filename="souqbox.svg"\r\nContent-Type: image/svg+xml' in photo
    assert photo.endswith("\r\n\r\n<svg/>\r\n")
    assert main == (
        f'Content-Disposition: form-data; name="main"\r\n\r\ntrue\r\n--{BOUNDARY}--\r\n'
    )


def test_a_body_of_another_kind_is_not_made_up(document: Document) -> None:
    assert shown_body(document, document.by_label["POST /text"]) is None


def test_a_link_gives_values_to_the_path_and_to_the_query(document: Document) -> None:
    made = Exchange(document.by_id["make"], {}, Answered())  # type: ignore[arg-type]
    end, read = document.by_id["end"], document.by_id["read"]

    assert leads_to(document, made.operation, end)
    assert not leads_to(document, end, read)
    assert list(linked_calls(document, made, end)) == [({}, {"id": 7})]
    assert list(linked_calls(document, made, read)) == [({"key": 7}, {})]
