"""A webhook's life: registered, told, proved, refused and told again, removed."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from contract_tests.document import at_pointer
from contract_tests.settings import is_loopback
from contract_tests.stories.receiver import Letter, Receiver
from contract_tests.stories.sandbox import StoryShop
from contract_tests.stories.stage import Skipped, Stage, rows_at

RULE = "CT-STORY-WEBHOOK"
TITLE = "A webhook's life"
ARRIVES_SECONDS = 5.0
SECRET = "souqbox-story-secret"  # noqa: S105 - made up, and sent to the server itself
USER = "souqbox"


@dataclass(frozen=True, slots=True)
class WebhookWords:
    """How a platform subscribes. `removal` makes the path values and the query of the removal out
    of what the registration answered; `waits` is how long a cart is left alone until the event,
    or "" where the event is that it is paid; `again` is how long until a failed delivery is tried
    again. `names_event` points to the event's name in a delivery, where there is one."""

    register: str
    body: Callable[[str], dict[str, Any]]
    record: str
    list: str
    rows: str
    remove: str
    removal: Callable[[Any], tuple[Mapping[str, Any], Mapping[str, Any]]]
    event: str
    waits: str
    again: str
    proves: Callable[[Letter, Any], bool]
    names_event: str = "/event"


def tell_webhook(stage: Stage, words: WebhookWords) -> None:
    """The story; without a sandbox it is told as far as no event is needed."""
    if not is_loopback(stage.inspection.target.base_url):
        raise Skipped("the server cannot reach a receiver on this machine")
    with Receiver() as receiver:
        with stage.step("what is registered is listed"):
            made = at_pointer(
                stage.good(words.register, body=words.body(receiver.url)), words.record
            )
            listed = _ids(stage, words)
            stage.expect(made["id"] in listed, "the new webhook is among those listed", listed)
        try:
            if stage.shop is not None:
                _tell_of_deliveries(stage, words, receiver, made)
        finally:
            _remove(stage, words, receiver, made)
    if stage.shop is None:
        raise Skipped("no event can be made to happen here: told up to its removal only")


def _tell_of_deliveries(stage: Stage, words: WebhookWords, receiver: Receiver, made: Any) -> None:
    shop = stage.sandbox
    with stage.step("an event is told, once"):
        _bring_about(shop, words)
        came = receiver.wait(1, ARRIVES_SECONDS)
        stage.expect(came, f"{words.event} arrives at the address", "nothing arrived")
        stage.expect(len(receiver.letters) == 1, "it arrives once", len(receiver.letters))
    with stage.step("a delivery proves itself and names its event"):
        letter = receiver.letters[0]
        stage.expect(words.proves(letter, made), "the proof is over these bytes", letter.headers)
        told = json.loads(letter.body)
        named = not words.names_event or at_pointer(told, words.names_event) == words.event
        stage.expect(named, f"the body says that it is {words.event}", told)
    with stage.step("a delivery that is refused is tried again, with the same bytes"):
        receiver.letters.clear()
        receiver.status = 500
        _bring_about(shop, words)
        first = receiver.wait(1, ARRIVES_SECONDS)
        stage.expect(first, "the next event arrives", "nothing arrived")
        receiver.status = 200
        shop.advance(words.again)
        stage.expect(receiver.wait(2, ARRIVES_SECONDS), "it is tried again", "it was not")
        same = receiver.letters[0].body == receiver.letters[1].body
        stage.expect(same, "the second attempt sends the same body", receiver.letters[1].body)


def _remove(stage: Stage, words: WebhookWords, receiver: Receiver, made: Any) -> None:
    if stage.failed:
        values, query = words.removal(made)
        stage.call(words.remove, values=values, query=query)
        return
    with stage.step("what is removed is not listed, and hears nothing"):
        values, query = words.removal(made)
        removed = stage.call(words.remove, values=values, query=query)
        stage.expect(removed.succeeded, "a webhook can be removed")
        listed = _ids(stage, words)
        stage.expect(made["id"] not in listed, "the webhook is no longer listed", listed)
        if stage.shop is not None:
            receiver.letters.clear()
            _bring_about(stage.shop, words)
            stage.expect(not receiver.letters, "nothing is sent to it any more", receiver.letters)


def _ids(stage: Stage, words: WebhookWords) -> list[Any]:
    return [row["id"] for row in rows_at(stage.good(words.list), words.rows)]


def _bring_about(shop: StoryShop, words: WebhookWords) -> None:
    """What the webhook is to tell of."""
    shop.act(shop.open_cart(1), "leave" if words.waits else "pay")
    if words.waits:
        shop.advance(words.waits)


def signed(
    header: str, secret: Callable[[Any], str], stamp: str = "", *, in_base64: bool = False
) -> Callable[[Letter, Any], bool]:
    """HMAC-SHA256 in a header, over the body, or over the moment in the header `stamp`, a dot and
    the body; written in hex or in base64."""

    def proves(letter: Letter, made: Any) -> bool:
        moment = f"{letter.headers.get(stamp.lower(), '')}." if stamp else ""
        digest = hmac.new(secret(made).encode(), moment.encode() + letter.body, sha256).digest()
        written = base64.b64encode(digest).decode() if in_base64 else digest.hex()
        return hmac.compare_digest(letter.headers.get(header.lower(), ""), written)

    return proves


def basic(letter: Letter, made: Any) -> bool:
    """The name and the password that the webhook was registered with."""
    expected = base64.b64encode(f"{USER}:{SECRET}".encode()).decode()
    return letter.headers.get("authorization") == f"Basic {expected}"
