"""Why a signature does not match: each usual mistake is named."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from mock_server.webhooks.encoding import php_json
from mock_server.webhooks.signing import Basic, Hmac, Scheme, Security, Verbatim
from mock_server.webhooks.verifying import Received, Verdict, verify
from tests.helpers import NOON

VALUE = {"event": "order.created", "name": "سارة", "url": "https://x.example/a"}
BODY = php_json(VALUE).encode()
SECRET = "a-secret-of-mine"
PLAIN = Hmac("X-Signature")
DATED = Hmac("X-Signature", "base64", "X-Timestamp", "ms")


def mac(content: bytes, secret: str = SECRET, hash_name: str = "sha256") -> str:
    return hmac.new(secret.encode(), content, hash_name).hexdigest()


def held(proof: str, body: bytes = BODY, **others: str) -> Verdict:
    """A signature against the secret, and against others that the shop knows."""
    secrets = {"the secret given": SECRET, **others}
    return verify(PLAIN, Received(body, {"x-signature": proof}), secrets, NOON)


def test_what_is_right_is_right() -> None:
    verdict = held(mac(BODY))

    assert verdict == Verdict(True, "X-Signature is right for these bytes and the secret given")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (json.dumps(VALUE, separators=(",", ":"), ensure_ascii=False).encode(), "json_encode"),
        (json.dumps(VALUE).encode(), "json_encode of PHP"),
        (json.dumps(VALUE, indent=2).encode(), "json_encode of PHP"),
        (BODY + b"\n", "other white space at its ends"),
    ],
)
def test_a_body_that_was_written_anew(body: bytes, words: str) -> None:
    verdict = held(mac(BODY), body)

    assert words in verdict.reason
    assert verdict.advice == "hash the bytes as they came, before anything reads them"


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (f"sha256={mac(BODY)}", "has 'sha256=' before it"),
        (mac(BODY).upper(), "is in hex in capital letters"),
        (base64.b64encode(bytes.fromhex(mac(BODY))).decode(), "is in base64"),
        (mac(BODY, hash_name="sha1"), "is an HMAC with SHA1"),
        (mac(BODY, hash_name="sha512"), "is an HMAC with SHA512"),
        (hashlib.sha256(BODY + SECRET.encode()).hexdigest(), "is a bare hash of body and secret"),
        (mac(BODY, f"{SECRET}\n"), "other white space around it"),
        (mac(BODY, "other"), "was made with the secret of another"),
        (mac(BODY, "souqbox-wrong:secret"), "is bad, as souqbox was asked to make it"),
        (mac(BODY, "souqbox-former:secret"), "is old, as souqbox was asked to make it"),
        ("6f1f", "has 4 characters where 64 are right"),
        (mac(b"something else"), "neither for these bytes nor for this secret"),
    ],
)
def test_a_signature_that_was_made_otherwise(proof: str, words: str) -> None:
    verdict = held(proof, another="other")

    assert not verdict.valid
    assert words in verdict.reason
    assert verdict.advice


def test_two_mistakes_at_once() -> None:
    rewritten = json.dumps(VALUE).encode()

    verdict = held(f"sha256={mac(BODY)}", rewritten)

    assert "written anew and has 'sha256=' before it" in verdict.reason


@pytest.mark.parametrize("secret", ["c2VjcmV0LWJ5dGVz", "736563726574"])
def test_a_secret_that_was_decoded_first(secret: str) -> None:
    decoded = base64.b64decode(secret) if secret[0] == "c" else bytes.fromhex(secret)
    proof = hmac.new(decoded, BODY, hashlib.sha256).hexdigest()

    verdict = verify(PLAIN, Received(BODY, {"X-Signature": proof}), {"it": secret}, NOON)

    assert "was made with what the secret says in" in verdict.reason


@pytest.mark.parametrize(
    ("headers", "advice"),
    [
        ({"X-Hub-Signature-256": "6f"}, "there is X-Hub-Signature-256"),
        ({"Content-Type": "application/json"}, "was it lost on the way, or not sent at all?"),
    ],
)
def test_a_signature_that_is_not_there(headers: dict[str, str], advice: str) -> None:
    verdict = verify(PLAIN, Received(BODY, headers), {"it": SECRET}, NOON)

    assert verdict.reason == "the header X-Signature is missing"
    assert advice in verdict.advice


def test_a_body_that_is_no_json_is_explained_as_far_as_it_goes() -> None:
    assert "neither for these bytes" in held(mac(b"other"), b"no json").reason


def dated(content: bytes, stamp: str) -> Verdict:
    """A signature of this content under this timestamp."""
    proof = base64.b64encode(bytes.fromhex(mac(content))).decode()
    headers = {"X-Signature": proof, "X-Timestamp": stamp}
    return verify(DATED, Received(BODY, headers), {"it": SECRET}, NOON)


def test_the_timestamp_of_a_signature() -> None:
    stamp = str(int(NOON.timestamp()) * 1000)
    joined = f"{stamp}.".encode() + BODY

    assert dated(joined, stamp).valid
    assert dated(BODY, stamp).reason == "the signature is over the body alone"
    assert "lacks the full stop" in dated(stamp.encode() + BODY, stamp).reason
    seconds = f"{stamp[:-3]}.".encode() + BODY
    assert "is over a timestamp in seconds" in dated(seconds, stamp).reason


def test_an_old_timestamp_and_one_of_the_future() -> None:
    for span, words in ((-60, "60 minutes old"), (60, "60 minutes in the future")):
        moment = NOON + timedelta(minutes=span)
        headers = Security(DATED, SECRET).headers(BODY, moment)

        verdict = verify(DATED, Received(BODY, headers), {"it": SECRET}, NOON)

        assert not verdict.valid
        assert f"its timestamp is {words}" in verdict.reason


def test_a_timestamp_that_is_missing_or_none_at_all() -> None:
    headers = Security(DATED, SECRET).headers(BODY, NOON)
    without = {"X-Signature": headers["X-Signature"]}

    missing = verify(DATED, Received(BODY, without), {"it": SECRET}, NOON)

    assert missing.reason == "the header X-Timestamp is missing"
    assert dated(b"noon." + BODY, "noon").valid


@pytest.mark.parametrize(
    ("scheme", "proof", "words"),
    [
        (Verbatim(), SECRET, "holds the token of it"),
        (Verbatim(), f"Bearer {SECRET}", "the word 'Bearer' stands before the token"),
        (Verbatim(), f" {SECRET}", "white space stands around the token"),
        (Verbatim(), "another", "holds another token"),
        (Basic(), f"Bearer {SECRET}", "the header says 'Bearer' where it should say Basic"),
        (Basic(), "Basic %%%", "is no base64 of name:password"),
        (Basic(), "Basic " + base64.b64encode(b"x:y").decode(), "the name is another"),
    ],
)
def test_tokens_and_passwords(scheme: Scheme, proof: str, words: str) -> None:
    verdict = verify(scheme, Received(BODY, {"Authorization": proof}), {"it": SECRET}, NOON)

    assert words in verdict.reason


def test_more_of_tokens_and_passwords() -> None:
    def basic(text: str) -> Verdict:
        proof = f"Basic {base64.b64encode(text.encode()).decode()}"
        headers = {"Authorization": proof}
        return verify(Basic(), Received(BODY, headers), {"it": "a:b", "h2": "a:c"}, NOON)

    assert basic("a:b").valid
    assert basic("a:c") == Verdict(
        False, "the name is right, the password is another", "it is that of h2"
    )
    bearer = {"it": f"Bearer {SECRET}"}
    verdict = verify(Verbatim(), Received(BODY, {"Authorization": SECRET}), bearer, NOON)
    assert verdict.reason == "the word before the token is missing"
