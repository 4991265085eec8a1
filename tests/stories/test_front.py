"""What stands before every platform: addresses, browsers, and who may use the admin API."""

from collections.abc import Iterator

import pytest
import requests

from mock_server import Sandbox
from tests.cli.conftest import Process
from tests.helpers import NOON
from tests.stories.conftest import Visiting
from tests.stories.speech import SPEECHES, Asking
from tests.stories.visits import Server, Visit, credentials, told

FAR, NEAR = "https://dashboard.example", "http://localhost:3000"
SALLA = "/salla/admin/v2/carts/abandoned"


@pytest.fixture(scope="module")
def salla_alone() -> Iterator[Server]:
    """A server with one platform, which also answers at the root."""
    sandbox = Sandbox(["salla"], clock=NOON, scenario="empty")
    with sandbox, requests.Session() as session:
        yield Server(sandbox.url, session)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose admin API wants a token."""
    folder = tmp_path_factory.mktemp("guarded")
    process = Process(folder, "salla", "--scenario", "empty", "--admin-token", "sesame")
    try:
        with requests.Session() as session:
            yield Server(process.ready()["url"], session)
    finally:
        process.end()


@pytest.mark.parametrize("platform", SPEECHES)
def test_a_page_of_any_origin_may_ask_and_read_the_answer(visit: Visiting, platform: str) -> None:
    shop, speech = visit(platform), SPEECHES[platform]
    asked = ", ".join(credentials(platform, "t")).lower()
    wish = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": asked}

    preflight = Asking("OPTIONS", speech.read).send(shop, Origin=FAR, **wish)
    answer = Asking("GET", speech.read).send(shop, Origin=FAR)

    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight.headers["Access-Control-Allow-Headers"] == asked
    allowed = preflight.headers["Access-Control-Allow-Methods"].split(", ")
    assert {"GET", "POST", "PUT", "PATCH", "DELETE"} <= set(allowed)
    exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"x-request-id", "x-souqbox-handler"} <= set(exposed)
    for response in (preflight, answer):
        assert response.headers["Access-Control-Allow-Origin"] == FAR
        assert response.headers["Access-Control-Allow-Credentials"] == "true"


def test_a_page_may_read_why_it_was_refused(server: Server) -> None:
    response = server.send("GET", SALLA, {"Origin": FAR})

    assert response.status_code == 401
    assert response.headers["Access-Control-Allow-Origin"] == FAR
    exposed = response.headers["Access-Control-Expose-Headers"].split(", ")
    assert {"x-souqbox-reason", "www-authenticate", "x-request-id"} <= set(exposed)


def test_the_admin_api_answers_pages_of_this_machine_only(server: Server) -> None:
    far = [
        server.send(method, path, {"Origin": FAR, "Access-Control-Request-Method": "POST"})
        for method, path in [
            ("GET", "/__admin/health"),
            ("POST", "/__admin/reset"),
            ("OPTIONS", "/__admin/reset"),
        ]
    ]
    near = server.send("GET", "/__admin/health", {"Origin": NEAR})

    assert [response.status_code for response in far] == [403] * 3
    assert not any("Access-Control-Allow-Origin" in response.headers for response in far)
    assert far[0].json()["error"]["kind"] == "forbidden"
    assert near.headers["Access-Control-Allow-Origin"] == NEAR


@pytest.mark.parametrize(
    ("platform", "host", "path"),
    [
        ("salla", "salla.localhost", "/admin/v2/carts/abandoned"),
        ("salla", "api.salla.dev", "/admin/v2/carts/abandoned"),
        ("salla", "API.Salla.dev:443", "/admin/v2/carts/abandoned"),
        ("zid", "api.zid.sa", "/v1/managers/store/abandoned-carts?page=1&page_size=5"),
        ("tjar", "my-store.tjar.sa", "/api/core/v1/abandoned-carts"),
        ("tjar", "tjar.localhost", "/api/core/v1/abandoned-carts"),
        ("surecart", "api.surecart.com", "/v1/abandoned_checkouts"),
    ],
)
def test_a_platform_answers_under_its_hosts_without_its_prefix(
    visit: Visiting, platform: str, host: str, path: str
) -> None:
    shop = visit(platform)
    headers = {**credentials(platform, f"shop:{shop.shop}"), "Host": host}

    found = shop.server.send("GET", path, headers)
    lost = shop.server.send("GET", "/no/such/path", headers)

    assert found.status_code == 200
    assert lost.status_code == 404
    SPEECHES[platform].shape(lost.json(), 404)


def test_paynow_answers_under_its_host(visit: Visiting) -> None:
    shop = visit("paynow")
    path = SPEECHES["paynow"].read.format_map(shop.described["facts"])
    headers = {**credentials("paynow", f"shop:{shop.shop}"), "Host": "api.paynow.gg"}

    assert shop.server.send("GET", f"/v1{path}", headers).status_code == 200


def test_an_unknown_host_is_looked_at_by_its_prefix(server: Server) -> None:
    hosts = ["tjar.sa", "a.b.tjar.sa", "salla.localhost.evil.example", "127.0.0.1"]

    answers = [server.send("GET", SALLA, {"Host": host}) for host in hosts]

    assert [response.status_code for response in answers] == [401] * 4


def test_the_links_of_a_list_lead_on_at_the_host_that_was_asked(visit: Visiting) -> None:
    shop = visit("salla")
    for number in range(2):
        shop.open(f"b{number}")
    shop.advance("PT1H")
    headers = {**credentials("salla", f"shop:{shop.shop}"), "Host": "api.salla.dev"}

    by_host = shop.server.send("GET", "/admin/v2/carts/abandoned?per_page=1", headers)
    by_prefix = shop.get("/carts/abandoned", per_page=1)

    link = by_host.json()["pagination"]["links"]["next"]
    assert link == "http://api.salla.dev/admin/v2/carts/abandoned?per_page=1&page=2"
    following = by_prefix["pagination"]["links"]["next"].removeprefix(shop.server.url)
    second = told(shop.server.send("GET", following, credentials("salla", f"shop:{shop.shop}")))
    assert second["data"] != by_prefix["data"]
    assert second["pagination"]["currentPage"] == 2


def test_one_platform_alone_answers_at_the_root_too(salla_alone: Server) -> None:
    headers = credentials("salla", "shop:t")
    paths = [SALLA, SALLA.removeprefix("/salla"), "/livez", "/__admin/health", "/salla/docs"]

    answers = [salla_alone.send("GET", path, headers) for path in paths]
    lost = salla_alone.send("GET", "/zid/v1/managers", headers)

    assert [response.status_code for response in answers] == [200] * 5
    assert answers[0].json() == answers[1].json()
    SPEECHES["salla"].shape(lost.json(), lost.status_code)


def test_among_several_an_address_of_nobody_names_the_others(server: Server) -> None:
    response = server.send("GET", "/shopify/admin")

    assert response.status_code == 404
    assert all(f"/{platform}" in response.headers["X-Souqbox-Reason"] for platform in SPEECHES)


@pytest.mark.parametrize("platform", SPEECHES)
def test_a_last_slash_does_not_count(visit: Visiting, platform: str) -> None:
    shop = visit(platform)
    path, question, query = SPEECHES[platform].read.partition("?")

    answers = [
        Asking("GET", f"{path}{slash}{question}{query}").send(shop) for slash in ("", "/", "//")
    ]

    assert [response.status_code for response in answers] == [200, 200, 200]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("platform", SPEECHES)
def test_head_tells_what_get_would(visit: Visiting, platform: str) -> None:
    shop, speech = visit(platform), SPEECHES[platform]

    got, head = (Asking(method, speech.read).send(shop) for method in ("GET", "HEAD"))
    refused = Asking("HEAD", speech.absent).send(shop)

    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "X-Souqbox-Handler"):
        assert head.headers[name] == got.headers[name]
    assert (refused.status_code, refused.content) == (404, b"")


@pytest.mark.parametrize("platform", SPEECHES)
def test_a_request_id_comes_back_and_is_made_where_there_is_none(
    visit: Visiting, platform: str
) -> None:
    shop, speech = visit(platform), SPEECHES[platform]

    ids = [
        Asking("GET", path).send(shop, **{"X-Request-Id": "job-7/step-2"}).headers["X-Request-Id"]
        for path in (speech.read, speech.absent, "/no/such/path")
    ]
    made = [Asking("GET", speech.read).send(shop).headers["X-Request-Id"] for _ in range(2)]
    odd = Asking("GET", speech.read).send(shop, **{"X-Request-Id": "a b"}).headers["X-Request-Id"]

    assert ids == ["job-7/step-2"] * 3
    assert len({*made, odd, "a b"}) == 4


def test_an_admin_token_guards_the_admin_api_and_nothing_else(guarded: Server) -> None:
    path = "/__admin/shops/salla/demo"
    tokens = [None, "Bearer open", "Basic sesame", "Bearer sesame"]

    answers = [
        guarded.send("GET", path, {"Authorization": token} if token else {}) for token in tokens
    ]
    others = [
        guarded.send("GET", each, credentials("salla", "shop:t"))
        for each in ("/livez", "/salla/docs", SALLA)
    ]

    assert [response.status_code for response in answers] == [401, 401, 401, 200]
    assert all(response.json()["error"]["message"] for response in answers[:3])
    assert [response.status_code for response in others] == [200] * 3


def test_what_a_client_must_know_is_told_of_each_shop(server: Server) -> None:
    demo = Visit(server, "paynow", "demo")

    assert demo.described["facts"] == {"store_id": "411486491630370816"}
    assert demo.described["token"] == "shop:demo"
