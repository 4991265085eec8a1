"""Each platform's credentials go where the platform wants them."""

from typing import Any

import pytest

from contract_tests.document import Document
from contract_tests.files import find_document, load_document
from contract_tests.profile import FOLDER, headers_for, load_profile

BEARER = {"type": "http", "scheme": "bearer"}


def document_with(**schemes: Any) -> Document:
    return Document({"openapi": "3.0.3", "components": {"securitySchemes": schemes}, "paths": {}})


@pytest.mark.parametrize(
    ("platform", "token", "headers"),
    [
        ("salla", "T", {"Authorization": "Bearer T"}),
        ("tjar", "T", {"Authorization": "Bearer T"}),
        ("surecart", "T", {"Authorization": "Bearer T"}),
        ("paynow", "T", {"Authorization": "APIKey T"}),
        ("zid", "T", {"Authorization": "Bearer T", "X-Manager-Token": "T"}),
        ("zid", "T,T2", {"Authorization": "Bearer T", "X-Manager-Token": "T2"}),
    ],
)
def test_a_known_platform_has_its_own_headers(
    platform: str, token: str, headers: dict[str, str]
) -> None:
    document = document_with()

    assert headers_for(load_profile(platform, document), document, token) == headers


def test_an_unknown_platform_has_the_headers_of_its_security_schemes() -> None:
    key = {"type": "apiKey", "in": "header", "name": "x-key"}
    document = document_with(first=BEARER, second=key)

    headers = headers_for(load_profile("none", document), document, "T,T2")

    assert headers == {"Authorization": "Bearer T", "x-key": "T"}


def test_a_header_is_spelled_as_the_document_spells_it() -> None:
    key = {"type": "apiKey", "in": "header", "name": "x-manager-token"}
    document = document_with(key=key)

    assert "x-manager-token" in headers_for(load_profile("zid", document), document, "T")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_platform_file_is_read_and_its_document_too(path: Any) -> None:
    found = find_document(path.stem)
    assert found is not None

    document = Document(load_document(found))
    profile = load_profile(path.stem, document)

    assert document.operations
    assert profile.paging
    named = {name for paging in profile.paging for name in paging.operations} | profile.skip
    named |= profile.untried | profile.may_refuse.operations
    named |= {
        name
        for names in (profile.volatile, profile.touched, profile.not_echoed)
        for name in names.only_on
    }
    assert named <= set(document.by_id)
