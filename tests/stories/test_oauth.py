"""The life of an app on the platforms that have apps, over HTTP."""

from base64 import b64encode
from urllib.parse import parse_qs, urlsplit

import pytest

from mock_server.app.inbox import Inbox
from tests.stories.apps import App, refusal
from tests.stories.conftest import Visiting
from tests.stories.visits import told

REUSED = {"salla": 401, "zid": 400}
LIFETIMES = {"salla": "P14D", "zid": "P365D"}

both = pytest.mark.parametrize("platform", ["salla", "zid"])


@pytest.fixture
def app(visit: Visiting, platform: str) -> App:
    """The demo app, in a shop of this test's own, without tokens yet."""
    installed = App(visit(platform, "demo"))
    installed.install()
    return installed


@both
def test_an_app_lives_through_consent_expiry_and_refresh(app: App, platform: str) -> None:
    app.redeem(app.code())
    met = [app.call().status_code]
    app.visit.advance(LIFETIMES[platform])
    expired = app.call()
    met.append(expired.status_code)
    app.refresh()
    met.append(app.call().status_code)

    assert met == [200, 401, 200]
    assert "expired at" in expired.headers["X-Souqbox-Reason"]


@both
def test_a_refresh_replaces_every_token(app: App) -> None:
    app.redeem(app.code())
    before = app.tokens
    app.refresh()

    names = [name for name in before if name.endswith("token") or name == "authorization"]
    assert len(names) == (3 if "authorization" in before else 2)
    assert all(before[name] != app.tokens[name] for name in names)
    assert (app.call(before).status_code, app.call().status_code) == (401, 200)


@both
def test_a_refresh_token_that_comes_twice_revokes_the_family(app: App, platform: str) -> None:
    app.redeem(app.code())
    first = app.tokens["refresh_token"]
    app.refresh()
    met = [app.call().status_code]

    again = app.ask("refresh_token", refresh_token=first)
    met.append(app.call().status_code)
    newest = app.ask("refresh_token", refresh_token=app.tokens["refresh_token"])

    assert refusal(again) == (REUSED[platform], "invalid_grant")
    assert refusal(newest) == (400, "invalid_grant")
    assert met == [200, 401]


@both
def test_a_code_that_comes_twice_takes_its_tokens_back(app: App) -> None:
    code = app.code()
    app.redeem(code)
    met = [app.call().status_code]

    again = app.ask("authorization_code", code=code)
    met.append(app.call().status_code)

    assert refusal(again) == (400, "invalid_grant")
    assert met == [200, 401]


@both
def test_a_code_is_too_old_after_ten_minutes(app: App) -> None:
    code = app.code()
    app.visit.advance("PT10M")

    assert refusal(app.ask("authorization_code", code=code)) == (400, "invalid_grant")


@both
def test_another_redirect_uri_is_refused_with_both_named(app: App) -> None:
    registered = app.facts["redirect_uri"]

    asked = app.authorize(redirect_uri=f"{registered}/")
    exchanged = app.ask("authorization_code", code=app.code(), redirect_uri=f"{registered}/")

    assert refusal(asked) == (400, "invalid_request")
    assert refusal(exchanged) == (400, "invalid_grant")
    for answer in (asked, exchanged):
        words = answer.json()["error_description"]
        assert repr(registered) in words
        assert repr(f"{registered}/") in words
        assert answer.headers["X-Souqbox-Reason"] == words


@both
def test_an_app_that_is_not_right_gets_nothing(app: App) -> None:
    wrong = app.ask("authorization_code", code=app.code(), client_secret="wrong")
    unknown = app.authorize(client_id="nobody")
    strange = app.ask("password", username="a", password="b")
    empty = app.visit.server.send("POST", app.facts["token_url"])

    assert refusal(wrong) == refusal(unknown) == (401, "invalid_client")
    assert refusal(strange) == (400, "unsupported_grant_type")
    assert refusal(empty) == (400, "invalid_request")


@both
def test_the_browser_comes_back_with_what_the_platform_sends(app: App, platform: str) -> None:
    location = app.authorize().headers["Location"]

    words = parse_qs(urlsplit(location).query)
    assert location.startswith(app.facts["redirect_uri"])
    if platform == "salla":
        assert words.keys() == {"code", "scope", "state"}
        assert words["state"] == ["astate"]
    else:
        assert words.keys() == {"code", "state"}
        assert words["state"] == ["a-state"]


@both
def test_a_merchant_is_asked_in_the_browser_and_may_refuse(app: App) -> None:
    page = app.authorize(approve=None)
    refused = app.authorize(approve="no")

    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert 'dir="rtl"' in page.text
    words = parse_qs(urlsplit(refused.headers["Location"]).query)
    assert words["error"] == ["access_denied"]


@both
def test_uninstalling_takes_everything_back_at_once(app: App, platform: str) -> None:
    app.redeem(app.code())
    met = [app.call().status_code]

    app.uninstall()
    gone = app.call()
    met.append(gone.status_code)
    refreshed = app.ask("refresh_token", refresh_token=app.tokens["refresh_token"])

    assert met == [200, 401]
    assert gone.headers["X-Souqbox-Reason"].endswith("the app was uninstalled")
    assert refusal(refreshed) == (400, "invalid_grant")
    last = {"salla": "app.uninstalled", "zid": "app.market.application.uninstall"}
    assert app.visit.events()[-1] == last[platform]


