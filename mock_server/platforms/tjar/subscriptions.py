"""Webhooks as a store's owner registers, changes and checks them through the API."""

from collections.abc import Mapping
from hmac import compare_digest
from typing import Any

from mock_server.engine.errors import Conflict
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .events import NAMES
from .stores import store_id
from .style import date
from .webhooks import SIGNATURE, WEBHOOK

operations = Operations()

CAPACITY = 20
"""Webhooks of a store. The dashboard shows that there is such a number, but not to us which."""

_FULL = Text("بلغت الحد الأقصى لعدد الويب هوك", "The store's webhook capacity is used up")


@operations.handles("registerWebhook")
def register(request: Request, shop: Shop) -> Record:
    """Keep a new webhook; its secret is told this once."""
    if shop.store.count(WEBHOOK) >= CAPACITY:
        raise Conflict(f"a store has {CAPACITY} webhooks at most", _FULL)
    number, secret, now = shop.identifiers.count(WEBHOOK), _new_secret(shop), date(shop.clock.now())
    webhook = {
        "id": number,
        **_written(request.body),
        "last_triggered_at": None,
        "created_at": now,
        "updated_at": now,
        "_secret": secret,
        "_store_id": store_id(shop),
    }
    shop.store.put(WEBHOOK, number, webhook)
    return {**webhook, "secret": secret}


@operations.handles("updateWebhook")
def update(request: Request, shop: Shop) -> Record:
    """Replace all that can be written; what is left out is as in a new one."""
    now = date(shop.clock.now())
    written = _written(request.body)
    return shop.store.update(WEBHOOK, request.path["identifier"], **written, updated_at=now)


@operations.handles("listWebhookEvents")
def list_events(request: Request, shop: Shop) -> Any:
    return [
        {"key": name, "label": {"ar": kind.label.ar, "en": kind.label.en}}
        for name, kind in NAMES.items()
    ]


@operations.handles("refreshWebhookSecret")
def refresh_secret(request: Request, shop: Shop) -> Any:
    """The old secret counts for nothing from now on, for what still waits as well."""
    webhook = shop.store.get(WEBHOOK, request.path["identifier"])
    secret = _new_secret(shop)
    shop.store.update(WEBHOOK, webhook["id"], _secret=secret, updated_at=date(shop.clock.now()))
    return {"id": webhook["id"], "secret": secret}


@operations.handles("verifyWebhookSignature")
def verify_signature(request: Request, shop: Shop) -> Any:
    """Whether the signature was made of exactly these bytes with the secret of now."""
    webhook = shop.store.get(WEBHOOK, request.path["identifier"])
    payload: str = request.body["payload"]
    signed = SIGNATURE.sign(payload.encode(), webhook["_secret"], shop.clock.now())
    given: str = request.body["signature"]
    return {"valid": compare_digest(signed[SIGNATURE.header].encode(), given.encode())}


def _written(sent: Mapping[str, Any]) -> Record:
    return {
        "name": sent["name"],
        "url": sent["url"],
        "events": list(dict.fromkeys(sent["events"])),
        "is_active": sent.get("is_active", True),
    }


def _new_secret(shop: Shop) -> str:
    return shop.identifiers.hex("webhook secret", 64)
