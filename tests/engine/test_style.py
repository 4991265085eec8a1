import pytest

from mock_server.engine.errors import Conflict, MissingScope, NotFound
from mock_server.engine.request import Request
from mock_server.engine.style import BaseStyle, visible
from tests.toy.making import toy_contract

STYLE = BaseStyle()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "ar"),
        (b"", "ar"),
        (b"en", "en"),
        (b"EN-us", "en"),
        (b"ar-SA, en;q=0.5", "ar"),
        (b"en;q=0.5, ar;q=0.8", "ar"),
        (b"fr, en;q=0.1", "en"),
        (b"fr", "ar"),
        (b"*", "ar"),
        (b"en;q=0", "ar"),
        (b"en;q=nonsense", "ar"),
        (b"en;level=1", "en"),
        (b"\xff\xfe,,;;q=", "ar"),
    ],
)
def test_the_best_spoken_language_is_chosen(header: bytes | None, language: str) -> None:
    assert STYLE.spoken(header) == language


def test_a_platform_may_speak_other_languages_first() -> None:
    class English(BaseStyle):
        languages = ("en",)

    assert English().spoken(b"ar") == "en"


def test_by_default_an_error_has_its_own_status_and_a_record_no_envelope() -> None:
    request = Request(toy_contract().operation("getNote"), "en", body=["not", "fields"])

    assert STYLE.one({"id": 1}, request) == {"id": 1}
    assert STYLE.fields(request) == {}
    assert [STYLE.status(it) for it in (NotFound(""), Conflict(""), MissingScope(["a"]))] == [
        404,
        422,
        403,
    ]


def test_what_only_we_know_is_not_shown() -> None:
    assert visible({"id": 1, "_created_at": 2, "a_b": 3}) == {"id": 1, "a_b": 3}
