"""Campaigns of affiliates: what marketers get, of which orders, and what their links brought."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible

from . import words
from .affiliate_story import AFFILIATE, LINK, seed, seed_links
from .affiliates_kept import affiliate_written
from .merchants import merchant_id
from .pages import place_of, store_url, thing_at
from .style import RIYADH, money

_BRIEF = "listAffiliates"


def present(affiliate: Record, shop: Shop, request: Request) -> Record:
    """A campaign; in a list without what it brought."""
    shown = {
        **visible(affiliate),
        "scopes": [_scope(each, shop, request.language) for each in affiliate["scopes"]],
        "status": _status(affiliate, shop),
    }
    if request.operation.id == _BRIEF:
        return {name: value for name, value in shown.items() if name != "hide_total_stats"}
    links, _ = shop.store.table(LINK).select({"_affiliate": affiliate["id"]})
    return {**shown, "statistics": _sum(links, shop, hidden=affiliate["hide_total_stats"])}


def present_link(link: Record, shop: Shop, request: Request) -> Record:
    return {
        **visible(link),
        "link": f"{store_url(shop)}/?utm_source=aff&utm_campaign={link['_code']}",
        "statistics": _sum([link], shop, hidden=False),
    }


def _scope(scope: Mapping[str, Any], shop: Shop, language: str) -> Record:
    """A part of the store by its name and address, as they are now."""
    if scope["type"] == "store":
        store = shop.facts.store
        named = {"id": merchant_id(shop), "name": store.name.say(language), "link": store_url(shop)}
        return {**scope, **named}
    found = thing_at(scope["type"], scope["id"], shop)
    name = words.say(found, language)["name"] if found else ""
    return {**scope, "name": name, "link": place_of(scope["type"], scope["id"], shop)}


def _status(affiliate: Record, shop: Shop) -> str:
    """By the day in the store: before the first, after the last, or between."""
    today = f"{shop.clock.now().astimezone(RIYADH):%Y-%m-%d}"
    if today < affiliate["start_date"]:
        return "scheduled"
    return "expired" if today > affiliate["end_date"] else "active"


def _sum(links: list[Record], shop: Shop, *, hidden: bool) -> Record:
    """What links brought together; hidden sales are told as none."""
    currency = shop.facts.store.currency
    sales = 0 if hidden else sum(each["_sales"] for each in links)
    return {
        "sales": money(sales, currency),
        "visits": sum(each["_visits"] for each in links),
        "profit": money(sum(each["_profit"] for each in links), currency),
        "orders_count": sum(each["_orders"] for each in links),
    }


RESOURCE = Resource(
    name=AFFILIATE,
    seed=seed,
    present=present,
    new_id=lambda shop: shop.identifiers.number(AFFILIATE),
    writes=affiliate_written,
)
LINKS = Resource(
    name=LINK,
    seed=seed_links,
    present=present_link,
    parents=(Parent(AFFILIATE, "_affiliate", "affiliates_id"),),
)
