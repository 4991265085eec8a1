"""Challenges and verifiers, with the example of RFC 7636."""

import pytest

from mock_server.auth.oauth_errors import OAuthError
from mock_server.auth.pkce import challenge_of, check_verifier, read_challenge

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_example_of_the_rfc() -> None:
    assert challenge_of(VERIFIER) == CHALLENGE
    check_verifier(CHALLENGE, "S256", VERIFIER)
    check_verifier(VERIFIER, "plain", VERIFIER)
    check_verifier(None, None, None)


@pytest.mark.parametrize(
    ("challenge", "method", "verifier"),
    [
        (CHALLENGE, "S256", None),
        (CHALLENGE, "S256", CHALLENGE),
        (CHALLENGE, "plain", VERIFIER),
        (None, None, VERIFIER),
        (CHALLENGE, "S256", "٣"),
    ],
)
def test_a_verifier_that_does_not_fit_is_refused(
    challenge: str | None, method: str | None, verifier: str | None
) -> None:
    with pytest.raises(OAuthError) as caught:
        check_verifier(challenge, method, verifier)

    assert caught.value.code == "invalid_grant"
    assert VERIFIER not in caught.value.reason


def test_a_client_may_send_no_challenge() -> None:
    assert read_challenge(None, None) is None


@pytest.mark.parametrize("challenge", ["x" * 42, "x" * 129, "x" * 42 + "+", ""])
def test_a_challenge_has_its_form(challenge: str) -> None:
    with pytest.raises(OAuthError, match="43 to 128"):
        read_challenge(challenge, "S256")
