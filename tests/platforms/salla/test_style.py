"""Salla's words: envelopes, pages, dates and errors, in Arabic unless English is asked for."""

from datetime import UTC, datetime
from typing import Any

import pytest

from mock_server.engine.errors import (
    ApiError,
    Asked,
    BodyTooLarge,
    Conflict,
    Invalid,
    MalformedBody,
    MethodNotAllowed,
    MissingScope,
    NotFound,
    Problem,
    ServerFault,
    TooManyRequests,
    Unauthorized,
    UnknownPath,
    UnsupportedMediaType,
)
from mock_server.engine.request import Refused, Request
from mock_server.engine.store import Page
from mock_server.engine.text import Text
from mock_server.platforms.salla.style import SallaStyle, date, money
from mock_server.spec.validators import Violation
from tests.helpers import part
from tests.platforms.salla.telling import DETAILS, LIST

STYLE = SallaStyle()
ADDRESS = "https://api.salla.dev/admin/v2/carts/abandoned"
SCOPES = MissingScope(["carts.read", "carts.read_write"])
TOO_MANY_ROWS = Invalid([Problem("query", Violation(("per_page",), "maximum", 60, ""))])
ERRORS: list[tuple[ApiError, int, str | int]] = [
    (MalformedBody("."), 400, "bad_request"),
    (Unauthorized(".", "Authorization", "missing"), 401, "Unauthorized"),
    (Unauthorized(".", "Authorization", "invalid"), 401, "Unauthorized"),
    (Unauthorized(".", "Authorization", "expired"), 401, "Unauthorized"),
    (SCOPES, 401, "Unauthorized"),
    (Asked(403), 403, "error"),
    (UnknownPath("."), 404, 404),
    (NotFound(".", "abandoned_cart"), 404, 404),
    (MethodNotAllowed("PUT", ["GET"]), 405, "method_not_allowed"),
    (BodyTooLarge("."), 413, "error"),
    (UnsupportedMediaType("."), 415, "not_acceptable"),
    (Asked(418), 418, "error"),
    (Conflict("."), 422, "error"),
    (Asked(422), 422, "error"),
    (TOO_MANY_ROWS, 422, "error"),
    (TooManyRequests(".", 30), 429, "too_many_requests"),
    (Asked(429), 429, "too_many_requests"),
    (ServerFault("."), 500, "server_error"),
    (Asked(503), 503, "service_unavailable"),
]
EACH = [error for error, _, _ in ERRORS]


def told(error: ApiError, language: str = "en") -> Any:
    return STYLE.error(error, Refused(language, "GET", "/carts/abandoned", "req-1"))


def page(number: int, *, query: str, total: int = 5, size: int = 2) -> Any:
    """The pagination of a page of a list that was asked for with this query."""
    operation = part("salla").contract.operation(LIST)
    request = Request(operation, "ar", url=ADDRESS, raw_query=query)
    return STYLE.many(Page([], total, number, size), request)["pagination"]


def is_arabic(words: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in words)


def test_a_record_stands_in_sallas_envelope() -> None:
    request = Request(part("salla").contract.operation(DETAILS), "ar")

    assert STYLE.one({"id": 1}, request) == {"status": 200, "success": True, "data": {"id": 1}}


def test_a_link_keeps_the_rest_of_the_query_as_it_was() -> None:
    query = "keyword=%2B966500000001&page=2&per_page=2&offset=&keyword=%D8%B3+a"

    links = page(2, query=query)["links"]

    kept = "keyword=%2B966500000001&per_page=2&offset=&keyword=%D8%B3+a"
    assert links == {
        "next": f"{ADDRESS}?{kept}&page=3",
        "previous": f"{ADDRESS}?{kept}&page=1",
    }


@pytest.mark.parametrize(
    ("number", "links"),
    [
        (1, {"next": f"{ADDRESS}?page=2"}),
        (3, {"previous": f"{ADDRESS}?page=2"}),
        (4, {"previous": f"{ADDRESS}?page=3"}),
        (9, {"previous": f"{ADDRESS}?page=3"}),
    ],
)
def test_the_first_page_has_none_before_it_and_the_last_none_after(
    number: int, links: dict[str, str]
) -> None:
    assert page(number, query=f"page={number}")["links"] == links


