"""Salla's words: envelopes and errors, in Arabic unless English is asked for."""

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
from mock_server.engine.request import Refused
from mock_server.platforms.salla.style import SallaStyle
from mock_server.spec.validators import Violation

STYLE = SallaStyle()
PAGE = Invalid([Problem("query", Violation(("page",), "type", ["integer"], ""))])
ERRORS: list[tuple[ApiError, int, str | int]] = [
    (Unauthorized("", "Authorization", "missing"), 401, "Unauthorized"),
    (Unauthorized("", "Authorization", "expired"), 401, "Unauthorized"),
    (MissingScope(["carts.read"]), 401, "Unauthorized"),
    (UnknownPath(""), 404, 404),
    (NotFound("", "abandoned_cart"), 404, 404),
    (MethodNotAllowed("PUT", ["GET"]), 405, "method_not_allowed"),
    (MalformedBody(""), 400, "bad_request"),
    (BodyTooLarge(""), 413, "error"),
    (UnsupportedMediaType(""), 415, "not_acceptable"),
    (Conflict(""), 422, "error"),
    (PAGE, 422, "error"),
    (Asked(429), 429, "too_many_requests"),
    (Asked(418), 418, "error"),
    (ServerFault(""), 500, "server_error"),
]


def told(error: ApiError, language: str = "ar") -> dict[str, object]:
    refused = Refused(language, "GET", "/carts/abandoned", "req-1")
    return STYLE.error(error, refused)


@pytest.mark.parametrize(("error", "status", "code"), ERRORS)
def test_every_error_has_sallas_shape(error: ApiError, status: int, code: str | int) -> None:
    body = told(error)

    assert STYLE.status(error) == status
    assert list(body) == ["status", "success", "error"]
    assert (body["status"], body["success"]) == (status, False)
    detail = body["error"]
    assert isinstance(detail, dict)
    assert detail["code"] == code
    assert detail["message"]


def test_a_missing_scope_names_those_that_would_do() -> None:
    detail = told(MissingScope(["carts.read", "carts.read_write"]), "en")["error"]

    assert isinstance(detail, dict)
    assert detail["message"].endswith("carts.read,carts.read_write")


def test_a_wrong_field_is_told_by_name_in_both_languages() -> None:
    arabic, english = told(PAGE)["error"], told(PAGE, "en")["error"]

    assert arabic == {
        "code": "error",
        "message": "alert.invalid_fields",
        "fields": {"page": ["يجب أن يكون page عددًا صحيحًا."]},
    }
    assert isinstance(english, dict)
    assert english["fields"] == {"page": ["The page must be an integer."]}
