"""Webhooks as a store's owner makes, lists, changes and removes them through the API."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import ApiError
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record
from mock_server.engine.text import Text

from .discord import variables
from .event_examples import made_up
from .events import SUBSCRIBABLE, event_of
from .flakes import new_flake
from .stores import check_store
from .webhooks import DISCORD, WEBHOOK

operations = Operations()

WEBHOOKS_KEPT = 500

_TEXTS = ("discord_description_template", "discord_title", "discord_color")
_FULL = Text("لا يتسع المتجر لمزيد", "The store has as many webhooks as it can.")


class StoreIsFull(ApiError):
    """Nothing more of this kind can be kept."""

    status = 409
    kind = "conflict"


@operations.handles("listWebhookSubscriptions")
def list_webhooks(request: Request, shop: Shop) -> Page:
    check_store(request, shop)
    webhooks, total = shop.store.table(WEBHOOK).select({})
    return Page(webhooks, total)


@operations.handles("createWebhookSubscription")
def create(request: Request, shop: Shop) -> Record:
    """One event to one address; the same once more is another webhook."""
    check_store(request, shop)
    if shop.store.count(WEBHOOK) >= WEBHOOKS_KEPT:
        raise StoreIsFull(f"a store has {WEBHOOKS_KEPT} webhooks at most", _FULL)
    sent: Mapping[str, Any] = request.body
    for_discord = sent["type"] == DISCORD
    webhook = {
        "id": new_flake(shop),
        "url": sent["url"],
        "secret": _new_secret(shop),
        "subscribed_to": sent["subscribed_to"],
        "type": sent["type"],
        **{name: sent.get(name) for name in _TEXTS},
        "discord_format": sent.get("discord_format", "Embed" if for_discord else "Invalid"),
    }
    return shop.store.put(WEBHOOK, webhook["id"], webhook)


@operations.handles("updateWebhookSubscription")
def update(request: Request, shop: Shop) -> Record:
    """With another secret the old one counts for nothing, for what still waits as well."""
    check_store(request, shop)
    webhook = shop.store.get(WEBHOOK, request.path["webhookId"])
    sent: Mapping[str, Any] = request.body
    names = ("url", "subscribed_to", "discord_format", *_TEXTS)
    changes = {name: sent[name] for name in names if name in sent}
    if sent["reset_secret"]:
        changes["secret"] = _new_secret(shop)
    return shop.store.update(WEBHOOK, webhook["id"], **changes)


@operations.handles("deleteWebhookSubscription")
def delete(request: Request, shop: Shop) -> None:
    check_store(request, shop)
    shop.store.delete(WEBHOOK, request.path["webhookId"])


@operations.handles("listWebhookVariables")
def list_variables(request: Request, shop: Shop) -> Any:
    check_store(request, shop)
    return [
        {"event_type": name, "variables": _variables(event_of(name), shop)} for name in SUBSCRIBABLE
    ]


def _variables(event: str | None, shop: Shop) -> list[str]:
    return list(variables(made_up(event, shop))) if event else []


def _new_secret(shop: Shop) -> str:
    return f"pnwhs_{shop.identifiers.hex('webhook secret', 32)}"
