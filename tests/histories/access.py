"""What an app and a merchant do about tokens, beside a model of which of them are good.

The model knows the rules as the platforms' pages tell them, and nothing of our code: an access
token lives for its time, a refresh token is good once, and when it comes again all that came from
the same consent is revoked.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.asgi import Call, Reply

if TYPE_CHECKING:
    from .history import History

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CODE_LIVES = timedelta(minutes=10)
SCOPES = {"salla": "carts.read offline_access", "zid": ""}
REFRESHED_FOR = {"salla": timedelta(days=30), "zid": timedelta(days=395)}


@dataclass(eq=False)
class Consent:
    """All that came from one consent of a merchant: its code, and grants, the newest last."""

    shop: str
    code: str
    code_ends: datetime
    redeemed: bool = False
    revoked: bool = False
    grants: list["Grant"] = field(default_factory=list)


@dataclass(eq=False)
class Grant:
    """Tokens that were given together."""

    consent: Consent
    access: list[str]
    refresh: str
    ends: datetime
    refresh_ends: datetime
    refreshed: bool = False


@dataclass(eq=False)
class Key:
    """A token made by hand; `of_app`: in the name of the app, with which it goes."""

    shop: str
    token: str
    headers: dict[str, str]
    ends: datetime | None
    of_app: bool = False
    revoked: bool = False


def is_good(history: "History", token: Grant | Key) -> bool:
    """Whether it opens its shop now, as the model has it."""
    now = history.now(shop_of(token))
    if isinstance(token, Key):
        return not token.revoked and (token.ends is None or now < token.ends)
    return not token.refreshed and not token.consent.revoked and now < token.ends


def shop_of(token: Grant | Key) -> str:
    return token.shop if isinstance(token, Key) else token.consent.shop


def installs(history: "History") -> None:
    """Installing anew ends all that the app was given before."""
    shop = history.some_shop()
    app = history.world.done("POST", shop, "/apps/install", {"mode": "custom"})
    history.apps[shop] = app
    revoke_all(history, shop)


def uninstalls(history: "History") -> None:
    shop = history.some_shop()
    if history.apps.pop(shop, None) is not None:
        history.world.done("POST", shop, "/apps/uninstall", {})
        revoke_all(history, shop)
        for key in history.keys:
            key.revoked = key.revoked or (key.of_app and key.shop == shop)


def revoke_all(history: "History", shop: str) -> None:
    for consent in history.consents:
        if consent.shop == shop:
            consent.revoked = True


def consents(history: "History") -> None:
    """A merchant agrees; what comes back is the code, which somebody may redeem later."""
    shop = history.some_shop()
    if shop not in history.apps:
        installs(history)
    app = history.apps.get(shop)
    if app is None:
        return
    query = {
        "client_id": app["client_id"],
        "response_type": "code",
        "redirect_uri": app["redirect_uri"],
        "scope": SCOPES[history.platform],
        "shop": shop,
        "approve": "auto",
    }
    place = urlsplit(app["authorize_url"]).path
    reply = history.world.send(Call("GET", place, {}, urlencode(query)))
    assert reply.status == 302, reply.content
    code = parse_qs(urlsplit(reply.headers["location"]).query)["code"][0]
    history.secrets.append(code)
    history.consents.append(Consent(shop, code, history.now(shop) + CODE_LIVES))


def redeems(history: "History") -> None:
    """A code for tokens, mostly a fresh one; one that comes again ends what came from it."""
    consent = history.some(history.consents[-3:])
    if consent is None or consent.shop not in history.apps:
        return
    fit = not consent.redeemed and not consent.revoked
    good = fit and history.now(consent.shop) < consent.code_ends
    elsewhere = good and history.random.random() < 0.2
    more = {"redirect_uri": "http://127.0.0.1:9/elsewhere"} if elsewhere else {}
    reply = ask(history, consent.shop, "authorization_code", code=consent.code, **more)
    if good and not elsewhere:
        keep_grant(history, consent, reply)
        consent.redeemed = True
        return
    expect_refusal(reply)
    consent.revoked = consent.revoked or consent.redeemed


def refreshes(history: "History") -> None:
    """With the newest refresh token, or with an older one, which ends all of them."""
    grants = [grant for each in history.consents for grant in each.grants]
    grant = history.some(grants[-4:])
    if grant is None or grant.consent.shop not in history.apps:
        return
    shop, consent = grant.consent.shop, grant.consent
    fit = not grant.refreshed and not consent.revoked
    good = fit and history.now(shop) < grant.refresh_ends
    reply = ask(history, shop, "refresh_token", refresh_token=grant.refresh)
    if good:
        keep_grant(history, consent, reply)
        grant.refreshed = True
        return
    expect_refusal(reply)
    consent.revoked = consent.revoked or grant.refreshed


def issues_a_key(history: "History") -> None:
    shop = history.some_shop()
    hours = history.some([None, 1, 30])
    body = {} if hours is None else {"lifetime": f"PT{hours}H"}
    issued = history.world.done("POST", shop, "/tokens", body)
    ends = None if issued["expires_at"] is None else datetime.fromisoformat(issued["expires_at"])
    if hours is not None:
        assert ends == whole(history.now(shop)) + timedelta(hours=hours)
    history.secrets.append(issued["token"])
    key = Key(shop, issued["token"], issued["headers"], ends, of_app=issued["kind"] == "grant")
    history.keys.append(key)


def revokes_a_key(history: "History") -> None:
    key = history.some(history.keys)
    if key is not None:
        history.world.done("POST", key.shop, "/tokens/revoke", {"token": key.token})
        key.revoked = True


def calls(history: "History") -> None:
    """Any token that was ever given, and what the model says of it must come true."""
    grants = [grant for each in history.consents for grant in each.grants]
    token = history.some([*grants[-6:], *history.keys[-3:]])
    if token is None:
        return
    headers = token.headers if isinstance(token, Key) else history.speech.carries(token.access)
    good = is_good(history, token)
    if history.random.random() < 0.2:
        headers, good = {name: f"{value}x" for name, value in headers.items()}, False
    history.call(headers, shop_of(token), good=good)


def ask(history: "History", shop: str, grant_type: str, **words: str) -> Reply:
    app = history.apps[shop]
    form = {
        "grant_type": grant_type,
        "client_id": app["client_id"],
        "client_secret": app["client_secret"],
        "redirect_uri": app["redirect_uri"],
        **words,
    }
    place = urlsplit(app["token_url"]).path
    return history.world.send(Call("POST", place, FORM, "", urlencode(form).encode()))


def keep_grant(history: "History", consent: Consent, reply: Reply) -> None:
    assert reply.status == 200, reply.content
    given: dict[str, Any] = reply.body
    names = ("authorization", "access_token") if "authorization" in given else ("access_token",)
    access = [given[name] for name in names]
    now = whole(history.now(consent.shop))
    lives = timedelta(seconds=given["expires_in"])
    ends = now + REFRESHED_FOR[history.platform]
    grant = Grant(consent, access, given["refresh_token"], now + lives, ends)
    history.secrets += [*access, grant.refresh]
    consent.grants.append(grant)


def expect_refusal(reply: Reply) -> None:
    assert reply.status in (400, 401), reply.content
    assert reply.body["error"] == "invalid_grant"


def whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
