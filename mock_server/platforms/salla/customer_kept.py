"""Customers as they are kept: what of a body is written, and what may not be."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .customers import CUSTOMER, DEFAULT_GROUP, blank_customer, split_mobile
from .days import begins
from .style import date

_PLAIN = ("first_name", "last_name", "email", "gender")
_NOBODY = Text("أدخل رقم الجوال أو البريد الإلكتروني", "give a mobile number or an e-mail address")
_TAKEN = Text("رقم الجوال مستخدم من قبل", "another customer has this mobile number")
_MOBILE = Text("رقم الجوال غير صحيح", "the mobile number is not valid")


def customer_written(
    sent: Mapping[str, Any], known: Record, request: Request, shop: Shop
) -> Record:
    """The fields of a customer that a body changes; what is left out stays as it is.

    Raises:
        Invalid: the mobile number is none, or that of somebody else.
    """
    fields: Record = {name: sent[name] for name in _PLAIN if name in sent}
    if "mobile" in sent or "mobile_code_country" in sent:
        fields |= _mobile(sent, known, shop)
    if "birthday" in sent:
        fields["birthday"] = date(begins(sent["birthday"]))
    if "groups" in sent:
        fields["groups"] = list(dict.fromkeys([*sent["groups"], DEFAULT_GROUP]))
    if any(known.get(name) != value for name, value in fields.items()):
        fields["updated_at"] = date(shop.clock.now())
    return fields


def new_customer(sent: Mapping[str, Any], request: Request, shop: Shop) -> Record:
    """A customer who was not known, with an id.

    Raises:
        Invalid: nobody could reach them, or their mobile number is that of somebody else.
    """
    if not sent.get("mobile") and not sent.get("email"):
        raise Invalid.field("mobile", "required", _NOBODY)
    fields = customer_written(sent, {}, request, shop)
    key = int(str(shop.store.fresh(CUSTOMER, lambda: shop.identifiers.number(CUSTOMER))))
    now = shop.clock.now()
    blank = blank_customer(key, ("", ""), ("+966", 0), "", shop.facts)
    return {**blank, **fields, "updated_at": date(now), "_created_at": now}


def _mobile(sent: Mapping[str, Any], known: Record, shop: Shop) -> Record:
    """The number without its country code, which is sent beside it, in it, or known."""
    number = str(sent.get("mobile", known.get("mobile") or ""))
    code = f"+{str(sent.get('mobile_code_country', known.get('mobile_code', '966'))).lstrip('+')}"
    if number.startswith("+"):
        bare = number.removeprefix(code)
        code, number = (code, bare) if bare != number else _split(number)
    digits = number.lstrip("0")
    if "mobile" in sent and not digits:
        raise Invalid.field("mobile", "format", _MOBILE)
    mobile = int(digits or 0)
    if mobile and _is_taken((code, mobile), known, shop):
        raise Invalid.field("mobile", "unique", _TAKEN)
    return {"mobile": mobile, "mobile_code": code}


def _split(number: str) -> tuple[str, str]:
    try:
        code, mobile = split_mobile(number)
    except Invalid as error:
        raise Invalid.field("mobile", "format", _MOBILE) from error
    return code, str(mobile)


def _is_taken(mobile: tuple[str, int], known: Record, shop: Shop) -> bool:
    same, _ = shop.store.table(CUSTOMER).select({"mobile": mobile[1]})
    return any(each["mobile_code"] == mobile[0] and each["id"] != known.get("id") for each in same)
