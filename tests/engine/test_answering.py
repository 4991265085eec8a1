from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest

from mock_server.engine.answering import answerer
from mock_server.engine.binding import Example
from mock_server.engine.platform import Platform
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record
from mock_server.engine.style import Answer
from tests.helpers import NOON
from tests.toy.making import toy_bindings
from tests.toy.platform import PLATFORM

HOUR, BLINK = timedelta(hours=1), timedelta(seconds=1)
NOTE: Record = {"id": 1, "title": "Bread", "pinned": False, "_secret": 9}
SHOWN = {"id": 1, "title": "Bread", "pinned": False}


def answer(
    shop: Shop, operation_id: str, result: Any, platform: Platform = PLATFORM, quick: bool = False
) -> Any:
    binding = toy_bindings()[operation_id]
    its = answerer(binding, platform)
    return (its.quick if quick else its)(result, Request(binding.operation, "en"), shop)


def test_a_record_is_presented_and_put_in_the_envelope(shop: Shop) -> None:
    assert answer(shop, "getNote", NOTE) == (200, {"data": SHOWN}, {})
    assert answer(shop, "createNote", NOTE)[0] == 201


def test_a_page_presents_each_of_its_records(shop: Shop) -> None:
    page = Page([NOTE, NOTE], 12, 2, 2)

    _, body, _ = answer(shop, "listNotes", page)

    assert body == {"data": [SHOWN, SHOWN], "page": 2, "total": 12}


def test_an_answer_brings_its_own_status_and_headers(shop: Shop) -> None:
    accepted = Answer(NOTE, 202, {"Location": "/notes/1"})

    assert answer(shop, "getNote", accepted) == (
        202,
        {"data": SHOWN},
        {"Location": "/notes/1"},
    )
    assert answer(shop, "getNote", Answer(NOTE)) == (200, {"data": SHOWN}, {})


@pytest.mark.parametrize("result", [None, NOTE, Answer(None), Answer(NOTE), Answer(NOTE, 204)])
def test_no_content_means_no_body(shop: Shop, result: Any) -> None:
    assert answer(shop, "deleteNote", result) == (204, None, {})


def test_an_example_is_complete_already(shop: Shop) -> None:
    assert answer(shop, "getWeather", Answer(Example({"sky": "clear"})))[1] == {"sky": "clear"}


def test_a_resource_without_a_presenter_hides_what_only_we_know(shop: Shop) -> None:
    plain = replace(PLATFORM, presenters={})

    assert answer(shop, "getNote", NOTE, plain)[1] == {"data": SHOWN}


def test_what_shows_no_resource_is_told_as_it_is(shop: Shop) -> None:
    assert answer(shop, "getWeather", {"_sky": "clear"})[1] == {"data": {"_sky": "clear"}}
    assert answer(shop, "getWeather", ["a"])[1] == {"data": ["a"]}


def test_a_quick_answer_holds_the_same_bytes(shop: Shop) -> None:
    varying = replace(PLATFORM, varies={"note": lambda note, shop, request: request.language})
    page = Page([NOTE], 1, 1, 3)

    for platform in (PLATFORM, varying):
        slow, quick = (
            answer(shop, "listNotes", page, platform, quick=quick)[1] for quick in (False, True)
        )
        assert orjson.dumps(quick) == orjson.dumps(slow)


class Presenter:
    """Shows a note with a fact from beside it, and notes each time that it had to work."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.age = 1

    def __call__(self, note: Record, shop: Shop, request: Request) -> Record:
        self.shown.append(note["title"])
        return {"title": note["title"], "age": self.age, "language": request.language}


def test_a_record_is_shown_anew_when_it_or_what_it_depends_on_has_changed(shop: Shop) -> None:
    present = Presenter()
    varies = {"note": lambda note, shop, request: present.age}
    platform = replace(PLATFORM, presenters={"note": present}, varies=varies)
    show = shower(shop, platform)
    salt = {**NOTE, "title": "Salt"}

    bodies = [show(NOTE), show(NOTE)]
    present.age = 2
    bodies += [show(NOTE), show(salt), show(NOTE)]

    assert [(body["title"], body["age"]) for body in bodies] == [
        ("Bread", 1),
        ("Bread", 1),
        ("Bread", 2),
        ("Salt", 2),
        ("Bread", 2),
    ]
    assert present.shown == ["Bread", "Bread", "Salt"]


def test_a_record_is_shown_anew_when_what_was_shown_is_no_longer_right(shop: Shop) -> None:
    present = Presenter()
    lasts = {"note": lambda note, shop: shop.clock.now() + HOUR}
    platform = replace(PLATFORM, presenters={"note": present}, lasts=lasts)
    show = shower(shop, platform)

    show(NOTE)
    shop.advance(HOUR - BLINK)
    show(NOTE)
    kept = len(present.shown)
    shop.advance(BLINK)
    show(NOTE)
    at_its_end = len(present.shown)
    shop.clock.set(NOON)
    show(NOTE)
    gone_back = len(present.shown)
    arabic = show(NOTE, "ar")

    assert (kept, at_its_end, gone_back) == (1, 2, 3)
    assert arabic["language"] == "ar"


@pytest.mark.parametrize("quick", [False, True])
def test_what_lasts_for_ever_is_shown_once_in_lists_too(shop: Shop, quick: bool) -> None:
    present = Presenter()
    platform = replace(
        PLATFORM, presenters={"note": present}, lasts={"note": lambda note, shop: None}
    )
    binding = toy_bindings()["listNotes"]
    its, request = answerer(binding, platform), Request(binding.operation, "en")
    page = Page([NOTE, {**NOTE, "title": "Salt"}], 2, 1, 3)

    bodies = [orjson.dumps((its.quick if quick else its)(page, request, shop)[1]) for _ in range(3)]

    assert len(set(bodies)) == 1
    assert present.shown == ["Bread", "Salt"]


def shower(shop: Shop, platform: Platform) -> Callable[..., Any]:
    """Shows one note after the other, as one operation does."""
    binding = toy_bindings()["getNote"]
    its = answerer(binding, platform)

    def show(note: Record, language: str = "en") -> Any:
        return its(note, Request(binding.operation, language), shop)[1]["data"]

    return show
