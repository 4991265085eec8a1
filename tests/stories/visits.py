"""A shop as its clients see it: over HTTP, through the platform's API and the admin API only."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import requests

SARA: Mapping[str, Any] = {
    "name": "سارة الحربي",
    "email": "sara@example.com",
    "mobile": "+966501234567",
    "city": "jeddah",
    "accepts_marketing": True,
}
FAHAD: Mapping[str, Any] = {
    "name": "فهد القحطاني",
    "email": "fahad@example.com",
    "mobile": "+966551234567",
    "city": "riyadh",
    "accepts_marketing": True,
}

_LONGEST_NAME = 64
_TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Server:
    """A sandbox that answers at `url`; one session for all its clients keeps connections open."""

    url: str
    session: requests.Session

    def send(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any
    ) -> requests.Response:
        return self.session.request(
            method,
            f"{self.url}{path}",
            headers=dict(headers or {}),
            timeout=_TIMEOUT_SECONDS,
            allow_redirects=False,
            **more,
        )


class Visit:
    """One shop: what its client asks of the platform, and what the test does through `/__admin`."""

    def __init__(self, server: Server, platform: str, shop: str) -> None:
        self.server = server
        self.platform = platform
        self.shop = shop
        self.described = self.admin("GET", "")
        self.base: str = self.described["base_url"]

    def send(self, method: str, path: str, token: str | None = None, **more: Any) -> Any:
        """The response to a request of the shop's own client; `headers` are added to its token."""
        opened = credentials(self.platform, token or f"shop:{self.shop}")
        headers = {**opened, **more.pop("headers", {})}
        return self.server.send(method, f"{self.base}{path}", headers, **more)

    def get(self, path: str, language: str | None = None, **query: Any) -> Any:
        """What is told at this path."""
        headers = {"Accept-Language": language} if language else {}
        return told(self.send("GET", path, headers=headers, params=query))

    def write(self, method: str, path: str, body: Any, language: str = "en") -> Any:
        """What is answered to this body."""
        headers = {"Accept-Language": language}
        return told(self.send(method, path, headers=headers, json=body))

    def admin(self, method: str, path: str, body: Any = None) -> Any:
        """What the admin API tells of this shop."""
        place = f"/__admin/shops/{self.platform}/{self.shop}{path}"
        return told(self.server.send(method, place, json=body))

    def advance(self, by: str) -> None:
        self.admin("POST", "/clock/advance", {"by": by})

    def act(self, basket: str, verb: str, **facts: Any) -> Any:
        """Do something as the shopper with this basket; the basket after it."""
        method = "PUT" if verb == "contact" else "POST"
        return self.admin(method, f"/shopper/baskets/{basket}/{verb}", facts or None)

    def open(self, basket: str, customer: Mapping[str, Any] | None = None) -> Any:
        """Open a basket, say who it is, put the first of the shop's goods in; the basket."""
        offer = self.admin("GET", "/shopper")
        self.admin("POST", "/shopper/baskets", {"id": basket})
        self.act(basket, "contact", **(customer or SARA))
        return self.act(basket, "lines", product=offer["products"][0]["key"])

    def record(self, basket: str) -> str:
        """The key of the platform's record that shows the basket."""
        key: str = self.admin("GET", f"/shopper/baskets/{basket}")["record"]
        return key

    def records(self, resource: str) -> list[Any]:
        """What is kept of a resource that no operation shows, the oldest first."""
        kept: list[Any] = self.admin("GET", f"/records/{resource}")["records"]
        return kept[::-1]

    def events(self, since: int = 0) -> list[str]:
        """The names of what happened after the first `since` events."""
        happened = self.admin("GET", "/events?limit=1000")["events"]
        return [event["name"] for event in happened[since:]]


def credentials(platform: str, token: str) -> dict[str, str]:
    """Where a platform's clients put their token."""
    if platform == "zid":
        return {"Authorization": f"Bearer {token}", "X-Manager-Token": token}
    scheme = "APIKey" if platform == "paynow" else "Bearer"
    return {"Authorization": f"{scheme} {token}"}


def told(response: requests.Response) -> Any:
    """The body of an answer that must be a success."""
    assert response.ok, f"{response.status_code} {response.text[:500]}"
    return response.json() if response.content else None


def shop_name(test: str) -> str:
    """The name of a test as the name of a shop."""
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", test).strip("-")
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 9]}-{sha256(test.encode()).hexdigest()[:8]}"
