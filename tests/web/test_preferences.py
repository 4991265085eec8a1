"""The `Prefer` header is read as RFC 7240 has it, and what is unknown passes."""

import pytest

from mock_server.web.preferences import LONGEST_WAIT, NONE, Preferences, read_preferences


@pytest.mark.parametrize("header", [None, b"", b"respond-async", b"code", b"nonsense=1"])
def test_a_header_that_asks_for_nothing_we_know_changes_nothing(header: bytes | None) -> None:
    assert read_preferences(header) == NONE


def test_each_preference_is_read() -> None:
    header = b"code=429, example=limited, wait=1.5, handling=lenient"

    assert read_preferences(header) == Preferences(
        code=429,
        example="limited",
        wait=1.5,
        lenient=True,
        applied="code=429, example=limited, wait=1.5, handling=lenient",
    )


@pytest.mark.parametrize(
    "header", [b"code=404;wait=2", b"code = 404 , wait=2", b'code="404",wait=2']
)
def test_separators_spaces_and_quotes_are_as_the_sender_likes(header: bytes) -> None:
    preferences = read_preferences(header)

    assert (preferences.code, preferences.wait) == (404, 2.0)


@pytest.mark.parametrize(
    "header", [b"code=99", b"code=600", b"code=4o4", b"wait=-1", b"wait=soon", b"handling=strict"]
)
def test_a_value_that_makes_no_sense_is_not_applied(header: bytes) -> None:
    assert read_preferences(header) == NONE


def test_a_value_that_makes_no_sense_spares_the_others() -> None:
    preferences = read_preferences(b"code=abc, wait=1")

    assert (preferences.code, preferences.applied) == (None, "wait=1")


def test_a_wait_has_a_limit() -> None:
    assert read_preferences(b"wait=86400").wait == LONGEST_WAIT


def test_the_last_of_two_wins() -> None:
    assert read_preferences(b"code=404, code=409").code == 409


def test_bytes_that_are_no_text_are_ignored() -> None:
    assert read_preferences(b"\xff\xfe, code=404").code == 404


def test_what_cannot_be_honoured_is_taken_back_and_not_said_to_be() -> None:
    preferences = read_preferences(b"code=429, example=limited, wait=1.5, handling=lenient")

    left = preferences.without("code", "example", "handling")

    assert left == Preferences(wait=1.5, applied="wait=1.5")
    assert NONE.without("code") == NONE
