"""Taxes by country."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.text import Text

from . import words
from .countries import COUNTRIES, country

TAX = "tax"

_NO_COUNTRY = Text("الدولة غير موجودة", "there is no such country")
_TAKEN = Text("توجد ضريبة لهذه الدولة", "this country has a tax already")
_TOO_MUCH = Text("لا تزيد الضريبة عن 100", "no more than 100 per cent")


def tax_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a tax that a body changes.

    Raises:
        Invalid: it is more than everything, or of a country that has one or is not there.
    """
    changed: Record = {} if "id" in known else _blank()
    if "tax" in sent:
        changed["tax"] = float(sent["tax"])
        if changed["tax"] > 100:
            raise Invalid.field("tax", "max", _TOO_MUCH)
    if "country_id" in sent:
        changed |= _of_country(sent["country_id"], known, shop)
    return changed


def present(tax: Record, shop: Shop, request: Request) -> Record:
    return words.say(tax, request.language)


def told(tax: Record, shop: Shop) -> Record:
    return words.say(tax, words.MAIN)


def seed(beginning: Beginning) -> Iterator[Record]:
    """The tax of the store's own country, and one of a neighbour."""
    percent = beginning.facts.store.tax_percent
    for number, tax in enumerate((percent, 5), start=1):
        yield {**_blank(), **_named(number), "id": 1_830_000_000 + number, "tax": tax}


def _of_country(number: int | None, known: Record, shop: Shop) -> Record:
    if number is None:
        return {"country": None, "_country_id": None, "_words": {}}
    if country(number) is None:
        raise Invalid.field("country_id", "exists", _NO_COUNTRY)
    same, _ = shop.store.table(TAX).select({"_country_id": number})
    if any(each["id"] != known.get("id") for each in same):
        raise Invalid.field("country_id", "unique", _TAKEN)
    return _named(number)


def _named(number: int) -> Record:
    name = COUNTRIES[number - 1].name
    return {"country": name.ar, "_country_id": number, "_words": {"en": {"country": name.en}}}


def _blank() -> Record:
    return {"tax": 0, "status": "active", "country": None, "_country_id": None}


RESOURCE = Resource(
    name=TAX,
    table=TableSpec(equal=("_country_id",)),
    seed=seed,
    present=present,
    new_id=lambda shop: shop.identifiers.number(TAX),
    writes=tax_written,
    announces=Events("storetax.created"),
    tells=told,
)
