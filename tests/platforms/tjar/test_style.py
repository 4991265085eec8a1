"""How every kind of error looks at Tjar, whatever its status."""

from typing import Any

import pytest

from mock_server.engine.errors import (
    ApiError,
    Asked,
    BodyTooLarge,
    Conflict,
    MalformedBody,
    MethodNotAllowed,
    MissingScope,
    NotFound,
    ServerFault,
    Unauthorized,
    UnknownPath,
    UnsupportedMediaType,
)
from mock_server.engine.request import Refused
from mock_server.platforms.tjar.style import TjarStyle, money

STYLE = TjarStyle()


def dressed(error: ApiError, language: str = "en") -> tuple[int, Any]:
    refused = Refused(language, "GET", "/abandoned-carts", "req-1")
    return STYLE.status(error), STYLE.error(error, refused)


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (MalformedBody("."), 400, "The request body is not valid JSON"),
        (Unauthorized(".", "Authorization", "missing"), 401, "The API key is missing"),
        (Unauthorized(".", "Authorization", "invalid"), 401, "The API key is not valid"),
        (Unauthorized(".", "Authorization", "expired"), 401, "The API key has expired"),
        (MissingScope(["x"]), 403, "This action is not allowed"),
        (NotFound(".", "abandoned_cart"), 404, "The abandoned cart was not found"),
        (UnknownPath("."), 404, "The path was not found"),
        (MethodNotAllowed("PUT", ["GET"]), 405, "The method is not allowed for this path"),
        (BodyTooLarge("."), 413, "The request is too large"),
        (UnsupportedMediaType("."), 415, "The request body must be sent as JSON"),
        (Asked(429), 429, "Too many requests; try again later"),
        (ServerFault("."), 500, "Something went wrong on the server"),
        (Asked(302), 302, "The request failed"),
        (Asked(418), 418, "The request failed"),
    ],
)
def test_an_error_has_a_message_and_no_data(error: ApiError, status: int, message: str) -> None:
    assert dressed(error) == (status, {"status": "error", "message": message, "data": None})


@pytest.mark.parametrize("error", [Conflict("."), Asked(422)])
def test_a_422_always_has_errors(error: ApiError) -> None:
    status, body = dressed(error)

    assert (status, body["errors"]) == (422, {})


def test_errors_are_arabic_unless_english_is_asked_for() -> None:
    assert STYLE.spoken(None) == STYLE.spoken(b"fr") == "ar"
    assert STYLE.spoken(b"en-GB, ar;q=0.5") == "en"
    assert dressed(Asked(429), "ar")[1]["message"] == "عدد الطلبات كبير؛ حاول بعد قليل"


def test_money_has_two_decimals_and_an_empty_tag() -> None:
    assert money(5997, "SAR") == "59.97 <sar></sar>"
    assert money(123950, "SAR") == "1,239.50 <sar></sar>"
    assert money(0, "SAR") == "0.00 <sar></sar>"
