"""Names that hold secrets, and names that only sound so."""

import pytest

from mock_server.spec.secret_names import is_secret


@pytest.mark.parametrize(
    "name",
    [
        *("access_token", "refresh_token", "clientSecret", "Authorization", "X-Manager-Token"),
        *("Access-Token", "X-Api-Key", "password", "X-Salla-Signature", "Set-Cookie", "tokens"),
        *("security_value", "code_verifier", "secret"),
    ],
)
def test_a_secrets_name(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize(
    "name", ["token_type", "expires_in", "code", "secretary", "key", "product_key", "authority"]
)
def test_no_secrets_name(name: str) -> None:
    assert not is_secret(name)
