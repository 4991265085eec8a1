from typing import Any

import pytest

from mock_server.engine.listing import page_of
from mock_server.engine.request import Request
from mock_server.engine.style import Paging

from .library import ask, bindings, library, platform


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["AlSamra honey", "Khawlani coffee"]),
        ({"about": "HONEY"}, ["AlSamra honey"]),
        ({"about": "tea"}, []),
        ({"from": "2026-03-01"}, ["AlSamra honey", "Khawlani coffee"]),
        ({"from": "2026-03-02"}, []),
    ],
)
def test_a_list_is_what_its_filters_let_through(query: dict[str, Any], found: list[str]) -> None:
    assert [each["name"] for each in ask(library(), "get /shelves", query=query)] == found


def test_a_parameter_of_which_nobody_says_what_it_means_is_found_at_the_start() -> None:
    forgetful = platform(book={"apart": frozenset()})

    with pytest.raises(AssertionError, match="takes with, and nobody says what it means"):
        bindings(forgetful)


def test_a_handler_pages_what_it_has_chosen() -> None:
    request = Request(bindings()["get /shelves"].operation, "en", query={"page": 2})

    page = page_of([{"id": number} for number in range(5)], request, Paging(default=3))

    assert (page.records, page.total, page.last) == ([{"id": 3}, {"id": 4}], 5, 2)
