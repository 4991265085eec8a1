"""Every platform refuses every mistake in its own shape, status and language."""

import re
from typing import Any

import pytest

from contract_tests.document import Document
from tests.stories.conftest import Visiting
from tests.stories.speech import ASKED_FOR, JSON, SPEECHES, Asking
from tests.stories.visits import Server, told

ARABIC = re.compile(r"[\u0600-\u06ff]")
MATRIX = [(name, mistake) for name, speech in SPEECHES.items() for mistake in speech.mistakes()]
BILINGUAL = [(name, mistake) for name, mistake in MATRIX if len(SPEECHES[name].languages) > 1]


def media(response: Any) -> str:
    kind: str = response.headers["Content-Type"]
    return kind


@pytest.mark.parametrize(("platform", "mistake"), MATRIX)
def test_a_mistake_is_refused_as_the_platform_does(
    visit: Visiting, platform: str, mistake: str
) -> None:
    shop, speech = visit(platform), SPEECHES[platform]

    response = speech.asking(mistake, platform).send(shop)

    assert response.status_code == speech.status(mistake)
    assert media(response) == "application/json"
    speech.shape(response.json(), response.status_code)
    reason = response.headers["X-Souqbox-Reason"]
    assert reason.isascii()
    assert reason.strip()
    assert (response.status_code >= 500) == (mistake in ("500", "503"))


@pytest.mark.parametrize(("platform", "mistake"), MATRIX)
def test_a_refusal_has_the_headers_that_http_wants(
    visit: Visiting, platform: str, mistake: str
) -> None:
    shop, speech = visit(platform), SPEECHES[platform]

    response = speech.asking(mistake, platform).send(shop)

    headers = response.headers
    is_challenged = response.status_code == 401 and mistake != "no scope"
    scheme = "APIKey" if platform == "paynow" else "Bearer"
    assert headers.get("Allow") == (speech.allowed if mistake == "no method" else None)
    assert headers.get("WWW-Authenticate", "").startswith(scheme) == is_challenged
    assert ("Retry-After" in headers) == (response.status_code == 429)
    assert headers.get("Preference-Applied") == (
        f"code={mistake}" if mistake in ASKED_FOR else None
    )


@pytest.mark.parametrize(("platform", "mistake"), BILINGUAL)
def test_each_language_is_spoken_and_the_platforms_own_by_default(
    visit: Visiting, platform: str, mistake: str
) -> None:
    shop, speech = visit(platform), SPEECHES[platform]
    asking = speech.asking(mistake, platform)

    said = {
        language: speech.words(asking.send(shop, **({"Accept-Language": language})).json())
        for language in ("ar", "en", "fr")
    }
    unasked = speech.words(asking.send(shop).json())

    assert all(ARABIC.search(words) for words in said["ar"])
    assert not any(ARABIC.search(words) for words in said["en"])
    assert said["fr"] == unasked == said[speech.languages[0]]


def test_arabic_is_the_language_of_salla_and_tjar_and_english_that_of_zid() -> None:
    first = {name: speech.languages[0] for name, speech in SPEECHES.items()}

    assert first == {"salla": "ar", "zid": "en", "tjar": "ar", "surecart": "en", "paynow": "en"}


@pytest.mark.parametrize(
    "header", ["en-GB,en;q=0.9,ar;q=0.5", "fr, en;q=0.5, ar;q=0.4", "EN", "ar;q=0.1, en;q=0.2"]
)
def test_the_best_of_the_languages_asked_for_is_spoken(visit: Visiting, header: str) -> None:
    shop, speech = visit("salla"), SPEECHES["salla"]

    body = speech.asking("no id", "salla").send(shop, **{"Accept-Language": header}).json()

    assert body["error"]["message"] == "The requested content was not found"


@pytest.mark.parametrize("platform", SPEECHES)
def test_a_success_gives_no_reason(visit: Visiting, platform: str) -> None:
    shop, speech = visit(platform), SPEECHES[platform]

    response = Asking("GET", speech.read).send(shop)

    assert (response.status_code, media(response)) == (200, "application/json")
    assert "X-Souqbox-Reason" not in response.headers
    assert response.headers["X-Souqbox-Handler"]


