"""What Zid tells the maker of an app: one form for all events, with the event's name in it."""

from datetime import timedelta

from mock_server.commerce.market import Market
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .stores import store_facts
from .style import date_to_the_microsecond

_PLAN_DAYS = timedelta(days=30)
_NUMBER = 7367
_STATUSES = {"authorized": "authorized", "install": "active", "uninstall": "uninstalled"}
"""By the last word of an event; elsewhere the word itself, which is Zid's manner."""


def app_event(name: str, app: Record | None, shop: Shop) -> Record:
    """The body of `app.market...`; without an app of this shop, one is made up."""
    market: Market = shop.facts
    store = store_facts(shop)
    now = shop.clock.now()
    word = name.rpartition(".")[2]
    return {
        "app_id": app["number"] if app is not None else _NUMBER,
        "store_id": int(store["number"]),
        "store_uuid": store["id"],
        "store_url": f"https://{market.store.domain}/",
        "plan_name": "النمو",
        "status": _STATUSES.get(word, word),
        "start_date": date_to_the_microsecond(now),
        "end_date": date_to_the_microsecond(now + _PLAN_DAYS),
        "amount_paid": 79.01,
        "old_plan_name": None,
        "merchant_email": market.store.email,
        "merchant_phone_no": market.store.mobile.lstrip("+"),
        "event_name": name,
        "plan_type": "Paid",
        "plan_id": 904,
        "payment_date": date_to_the_microsecond(now),
    }
