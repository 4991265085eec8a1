"""Webhook endpoints as a merchant makes, changes, tries out and removes them through the API."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Conflict
from mock_server.engine.operations import Operations
from mock_server.engine.platform import Filter
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record, TableSpec
from mock_server.engine.text import Text
from mock_server.webhooks import Told, trigger

from .events import NAMES
from .queries import with_ids
from .style import unwrapped
from .timestamps import keep
from .webhook_health import ENDPOINT, HEALTHY
from .webhooks import WEBHOOKS

TABLE = TableSpec(order="created_at")
FILTERS: Mapping[str, Filter] = {"ids[]": with_ids}
CAPACITY = 100
"""Ours: nothing in a shop grows without a limit."""

_SECRET_LENGTH = 24
_FULL = Text(
    "بلغ الحساب أكبر عدد من نقاط الويب هوك.", "The account has as many webhook endpoints as it can."
)
_DISABLED = Text("نقطة الويب هوك معطلة.", "The webhook endpoint is disabled. Enable it first.")

operations = Operations()


@operations.handles("createWebhookEndpoint")
def create(request: Request, shop: Shop) -> Record:
    if shop.store.count(ENDPOINT) >= CAPACITY:
        raise Conflict(f"an account has {CAPACITY} webhook endpoints at most", _FULL)
    key = shop.identifiers.uuid(ENDPOINT)
    made = {"id": key, "signing_secret": shop.identifiers.hex("signing secret", _SECRET_LENGTH)}
    return keep(shop, ENDPOINT, key, {**_BLANK, **made, **_written(unwrapped(request))})


@operations.handles("updateWebhookEndpoint")
def update(request: Request, shop: Shop) -> Record:
    """Change what was sent. One that is enabled again begins without a blemish."""
    endpoint = shop.store.get(ENDPOINT, request.path["id"])
    changed = {**endpoint, **_written(unwrapped(request))}
    if changed["enabled"] and not endpoint["enabled"]:
        changed |= HEALTHY
    return keep(shop, ENDPOINT, endpoint["id"], changed)


@operations.handles("deleteWebhookEndpoint")
def delete(request: Request, shop: Shop) -> Any:
    key = request.path["id"]
    shop.store.delete(ENDPOINT, key)
    return {"id": key, "object": ENDPOINT, "deleted": True}


@operations.handles("testWebhookEndpoint")
def test(request: Request, shop: Shop) -> Record:
    """Send the endpoint an example of the first event that it hears of."""
    endpoint = shop.store.get(ENDPOINT, request.path["id"])
    if not endpoint["enabled"]:
        raise Conflict("a disabled endpoint gets nothing, not even a test", _DISABLED)
    known = (name for name in endpoint["webhook_events"] if name in NAMES)
    trigger(WEBHOOKS, shop, [Told(next(known, "order.created"))], only=endpoint["id"])
    return endpoint


def _written(sent: Mapping[str, Any]) -> Record:
    """What a client may write, each in the type in which it is kept."""
    written = {name: sent[name] for name in ("url", "description") if name in sent}
    if "enabled" in sent:
        written["enabled"] = bool(sent["enabled"])
    if "webhook_events" in sent:
        written["webhook_events"] = list(dict.fromkeys(sent["webhook_events"]))
    return written


_BLANK: Record = {
    "id": "",
    "object": ENDPOINT,
    "automation_service": None,
    "description": None,
    "enabled": True,
    **HEALTHY,
    "webhook_events": [],
    "signing_secret": "",
    "url": "",
}
"""Every field in the vendor's order, of an endpoint that hears of nothing."""
