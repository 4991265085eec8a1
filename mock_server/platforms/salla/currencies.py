"""The currencies in which a store sells."""

from collections.abc import Iterator
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .countries import COUNTRIES, Country

CURRENCY = "currency"
operations = Operations()

_UNKNOWN = Text("العملة غير متاحة", "this currency is not to be had")
_OWN = Text("لا يمكن تعطيل عملة المتجر", "the store's own currency stays")
_FIRST = {"SAR": True, "AED": False, "USD": True}
"""What a new store has chosen before, and whether it still does."""


@operations.handles("listCurrencies")
def list_currencies(request: Request, shop: Shop) -> list[Record]:
    return [_shown(each, request) for each in shop.store.all(CURRENCY)]


@operations.handles("listAvailableCurrencies")
def list_available(request: Request, shop: Shop) -> list[Record]:
    return [
        {
            "id": number,
            "country_name_en": each.name.en,
            "country_name_ar": each.name.ar,
            "country_code": each.code,
            "currency_code": each.currency,
            "currency_name_en": each.currency_name.en,
            "currency_name_ar": each.currency_name.ar,
        }
        for number, each in enumerate(COUNTRIES, start=1)
    ]


@operations.handles("activateCurrencies")
def activate(request: Request, shop: Shop) -> Any:
    """What is not named stays as it is."""
    for index, sent in enumerate(request.body["currencies"]):
        code, enabled = sent["code"], sent.get("status", True)
        place = _of(code)
        if place is None:
            raise Invalid.field(f"currencies.{index}.code", "exists", _UNKNOWN)
        if code == shop.facts.store.currency and not enabled:
            raise Invalid.field(f"currencies.{index}.status", "enum", _OWN)
        shop.store.put(CURRENCY, code, _record(place, enabled))
    return list_currencies(request, shop)


def seed(beginning: Beginning) -> Iterator[Record]:
    own = beginning.facts.store.currency
    chosen = {**_FIRST, own: True}
    for place in COUNTRIES:
        if place.currency in chosen:
            yield _record(place, chosen[place.currency])


def _record(place: Country, enabled: bool) -> Record:
    return {
        "id": place.currency,
        "code": place.currency,
        "symbol": place.symbol,
        "status": "enabled" if enabled else "disabled",
    }


def _shown(record: Record, request: Request) -> Record:
    place = _of(record["code"])
    assert place is not None, "only currencies of known countries are kept"
    name = place.currency_name.say(request.language)
    return {"name": name, **{each: record[each] for each in ("code", "symbol", "status")}}


def _of(code: str) -> Country | None:
    return next((each for each in COUNTRIES if each.currency == code), None)


RESOURCE = Resource(name=CURRENCY, seed=seed)