@pytest.mark.parametrize("platform", SPEECHES)
def test_what_is_left_out_of_the_matrix_is_not_in_the_document(
    server: Server, platform: str
) -> None:
    speech = SPEECHES[platform]

    document = Document(told(server.send("GET", f"/{platform}/openapi.json")))

    operations = document.operations
    scopes = [
        scope
        for each in operations
        for need in each.definition["security"]
        for listed in need.values()
        for scope in listed
    ]
    assert any("requestBody" in each.definition for each in operations) == bool(speech.write)
    assert any(each.query_names() for each in operations) == bool(speech.bad_query)
    assert bool(scopes) == speech.scoped


def test_zid_needs_both_of_its_tokens_and_of_the_same_store(visit: Visiting) -> None:
    shop, speech = visit("zid"), SPEECHES["zid"]

    refused = [
        Asking("GET", speech.read, {"headers": headers}).send(shop)
        for headers in (
            {"X-Manager-Token": None},
            {"Authorization": None},
            {"X-Manager-Token": "shop:another"},
            {"X-Manager-Token": "nobody's"},
        )
    ]

    codes = [response.json()["error_code"] for response in refused]
    assert [response.status_code for response in refused] == [401] * 4
    assert codes[:2] == ["ERROR_SESSION_MISSING"] * 2
    assert codes[2:] == ["ERROR_SESSION_INVALID"] * 2


@pytest.mark.parametrize(
    ("platform", "scopes", "status"),
    [
        ("salla", "carts.read", 200),
        ("salla", "carts.read_write,orders.read", 200),
        ("salla", "orders.read", 401),
        ("zid", "abandoned_carts.read", 200),
        ("zid", "orders.read", 403),
    ],
)
def test_a_token_does_what_its_scopes_say(
    visit: Visiting, platform: str, scopes: str, status: int
) -> None:
    shop, speech = visit(platform), SPEECHES[platform]

    response = Asking("GET", speech.read, {"token": f"shop:{shop.shop};scopes={scopes}"}).send(shop)

    assert response.status_code == status


@pytest.mark.parametrize("platform", SPEECHES)
@pytest.mark.parametrize(
    "path",
    ["/%00", "/a%2Fb", f"/{'9' * 5000}", "/سلة", "/..%2f..%2fetc", "//", "/%ff", "?page=%ff"],
    ids=["null", "slash", "long", "arabic", "dots", "empty", "no text", "query"],
)
def test_an_odd_address_is_refused_in_the_platforms_shape(
    visit: Visiting, platform: str, path: str
) -> None:
    shop, speech = visit(platform), SPEECHES[platform]
    base = speech.read.partition("?")[0]

    response = Asking("GET", f"{base}{path}").send(shop)

    assert response.status_code < 500
    assert media(response) == "application/json"
    if not response.ok:
        speech.shape(response.json(), response.status_code)


@pytest.mark.parametrize("platform", [name for name, each in SPEECHES.items() if each.write])
@pytest.mark.parametrize(
    "content",
    [
        b"[" * 5000 + b"]" * 5000,
        b'{"a": NaN}',
        b"\xef\xbb\xbf{}",
        b'{"a": "\xff"}',
        "{}".encode("utf-16"),
        b"null",
        b"[]",
        b'"text"',
        b"1e999",
        b'{"a": 123456789012345678901234567890}',
    ],
    ids=["deep", "nan", "mark", "latin", "utf-16", "null", "list", "text", "huge", "long"],
)
def test_an_odd_body_is_refused_in_the_platforms_shape(
    visit: Visiting, platform: str, content: bytes
) -> None:
    shop, speech = visit(platform), SPEECHES[platform]
    assert speech.write is not None

    response = Asking(*speech.write, {"data": content, "headers": JSON}).send(shop)

    assert response.status_code in (400, 422)
    speech.shape(response.json(), response.status_code)


@pytest.mark.parametrize("platform", [name for name, each in SPEECHES.items() if each.write])
def test_a_body_of_unknown_length_is_counted_too(visit: Visiting, platform: str) -> None:
    shop, speech = visit(platform), SPEECHES[platform]
    assert speech.write is not None
    pieces = (b" " * 1024 * 1024 for _ in range(9))

    response = Asking(*speech.write, {"data": pieces, "headers": JSON}).send(shop)

    assert response.status_code == 413
    speech.shape(response.json(), 413)


@pytest.mark.parametrize("platform", SPEECHES)
def test_a_refused_write_changes_nothing(visit: Visiting, platform: str) -> None:
    shop, speech = visit(platform), SPEECHES[platform]
    before = shop.admin("GET", "")["version"]

    for mistake in speech.mistakes():
        speech.asking(mistake, platform).send(shop)

    assert shop.admin("GET", "")["version"] == before
