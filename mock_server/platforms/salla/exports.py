"""Sheets that a store makes: asked for, made a minute later, listed, and to be downloaded."""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from mock_server.engine.errors import Invalid, NotFound
from mock_server.engine.jobs import Job, Worker
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer, Content
from mock_server.engine.text import Text

from . import export_sheets as sheets
from .catalogue import BRAND, CATEGORY, PRODUCT
from .customers import CUSTOMER
from .employees import EMPLOYEE
from .export_templates import TEMPLATE
from .moments import read_moment, told
from .order_times import orders_between, span_of
from .style import Whole

EXPORT = "export_log"
READY_AFTER = timedelta(minutes=1)
"""How long it takes to make a sheet."""
MOST = 100
"""Files of a store; the oldest goes first."""
TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
operations = Operations()

_BEGUN = Text(
    "يجري تجهيز الملف وسيصلك عند اكتماله", "The file is being made and will be sent to you"
)
_NO_ORDERS = Text("لا توجد طلبات مطابقة", "No orders match")
_NO_TEMPLATE = Text("القالب غير موجود", "there is no such template of orders")


@operations.handles("exportOrders")
def export_orders(request: Request, shop: Shop) -> Any:
    """Where no order matches the answer is a success with an error in it."""
    query = request.query
    begins, ends = span_of(query, shop)
    template = query["template_id"]
    columns = list(sheets.ORDER_COLUMNS)
    if template != -1:
        known = shop.store.find(TEMPLATE, template)
        if known is None or known["_entity"] != "orders":
            raise Invalid.field("template_id", "exists", _NO_TEMPLATE)
        columns = known["_columns"]
    if not orders_between(begins, ends, shop):
        error = {"code": 404, "message": _NO_ORDERS.say(request.language)}
        return Whole({"status": 200, "success": True, "error": error})
    span = {"begins": begins.isoformat(), "ends": ends.isoformat()}
    with shop.unit():
        return _begin(request, shop, "orders", query["format"], {"columns": columns, **span})


@operations.handles("exportProducts")
def export_products(request: Request, shop: Shop) -> Any:
    kind = request.body["type"]
    if not kind.endswith("-sample") and shop.store.count(_source_of(kind)) == 0:
        raise NotFound("there is nothing to export", _source_of(kind))
    return _begin(request, shop, kind, request.body["format"], {})


@operations.handles("exportCustomers")
def export_customers(request: Request, shop: Shop) -> Any:
    return _begin(request, shop, request.body["type"], "xlsx", {})


@operations.handles("exportCustomURLs")
def export_custom_urls(request: Request, shop: Shop) -> Any:
    """This one is made at once."""
    rows = [
        sheets.url_row(kind, each)
        for kind, resource in (("product", PRODUCT), ("category", CATEGORY), ("brand", BRAND))
        for each in shop.store.all(resource)
    ]
    return Answer(Content(sheets.write(sheets.URL_COLUMNS, rows, "xlsx"), TYPES["xlsx"]))


@operations.handles("exportsLogs")
def list_logs(request: Request, shop: Shop) -> list[Record]:
    """What was made, the last first."""
    query = request.query
    begins = read_moment("from", query["from"]) if "from" in query else None
    ends = read_moment("to", query["to"], ends=True) if "to" in query else None
    about = query["event"].partition(".")[0] if "event" in query else None
    return [
        _shown(each, shop, request)
        for each in reversed(shop.store.all(EXPORT))
        if (begins is None or each["_at"] >= begins)
        and (ends is None or each["_at"] <= ends)
        and about in (None, each["_about"])
        and query.get("employee", each["_employee"]) == each["_employee"]
    ]


@operations.handles("exportFile")
def download(request: Request, shop: Shop) -> Any:
    name = request.path["file"]
    found = next((each for each in shop.store.all(EXPORT) if each["_file"] == name), None)
    if found is None:
        raise NotFound("there is no such file, or not yet", EXPORT)
    return Answer(Content(b64decode(found["_content"]), TYPES[name.rpartition(".")[2]]))


