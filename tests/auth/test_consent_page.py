"""The page on which a merchant agrees: two languages, no script, nothing unescaped."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from mock_server.auth.consent import read_asked
from mock_server.auth.consent_page import consent_page
from mock_server.auth.installing import AT_ONCE, install
from mock_server.auth.server import Server
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from tests.auth.making import CLIENT, REDIRECT, asking
from tests.toy.making import toy_contract

NASTY = "\"><script>alert(1)</script>'&"


class Reader(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(
    server: Server, shop: Shop, spoken: str = "ar", language: str | None = None, **changes: Any
) -> Reader:
    query = asking(**changes)
    request = Request(
        toy_contract().operation("listNotes"), spoken, query=query, raw_query=urlencode(query)
    )
    return Reader(consent_page(server, shop, read_asked(server, shop, query), request, language))


@pytest.mark.parametrize(
    ("spoken", "language", "lang", "direction", "words"),
    [
        ("ar", None, "ar", "rtl", "موافقة"),
        ("en", None, "en", "ltr", "Approve"),
        ("ar", "en", "en", "ltr", "Approve"),
        ("en", "ar", "ar", "rtl", "موافقة"),
        ("ar", "xx", "ar", "rtl", "موافقة"),
    ],
)
def test_the_page_speaks_arabic_from_right_to_left_and_english(
    server: Server,
    shop: Shop,
    spoken: str,
    language: str | None,
    lang: str,
    direction: str,
    words: str,
) -> None:
    read = page(server, shop, spoken, language)

    assert read.all("html") == [{"lang": lang, "dir": direction}]
    assert words in read.text
    assert read.all("a")[0]["lang"] == ("en" if lang == "ar" else "ar")


def test_the_form_says_again_what_the_app_asked(server: Server, shop: Shop) -> None:
    read = page(server, shop)

    kept = {each["name"]: each["value"] for each in read.all("input") if each["type"] == "hidden"}
    assert kept == asking()
    assert [each["value"] for each in read.all("input") if each["name"] == "shop"] == ["t"]
    assert [(each["name"], each["value"]) for each in read.all("button")] == [
        ("approve", "yes"),
        ("approve", "no"),
    ]
    assert read.all("form") == [{"method": "get"}]


def test_the_other_language_is_a_link_away(server: Server, shop: Shop) -> None:
    href = page(server, shop).all("a")[0]["href"]

    assert href is not None
    words = {name: values[0] for name, values in parse_qs(href.lstrip("?")).items()}
    assert words == {**asking(), "lang": "en", "shop": "t"}


def test_every_scope_is_told_with_what_it_allows(server: Server, shop: Shop) -> None:
    text = page(server, shop, scope="notes.read orders.read").text

    assert "notes.read" in text
    assert "Read notes." in text
    assert "orders.read" in text
    assert REDIRECT in text


def test_whatever_an_app_is_called_it_is_text(server: Server, shop: Shop) -> None:
    wishes = {"name": NASTY, "redirect_uris": [f"http://localhost/?x='{NASTY[:3]}"]}
    install(server, shop, CLIENT, wishes, AT_ONCE)

    read = page(server, shop, redirect_uri=wishes["redirect_uris"][0], state=NASTY, scope="<b>")

    assert read.all("script") == read.all("b") == []
    assert NASTY in read.text
    assert NASTY in [each["value"] for each in read.all("input")]


def test_nothing_is_loaded_from_anywhere(server: Server, shop: Shop) -> None:
    query = asking()
    request = Request(
        toy_contract().operation("listNotes"), "ar", query=query, raw_query=urlencode(query)
    )
    text = consent_page(server, shop, read_asked(server, shop, query), request, None)

    assert Reader(text).all("script") == Reader(text).all("link") == Reader(text).all("img") == []
    assert not re.search(r"(?:src|url\(|@import)", text)
