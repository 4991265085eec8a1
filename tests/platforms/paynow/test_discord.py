"""Messages for Discord: the merchant's words with what happened put in."""

import json
from typing import Any

import pytest

from mock_server.engine.shop import Shop
from mock_server.platforms.paynow.discord import TEXT_LONGEST, message, variables
from tests.platforms.paynow.samples import buy_cart
from tests.platforms.paynow.subscribing import subscribe
from tests.platforms.receiving import receive

CONTENT = {"id": "7", "amount": 0, "note": None, "customer": {"name": "Sara"}, "lines": [{"a": 1}]}
NO_WORDS: dict[str, Any] = {
    "discord_title": None,
    "discord_description_template": None,
    "discord_color": None,
    "discord_format": "Embed",
}


def test_variables_are_what_stands_outside_of_lists() -> None:
    assert variables(CONTENT) == {"id": "7", "amount": 0, "note": None, "customer.name": "Sara"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{customer.name} paid { amount }", "Sara paid 0"),
        ("<{note}>", "<>"),
        ("{custmer.name}", "{custmer.name}"),
        ("{lines} {} {0}", "{lines} {} {0}"),
        ("no variables", "no variables"),
    ],
)
def test_words_are_filled_and_a_slip_of_the_pen_is_seen(words: str, told: str) -> None:
    webhook = {**NO_WORDS, "discord_description_template": words, "discord_title": words}

    assert message(CONTENT, webhook, "ON_REFUND") == {
        "embeds": [{"title": told, "description": told}]
    }


def test_without_words_the_event_is_named() -> None:
    text = {**NO_WORDS, "discord_format": "Text"}

    assert message(CONTENT, text, "ON_CHARGEBACK_CLOSED") == {"content": "Chargeback closed"}


def test_a_message_is_no_longer_than_discord_takes() -> None:
    long = {**NO_WORDS, "discord_format": "Text", "discord_description_template": "x" * 4096}

    assert len(message(CONTENT, long, "ON_REFUND")["content"]) == TEXT_LONGEST


@pytest.mark.parametrize("colour", ["#C0392B", "c0392b"])
def test_a_channel_is_told_of_a_purchase_in_colour(shop: Shop, colour: str) -> None:
    words = {"discord_description_template": "{product_names}", "discord_title": "Sold"}
    subscribe(shop, type="discord_v1", discord_color=colour, **words)
    buy_cart(shop, "first", "sara", "honey")

    (outgoing,) = receive(shop)

    box = {"title": "Sold", "description": "AlSamra honey", "color": 0xC0392B}
    assert json.loads(outgoing.body) == {"embeds": [box]}
