from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce.vocabulary import Step, Verb
from mock_server.scenarios.timeline import complaint

FACTS: dict[str, dict[str, Any]] = {
    "add": {"product": "honey-samra", "quantity": 1},
    "contact": {"customer": "amal"},
    "coupon": {"code": "WELCOME10"},
    "remind": {"channel": "email"},
}


def life(*verbs: str, apart: timedelta = timedelta(hours=1)) -> list[Step]:
    """Steps `apart` from each other; a phase is written as its name."""
    steps = []
    for at, word in enumerate(verbs):
        verb: Any = word
        facts = FACTS.get(word, {})
        if word in ("login", "shipping_address", "payment_method", "verification"):
            verb, facts = "phase", {"phase": word}
        steps.append(Step((len(verbs) - at) * apart, "b1", verb, facts))
    return steps


def test_a_whole_life_is_told_without_complaint() -> None:
    told = life(
        "open", "add", "contact", "shipping_address", "coupon", "leave",
        "remind", "remind", "return", "add", "payment_method", "verification", "pay",
    )  # fmt: skip

    assert complaint(told) is None


@pytest.mark.parametrize(
    ("verbs", "at", "said"),
    [
        (("add",), 0, "expected open, which begins every cart"),
        (("open", "open"), 1, "expected one open a cart"),
        (("open", "pay"), 1, "expected a product before pay"),
        (("open", "coupon"), 1, "expected a product before coupon"),
        (("open", "add", "pay"), 2, "expected a contact before pay"),
        (("open", "add", "contact", "contact"), 3, "expected one contact a cart"),
        (("open", "add", "contact", "login"), 3, "expected a phase after login, not login"),
        (("open", "payment_method"), 1, "expected a contact before phase payment_method"),
        (
            ("open", "contact", "payment_method", "shipping_address"),
            3,
            "expected a phase after payment_method, not shipping_address",
        ),
        (("open", "leave", "add"), 2, "expected remind or return after leave, not add"),
        (("open", "leave", "remind"), 2, "expected a contact before remind"),
        (("open", "contact", "remind"), 2, "expected leave before remind"),
        (("open", "return"), 1, "expected leave before return"),
        (("open", "add", "contact", "pay", "leave"), 4, "expected nothing after pay"),
    ],
)
def test_what_cannot_be_is_said_of_the_step(verbs: tuple[Verb, ...], at: int, said: str) -> None:
    assert complaint(life(*verbs)) == (at, said)


def test_nobody_is_reminded_within_half_an_hour() -> None:
    told = life("open", "contact", "leave", "remind", apart=timedelta(minutes=30))

    assert complaint(told) == (3, "expected remind more than PT30M after leave")


def test_time_does_not_go_back() -> None:
    told = [Step(timedelta(hours=1), "b1", "open"), Step(timedelta(hours=2), "b1", "leave")]

    assert complaint(told) == (1, "expected a time after the open above it")
