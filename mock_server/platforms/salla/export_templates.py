"""Columns that a merchant exports together."""

from collections.abc import Iterator, Sequence
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .export_sheets import COLUMNS

TEMPLATE = "export_template"
operations = Operations()

_MADE = Text("تم إنشاء القالب", "The template has been made")
_CHANGED = Text("تم تحديث القالب", "The template has been changed")
_DELETED = Text("تم حذف القالب", "The template has been deleted")
_NO_COLUMN = Text("العمود غير صحيح", "there is no such column")


@operations.handles("listExportTemplates")
def list_templates(request: Request, shop: Shop) -> list[Record]:
    entity = request.query.get("entity")
    kept = shop.store.all(TEMPLATE)
    return [_shown(each, request) for each in kept if entity in (None, each["_entity"])]


@operations.handles("createExportTemplate")
def create_template(request: Request, shop: Shop) -> Any:
    sent = request.body
    _check(sent["columns"], sent["entity"])
    number = shop.store.fresh(TEMPLATE, lambda: shop.identifiers.number(TEMPLATE))
    keeping.add(
        shop,
        TEMPLATE,
        {
            "id": number,
            "name": sent["name"],
            "_entity": sent["entity"],
            "_columns": sent["columns"],
        },
    )
    return {"message": _MADE.say(request.language)}


@operations.handles("updateExportTemplate")
def update_template(request: Request, shop: Shop) -> Any:
    template, sent = shop.store.get(TEMPLATE, request.path["id"]), request.body
    _check(sent["columns"], template["_entity"])
    keeping.change(shop, TEMPLATE, template["id"], name=sent["name"], _columns=sent["columns"])
    return {"message": _CHANGED.say(request.language)}


@operations.handles("deleteExportTemplate")
def delete_template(request: Request, shop: Shop) -> Any:
    keeping.remove(shop, TEMPLATE, request.path["id"])
    return {"message": _DELETED.say(request.language)}


@operations.handles("listExportColumns")
def list_columns(request: Request, shop: Shop) -> list[Record]:
    return [
        {"title": title.say(request.language), "name": name, "section": section}
        for name, (section, title) in COLUMNS[request.query["entity"]].items()
    ]


def seed(beginning: Beginning) -> Iterator[Record]:
    told = (
        ("الأسعار", "products", ["product_name", "product_or_option_price"]),
        ("للمحاسب", "orders", ["reference_id", "order_date", "order_total"]),
    )
    for number, (name, entity, columns) in enumerate(told, start=1):
        record = {"name": name, "_entity": entity, "_columns": columns}
        yield {"id": 1_860_000_000 + number, **record}


def _shown(template: Record, request: Request) -> Record:
    known = COLUMNS[template["_entity"]]
    columns = [
        {"title": known[name][1].say(request.language), "name": name}
        for name in template["_columns"]
    ]
    return {"id": template["id"], "name": template["name"], "columns": columns}


def _check(columns: Sequence[str], entity: str) -> None:
    for index, name in enumerate(columns):
        if name not in COLUMNS[entity]:
            raise Invalid.field(f"columns.{index}", "exists", _NO_COLUMN)


RESOURCE = Resource(name=TEMPLATE, seed=seed)
