"""The journal: searched, counted, shown and exported, without a secret in it."""

import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from starlette.types import ASGIApp

from tests.admin.conftest import Api
from tests.asgi import Call, Reply, ask

CARTS = "/salla/admin/v2/carts/abandoned"
SUBSCRIBE = "/salla/admin/v2/webhooks/subscribe"
SECRET = "hush-hush-hush-9f2a"


def call(app: ASGIApp, shop: str, path: str = CARTS, query: str = "", body: Any = None) -> Reply:
    headers = {"Authorization": f"Bearer shop:{shop}", "Content-Type": "application/json"}
    content = b"" if body is None else json.dumps(body).encode()
    return ask(app, Call("POST" if content else "GET", path, headers, query, content))


def subscribe(app: ASGIApp, shop: str, event: str, secret: str = SECRET) -> Reply:
    body = {"event": event, "url": "http://127.0.0.1:9/", "secret": secret}
    return call(app, shop, SUBSCRIBE, body={"name": event, **body})


def listed(api: Api, query: str) -> list[Any]:
    found: list[Any] = api("GET", "/requests", query=query).body["requests"]
    return found


def test_a_request_is_told_with_what_became_of_it(api: Api, app: ASGIApp, name: str) -> None:
    reply = call(app, name, query="page=2")

    [told] = listed(api, f"shop={name}")

    assert (told["platform"], told["shop"], told["operation"]) == (
        "salla",
        name,
        "listAbandonedCarts",
    )
    assert (told["method"], told["path"], told["query"]) == ("GET", CARTS, "page=2")
    assert (told["status"], told["handler"]) == (200, "crud list abandoned_cart")
    assert told["request_id"] == reply.headers["x-request-id"]
    assert told["shop_at"] == "2026-03-01T12:00:00Z"
    assert told["answer_bytes"] == len(reply.content)
    assert told["milliseconds"] > 0


def test_a_refused_request_says_why(api: Api, app: ASGIApp) -> None:
    ask(app, Call("GET", CARTS, {"X-Request-Id": "without-a-token"}))

    told = listed(api, "limit=1")[-1]

    assert (told["request_id"], told["status"]) == ("without-a-token", 401)
    assert (told["kind"], told["reason"]) == (
        "unauthorized",
        "the header Authorization is missing",
    )


def test_who_is_refused_at_a_shops_door_is_told_there(api: Api, app: ASGIApp, name: str) -> None:
    ask(app, Call("GET", CARTS, {"Authorization": f"Bearer shop:{name};scopes=orders.read"}))

    [told] = listed(api, f"shop={name}")

    assert told["reason"] == "the token lacks the scope carts.read or carts.read_write"
    assert told["shop_at"] is None


def test_the_way_to_a_token_leaves_no_secret(api: Api, app: ASGIApp, name: str) -> None:
    client = api("POST", f"/shops/salla/{name}/apps/install", {"mode": "custom"}).body
    back = {"client_id": client["client_id"], "redirect_uri": client["redirect_uri"]}
    asked = {**back, "response_type": "code", "state": "s" * 12, "approve": "auto", "shop": name}
    sent_back = ask(app, Call("GET", "/salla/oauth2/auth", {}, urlencode(asked)))
    code = parse_qs(urlsplit(sent_back.headers["location"]).query)["code"][0]
    given = {**back, "grant_type": "authorization_code", "code": code}
    form = urlencode({**given, "client_secret": client["client_secret"]}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    tokens = ask(app, Call("POST", "/salla/oauth2/token", kind, "", form)).body
    ask(app, Call("GET", CARTS, {"Authorization": f"Bearer {tokens['access_token']}"}))

    numbers = [each["id"] for each in listed(api, "limit=3")]
    shown = [api("GET", f"/requests/{each}{end}") for each in numbers for end in ("", "/curl")]
    shown += [api("GET", "/requests"), api("GET", "/requests/export")]

    secrets = [code, client["client_secret"], tokens["access_token"], tokens["refresh_token"]]
    assert all(secret.encode() not in each.content for secret in secrets for each in shown)


def test_what_was_refused_before_it_was_read_is_shown_all_the_same(api: Api, app: ASGIApp) -> None:
    ask(app, Call("POST", SUBSCRIBE, {"Content-Type": "application/json"}, "", b'{"event": "x"}'))

    last = listed(api, "limit=1")[-1]["id"]

    assert api("GET", f"/requests/{last}").body["body"] == '{"event": "x"}'


def test_a_path_that_is_nobodys_is_told_too(api: Api, app: ASGIApp) -> None:
    ask(app, Call("GET", "/sala/carts"))

    told = listed(api, "path=/sala/")[-1]

    assert told["reason"] == "nothing answers at /sala/carts; there are /salla, /zid, /__admin"


def test_the_admin_apis_own_requests_are_left_out(api: Api) -> None:
    api("GET", "/health")

    assert listed(api, "path=/__admin") == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("platform=salla", 3),
        ("platform=zid", 0),
        ("operation=listAbandonedCarts", 2),
        ("method=post", 1),
        ("status=2xx", 2),
        ("status=404", 1),
        ("path=/carts", 2),
        ("limit=1", 1),
    ],
)
def test_requests_are_found(
    api: Api, app: ASGIApp, name: str, messages: Any, query: str, count: int
) -> None:
    call(app, name)
    call(app, name, query="page=2")
    call(app, name, "/salla/admin/v2/nowhere", body={})
    since = listed(api, "limit=3")[0]["id"] - 1

    found = [each for each in listed(api, f"since={since}&{query}") if each["id"] > since]

    assert len(found) == count


