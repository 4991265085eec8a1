"""How every kind of error looks at PayNow, whatever its status."""

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
    ServerFault,
    Unauthorized,
    UnknownPath,
    UnsupportedMediaType,
)
from mock_server.engine.request import Refused
from mock_server.engine.text import Text
from mock_server.platforms.paynow.style import PayNowStyle

STYLE = PayNowStyle()


def dressed(error: ApiError) -> tuple[int, Any]:
    refused = Refused("en", "GET", "/stores/1", "req-1")
    return STYLE.status(error), STYLE.error(error, refused)


@pytest.mark.parametrize(
    ("error", "status", "code", "message"),
    [
        (MalformedBody("."), 400, "bad-request", "The body is not JSON."),
        (Conflict("."), 400, "bad-request", "The request could not be carried out."),
        (
            Unauthorized(".", "Authorization", "missing"),
            401,
            "unauthorized",
            "The API key is missing or unknown.",
        ),
        (
            Unauthorized(".", "Authorization", "expired"),
            401,
            "unauthorized",
            "The API key has expired.",
        ),
        (
            MissingScope(["x"]),
            403,
            "forbidden",
            "The role of this API key does not permit this.",
        ),
        (NotFound(".", "store"), 404, "not-found", "There is no store with this id."),
        (NotFound(".", "coupon"), 404, "not-found", "There is nothing with this id."),
        (UnknownPath("."), 404, "not-found", "There is nothing at this path."),
        (
            MethodNotAllowed("POST", ["GET"]),
            405,
            "method-not-allowed",
            "This path does not have this method.",
        ),
        (BodyTooLarge("."), 413, "payload-too-large", "The body is too large."),
        (
            UnsupportedMediaType("."),
            415,
            "unsupported-media-type",
            "Send the body as application/json.",
        ),
        (Asked(422), 422, "error", "The request failed."),
        (Asked(418), 418, "error", "The request failed."),
        (Asked(304), 304, "error", "The request failed."),
        (Asked(429), 429, "too-many-requests", "Too many requests; wait and try again."),
        (ServerFault("."), 500, "internal-error", "Something went wrong on our side."),
        (ApiError(".", Text("نص", "Words")), 400, "bad-request", "Words"),
    ],
)
def test_every_error_has_one_shape(error: ApiError, status: int, code: str, message: str) -> None:
    told_status, body = dressed(error)

    assert len(body["trace_id"]) == 32
    assert (told_status, body) == (
        status,
        {
            "status": status,
            "code": code,
            "message": message,
            "trace_id": body["trace_id"],
            "errors": None,
        },
    )


def test_a_rule_of_ours_names_its_field() -> None:
    error = Invalid.field("commands.0.command", "enum", Text("غير معروف", "not known"))

    status, body = dressed(error)

    assert (status, body["code"]) == (400, "InvalidInput")
    assert body["errors"] == [
        {
            "code": "invalid_enum_value",
            "message": "not known",
            "path": "commands.0.command",
            "validation": "enum",
        }
    ]
