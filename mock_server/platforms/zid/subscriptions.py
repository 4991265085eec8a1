"""Webhooks as an app makes, lists, removes and recovers them through the API."""

from collections.abc import Mapping
from hashlib import md5
from typing import Any

from mock_server.engine.errors import Conflict, Invalid, NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

from .conditions import CONDITIONAL_EVENTS, CONDITIONS
from .stores import store_facts
from .webhook_health import HEALTHY, WEBHOOK, summary

operations = Operations()

WEBHOOKS_KEPT = 100

_TOO_MANY = Text("بلغ المتجر أكبر عدد من الويب هوك.", "The store has as many webhooks as it can.")
_NO_CONDITIONS = Text(
    "الشروط متاحة لأحداث إنشاء الطلب وتغير حالته فقط.",
    "Only order.create and order.status.update take conditions.",
)
_NOT_BROKEN = Text("الويب هوك ليس معطلاً.", "The webhook is not broken.")
_SAME_ADDRESS = Text("يجب أن يكون العنوان جديدًا.", "The target_url must be a new one.")


@operations.handles("listWebhooks")
def list_webhooks(request: Request, shop: Shop) -> Page:
    webhooks = shop.store.all(WEBHOOK)
    return Page(webhooks, len(webhooks))


@operations.handles("createWebhook")
def create(request: Request, shop: Shop) -> Record:
    """One event to one address; the same once more is another webhook."""
    sent: Mapping[str, Any] = request.body
    if shop.store.count(WEBHOOK) >= WEBHOOKS_KEPT:
        raise Conflict(f"a shop keeps {WEBHOOKS_KEPT} webhooks at most", _TOO_MANY)
    original_id = str(sent["original_id"])
    webhook = {
        "id": shop.identifiers.uuid(WEBHOOK),
        "event": sent["event"],
        "target_url": sent["target_url"],
        "store_id": store_facts(shop)["id"],
        "conditions": _conditions(sent),
        "original_id": original_id,
        "subscriber": sent.get("subscriber") or _subscriber(original_id),
        "active": True,
        "doc": None,
        **HEALTHY,
        "_username": sent.get("username"),
        "_password": sent.get("password"),
    }
    return shop.store.put(WEBHOOK, webhook["id"], webhook)


@operations.handles("deleteWebhook")
def delete_by_original_id(request: Request, shop: Shop) -> None:
    _delete(shop, "original_id", request.query["original_id"])


@operations.handles("deleteWebhooksBySubscriber")
def delete_by_subscriber(request: Request, shop: Shop) -> None:
    _delete(shop, "subscriber", request.path["subscriber"])


@operations.handles("getWebhookHealthSummary")
def health_summary(request: Request, shop: Shop) -> Any:
    return {"data": summary(shop)}


@operations.handles("listBrokenWebhooks")
def list_broken(request: Request, shop: Shop) -> list[Record]:
    webhooks = shop.store.all(WEBHOOK)
    return [visible(each) for each in webhooks if each["health_status"] == "broken"]


@operations.handles("recoverBrokenWebhooks")
def recover(request: Request, shop: Shop) -> Record:
    """Begin anew at another address; what was not delivered meanwhile is not sent again."""
    target_url: str = request.body["target_url"]
    webhook = shop.store.get(WEBHOOK, request.body["webhook_id"])
    if webhook["health_status"] != "broken":
        raise Invalid.field("webhook_id", "enum", _NOT_BROKEN)
    if target_url == webhook["target_url"]:
        raise Invalid.field("target_url", "enum", _SAME_ADDRESS)
    return shop.store.update(WEBHOOK, webhook["id"], target_url=target_url, **HEALTHY)


def _conditions(sent: Mapping[str, Any]) -> Mapping[str, Any] | list[str] | None:
    """What is known of them; empty ones come back as PHP has them, as an empty list."""
    given = sent.get("conditions")
    if given is None:
        return None
    known = {name: given[name] for name in CONDITIONS if name in given}
    if known and sent["event"] not in CONDITIONAL_EVENTS:
        raise Invalid.field("conditions", "enum", _NO_CONDITIONS)
    return known or []


def _subscriber(original_id: str) -> str:
    return md5(original_id.encode(), usedforsecurity=False).hexdigest()


def _delete(shop: Shop, field: str, value: str) -> None:
    found = [each["id"] for each in shop.store.all(WEBHOOK) if each[field] == value]
    if not found:
        raise NotFound(f"no webhook of this shop has {field} {value[:80]!r}", WEBHOOK)
    for each in found:
        shop.store.delete(WEBHOOK, each)