def test_a_filter_that_is_none_is_refused(api: Api) -> None:
    for query in ("status=4", "status=abc", "limit=0", "since=-1"):
        assert api("GET", "/requests", query=query).status == 422


def test_a_test_counts_its_requests(api: Api, app: ASGIApp, name: str) -> None:
    for event in ("order.created", "order.created", "order.updated"):
        subscribe(app, name, event)
    wanted = {"shop": name, "method": "POST", "body": {"event": "order.created"}}

    counted = api("POST", "/requests/count", wanted).body

    assert counted["count"] == 2
    assert counted["ids"] == [each["id"] for each in listed(api, f"shop={name}")[:2]]
    assert counted["nearest"] is None


def test_where_there_is_none_the_nearest_says_what_is_amiss(
    api: Api, app: ASGIApp, name: str
) -> None:
    subscribe(app, name, "order.created")
    wanted = {"shop": name, "method": "POST", "body": {"event": "order.deleted", "id": 7}}

    counted = api("POST", "/requests/count", wanted).body

    assert counted["count"] == 0
    assert counted["nearest"] == {
        "id": listed(api, f"shop={name}")[-1]["id"],
        "unmet": ['body.event: not "order.deleted"', "body.id: missing"],
    }


def test_a_request_is_shown_whole_but_for_its_secrets(api: Api, app: ASGIApp, name: str) -> None:
    subscribe(app, name, "order.created")
    last = listed(api, f"shop={name}")[-1]["id"]

    reply = api("GET", f"/requests/{last}")

    assert reply.body["headers"]["authorization"] in ("Bearer ****", f"Bearer ****{name[-4:]}")
    assert json.loads(reply.body["body"])["secret"] == "****9f2a"
    assert json.loads(reply.body["body"])["event"] == "order.created"
    assert reply.body["url"] == f"http://127.0.0.1:4710{SUBSCRIBE}"
    assert SECRET not in reply.content.decode()


def test_a_request_that_is_gone_is_not_found(api: Api) -> None:
    assert api("GET", "/requests/999999999").status == 404
    assert api("GET", "/requests/nothing").status == 404


def test_a_request_can_be_repeated_by_curl(api: Api, app: ASGIApp, name: str) -> None:
    subscribe(app, name, "order.created")
    last = listed(api, f"shop={name}")[-1]["id"]

    line = api("GET", f"/requests/{last}/curl").body["curl"]

    assert line.startswith(f"curl -X POST http://127.0.0.1:4710{SUBSCRIBE} ")
    assert '-H "authorization: Bearer $TOKEN"' in line
    assert "-H 'content-type: application/json'" in line
    assert "order.created" in line
    assert SECRET not in line


def test_requests_are_exported_as_har(api: Api, app: ASGIApp, name: str) -> None:
    call(app, name, query="page=2")
    subscribe(app, name, "order.created")

    reply = api("GET", "/requests/export", query=f"shop={name}")

    log = reply.body["log"]
    read, written = log["entries"]
    assert (log["version"], log["creator"]["name"]) == ("1.2", "souqbox")
    assert read["request"]["url"] == f"http://127.0.0.1:4710{CARTS}?page=2"
    assert read["request"]["queryString"] == [{"name": "page", "value": "2"}]
    assert (read["response"]["status"], read["response"]["statusText"]) == (200, "OK")
    assert json.loads(read["response"]["content"]["text"])["pagination"]["currentPage"] == 2
    assert written["request"]["postData"]["mimeType"] == "application/json"
    assert SECRET not in reply.content.decode()


def test_a_client_that_pages_past_the_end_is_pointed_out(api: Api, app: ASGIApp, name: str) -> None:
    for page in (1, 101, 102, 103):
        call(app, name, query=f"page={page}")

    told = [each for each in api("GET", "/advice").body["advice"] if each["shop"] == name]

    assert [each["kind"] for each in told] == ["pages_past_the_end"]
    assert told[0]["message"].startswith("3 pages in a row were empty, the last for page=103")
    assert listed(api, f"shop={name}")[-1]["advice"] == told[0]["message"]


def test_the_journal_is_emptied(api: Api, app: ASGIApp, name: str) -> None:
    call(app, name)
    last = listed(api, f"shop={name}")[-1]["id"]

    deleted = api("DELETE", "/requests").body["deleted"]
    call(app, name)

    assert deleted >= 1
    assert [each["id"] for each in listed(api, "limit=100")] == [last + 1]
    assert api("GET", "/advice").body == {"advice": []}
