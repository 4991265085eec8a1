"""The store's customers: those of the story, and those that orders bring."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from mock_server.commerce.vocabulary import Customer
from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .style import date

CUSTOMER = "customer"
DEFAULT_GROUP = 1_850_000_001
"""The group that every new customer comes into."""

_FIRST_DAYS = timedelta(days=91)
"""Customers of the story came before its oldest order."""

_COUNTRY = Text("السعودية", "Saudi Arabia")
_UNKNOWN = Text("العميل غير موجود", "there is no such customer")
_INCOMPLETE = Text(
    "أدخل رقم العميل، أو الاسم والجوال والبريد الإلكتروني",
    "give the customer's id, or a name, a mobile and an e-mail address",
)
_BANNED = Text("العميل محظور من الطلب", "the customer is banned from ordering")


def customer_id(number: int) -> int:
    """The id of a customer of the story."""
    return 1_000_000_000 + number


def seed(beginning: Beginning) -> Iterable[Record]:
    for customer in beginning.facts.customers.values():
        yield _told(customer, beginning)


def customer_for(sent: Mapping[str, Any], shop: Shop) -> Record:
    """The customer that is meant: by id, by mobile or e-mail, or somebody new.

    Raises:
        Invalid: there is none of this id, too little is said of a new one, or they are banned.
    """
    found = _known(sent, shop)
    if found is None and "id" in sent:
        raise Invalid.field("customer_id", "exists", _UNKNOWN)
    if found is None and not all(sent.get(name) for name in ("name", "mobile", "email")):
        raise Invalid.field("customer", "required", _INCOMPLETE)
    if found is not None and found.get("_ban_reason"):
        raise Invalid.field("customer_id", "enum", _BANNED)
    return found or _make(sent, shop)


def shown(customer: Record, language: str) -> Record:
    """A customer as an order shows them."""
    where = customer["_city"]
    return {
        **{name: value for name, value in customer.items() if name[0] != "_"},
        "country": _COUNTRY.say(language),
        "city": where.get(language, "") if where else customer["city"],
    }


def full_mobile(customer: Record) -> str:
    """The number with its country code; empty when it is unknown."""
    return f"{customer['mobile_code']}{customer['mobile']}" if customer["mobile"] else ""


def full_name(customer: Record) -> str:
    return f"{customer['first_name']} {customer['last_name']}".strip()


def _known(sent: Mapping[str, Any], shop: Shop) -> Record | None:
    if "id" in sent:
        return shop.store.find(CUSTOMER, sent["id"])
    mobile, email = sent.get("mobile"), sent.get("email")

    def same(customer: Record) -> bool:
        return full_mobile(customer) == mobile or (bool(email) and customer["email"] == email)

    found, _ = shop.store.table(CUSTOMER).select({}, same, newest_first=False, limit=1)
    return found[0] if found else None


def _make(sent: Mapping[str, Any], shop: Shop) -> Record:
    key = shop.store.fresh(CUSTOMER, lambda: shop.identifiers.number(CUSTOMER))
    first, _, last = str(sent["name"]).partition(" ")
    code, mobile = split_mobile(str(sent["mobile"]))
    record = blank_customer(
        int(str(key)), (first, last), (code, mobile), str(sent["email"]), shop.facts
    )
    now = shop.clock.now()
    record |= {"updated_at": date(now), "_created_at": now}
    return keeping.add(shop, CUSTOMER, record)


def split_mobile(mobile: str) -> tuple[str, int]:
    """Country code and number; one without a code is Saudi.

    Raises:
        Invalid: it is no number.
    """
    digits = mobile.strip().removeprefix("+").lstrip("0")
    if not digits.isdigit() or not 8 <= len(digits) <= 15:
        words = Text("رقم الجوال غير صحيح", "the mobile number is not valid")
        raise Invalid.field("customer.mobile", "format", words)
    return (f"+{digits[:3]}", int(digits[3:])) if len(digits) > 9 else ("+966", int(digits))


def _told(customer: Customer, beginning: Beginning) -> Record:
    """A customer of the story."""
    names = (customer.first_name.ar, customer.last_name.ar)
    mobile = (customer.mobile[:4], int(customer.mobile[4:]))
    record = blank_customer(
        customer_id(customer.number), names, mobile, customer.email, beginning.facts
    )
    city = customer.city.name
    return {
        **record,
        "gender": customer.gender,
        "city": city.ar,
        "updated_at": date(beginning.moment),
        "_created_at": beginning.moment - _FIRST_DAYS - timedelta(hours=customer.number * 31),
        "_told": customer.accepts_marketing,
        "_city": {"ar": city.ar, "en": city.en},
    }


def blank_customer(
    key: int, names: tuple[str, str], mobile: tuple[str, int], email: str, market: Any
) -> Record:
    """A customer of whom no more is known."""
    domain = market.store.domain
    return {
        "id": key,
        "first_name": names[0],
        "last_name": names[1],
        "mobile": mobile[1],
        "mobile_code": mobile[0],
        "email": email,
        "urls": {
            "customer": f"https://{domain}/profile",
            "admin": f"https://s.salla.sa/customers/{key}",
        },
        "avatar": f"https://{domain}/images/avatar.png",
        "gender": "",
        "birthday": None,
        "city": "",
        "country": _COUNTRY.ar,
        "country_code": "SA",
        "currency": market.store.currency,
        "location": "",
        "updated_at": None,
        "groups": [DEFAULT_GROUP],
        "_city": None,
        "_created_at": None,
        "_ban_reason": None,
        "_told": True,
    }
