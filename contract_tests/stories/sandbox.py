"""A souqbox, where the server is one: its clock, its shopper and its shops, over its admin API."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import requests

TIMEOUT_SECONDS = 30


class NotAsked(Exception):
    """The admin API refused or did not answer; the text says what."""


class StoryShop:
    """A shop of a souqbox that one story has for itself."""

    def __init__(self, admin: str, platform: str, name: str) -> None:
        self.platform = platform
        self.name = name
        self.token = f"shop:{name}"
        self._admin = admin
        self._here = f"shops/{platform}/{name}"
        self._session = requests.Session()
        self._session.trust_env = False
        self.facts: dict[str, str] = {}
        """What a client must know of the shop beside its token, such as `store_id`."""

    def __enter__(self) -> "StoryShop":
        self.facts = self.ask("POST", "reset", {"scenario": "empty"})["facts"]
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.ask("DELETE", "")
        except NotAsked:
            return  # a sandbox that is gone has no shops
        finally:
            self._session.close()

    @property
    def origin(self) -> str:
        return self._admin.removesuffix("/__admin")

    def own(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Path values that are the same in every request, as they are for this shop: `storeId` is
        its fact `store_id`."""
        words = {name: re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in values}
        return {name: self.facts.get(words[name], value) for name, value in values.items()}

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer of the admin API to a request about this shop.

        Raises:
            NotAsked: it refused, or did not answer.
        """
        url = f"{self._admin}/{self._here}/{path}".rstrip("/")
        try:
            response = self._session.request(method, url, json=body, timeout=TIMEOUT_SECONDS)
        except requests.RequestException as error:
            raise NotAsked(f"the admin API of the sandbox: {type(error).__name__}") from error
        if not response.ok:
            raise NotAsked(f"the admin API of the sandbox: {method} {path} {response.status_code}")
        return response.json() if response.content else None

    def advance(self, span: str) -> None:
        """Let time pass in the shop; whatever it has to send is sent when this comes back."""
        self.ask("POST", "clock/advance", {"by": span})

    def open_cart(self, quantity: int = 2) -> str:
        """Somebody opens a basket and says who they are; its id."""
        offer = self.ask("GET", "shopper")
        basket = str(self.ask("POST", "shopper/baskets", {})["id"])
        customer = offer["customers"][0]["key"]
        self.add(basket, offer["products"][0]["key"], quantity)
        self.ask("PUT", f"shopper/baskets/{quote(basket)}/contact", {"customer": customer})
        return basket

    def add(self, basket: str, product: str, quantity: int) -> None:
        body = {"product": product, "quantity": quantity}
        self.ask("POST", f"shopper/baskets/{quote(basket)}/lines", body)

    def basket(self, basket: str) -> Any:
        return self.ask("GET", f"shopper/baskets/{quote(basket)}")

    def act(self, basket: str, verb: str) -> None:
        """`leave`, `return` or `pay`."""
        self.ask("POST", f"shopper/baskets/{quote(basket)}/{verb}", {})


def find_admin(base_url: str, platform: str) -> str | None:
    """The address of the admin API at this server; None if it is no souqbox with the platform."""
    parts = urlsplit(base_url)
    admin = urlunsplit((parts.scheme, parts.netloc, "/__admin", "", ""))
    session = requests.Session()
    session.trust_env = False
    try:
        answer = session.get(f"{admin}/health", timeout=TIMEOUT_SECONDS, allow_redirects=False)
        platforms = answer.json()["platforms"] if answer.status_code == 200 else {}
        known = platform in platforms and _answers(session, f"{admin}/shops")
    except (requests.RequestException, ValueError, KeyError, TypeError):
        return None
    finally:
        session.close()
    return admin if known else None


def _answers(session: requests.Session, url: str) -> bool:
    """Whether the admin API lets one in: a sandbox beyond this machine wants a token."""
    return session.get(url, timeout=TIMEOUT_SECONDS, allow_redirects=False).status_code == 200
