"""Customers: made, deleted, banned, and imported from a sheet."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from mock_server.commerce.sheets import UnreadableSheet, read_sheet
from mock_server.engine import keeping
from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Parent, Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.text import Text
from mock_server.engine.uploads import Upload

from .customer_groups import GROUP
from .customer_kept import customer_written, new_customer
from .customer_shown import present, told
from .customers import CUSTOMER, full_mobile, full_name, seed
from .days import from_day, to_day
from .words import done

operations = Operations()

_DELETED = Text("تم حذف العميل بنجاح", "The customer was deleted")
_BANNED = Text("تم حظر العميل", "The customer was banned")
_FREE = Text("تم إلغاء حظر العميل", "The customer may order again")
_IMPORTED = Text("تم استيراد {count} عملاء بنجاح", "{count} customers have been imported")
_FILE = Text("يجب إرسال ملف", "a file must be sent")
_ROW = Text("الصف {row}: قيمة {name} غير صحيحة", "row {row}: {name} is not valid")
_CELLS: Mapping[str, str] = {
    "first_name": r".{1,25}",
    "last_name": r".{1,25}",
    "mobile": r"\+?[0-9]{5,15}",
    "mobile_code_country": r"\+?[0-9]{1,4}",
    "email": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "gender": r"male|female",
    "birthday": r"\d{4}-\d{2}-\d{2}",
    "group": r"\d{1,15}",
}
"""What a cell may hold, by its column."""


@operations.handles("createCustomer")
def create_customer(request: Request, shop: Shop) -> Record:
    return keeping.add(shop, CUSTOMER, new_customer(request.body, request, shop))


@operations.handles("deleteCustomer")
def delete_customer(request: Request, shop: Shop) -> Any:
    keeping.remove(shop, CUSTOMER, request.path["customer"])
    return [_DELETED.say(request.language)]


@operations.handles("banCustomer")
def ban_customer(request: Request, shop: Shop) -> Any:
    """The customer can log in and not order."""
    customer = shop.store.get(CUSTOMER, request.path["customer"])
    keeping.change(shop, CUSTOMER, customer["id"], _ban_reason=request.body["reason"])
    return done(_BANNED, request)


@operations.handles("unBanCustomer")
def unban_customer(request: Request, shop: Shop) -> Any:
    """Only who was banned is on the list that the path is of."""
    customer = shop.store.get(CUSTOMER, request.path["customer"])
    if customer["_ban_reason"] is None:
        raise NotFound(f"{customer['id']} is not banned", CUSTOMER)
    keeping.change(shop, CUSTOMER, customer["id"], _ban_reason=None)
    return done(_FREE, request)


@operations.handles("importCustomers")
def import_customers(request: Request, shop: Shop) -> Any:
    """All rows, or none where one is wrong."""
    file = request.body.get("file")
    if not isinstance(file, Upload):
        raise Invalid.field("file", "required", _FILE)
    try:
        rows = read_sheet(file.data)
    except UnreadableSheet as error:
        words = Text(f"تعذرت قراءة الملف: {error}", f"the file cannot be read: {error}")
        raise Invalid.field("file", "format", words) from error
    for number, row in enumerate(rows, start=2):
        _keep(_fields(row, number), number, request, shop)
    return done(_IMPORTED.fill(count=len(rows)), request)


def _fields(row: Mapping[str, str], number: int) -> Record:
    """A row by the names of the API; columns that are not known, and empty cells, say nothing."""
    fields: Record = {}
    for name, pattern in _CELLS.items():
        cell = row.get(name, "")
        if cell and not re.fullmatch(pattern, cell):
            raise _wrong(number, name)
        if cell:
            fields[name] = cell
    if "group" in fields:
        fields["groups"] = [int(fields.pop("group"))]
    return fields


def _keep(fields: Record, number: int, request: Request, shop: Shop) -> None:
    """A new customer; what is wrong with them is told of their row."""
    try:
        if "birthday" in fields:
            date.fromisoformat(fields["birthday"])
        keeping.add(shop, CUSTOMER, new_customer(fields, request, shop))
    except ValueError as error:
        raise _wrong(number, "birthday") from error
    except Invalid as error:
        raise _wrong(number, error.problems[0].name) from error


def _wrong(row: int, name: str) -> Invalid:
    return Invalid.field("file", "invalid", _ROW.fill(row=row, name=name))


def _about(customer: Record, keyword: str, shop: Shop) -> bool:
    """`keyword`: a part of the name, the mobile or the e-mail address."""
    word = keyword.strip().lstrip("+").casefold()
    known = (full_name(customer), full_mobile(customer), customer["email"])
    return any(word in each.casefold() for each in known)


RESOURCE = Resource(
    name=CUSTOMER,
    table=TableSpec(equal=("mobile",)),
    seed=seed,
    present=present,
    filters={
        "keyword": _about,
        "date_from": from_day("_created_at"),
        "date_to": to_day("_created_at"),
    },
    apart=frozenset({"fields[]"}),
    writes=customer_written,
    unique=("email",),
    refers={"groups": GROUP},
    parents=(Parent(GROUP, "groups", orphans="detached", several=True),),
    announces=Events("customer.created", "customer.updated"),
    tells=told,
)
