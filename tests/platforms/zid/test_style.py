"""Zid's words: envelopes, pages and errors."""

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
    Unauthorized,
    UnknownPath,
    UnsupportedMediaType,
)
from mock_server.engine.request import Refused, Request
from mock_server.engine.store import Page
from mock_server.engine.text import Text
from mock_server.platforms.zid.style import ZidStyle
from mock_server.spec.validators import Violation
from tests.helpers import part

STYLE = ZidStyle()
QUIET = {"type": "object", "code": None, "name": None, "description": None}
EMPTY_PAGE = Invalid(
    [
        Problem("query", Violation(("page",), "required", None, "")),
        Problem("query", Violation(("page_size",), "maximum", 100, "")),
        Problem("query", Violation(("page_size",), "type", ["integer"], "")),
    ]
)
ERRORS: list[tuple[ApiError, int, str | None]] = [
    (Unauthorized("", "X-Manager-Token", "missing"), 401, "ERROR_SESSION_MISSING"),
    (Unauthorized("", "Authorization", "invalid"), 401, "ERROR_SESSION_INVALID"),
    (Unauthorized("", "Authorization", "expired"), 401, "ERROR_SESSION_EXPIRED"),
    (MissingScope(["abandoned_carts.read"]), 403, "ERROR_FORBIDDEN"),
    (UnknownPath(""), 404, None),
    (NotFound("", "abandoned_cart"), 404, None),
    (MethodNotAllowed("PUT", ["GET"]), 405, None),
    (MalformedBody(""), 400, None),
    (BodyTooLarge(""), 413, None),
    (UnsupportedMediaType(""), 415, None),
    (Conflict("", Text("لا", "No")), 422, "ERROR_POPUP_OK"),
    (EMPTY_PAGE, 422, "ERROR_POPUP_OK"),
    (ServerFault(""), 500, None),
]


def request_of(operation_id: str) -> Request:
    return Request(part("zid").contract.operation(operation_id), "en")


def told(error: ApiError, language: str = "en") -> dict[str, Any]:
    return STYLE.error(error, Refused(language, "GET", "/", "req-1"))


def test_a_record_stands_under_the_name_that_the_document_gives_it() -> None:
    body = STYLE.one({"id": "c1"}, request_of("getAbandonedCart"))

    assert body == {"status": "object", "abandoned_cart": {"id": "c1"}, "message": QUIET}


@pytest.mark.parametrize(
    ("total", "size", "number", "next_page", "last_page"),
    [(0, 15, 1, None, 1), (15, 15, 1, None, 1), (16, 15, 1, 2, 2), (16, 15, 2, None, 2),
     (3, 15, 9, None, 1)],
)  # fmt: skip
def test_a_page_tells_at_the_root_where_it_lies(
    total: int, size: int, number: int, next_page: int | None, last_page: int
) -> None:
    body = STYLE.many(Page([], total, number, size), request_of("listAbandonedCarts"))

    assert body == {
        "status": "object",
        "abandoned-carts": [],
        "count": total,
        "page": number,
        "page_size": size,
        "next_page": next_page,
        "last_page": last_page,
        "message": QUIET,
    }


@pytest.mark.parametrize(
    ("header", "language"),
    [(None, "en"), (b"ar", "ar"), (b"en-US,ar;q=0.5", "en"), (b"all-languages", "en")],
)
def test_english_is_spoken_unless_arabic_is_asked_for(header: bytes | None, language: str) -> None:
    assert STYLE.spoken(header) == language


@pytest.mark.parametrize(("error", "status", "code"), ERRORS, ids=lambda each: type(each).__name__)
def test_an_error_has_its_status_and_its_code_twice(
    error: ApiError, status: int, code: str | None
) -> None:
    body = told(error)

    assert STYLE.status(error) == status
    assert body["status"] == "error"
    assert body["error_code"] == body["message"]["code"] == code
    assert body["message"]["type"] == ("validation_errors" if error is EMPTY_PAGE else "error")
    assert body["message"]["description"]


def test_the_faults_of_fields_stand_beside_the_envelope() -> None:
    body = told(EMPTY_PAGE)

    assert body["page"] == ["The page field is required."]
    assert body["page_size"] == [
        "The page_size must not be greater than 100.",
        "The page_size must be an integer.",
    ]


def test_a_field_never_takes_the_place_of_the_envelope() -> None:
    error = Invalid.field("message", "required", Text("مطلوب", "needed"))

    assert told(error)["message"]["type"] == "validation_errors"


def test_a_missing_token_is_named() -> None:
    error = Unauthorized("", "X-Manager-Token", "missing")

    assert told(error)["message"]["description"] == "X-Manager-Token is missing."


@pytest.mark.parametrize("error", [each[0] for each in ERRORS], ids=lambda e: type(e).__name__)
def test_errors_are_told_in_arabic_too(error: ApiError) -> None:
    description = told(error, "ar")["message"]["description"]

    assert any("\u0600" <= letter <= "\u06ff" for letter in description)


def test_every_status_that_can_be_asked_for_has_words() -> None:
    for status in range(300, 600):
        assert told(Asked(status))["message"]["description"]
