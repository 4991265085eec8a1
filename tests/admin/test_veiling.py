"""What is named as a secret is masked, however deep it lies."""

from mock_server.admin.veiling import veiled, veiled_record
from mock_server.engine.shops import TOKENS

LONG = "a-secret-of-some-length-3f2a"


def test_secrets_are_masked_at_any_depth() -> None:
    record = {
        "id": 7,
        "access_token": LONG,
        "token_type": "bearer",
        "data": {"refresh_token": LONG, "list": [{"client_secret": "short"}, "plain"]},
    }

    assert veiled(record) == {
        "id": 7,
        "access_token": "****3f2a",
        "token_type": "bearer",
        "data": {"refresh_token": "****3f2a", "list": [{"client_secret": "****"}, "plain"]},
    }


def test_what_is_no_text_stays() -> None:
    assert veiled({"token": None, "secret": 7, "tokens": ["a"]}) == {
        "token": None,
        "secret": 7,
        "tokens": ["a"],
    }


def test_the_id_of_a_token_is_the_token() -> None:
    assert veiled_record(TOKENS, {"id": LONG})["id"] == "****3f2a"
    assert veiled_record("note", {"id": LONG})["id"] == LONG
