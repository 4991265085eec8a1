"""Bodies that are made up from a document, also where it knows only forms."""

from typing import Any

import pytest

from contract_tests.bodies import Form
from contract_tests.document import Document


def form(media_type: str) -> Form:
    schema = {"type": "object", "properties": {"alt": {"type": "string", "example": "jar"}}}
    body = {"required": True, "content": {media_type: {"schema": schema}}}
    operation: dict[str, Any] = {"operationId": "upload", "requestBody": body, "responses": {}}
    document = Document({"openapi": "3.0.3", "paths": {"/media": {"post": operation}}})
    return Form(document, next(iter(document.operations)), lambda name, number: None)


@pytest.mark.parametrize("kind", ["first", "full", "least"])
def test_a_body_that_is_no_json_is_not_made_up(kind: str) -> None:
    assert getattr(form("multipart/form-data"), kind)(1) is None


def test_a_body_that_is_json_is_made_of_its_examples() -> None:
    assert form("application/json").first(1) == {"alt": "jar"}
