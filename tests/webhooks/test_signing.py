"""What proves a delivery, written down without our own code; and what fails to."""

import base64
import hashlib
import hmac
from datetime import timedelta

import pytest

from mock_server.webhooks.encoding import compact_json, php_json, python_json
from mock_server.webhooks.signing import (
    Basic,
    Hmac,
    Quality,
    Scheme,
    Security,
    Verbatim,
    masked_headers,
)
from tests.helpers import NOON

BODY = '{"name":"سارة"}'.encode()
PLAIN = Hmac("X-Signature")
DATED = Hmac("X-Signature", "base64", "X-Timestamp", "ms", "v1=")


def mac(content: bytes, secret: bytes = b"secret") -> bytes:
    return hmac.new(secret, content, hashlib.sha256).digest()


def test_a_signature_is_over_the_bytes() -> None:
    assert PLAIN.sign(BODY, "secret", NOON) == {"X-Signature": mac(BODY).hex()}


def test_a_dated_signature_is_over_the_timestamp_too() -> None:
    stamp = str(int(NOON.timestamp()) * 1000)
    signed = base64.b64encode(mac(f"{stamp}.".encode() + BODY)).decode()

    assert DATED.sign(BODY, "secret", NOON) == {
        "X-Timestamp": stamp,
        "X-Signature": f"v1={signed}",
    }


def test_a_timestamp_is_in_seconds_unless_it_is_in_milliseconds() -> None:
    scheme = Hmac("X-Signature", timestamp_header="X-Timestamp")

    assert scheme.sign(BODY, "secret", NOON)["X-Timestamp"] == str(int(NOON.timestamp()))


def test_a_token_and_a_password_stand_in_the_header() -> None:
    basic = base64.b64encode(b"amal:pass").decode()

    assert Verbatim().sign(BODY, "secret", NOON) == {"Authorization": "secret"}
    assert Basic().sign(BODY, "amal:pass", NOON) == {"Authorization": f"Basic {basic}"}


@pytest.mark.parametrize("scheme", [PLAIN, DATED, Verbatim(), Basic()])
@pytest.mark.parametrize("quality", ["bad", "missing", "old"])
def test_what_was_asked_to_be_wrong_is_wrong(scheme: Scheme, quality: Quality) -> None:
    security = Security(scheme, "secret")
    good = security.headers(BODY, NOON)

    wrong = security.headers(BODY, NOON, quality)

    assert wrong.get(scheme.header) != good[scheme.header]
    assert (scheme.header in wrong) == (quality != "missing")


def test_an_old_signature_with_a_timestamp_was_right_an_hour_ago() -> None:
    security = Security(DATED, "secret")

    hour_ago = DATED.sign(BODY, "secret", NOON - timedelta(hours=1))

    assert security.headers(BODY, NOON, "old") == hour_ago


def test_a_secret_is_not_told_by_what_holds_it() -> None:
    assert "hush" not in repr(Security(PLAIN, "hush"))


def test_headers_are_kept_without_secrets_and_with_signatures() -> None:
    headers = {
        "Content-Type": "application/json",
        "X-Signature": "6f1f",
        "X-Api-Key": "a-key-that-is-long",
    }

    signed = masked_headers(headers, Security(PLAIN, "s"))
    token = masked_headers({"Authorization": "a-token-that-is-long"}, Security(Verbatim(), "s"))

    assert signed == {**headers, "X-Api-Key": "****long"}
    assert token == {"Authorization": "****long"}
    assert masked_headers({"Cookie": "short"}, None) == {"Cookie": "****"}


def test_json_is_written_as_platforms_write_it() -> None:
    value = {"name": "سارة", "url": "https://x.example/a", "at": NOON, "list": [1, None, 2.5]}

    assert compact_json(value) == (
        '{"name":"سارة","url":"https://x.example/a","at":"2026-03-01T12:00:00Z",'
        '"list":[1,null,2.5]}'
    )
    assert php_json({"name": "سا", "url": "a/b"}) == '{"name":"\\u0633\\u0627","url":"a\\/b"}'
    assert python_json({"a": 1, "b": 2}) == '{"a": 1, "b": 2}'


def test_what_has_no_form_in_json_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="has no form in JSON"):
        compact_json({"a": object()})