@both
def test_a_body_may_be_json_and_the_app_may_name_itself_by_basic(app: App) -> None:
    facts = app.facts
    pair = f"{facts['client_id']}:{facts['client_secret']}".encode()
    body = {
        "grant_type": "authorization_code",
        "code": app.code(),
        "redirect_uri": facts["redirect_uri"],
    }
    basic = {"Authorization": f"Basic {b64encode(pair).decode()}"}

    answer = app.visit.server.send("POST", facts["token_url"], basic, json=body)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("platform", ["salla"])
def test_whose_token_it_is_is_told_at_both_addresses(app: App) -> None:
    app.redeem(app.code())
    headers = {"Authorization": f"Bearer {app.tokens['access_token']}"}

    answers = [
        app.visit.server.send("GET", path, headers).json()
        for path in ("/salla/oauth2/user/info", "/salla/admin/v2/oauth2/user/info")
    ]

    assert answers[0] == answers[1]
    assert answers[0].keys() == {"status", "success", "data"}
    assert str(answers[0]["data"]["merchant"]["id"]) == app.visit.described["facts"]["merchant"]


@pytest.mark.parametrize("platform", ["salla"])
def test_easy_mode_pushes_tokens_that_work(app: App) -> None:
    installed = app.install(mode="easy")
    app.tokens = installed["tokens"]

    assert app.call().status_code == 200
    assert app.visit.events()[-2:] == ["app.installed", "app.store.authorize"]
    app.refresh()
    assert app.call().status_code == 200


@both
def test_two_shops_of_one_app_are_kept_apart(app: App, visit: Visiting, platform: str) -> None:
    other = App(visit(platform))
    other.visit.shop = f"{app.visit.shop}-2"[-64:]
    other.install()
    for each in (app, other):
        each.redeem(each.code())

    other.uninstall()

    assert app.facts["client_id"] == other.facts["client_id"]
    assert (app.call().status_code, other.call().status_code) == (200, 401)


@both
@pytest.mark.parametrize("host", [True, False])
def test_the_real_host_names_answer_too(app: App, platform: str, host: bool) -> None:
    names = {"salla": "accounts.salla.sa", "zid": "oauth.zid.sa"}
    path = app.facts["token_url"].removeprefix(f"/{platform}") if host else app.facts["token_url"]
    headers = {"Host": names[platform]} if host else {}

    answer = app.visit.server.send("POST", path, headers, data={"grant_type": "refresh_token"})

    assert refusal(answer) == (400, "invalid_request")


@both
def test_a_token_of_a_shop_has_its_lifetime(app: App) -> None:
    app.visit.admin("PATCH", "/access", {"access_lifetime": "PT1H"})
    app.redeem(app.code())

    met = [app.call().status_code]
    app.visit.advance("PT1H")
    met.append(app.call().status_code)
    app.refresh()
    met.append(app.call().status_code)

    assert app.tokens["expires_in"] == 3600
    assert met == [200, 401, 200]


@pytest.mark.parametrize("platform", ["salla"])
def test_the_token_address_can_be_made_to_fail(app: App) -> None:
    app.redeem(app.code())
    fault = {"platform": "salla", "operation": "giveTokens", "action": "status", "status": 503}
    told(app.visit.server.send("POST", "/__admin/faults", json={**fault, "times": 1}))

    failed = app.ask("refresh_token", refresh_token=app.tokens["refresh_token"])
    app.refresh()

    assert refusal(failed) == (503, "temporarily_unavailable")
    assert app.call().status_code == 200


@both
def test_the_journal_knows_the_shop_and_no_secret(app: App) -> None:
    code = app.code()
    app.redeem(code)
    app.ask("authorization_code", code=code, client_secret="wrong-secret-1234")
    app.call()

    secrets = [code, app.facts["client_secret"], "wrong-secret-1234"]
    secrets += [value for value in app.tokens.values() if len(str(value)) > 30]
    found = app.visit.server.send("GET", "/__admin/requests", params={"shop": app.visit.shop})
    told_of = [each["operation"] for each in told(found)["requests"]]
    shown = [found.text, app.visit.server.send("GET", "/__admin/requests/export").text]

    assert {"authorize", "giveTokens", "oauthAuthorize", "oauthToken"} & {*told_of}
    assert len(told_of) == 4
    assert [secret for secret in secrets for text in shown if secret in text] == []


@both
def test_an_app_hears_of_its_own_life_at_its_address(app: App, platform: str) -> None:
    with Inbox() as inbox:
        installed = app.install(mode="easy", webhook_url=inbox.url, webhook_secret="mine")
        app.uninstall()

        letters = inbox.events
    if platform == "salla":
        names = [each["event"] for each in letters]
        assert names == ["app.installed", "app.store.authorize", "app.uninstalled"]
        assert letters[1]["data"]["access_token"] == installed["tokens"]["access_token"]
        assert {str(each["merchant"]) for each in letters} == {
            app.visit.described["facts"]["merchant"]
        }
    else:
        names = [each["event_name"].rpartition(".")[2] for each in letters]
        assert names == ["authorized", "install", "uninstall"]
