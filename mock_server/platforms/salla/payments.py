"""Ways to pay, and the accounts that transfers go to. The dashboard sets them; here they are."""

from collections.abc import Iterable
from typing import Any

from mock_server.engine.filters import equals
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

METHOD, BANK = "payment_method", "bank"

NAMES = {
    "credit_card": Text("البطاقات الائتمانية", "Credit cards"),
    "mada": Text("مدى", "Mada"),
    "apple_pay": Text("آبل باي", "Apple Pay"),
    "stc_pay": Text("إس تي سي باي", "STC Pay"),
    "bank": Text("حوالة بنكية", "Bank transfer"),
    "cod": Text("الدفع عند الاستلام", "Cash on delivery"),
    "paypal": Text("باي بال", "PayPal"),
}
"""What methods of payment are called, by their word."""

_BANKS = (
    (Text("مصرف الراجحي", "Al Rajhi Bank"), "608010167519", "SA0380000000608010167519", "active"),
    (
        Text("البنك الأهلي", "Saudi National Bank"),
        "51800000091",
        "SA4410000051800000091007",
        "active",
    ),
    (Text("مصرف الإنماء", "Alinma Bank"), "68201020304", "SA0205000068201020304000", "inactive"),
)
_FIRST_METHOD, _FIRST_BANK = 1_735_000_001, 1_740_000_001


def name_of(slug: str, language: str) -> str:
    """A method in words; its own word where it has no other name."""
    return NAMES[slug].say(language) if slug in NAMES else slug


def seed_methods(beginning: Beginning) -> Iterable[Record]:
    for index, (slug, name) in enumerate(NAMES.items()):
        enabled = slug != "paypal"
        record = {"id": _FIRST_METHOD + index, "slug": slug, "name": name.ar}
        yield {**record, "_enabled": enabled, "_name_en": name.en}


def seed_banks(beginning: Beginning) -> Iterable[Record]:
    store = beginning.facts.store
    for index, (name, account, iban, status) in enumerate(_BANKS):
        yield {
            "id": _FIRST_BANK + index,
            "bank_name": name.ar,
            "account_name": store.name.ar,
            "status": status,
            "_account": account,
            "_iban": iban,
            "_bank_en": name.en,
            "_account_en": store.name.en,
        }


def present_method(record: Record, shop: Shop, request: Request) -> Record:
    english = {"name": record["_name_en"]} if request.language == "en" else {}
    return {**visible(record), **english}


def present_bank(record: Record, shop: Shop, request: Request) -> Record:
    return {**visible(record), **_bank_words(record, request.language)}


def shown_bank(key: int | None, shop: Shop, language: str) -> Record | None:
    """The account that an order was paid to, as the order shows it."""
    bank = shop.store.find(BANK, key) if key is not None else None
    if bank is None:
        return None
    numbers = {"account_number": bank["_account"], "iban_number": bank["_iban"]}
    shown = {**visible(bank), **_bank_words(bank, language)}
    return {**shown, "bank_id": bank["id"], **numbers}


def _bank_words(bank: Record, language: str) -> Record:
    if language != "en":
        return {}
    return {"bank_name": bank["_bank_en"], "account_name": bank["_account_en"]}


def _enabled(record: Record, wanted: Any, shop: Shop) -> bool:
    return bool(record["_enabled"])


METHODS = Resource(
    name=METHOD,
    seed=seed_methods,
    present=present_method,
    filters={"status": _enabled},
    sort=oldest_first,
)
BANKS = Resource(
    name=BANK,
    seed=seed_banks,
    present=present_bank,
    filters={"status": equals("status")},
    sort=oldest_first,
)
