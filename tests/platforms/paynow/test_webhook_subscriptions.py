"""Webhooks of PayNow through its API: made, listed, changed, removed, and refused."""

from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.events import NAMES, SUBSCRIBABLE
from mock_server.platforms.paynow.webhook_subscriptions import WEBHOOKS_KEPT, StoreIsFull
from tests.helpers import call, error_of, make_shop, part
from tests.platforms.paynow.subscribing import (
    HERE,
    body,
    change,
    path_of,
    resend,
    subscribe,
    webhooks_of,
)

NOBODY = {"id": "99"}
ITEM_OPERATIONS = [
    ("updateWebhookSubscription", change()),
    ("deleteWebhookSubscription", None),
    ("getWebhookHistory", None),
]


def test_a_webhook_is_answered_as_it_was_made(shop: Shop) -> None:
    webhook = subscribe(shop)

    assert webhook.pop("id").isdigit()
    assert webhook.pop("secret").startswith("pnwhs_")
    assert webhook == {
        "url": HERE,
        "subscribed_to": "OnOrderCompleted",
        "type": "json_v1",
        "discord_description_template": None,
        "discord_title": None,
        "discord_color": None,
        "discord_format": "Invalid",
    }


def test_a_message_to_discord_is_a_box_unless_text_is_asked_for(shop: Shop) -> None:
    boxed = subscribe(shop, type="discord_v1")
    plain = subscribe(shop, type="discord_v1", discord_format="Text")

    assert (boxed["discord_format"], plain["discord_format"]) == ("Embed", "Text")


def test_the_list_has_the_newest_first_with_secrets_of_their_own(shop: Shop) -> None:
    made = [subscribe(shop) for _ in range(3)]

    assert webhooks_of(shop) == made[::-1]
    assert len({each["secret"] for each in made}) == len({each["id"] for each in made}) == 3


def test_a_change_leaves_the_secret_the_type_and_what_it_does_not_name(shop: Shop) -> None:
    webhook = subscribe(shop, type="discord_v1", discord_title="Sold", discord_color="#C0392B")

    sent = change(url=f"{HERE}/2", subscribed_to="OnRefund", discord_color=None)
    _, changed = call(shop, "updateWebhookSubscription", path_of(shop, webhook), body=sent)

    new = {"url": f"{HERE}/2", "subscribed_to": "OnRefund", "discord_color": None}
    assert changed == {**webhook, **new}
    assert webhooks_of(shop) == [changed]


def test_another_secret_is_made_when_it_is_asked_for(shop: Shop) -> None:
    webhook = subscribe(shop)

    sent = change(reset_secret=True)
    _, changed = call(shop, "updateWebhookSubscription", path_of(shop, webhook), body=sent)

    assert changed["secret"] != webhook["secret"]
    assert changed == {**webhook, "secret": changed["secret"]}


def test_a_removed_webhook_is_gone(shop: Shop) -> None:
    first, second = subscribe(shop), subscribe(shop)

    answer = call(shop, "deleteWebhookSubscription", path_of(shop, first))

    assert answer == (204, None)
    assert webhooks_of(shop) == [second]


@pytest.mark.parametrize(("operation", "sent"), ITEM_OPERATIONS)
def test_a_webhook_that_is_not_there_is_not_found(shop: Shop, operation: str, sent: Any) -> None:
    with pytest.raises(NotFound) as caught:
        call(shop, operation, path_of(shop, NOBODY), body=sent)

    told = error_of(shop, caught.value, operation)
    assert (told["status"], told["code"]) == (404, "not-found")
    assert told["message"] == "There is nothing with this id."


def test_nothing_is_sent_again_of_what_is_not_there(shop: Shop) -> None:
    with pytest.raises(NotFound, match="99 is no webhook of this store and no entry"):
        resend(shop, "99")


@pytest.mark.parametrize(
    ("operation", "sent"),
    [
        ("listWebhookSubscriptions", None),
        ("createWebhookSubscription", body()),
        ("listWebhookVariables", None),
        ("resendWebhook", {"webhook_id": "99"}),
        *ITEM_OPERATIONS,
    ],
)
def test_another_store_has_no_webhooks_for_this_key(shop: Shop, operation: str, sent: Any) -> None:
    webhook = subscribe(shop)

    with pytest.raises(NotFound) as caught:
        call(shop, operation, {**path_of(shop, webhook), "storeId": "1"}, body=sent)

    told = error_of(shop, caught.value, operation)
    assert told["message"] == "There is no store with this id."
    assert webhooks_of(shop) == [webhook]


def test_a_store_has_no_more_webhooks_than_it_can(shop: Shop) -> None:
    for _ in range(WEBHOOKS_KEPT):
        subscribe(shop)

    with pytest.raises(StoreIsFull) as caught:
        subscribe(shop)

    told = error_of(shop, caught.value, "createWebhookSubscription")
    assert (told["status"], told["code"]) == (409, "conflict")
    assert len(webhooks_of(shop)) == WEBHOOKS_KEPT


def test_the_document_names_the_events_that_there_are() -> None:
    schemas = part("paynow").contract.document["components"]["schemas"]
    named = next(each for each in schemas.values() if "OnIgnore" in each.get("enum", ()))

    assert sorted(named["enum"]) == sorted(SUBSCRIBABLE)
    assert len(NAMES) == 30


def test_every_event_has_variables_but_the_one_that_never_happens(shop: Shop) -> None:
    _, answer = call(shop, "listWebhookVariables", path_of(shop))

    told = {each["event_type"]: each["variables"] for each in answer}
    assert sorted(told) == sorted(SUBSCRIBABLE)
    assert [name for name, its in told.items() if not its] == ["OnIgnore"]
    assert {"total_amount", "customer.name", "product_names"} <= set(told["OnOrderCompleted"])


def test_asking_for_variables_makes_nothing(shop: Shop) -> None:
    before = shop.snapshot()

    call(shop, "listWebhookVariables", path_of(shop))

    assert shop.identifiers.state() == before.identifiers
    assert [shop.store.count(each) for each in ("customer", "order", "checkout")] == [0, 0, 0]
    assert make_shop("paynow").store.resources() == shop.store.resources()
