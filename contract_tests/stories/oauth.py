"""OAuth's life: consent, tokens, a call, expiry, refresh, and a refresh token that comes twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from contract_tests.client import Call
from contract_tests.examples import query_of
from contract_tests.stories.sandbox import StoryShop
from contract_tests.stories.stage import Ended, Stage

RULE = "CT-STORY-OAUTH"
TITLE = "OAuth's life"
REFUSED = 401
STATE = "souqboxstory1"
"""Letters and digits only: other characters do not come back from everywhere."""


@dataclass(frozen=True, slots=True)
class OAuthWords:
    """`calls` is a read that any token may do, `token` what the run's token would be made of an
    answer, `lasts` how long an access token is good for."""

    calls: str
    scope: str
    token: Callable[[Mapping[str, Any]], str]
    lasts: str


def tell_oauth(stage: Stage, words: OAuthWords) -> None:
    """The story; it needs an app, which only a sandbox gives out over HTTP."""
    shop = stage.sandbox
    app: Any = {}
    with stage.step("a consent answers with a code, and the state that was given"):
        app = shop.ask("POST", "apps/install", {"mode": "custom"})
        stage.secrets.add(app["client_secret"])
        code = _consent(stage, shop, app, words)
    with stage.step("a code gives tokens, once"):
        asked = {"grant_type": "authorization_code", "code": code}
        _tokens(stage, shop, app, asked)
        again = _token_request(stage, shop, app, asked)
        stage.expect(again.status_code in (400, 401), "a code that comes twice is refused")
    first = _new_tokens(stage, shop, app, words)
    with stage.step("an access token opens the API until it expires"):
        _expect(stage, words, first, 200, "a new token is good")
        shop.advance(words.lasts)
        _expect(stage, words, first, REFUSED, "a token that expired is refused")
    with stage.step("a refresh token gives new tokens"):
        asked = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        second = _tokens(stage, shop, app, asked)
        _expect(stage, words, second, 200, "the new token is good")
    with stage.step("a refresh token that comes twice revokes all that came of the consent"):
        again = _token_request(stage, shop, app, asked)
        stage.expect(again.status_code in (400, 401), "a refresh token is good once")
        _expect(stage, words, second, REFUSED, "what came of the consent is revoked")


def _new_tokens(stage: Stage, shop: StoryShop, app: Any, words: OAuthWords) -> Any:
    """A code that came twice may have cost its tokens; so the story goes on with others."""
    with stage.step("a second consent gives tokens of its own"):
        code = _consent(stage, shop, app, words)
        return _tokens(stage, shop, app, {"grant_type": "authorization_code", "code": code})
    raise Ended


def _consent(stage: Stage, shop: StoryShop, app: Any, words: OAuthWords) -> str:
    asked = {
        "client_id": app["client_id"],
        "response_type": "code",
        "redirect_uri": app["redirect_uri"],
        "scope": words.scope,
        "state": STATE,
        "shop": shop.name,
        "approve": "auto",
    }
    path = app["authorize_url"]
    answer = stage.send("GET", shop.origin + path, path, params=asked)
    place = urlsplit(answer.headers.get("Location", ""))
    told = parse_qs(place.query)
    stage.expect(answer.status_code in (302, 303), "the browser is sent back to the app")
    stage.expect(told.get("state") == [STATE], "the state comes back", told)
    stage.expect(len(told.get("code", [])) == 1, "a code comes with it", told)
    stage.secrets.update(told["code"])
    return told["code"][0]


def _token_request(
    stage: Stage, shop: StoryShop, app: Any, asked: Mapping[str, str]
) -> requests.Response:
    me = {
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": app["redirect_uri"],
    }
    path = app["token_url"]
    return stage.send("POST", shop.origin + path, path, data={**me, **asked})


def _tokens(stage: Stage, shop: StoryShop, app: Any, asked: Mapping[str, str]) -> Any:
    answer = _token_request(stage, shop, app, asked)
    stage.expect(answer.status_code == 200, "tokens are given")
    told = answer.json()
    missing = {"access_token", "refresh_token", "expires_in"} - set(told)
    stage.expect(not missing, "access_token, refresh_token and expires_in are told", sorted(told))
    return told


def _expect(stage: Stage, words: OAuthWords, tokens: Any, status: int, says: str) -> None:
    operation = stage.operation(words.calls)
    credentials = stage.credentials(words.token(tokens))
    query = query_of(stage.inspection.document, operation)
    exchange = stage.inspection.call(Call(operation, {}, query, None, credentials))
    if exchange is None:
        raise Ended
    stage.exchanges.append(exchange)
    stage.expect(exchange.status == status, f"{says}: {status}")
