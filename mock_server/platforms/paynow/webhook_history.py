"""What was sent to a webhook, how each attempt went, and sending it again."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mock_server.engine.errors import NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.webhooks import replay
from mock_server.webhooks.deliveries import DELIVERIES, of_subscription

from .events import subscribed_name
from .flakes import numbered_flake, stamp
from .stores import check_store
from .webhooks import WEBHOOK, WEBHOOKS

operations = Operations()

ENTRIES_PER_PAGE = 20

_QUEUED_KIND, _EXECUTED_KIND = 2, 3
_ATTEMPTS_COUNTED = 16
"""More than there ever are of one delivery: its attempts have numbers of their own."""

_STATES: Mapping[str, str] = {
    "waiting": "pending",
    "sending": "pending",
    "failed": "pending",
    "delivered": "success",
    "given_up": "failed",
}


@operations.handles("getWebhookHistory")
def read_history(request: Request, shop: Shop) -> Any:
    check_store(request, shop)
    webhook = shop.store.get(WEBHOOK, request.path["webhookId"])
    wanted, number = request.query.get("state", "all"), request.query.get("page", 1)
    entries = [
        each
        for each in of_subscription(shop, webhook["id"])
        if wanted in ("all", _STATES[each["state"]])
    ]
    first = (number - 1) * ENTRIES_PER_PAGE
    return {
        "page": number,
        "history": [_entry(each) for each in entries[first : first + ENTRIES_PER_PAGE]],
    }


@operations.handles("resendWebhook")
def resend(request: Request, shop: Shop) -> None:
    """An entry of the history, or all that failed for good at a webhook, the oldest first.

    Raises:
        NotFound: the id is neither's, or the webhook of the entry is gone.
    """
    check_store(request, shop)
    wanted: str = request.body["webhook_id"]
    if shop.store.find(WEBHOOK, wanted) is not None:
        for each in _lost(of_subscription(shop, wanted)):
            replay(WEBHOOKS, shop, each["id"])
        return
    for each in shop.store.all(DELIVERIES):
        if _queued_id(each) == wanted and shop.store.find(WEBHOOK, each["subscription"]):
            replay(WEBHOOKS, shop, each["id"])
            return
    raise NotFound(f"{wanted} is no webhook of this store and no entry of its history", WEBHOOK)


def _lost(deliveries: Sequence[Record]) -> list[Record]:
    """Those that failed for good and were not sent again since, the oldest first."""
    sent_again = {each["of"] for each in deliveries}
    lost = [
        each for each in deliveries if each["state"] == "given_up" and each["id"] not in sent_again
    ]
    return lost[::-1]


def _queued_id(delivery: Record) -> str:
    return numbered_flake(delivery["at"], _QUEUED_KIND, int(delivery["id"]))


def _entry(delivery: Record) -> Record:
    again = delivery["due"] if delivery["state"] == "failed" else None
    return {
        "id": _queued_id(delivery),
        "webhook_id": delivery["subscription"],
        "created_at": stamp(delivery["at"]),
        "state": _STATES[delivery["state"]],
        "next_retry": stamp(again) if again else None,
        "event": subscribed_name(delivery["name"]),
        "payload": json.loads(delivery["body"]),
        "executions": [
            _execution(delivery, number, attempt)
            for number, attempt in enumerate(delivery["attempts"])
        ],
    }


def _execution(delivery: Record, number: int, attempt: Mapping[str, Any]) -> Record:
    """An attempt takes no time of the shop's. One that nobody answered has the status 0."""
    at, index = attempt["at"], int(delivery["id"]) * _ATTEMPTS_COUNTED + number
    return {
        "id": numbered_flake(at, _EXECUTED_KIND, index),
        "started_at": stamp(at),
        "finished_at": stamp(at),
        "status_code": attempt["status"] or 0,
        "response": attempt["answer"] if attempt["status"] else attempt["error"],
    }
