"""The small parts: references, examples, rows, strangers, comparison, secrets."""

from pathlib import Path

import pytest

from contract_tests.comparison import differences, record_in
from contract_tests.document import Document
from contract_tests.examples import example_of
from contract_tests.files import load_document
from contract_tests.findings import curl_line
from contract_tests.masking import Secrets
from contract_tests.rows import linked_values, locate
from contract_tests.settings import Settings
from contract_tests.strangers import stranger_to


def test_a_document_over_several_files_becomes_one(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text('paths: {/a: {$ref: "a.yaml#/paths/a"}}')
    (tmp_path / "a.yaml").write_text(
        'paths: {a: {get: {schema: {$ref: "#/Tree"}, at: 2026-11-21}}}\n'
        'Tree: {items: {$ref: "#/Tree"}}'
    )

    document = Document(load_document(tmp_path / "openapi.yaml"))

    read = document.raw["paths"]["/a"]["get"]
    tree = document.resolve(read["schema"])
    assert read["at"] == "2026-11-21"
    assert document.resolve(tree["items"]) is tree


def test_an_example_is_made_of_the_examples_below_it() -> None:
    schema = {
        "properties": {
            "name": {"type": "string", "example": "Tea"},
            "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
            "id": {"type": "integer", "readOnly": True},
        }
    }

    assert example_of(Document({}), schema) == {"name": "Tea", "tags": ["a"]}


def test_a_link_leads_to_every_row_of_the_list() -> None:
    body = {"data": [{"id": 7}, {"id": 8}]}

    values = [found for found, _ in linked_values({"id": "$response.body#/data/0/id"}, body, {})]

    assert values == [{"id": 7}, {"id": 8}]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([{"id": 1}], ""),
        ({"data": {"carts": [{"id": 1}]}, "errors": []}, "/data/carts"),
        ({"results": []}, "/results"),
        ({"name": "x"}, None),
    ],
)
def test_rows_are_found_without_being_told_where(body: object, pointer: str | None) -> None:
    assert locate(body) == pointer


@pytest.mark.parametrize("real", [1860423917, "411486491630370816", "ch_9fBx", 3])
def test_a_stranger_looks_like_the_real_one(real: object) -> None:
    stranger = stranger_to(real, {str(real)}, {}, seed=1)

    assert type(stranger) is type(real)
    assert str(stranger) != str(real)
    assert stranger == stranger_to(real, {str(real)}, {}, seed=1)


def test_only_what_both_have_is_compared() -> None:
    row = {"id": 1, "price": 10, "age": 5, "customer": {"id": 3}, "coupon": None}
    detail = {"id": 1, "price": 10.0, "age": 6, "customer": 3, "coupon": {}, "more": True}

    assert list(differences(row, detail, {"age"})) == [("/coupon", None, {})]


def test_the_record_is_found_in_its_envelope() -> None:
    answer = {"status": 200, "data": {"id": 1, "total": 5, "customer": {"id": 2}}}

    assert record_in(answer, {"id": 1, "total": 5}, None) == answer["data"]


def test_a_token_is_masked_however_it_is_written() -> None:
    secrets = Secrets('shop:de"mo,second')
    line = curl_line(
        "GET", "http://h/?t=shop%3Ade%22mo", {"A": 'Bearer shop:de"mo', "B": "second"}, None
    )

    assert secrets.mask(line) == (
        'curl -i -X GET \'http://h/?t=${TOKEN}\' -H "A: Bearer ${TOKEN}" -H "B: ${TOKEN2}"'
    )


@pytest.mark.parametrize(
    ("url", "mode", "full"),
    [
        ("http://127.0.0.1:4710/x", None, True),
        ("http://salla.localhost:4710", None, True),
        ("https://api.salla.dev/admin/v2", None, False),
        ("https://localhost.example.com", None, False),
        ("https://staging.example.com", "full", True),
        ("http://127.0.0.1", "read-only", False),
    ],
)
def test_writes_need_loopback_or_a_word(url: str, mode: str | None, full: bool) -> None:
    assert Settings("p", {}, url, "t", mode=mode).full is full  # type: ignore[arg-type]


def test_a_link_to_something_inside_of_a_row_leads_from_that_and_not_from_the_row() -> None:
    body = {"data": [{"id": 7, "skus": [{"id": 71}]}, {"id": 8, "skus": []}]}

    found = list(linked_values({"sku": "$response.body#/data/0/skus/0/id"}, body, {}))

    assert found == [({"sku": 71}, {"id": 71})]