def make_export(job: Job, shop: Shop) -> None:
    """Make the sheet of what the store has now."""
    details = job.details
    rows, names = _rows(details, shop)
    content = sheets.write(names, rows, details["form"])
    number = int(job.subject)
    shop.store.put(EXPORT, number, _log(number, details, content, shop.clock.now()))
    if shop.store.count(EXPORT) > MOST:
        shop.store.delete(EXPORT, shop.store.all(EXPORT)[0]["id"])


def seed(beginning: Beginning) -> Iterator[Record]:
    """The products and their prices, exported by the first employee before the story ends."""

    def find(resource: str, key: object) -> Record | None:
        known = beginning.records(resource)
        return next((each for each in known if each["id"] == key), None)

    products = beginning.records(PRODUCT)
    employee = beginning.records(EMPLOYEE)[0]["id"]
    for number, kind in enumerate(("products", "prices"), start=1):
        rows = [sheets.product_row(each, find) for each in products]
        content = sheets.write(sheets.PRODUCT_SHEETS[kind], rows, "csv")
        details = {"kind": kind, "form": "csv", "employee": employee}
        at = beginning.moment - timedelta(days=3 - number)
        yield _log(1_865_000_000 + number, details, content, at)


def _begin(
    request: Request, shop: Shop, kind: str, form: str, more: Mapping[str, Any]
) -> dict[str, Any]:
    number = shop.store.fresh(EXPORT, lambda: shop.identifiers.number(EXPORT))
    details = {
        "kind": kind,
        "form": form,
        "employee": shop.store.all(EMPLOYEE)[0]["id"],
        **more,
    }
    shop.later(READY_AFTER, Job("make_export", str(number), details))
    return {"message": _BEGUN.say(request.language)}


def _rows(details: Mapping[str, Any], shop: Shop) -> tuple[list[sheets.Row], tuple[str, ...]]:
    kind, find = details["kind"], shop.store.find
    if kind == "orders":
        begins, ends = (read_moment(each, details[each]) for each in ("begins", "ends"))
        orders = orders_between(begins, ends, shop)
        return [sheets.order_row(each, find) for each in orders], tuple(details["columns"])
    if kind.startswith("customers"):
        people = [] if kind.endswith("-sample") else shop.store.all(CUSTOMER)
        return list(people), sheets.CUSTOMER_COLUMNS
    names = sheets.PRODUCT_SHEETS[kind]
    if kind.endswith("-sample"):
        return [], names
    source = _source_of(kind)
    records = shop.store.all(source)
    if source == PRODUCT:
        return [sheets.product_row(each, find) for each in records], names
    return list(records), names


def _source_of(kind: str) -> str:
    return {"brand": BRAND, "category": CATEGORY}.get(kind, PRODUCT)


def _log(number: int, details: Mapping[str, Any], content: bytes, at: Any) -> Record:
    kind = details["kind"]
    about = (
        "customer" if kind.startswith("customers") else "order" if kind == "orders" else "product"
    )
    name = f"{number:x}.{details['form']}"
    return {
        "id": number,
        "type": {"prices": "product_prices"}.get(kind, kind),
        "_employee": details["employee"],
        "_about": about,
        "_at": at,
        "_file": name,
        "_content": b64encode(content).decode(),
    }


def _shown(log: Record, shop: Shop, request: Request) -> Record:
    employee = shop.store.find(EMPLOYEE, log["_employee"]) or {}
    name = employee.get("_name_en" if request.language == "en" else "name", "")
    return {
        "type": log["type"],
        "user": {"id": log["_employee"], "name": name},
        "created_at": told(log["_at"]),
        "url": f"{request.url.removesuffix('logs')}files/{log['_file']}",
    }


WORKERS: Mapping[str, Worker] = {"make_export": make_export}
RESOURCE = Resource(name=EXPORT, seed=seed)
