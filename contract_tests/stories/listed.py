"""Every story of every platform: the one list that the suites read."""

from collections.abc import Callable
from functools import partial

from contract_tests.inspection import Inspection
from contract_tests.stories import cart, oauth, webhook
from contract_tests.stories.cart import CartWords
from contract_tests.stories.oauth import OAuthWords
from contract_tests.stories.records import find_life, tell_record
from contract_tests.stories.telling import Story
from contract_tests.stories.webhook import SECRET, USER, WebhookWords, basic, signed

SALLA_CARTS = CartWords(
    list="listAbandonedCarts",
    read="abandonedCartDetails",
    parameter="cart-id",
    rows="/data",
    record="/data",
    waits="PT1H",
    total="/total/amount",
    bought=("status", ("purchased",)),
)
ZID_CARTS = CartWords(
    list="listAbandonedCarts",
    read="getAbandonedCart",
    parameter="cart-id",
    rows="/abandoned-carts",
    record="/abandoned_cart",
    waits="PT10M",
    total="/cart_total",
    bought=("phase", ("completed",)),
)
TJAR_CARTS = CartWords(
    list="listAbandonedCarts",
    read="getAbandonedCart",
    parameter="identifier",
    rows="/data/carts",
    record="/data",
    waits="PT5M",
    total="/cart_total",
    bought=("phase", ("completed",)),
    key="identifier",
    remind="sendAbandonedCartReminder",
    reminder={
        "type": "email",
        "alert_details": {"offer_discount": 0, "message": "Your cart is waiting for you."},
    },
)
SURECART_CARTS = CartWords(
    list="listAbandonedCheckouts",
    read="retrieveAbandonedCheckout",
    parameter="id",
    rows="/data",
    record="",
    waits="PT30M",
    total="/checkout/total_amount",
    bought=("recovery_status", ("assisted_recovered", "unassisted_recovered")),
    unit=1,
    query={"expand[]": "checkout"},
)

SALLA_WEBHOOKS = WebhookWords(
    register="registerWebhook",
    body=lambda url: {
        "name": "souqbox story",
        "event": "abandoned.cart",
        "url": url,
        "version": 2,
        "security_strategy": "signature",
        "secret": SECRET,
    },
    record="/data",
    list="listActiveWebhooks",
    rows="/data",
    remove="deactivateWebhook",
    removal=lambda made: ({}, {"id": made["id"]}),
    event="abandoned.cart",
    waits="PT1H",
    again="PT5M",
    proves=signed("X-Salla-Signature", lambda _: SECRET),
)
ZID_WEBHOOKS = WebhookWords(
    register="createWebhook",
    body=lambda url: {
        "event": "abandoned_cart.created",
        "target_url": url,
        "original_id": "souqbox-story",
        "username": USER,
        "password": SECRET,
    },
    record="",
    list="listWebhooks",
    rows="/data",
    remove="deleteWebhook",
    removal=lambda made: ({}, {"original_id": made["original_id"]}),
    event="abandoned_cart.created",
    waits="PT10M",
    again="PT1M",
    proves=basic,
    names_event="",
)
TJAR_WEBHOOKS = WebhookWords(
    register="registerWebhook",
    body=lambda url: {
        "name": "souqbox story",
        "url": url,
        "events": ["abandoned_cart.created"],
    },
    record="/data",
    list="listWebhooks",
    rows="/data/webhooks",
    remove="deleteWebhook",
    removal=lambda made: ({"identifier": made["id"]}, {}),
    event="abandoned_cart.created",
    waits="PT5M",
    again="PT5M",
    proves=signed("X-Tjar-Signature", lambda made: str(made["secret"])),
)
SURECART_WEBHOOKS = WebhookWords(
    register="createWebhookEndpoint",
    body=lambda url: {"webhook_endpoint": {"url": url, "webhook_events": ["order.paid"]}},
    record="",
    list="listWebhookEndpoints",
    rows="/data",
    remove="deleteWebhookEndpoint",
    removal=lambda made: ({"id": made["id"]}, {}),
    event="order.paid",
    waits="",
    again="PT1M",
    proves=signed(
        "X-Webhook-Signature", lambda made: str(made["signing_secret"]), "X-Webhook-Timestamp"
    ),
    names_event="/type",
)
PAYNOW_WEBHOOKS = WebhookWords(
    register="createWebhookSubscription",
    body=lambda url: {"type": "json_v1", "url": url, "subscribed_to": "OnOrderCompleted"},
    record="",
    list="listWebhookSubscriptions",
    rows="",
    remove="deleteWebhookSubscription",
    removal=lambda made: ({"webhookId": made["id"]}, {}),
    event="ON_ORDER_COMPLETED",
    waits="",
    again="PT1M",
    proves=signed(
        "PayNow-Signature", lambda made: str(made["secret"]), "PayNow-Timestamp", in_base64=True
    ),
    names_event="/event_type",
)

SALLA_OAUTH = OAuthWords(
    calls="listAbandonedCarts",
    scope="carts.read offline_access",
    token=lambda told: str(told["access_token"]),
    lasts="P14D",
)
ZID_OAUTH = OAuthWords(
    calls="listAbandonedCarts",
    scope="",
    token=lambda told: f"{told['authorization']},{told['access_token']}",
    lasts="P365D",
)


def _needs(operation_id: str) -> Callable[[Inspection], bool]:
    def concerns(inspection: Inspection) -> bool:
        return operation_id in {operation.operation_id for operation in inspection.operations}

    return concerns


def _cart(words: CartWords) -> Story:
    tell = partial(cart.tell_cart, words=words)
    return Story(cart.RULE, cart.TITLE, tell, _needs(words.list))


def _webhook(words: WebhookWords) -> Story:
    tell = partial(webhook.tell_webhook, words=words)
    return Story(webhook.RULE, webhook.TITLE, tell, _needs(words.register))


def _oauth(words: OAuthWords) -> Story:
    tell = partial(oauth.tell_oauth, words=words)
    return Story(oauth.RULE, oauth.TITLE, tell, _needs(words.calls))


def _record(rule: str, title: str, noun: str) -> Story:
    def concerns(inspection: Inspection) -> bool:
        return find_life(inspection, noun) is not None

    return Story(rule, title, partial(tell_record, noun=noun), concerns)


EVERYWHERE = (
    _record("CT-STORY-ORDER", "An order's life", "order"),
    _record("CT-STORY-COUPON", "A coupon's life", "coupon"),
)
"""Told wherever the document has the operations."""

STORIES: dict[str, tuple[Story, ...]] = {
    "salla": (_cart(SALLA_CARTS), _webhook(SALLA_WEBHOOKS), _oauth(SALLA_OAUTH)),
    "zid": (_cart(ZID_CARTS), _webhook(ZID_WEBHOOKS), _oauth(ZID_OAUTH)),
    "tjar": (_cart(TJAR_CARTS), _webhook(TJAR_WEBHOOKS)),
    "surecart": (_cart(SURECART_CARTS), _webhook(SURECART_WEBHOOKS)),
    "paynow": (_webhook(PAYNOW_WEBHOOKS),),
}


def stories_of(platform: str) -> tuple[Story, ...]:
    """The stories of a platform, its own first."""
    return (*STORIES.get(platform, ()), *EVERYWHERE)
