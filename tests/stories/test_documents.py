"""Health, and each platform's document with the page that shows it."""

import re
from urllib.parse import urlsplit

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from tests.stories.speech import SPEECHES
from tests.stories.visits import Server, told

DOCUMENTS = [*SPEECHES, "__admin"]


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_is_told_to_anybody(server: Server, path: str) -> None:
    answers = [server.send(method, path) for method in ("GET", "HEAD")]

    assert [response.status_code for response in answers] == [200, 200]
    assert answers[0].json()["status"] in ("alive", "ready")


@pytest.mark.parametrize("platform", DOCUMENTS)
def test_each_document_is_valid_and_lists_this_server_first(server: Server, platform: str) -> None:
    document = told(server.send("GET", f"/{platform}/openapi.json"))

    first = document["servers"][0]["url"]
    assert [*OpenAPIV30SpecValidator(document).iter_errors()] == []
    assert first.startswith(f"{server.url}/{platform}")
    path = "/health" if platform == "__admin" else "/no/such/path"
    asked = server.send("GET", f"{urlsplit(first).path}{path}")
    assert asked.status_code == (200 if platform == "__admin" else 404)
    assert asked.headers["X-Request-Id"]


@pytest.mark.parametrize("platform", DOCUMENTS)
def test_the_docs_load_all_they_need_from_here(server: Server, platform: str) -> None:
    page = server.send("GET", f"/{platform}/docs")

    wanted = re.findall(r"(?:src|href)=\"([^\"]+)\"|url: \"([^\"]+)\"", page.text)
    paths = ["".join(each) for each in wanted]
    answers = {path: server.send("GET", path) for path in paths}
    assert page.headers["Content-Type"].startswith("text/html")
    assert len(paths) >= 4
    assert "://" not in page.text
    assert all(path.startswith("/") for path in paths)
    assert {response.status_code for response in answers.values()} == {200}
    kinds = {path.rpartition(".")[2]: answers[path].headers["Content-Type"] for path in paths}
    assert kinds == {"css": "text/css", "js": "text/javascript", "json": "application/json"}
