"""The receiver that tests are given."""

import pytest
import requests

from mock_server.app.inbox import Inbox, Letter


def post(inbox: Inbox, body: bytes = b'{"a":1}') -> int:
    return requests.post(inbox.url, body, headers={"X-Mine": "yes"}, timeout=5).status_code


def test_it_keeps_what_comes_as_it_came() -> None:
    with Inbox() as inbox:
        assert post(inbox, b'{"a": 1}') == 200

    (letter,) = inbox.letters
    assert (letter.body, letter.json, letter.path) == (b'{"a": 1}', {"a": 1}, "/webhooks")
    assert (letter.header("X-MINE"), letter.header("X-Other")) == ("yes", None)
    assert inbox.events == [{"a": 1}]


def test_it_answers_as_it_is_told() -> None:
    heard: list[Letter] = []
    with Inbox() as inbox:
        inbox.status, inbox.on_letter = 503, heard.append

        assert post(inbox) == 503

    assert heard == inbox.letters


def test_it_is_waited_for() -> None:
    with Inbox() as inbox:
        post(inbox)

        assert len(inbox.wait()) == 1
        with pytest.raises(TimeoutError, match=r"1 of 2 letters came in 0.01 s"):
            inbox.wait(2, seconds=0.01)
        inbox.clear()

    assert inbox.letters == []


def test_it_must_be_entered() -> None:
    with pytest.raises(AssertionError, match="enter the inbox first"):
        Inbox().url  # noqa: B018 - looking is what fails
