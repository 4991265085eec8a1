"""Secrets are hidden where their name tells them, and wherever a known one occurs."""

import pytest

from mock_server.engine.masking import Mask, mask, mask_header, mask_text, secrets_of_json

TOKEN = "ory_at_5f2c8b1d9e7a4c60"


def test_no_more_than_the_last_four_characters_stay() -> None:
    assert mask(TOKEN) == "****4c60"
    assert mask("eleven-char") == "****"


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("authorization", f"Bearer {TOKEN}", "Bearer ****4c60"),
        ("X-Manager-Token", TOKEN, "****4c60"),
        ("content-type", "application/json", "application/json"),
        (
            "location",
            f"http://localhost/back?token={TOKEN}&x=1",
            "http://localhost/back?token=****4c60&x=1",
        ),
    ],
)
def test_headers(name: str, value: str, shown: str) -> None:
    assert mask_header(name, value) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            f'{{"access_token": "{TOKEN}", "token_type": "bearer"}}',
            '{"access_token": "****4c60", "token_type": "bearer"}',
        ),
        (f'{{"data":{{"secret":"{TOKEN}"', '{"data":{"secret":"****4c60"'),
        ('{"password": 12345}', '{"password": "****"}'),
        (
            rf'{{"payload": "{{\"secret\": \"{TOKEN}\"}}"}}',
            r'{"payload": "{\"secret\": \"****4c60\"}"}',
        ),
        (
            f"grant_type=x&client_secret={TOKEN}&scope=y",
            "grant_type=x&client_secret=****4c60&scope=y",
        ),
        (f"the token Bearer {TOKEN} opens nothing", "the token Bearer ****4c60 opens nothing"),
        ("Authorization must be 'Bearer <token>'", "Authorization must be 'Bearer <token>'"),
    ],
)
def test_text(text: str, shown: str) -> None:
    assert mask_text(text) == shown
    assert mask_text(shown) == shown, "what is masked stays as it is"


def test_a_code_is_a_secret_of_oauth_only() -> None:
    assert mask_text("code=WELCOME10") == "code=WELCOME10"
    assert mask_text("code=ory_ac_5f2c8b1d9e&state=12", oauth=True) == "code=****1d9e&state=****"


def test_a_known_secret_is_hidden_wherever_it_occurs() -> None:
    known = Mask([TOKEN, "x"])

    assert known.text(f"/tokens/{TOKEN}/x") == "/tokens/****4c60/x"
    assert known.header("x-note", f"it was {TOKEN}") == "it was ****4c60"


def test_secrets_are_found_in_json_however_deep() -> None:
    body = f'{{"data": [{{"tokens": ["{TOKEN}"], "name": "Sara"}}], "secret": {{"a": "b"}}}}'

    assert list(secrets_of_json(body.encode())) == [TOKEN, "b"]
    assert list(secrets_of_json(b"no json")) == []
