"""What a merchant's store is, and its parts."""

from collections.abc import Iterator
from typing import Any

from mock_server.engine.identifiers import Identifiers
from mock_server.engine.limits import rule_of
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words
from .limits import LIMITS
from .merchants import merchant_id, tax_number

SCOPE = "store_scope"
operations = Operations()

_PLANS = ("basic", "plus", "pro", "special")
SLOGAN = Text("كل ما تحتاجه في مكان واحد", "All that you need in one place")
"""What the store says of itself."""
_WHOLESALE = Text("قسم الجملة", "Wholesale")
_NOWHERE = ("telegram", "facebook", "maroof", "youtube", "snapchat")


@operations.handles("storeInformation")
def store_information(request: Request, shop: Shop) -> Any:
    store, number = shop.facts.store, merchant_id(shop)
    name, plan = store.name.say(request.language), rule_of(shop, LIMITS, "off").plan
    commerce = Identifiers(number).number("commerce", 100_000, 999_999)
    handle = store.domain.partition(".")[0]
    return {
        "id": number,
        "name": name,
        "entity": "company",
        "email": store.email,
        "avatar": f"https://{store.domain}/logo.png",
        "plan": plan if plan in _PLANS else "basic",
        "type": "demo",
        "status": "active",
        "verified": True,
        "currency": store.currency,
        "domain": f"https://{store.domain}",
        "description": SLOGAN.say(request.language),
        "licenses": {
            "tax_number": tax_number(shop.name, shop.identifiers.seed),
            "commercial_number": f"1010{commerce}",
            "freelance_number": None,
        },
        "social": {
            **dict.fromkeys(_NOWHERE),
            "twitter": f"https://x.com/{handle.replace('-', '_')}",
            "whatsapp": store.mobile,
            "appstore_link": None,
            "googleplay_link": None,
        },
    }


def present(scope: Record, shop: Shop, request: Request) -> Record:
    return words.say(scope, request.language)


def seed(beginning: Beginning) -> Iterator[Record]:
    """The store itself, and a part for those who buy much."""
    for number, name in enumerate((beginning.facts.store.name, _WHOLESALE), start=1):
        yield {
            "id": 1_845_000_000 + number,
            "name": name.ar,
            "is_default": number == 1,
            "status": "active",
            "_words": {"en": {"name": name.en}},
        }


SCOPES = Resource(name=SCOPE, seed=seed, present=present, sort=oldest_first)