def test_a_single_page_has_no_links() -> None:
    assert page(1, query="per_page=15", size=15)["links"] == {}


@pytest.mark.parametrize(
    ("header", "language"),
    [(None, "ar"), (b"en", "en"), (b"en-US,ar;q=0.5", "en"), (b"fr", "ar"), (b"*", "ar")],
)
def test_arabic_is_spoken_unless_english_is_asked_for(header: bytes | None, language: str) -> None:
    assert STYLE.spoken(header) == language


def test_a_date_is_written_as_php_does_in_the_time_of_riyadh() -> None:
    assert date(datetime(2026, 11, 20, 21, 30, 0, 1500, tzinfo=UTC)) == {
        "date": "2026-11-21 00:30:00.001500",
        "timezone_type": 3,
        "timezone": "Asia/Riyadh",
    }


@pytest.mark.parametrize(("minor", "amount"), [(20700, 207), (1620, 16.2), (5, 0.05), (0, 0)])
def test_money_is_in_major_units(minor: int, amount: float) -> None:
    assert money(minor, "SAR") == {"amount": amount, "currency": "SAR"}


@pytest.mark.parametrize(("error", "status", "code"), ERRORS, ids=lambda each: type(each).__name__)
def test_every_error_has_sallas_shape(error: ApiError, status: int, code: str | int) -> None:
    body = told(error)

    assert STYLE.status(error) == status
    assert list(body) == ["status", "success", "error"]
    assert (body["status"], body["success"]) == (status, False)
    assert body["error"]["code"] == code
    assert list(body["error"])[:2] == ["code", "message"]
    assert ("fields" in body["error"]) == (status == 422)


@pytest.mark.parametrize(
    "error", [each for each in EACH if each is not TOO_MANY_ROWS], ids=lambda e: type(e).__name__
)
def test_every_error_is_told_in_arabic_and_in_english(error: ApiError) -> None:
    arabic, english = (told(error, language)["error"]["message"] for language in ("ar", "en"))

    assert is_arabic(arabic)
    assert english
    assert not is_arabic(english)


def test_a_broken_rule_is_told_by_the_name_of_its_field_in_both_languages() -> None:
    arabic, english = told(TOO_MANY_ROWS, "ar")["error"], told(TOO_MANY_ROWS)["error"]

    assert arabic["message"] == english["message"] == "alert.invalid_fields"
    assert arabic["fields"] == {"per_page": ["يجب ألا تزيد قيمة per_page عن 60."]}
    assert english["fields"] == {"per_page": ["The per_page must not be greater than 60."]}


def test_a_field_within_a_list_is_named_with_its_place() -> None:
    error = Invalid([Problem("body", Violation(("products", "0", "id"), "required", None, ""))])

    assert list(told(error)["error"]["fields"]) == ["products.0.id"]


def test_a_business_rule_speaks_for_itself() -> None:
    error = Conflict(".", Text("تم شراء السلة", "The cart was bought"))

    assert told(error)["error"] == {"code": "error", "message": "The cart was bought", "fields": {}}
    assert told(error, "ar")["error"]["message"] == "تم شراء السلة"


def test_every_status_that_can_be_asked_for_has_words() -> None:
    for status in range(300, 600):
        for language in ("ar", "en"):
            assert told(Asked(status), language)["error"]["message"]


@pytest.mark.parametrize(
    ("status", "name", "error", "language"),
    [
        ("401", "token", Unauthorized(".", "Authorization", "invalid"), "en"),
        ("401", "scope", SCOPES, "en"),
        ("404", "unknown", NotFound(".", "abandoned_cart"), "en"),
        ("422", "arabic", TOO_MANY_ROWS, "ar"),
        ("422", "english", TOO_MANY_ROWS, "en"),
        ("429", "spent", TooManyRequests(".", 30), "en"),
    ],
)
def test_the_documents_examples_are_what_is_told(
    status: str, name: str, error: ApiError, language: str
) -> None:
    response = part("salla").contract.operation(DETAILS).responses[status]

    assert response.examples[name] == told(error, language)
