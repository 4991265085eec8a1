"""Every refusal has one shape, whatever its status."""

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
from mock_server.platforms.surecart.style import SureCartStyle

NOWHERE = Refused("en", "GET", "/v1/nothing", "req-1")


@pytest.mark.parametrize(
    ("error", "status", "word", "code"),
    [
        (UnknownPath("x"), 404, "not_found", "not_found"),
        (NotFound("x"), 404, "not_found", "request.not_found"),
        (NotFound("x", "coupon"), 404, "not_found", "coupon.not_found"),
        (MethodNotAllowed("PUT", ["GET"]), 405, "method_not_allowed", "method_not_allowed"),
        (Unauthorized("x", "Authorization", "expired"), 401, "unauthorized", "unauthorized"),
        (MissingScope(["a"]), 403, "forbidden", "forbidden"),
        (MalformedBody("x"), 400, "bad_request", "bad_request"),
        (UnsupportedMediaType("x"), 415, "unsupported_media_type", "unsupported_media_type"),
        (BodyTooLarge("x"), 413, "payload_too_large", "payload_too_large"),
        (Conflict("x"), 422, "unprocessable_entity", "request.invalid"),
        (Asked(429), 429, "too_many_requests", "too_many_requests"),
        (Asked(599), 599, "error", "error"),
        (Asked(302), 302, "error", "error"),
        (ServerFault("x"), 500, "internal_server_error", "internal_server_error"),
    ],
)
def test_each_kind_of_error_is_dressed(error: ApiError, status: int, word: str, code: str) -> None:
    style = SureCartStyle()

    told = style.error(error, NOWHERE)

    assert style.status(error) == status
    assert (told["http_status"], told["code"]) == (word, code)
    assert told["message"]
    assert told["validation_errors"] == []
