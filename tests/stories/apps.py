"""An app as its maker runs it: asks for consent, keeps its tokens, refreshes them."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from tests.stories.visits import Visit, told

SCOPES = {"salla": "carts.read offline_access", "zid": ""}
LISTS = {
    "salla": ("/carts/abandoned", {}),
    "zid": ("/managers/store/abandoned-carts", {"page": 1, "page_size": 5}),
}


@dataclass
class App:
    """The demo app of a platform, installed in the shop of a visit."""

    visit: Visit
    facts: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)

    def install(self, **wishes: Any) -> dict[str, Any]:
        self.facts = self.visit.admin("POST", "/apps/install", {"mode": "custom", **wishes})
        return self.facts

    def uninstall(self) -> None:
        self.visit.admin("POST", "/apps/uninstall", {})

    def authorize(self, **words: Any) -> requests.Response:
        """The answer of the authorize address, which a merchant's browser gets."""
        query = {
            "client_id": self.facts["client_id"],
            "response_type": "code",
            "redirect_uri": self.facts["redirect_uri"],
            "scope": SCOPES[self.visit.platform],
            "state": "a-state",
            "shop": self.visit.shop,
            "approve": "auto",
            **words,
        }
        return self.visit.server.send("GET", self.facts["authorize_url"], params=query)

    def code(self, **words: Any) -> str:
        answer = self.authorize(**words)
        assert answer.status_code == 302, answer.text
        return parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]

    def ask(self, grant_type: str, **words: Any) -> requests.Response:
        """The answer of the token address to a form."""
        form = {
            "grant_type": grant_type,
            "client_id": self.facts["client_id"],
            "client_secret": self.facts["client_secret"],
            "redirect_uri": self.facts["redirect_uri"],
            **words,
        }
        return self.visit.server.send("POST", self.facts["token_url"], data=form)

    def redeem(self, code: str) -> None:
        self.tokens = told(self.ask("authorization_code", code=code))

    def refresh(self) -> None:
        self.tokens = told(self.ask("refresh_token", refresh_token=self.tokens["refresh_token"]))

    def call(self, tokens: dict[str, Any] | None = None) -> requests.Response:
        """A list of the merchant's API with the tokens that the app has."""
        mine = tokens or self.tokens
        path, query = LISTS[self.visit.platform]
        headers = {"Authorization": f"Bearer {mine.get('authorization') or mine['access_token']}"}
        if "authorization" in mine:
            headers["X-Manager-Token"] = mine["access_token"]
        place = f"{self.visit.base}{path}"
        return self.visit.server.send("GET", place, headers, params=query)


def refusal(response: requests.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]
