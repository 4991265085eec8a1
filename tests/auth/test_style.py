"""Whatever goes wrong at an OAuth server is told in the words of RFC 6749."""

from typing import Any

import pytest

from mock_server.auth.oauth_errors import OAuthError, invalid_client
from mock_server.auth.style import OAuthStyle
from mock_server.engine.errors import (
    ApiError,
    Asked,
    Invalid,
    MalformedBody,
    MethodNotAllowed,
    Problem,
    ServerFault,
    UnsupportedMediaType,
)
from mock_server.engine.request import Refused
from mock_server.spec.validators import Violation

STYLE = OAuthStyle()
REFUSED = Refused("en", "POST", "/token", "req-1")


def invalid(name: str, rule: str, expected: Any = None) -> Invalid:
    return Invalid([Problem("body", Violation((name,), rule, expected, "it is wrong"))])


@pytest.mark.parametrize(
    ("error", "status", "code", "words"),
    [
        (OAuthError("invalid_grant", "used before"), 400, "invalid_grant", "used before"),
        (invalid_client("nobody"), 401, "invalid_client", "nobody"),
        (
            invalid("grant_type", "enum", ["authorization_code", "refresh_token"]),
            400,
            "unsupported_grant_type",
            "grant_type must be one of authorization_code, refresh_token",
        ),
        (invalid("grant_type", "required"), 400, "invalid_request", "grant_type is missing"),
        (invalid("code", "max_length"), 400, "invalid_request", "body code: it is wrong"),
        (MalformedBody("no form"), 400, "invalid_request", "no form"),
        (UnsupportedMediaType("text"), 400, "invalid_request", "text"),
        (MethodNotAllowed("GET", ["POST"]), 405, "invalid_request", None),
        (ServerFault("our mistake"), 500, "server_error", "our mistake"),
        (Asked(429), 429, "temporarily_unavailable", None),
        (Asked(503), 503, "temporarily_unavailable", None),
    ],
)
def test_an_error_has_a_code_and_a_description(
    error: ApiError, status: int, code: str, words: str | None
) -> None:
    told = STYLE.error(error, REFUSED)

    assert STYLE.status(error) == status
    assert told == {"error": code, "error_description": words or error.reason}
