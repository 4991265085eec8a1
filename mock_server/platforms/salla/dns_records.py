"""The records of a store's domain."""

from collections.abc import Iterator, Mapping
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer
from mock_server.engine.text import Text

from .style import SallaStyle

DNS_RECORD = "dns_record"
operations = Operations()

_NO_ADDRESS = Text("عنوان IP غير صحيح", "this is no IP address of that kind")
_NO_PRIORITY = Text("أرسل الأولوية لسجل MX", "a record of type MX needs a priority")
_TWICE = Text("السجل موجود", "this record is there already")
_ALIAS = Text("لا يجتمع CNAME مع سجل آخر", "a CNAME has no other record beside it")


@operations.handles("listDNSRecords")
def list_records(request: Request, shop: Shop) -> list[Record]:
    return shop.store.all(DNS_RECORD)


@operations.handles("deleteDNSRecord")
def delete_record(request: Request, shop: Shop) -> Any:
    keeping.remove(shop, DNS_RECORD, request.path["dns_id"])
    return Answer(SallaStyle().deleted(request))


def record_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """A record as it is kept.

    Raises:
        Invalid: it says what no record of its type can, or stands beside one that it must not.
    """
    kind, content = sent["type"], sent["value"]
    address = {"A": IPv4Address, "AAAA": IPv6Address}.get(kind)
    if address is not None:
        try:
            address(content)
        except AddressValueError:
            raise Invalid.field("value", "format", _NO_ADDRESS) from None
    if kind == "MX" and "priority" not in sent:
        raise Invalid.field("priority", "required", _NO_PRIORITY)
    for other in shop.store.all(DNS_RECORD):
        if other["name"] != sent["name"]:
            continue
        if (other["type"], other["content"]) == (kind, content):
            raise Invalid.field("value", "unique", _TWICE)
        if "CNAME" in (kind, other["type"]):
            raise Invalid.field("name", "unique", _ALIAS)
    priority = sent.get("priority")
    return {"type": kind, "name": sent["name"], "content": content, "priority": priority}


def seed(beginning: Beginning) -> Iterator[Record]:
    told = (("A", "@", "203.0.113.10", None), ("MX", "@", "mail.example", 10))
    for number, (kind, name, content, priority) in enumerate(told, start=1):
        record = {"type": kind, "name": name, "content": content, "priority": priority}
        yield {"id": 1_840_000_000 + number, **record}


RESOURCE = Resource(
    name=DNS_RECORD,
    seed=seed,
    new_id=lambda shop: shop.identifiers.number(DNS_RECORD),
    writes=record_written,
)
