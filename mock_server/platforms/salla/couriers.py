"""The companies that carry the store's goods: apps of couriers, and those made by hand."""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from . import words

COMPANY = "shipping_company"

operations = Operations()

_FIRST = 1_710_000_001
_COMPANIES = (
    (Text("سمسا", "SMSA"), "smsa", 2000),
    (Text("أرامكس", "Aramex"), "aramex", 2500),
    (Text("مندوب المتجر", "Store courier"), None, 1500),
)
"""Name, word, and what it takes for an order, in halalas without tax."""

_FIRST_APP = 1_298_199_463
_UNKNOWN = Text("شركة الشحن غير موجودة", "there is no such courier")
_NOT_BY_HAND = Text(
    "لا يمكن تعديل شركة شحن مرتبطة بتطبيق", "only a company that was made by hand can be renamed"
)
_BOXES = Text("عدد الصناديق", "Boxes")
_CONTENT = Text("محتوى الشحنة", "Contents")
_ABOUT_BOXES = Text("عدد صناديق الشحنة", "Number of boxes of the shipment")
_ABOUT_CONTENT = Text("نوع ما في الشحنة", "What kind of goods the shipment has")
_CONTENTS = {
    "goods": Text("بضائع", "Goods"),
    "documents": Text("مستندات", "Documents"),
}


def seed(beginning: Beginning) -> Iterable[Record]:
    for index, (name, slug, price) in enumerate(_COMPANIES):
        yield {
            "id": _FIRST + index,
            "name": name.ar,
            "app_id": str(_FIRST_APP + index) if slug else "",
            "slug": slug,
            "activation_type": "api" if slug else "manual",
            "_price": price,
            "_words": {"en": {"name": name.en}},
        }


@operations.handles("updateShippingCompany")
def rename_company(request: Request, shop: Shop) -> Record:
    """Rename a company.

    Raises:
        Conflict: it belongs to an app, which names it.
    """
    company = shop.store.get(COMPANY, request.path["company_id"])
    if company["activation_type"] != "manual":
        raise Conflict(f"{company['id']} belongs to an app", _NOT_BY_HAND)
    changed = company_written(request.body, company, request, shop)
    return keeping.change(shop, COMPANY, company["id"], **changed)


@operations.handles("shippingCompanyOptions")
def list_options(request: Request, shop: Shop) -> list[Record]:
    """What the app of a company asks; one that was made by hand asks nothing."""
    company = shop.store.get(COMPANY, request.path["company_id"])
    if company["activation_type"] == "manual":
        return []
    language = request.language
    boxes: Record = {"name": "boxes", "label": _BOXES.say(language), "type": "number"}
    boxes |= {"format": "integer", "required": True, "description": _ABOUT_BOXES.say(language)}
    content: Record = {
        "name": "shipment_content_type",
        "label": _CONTENT.say(language),
        "type": "select",
    }
    content |= {"format": "string", "required": False}
    content["description"] = _ABOUT_CONTENT.say(language)
    choices = [{"value": value, "label": told.say(language)} for value, told in _CONTENTS.items()]
    return [{**boxes, "options": []}, {**content, "options": choices}]


def courier_of(shop: Shop, key: Any, field: str = "courier_id") -> Record:
    """The courier of this id.

    Raises:
        Invalid: there is none.
    """
    found = shop.store.find(COMPANY, key)
    if found is None:
        raise Invalid.field(field, "exists", _UNKNOWN)
    return found


def logo_of(company: Record, shop: Shop) -> str:
    """The address of a company's logo."""
    return f"https://{shop.facts.store.domain}/images/couriers/{company['slug'] or 'courier'}.png"


def company_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The name of a company; a new one is made by hand, and costs nothing until it has zones."""
    blank = {"app_id": "", "slug": None, "activation_type": "manual", "_price": 0}
    name = words.write({"name": sent["name"]}, known, words.spoken_in(request))
    return {**({} if "id" in known else blank), **name}


def present(company: Record, shop: Shop, request: Request) -> Record:
    return words.say(company, request.language)


RESOURCE = Resource(
    name=COMPANY,
    seed=seed,
    present=present,
    sort=oldest_first,
    new_id=lambda shop: shop.identifiers.number(COMPANY),
    writes=company_written,
    announces=Events(
        "shipping.company.created", "shipping.company.updated", "shipping.company.deleted"
    ),
)
