"""What must have happened in a shop, so that every operation of its platform finds something real.

Webhooks that are kept here hear of nothing: no test of this folder is to send anything.
"""

from collections.abc import Callable, Mapping
from typing import Any

from contract_tests.document import Document
from contract_tests.examples import body_of
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.flakes import store_id
from tests.helpers import call, part


def live(shop: Shop) -> None:
    """Let it happen, once the shop's story is over."""
    if shop.platform in _LIVES:
        _LIVES[shop.platform](shop)


def _example(shop: Shop, operation_id: str) -> Any:
    document = Document(part(shop.platform).contract.document)
    return body_of(document, document.by_id[operation_id])


def _salla(shop: Shop) -> None:
    """A webhook was registered for what never happens, under the id of the document."""
    body = {**_example(shop, "registerWebhook"), "event": "brand.created"}
    made = call(shop, "registerWebhook", body=body)[1]["data"]["id"]
    key = 1_473_353_380
    shop.store.put("webhook", key, {**shop.store.get("webhook", made), "id": key})
    shop.store.delete("webhook", made)


def _zid(shop: Shop) -> None:
    """A webhook broke, and nobody has recovered it yet."""
    _, made = call(shop, "createWebhook", body=_example(shop, "createWebhook"))
    broken = {
        "active": False,
        "health_status": "broken",
        "broken_at": "2026-03-01T09:00:00.000000Z",
    }
    key = _example(shop, "recoverBrokenWebhooks")["webhook_id"]
    shop.store.put("webhook", key, {**shop.store.get("webhook", made["id"]), "id": key, **broken})
    shop.store.delete("webhook", made["id"])


def _tjar(shop: Shop) -> None:
    """A webhook was registered and then switched off."""
    body = _example(shop, "registerWebhook")
    call(shop, "registerWebhook", body={**body, "is_active": False})


def _surecart(shop: Shop) -> None:
    """A webhook endpoint was made for what never happens, where not even a test is sent to."""
    beyond = {"url": "http://203.0.113.1/surecart", "webhook_events": ["payout.created"]}
    fields = _example(shop, "createWebhookEndpoint")["webhook_endpoint"]
    call(shop, "createWebhookEndpoint", body={"webhook_endpoint": {**fields, **beyond}})


def _paynow(shop: Shop) -> None:
    """A webhook was made for what never happens, under the id of the document."""
    body = {**_example(shop, "createWebhookSubscription"), "subscribed_to": "OnIgnore"}
    _, made = call(shop, "createWebhookSubscription", {"storeId": store_id(shop)}, body=body)
    key = _example(shop, "resendWebhook")["webhook_id"]
    kept = shop.store.get("webhook_subscription", made["id"])
    shop.store.put("webhook_subscription", key, {**kept, "id": key})
    shop.store.delete("webhook_subscription", made["id"])


_LIVES: Mapping[str, Callable[[Shop], None]] = {
    "salla": _salla,
    "surecart": _surecart,
    "zid": _zid,
    "tjar": _tjar,
    "paynow": _paynow,
}
