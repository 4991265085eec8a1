"""`souqbox shopper`: a cart's life, told in verbs."""

import pytest

from tests.cli.conftest import Verb


def test_a_cart_is_opened_filled_and_paid_for(on: Verb) -> None:
    on("shopper", "open", "salla", "--basket", "x1")
    on("shopper", "add", "salla", "x1", "honey-samra", "--quantity", "2", "--note", "gift")
    on("shopper", "contact", "salla", "x1", "amal")
    on("shopper", "phase", "salla", "x1", "payment_method")
    on("shopper", "coupon", "salla", "x1", "WELCOME10")
    on("shopper", "leave", "salla", "x1")
    on("shopper", "return", "salla", "x1")

    paid = on("shopper", "pay", "salla", "x1", "--json").json

    assert (paid["status"], paid["customer"], paid["coupon"]) == ("purchased", "amal", "WELCOME10")
    assert paid["total"] == 2 * 23900 * 90 // 100
    assert "430.20 SAR" in on("shopper", "show", "salla", "x1").out


def test_a_stranger_may_come(on: Verb) -> None:
    on("shopper", "open", "zid", "--basket", "x1")

    told = on(
        *("shopper", "contact", "zid", "x1", "--name", "Noura Ali"),
        *("--email", "noura@example.com", "--mobile", "+966501234567"),
    ).out

    assert "noura@example.com" in told


def test_an_abandoned_cart_is_reminded_of(on: Verb) -> None:
    on("shopper", "open", "salla", "--basket", "x1")
    on("shopper", "add", "salla", "x1", "honey-samra")
    on("shopper", "contact", "salla", "x1", "amal")
    on("clock", "advance", "salla", "P1D")

    reminded = on("shopper", "remind", "salla", "x1", "--channel", "sms", "--json").json

    assert (reminded["status"], reminded["reminders"]) == ("abandoned", 1)


def test_the_offer_names_what_other_verbs_take(on: Verb) -> None:
    told = on("shopper", "offer", "salla").out

    for word in ("honey-samra", "239.00 SAR", "amal@example.com", "WELCOME10"):
        assert word in told


def test_baskets_are_listed_the_newest_first(on: Verb) -> None:
    on("shopper", "open", "salla", "--basket", "x1")

    assert on("shopper", "baskets", "salla").out.startswith("x1 ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "salla", "x9"), "there is no basket 'x9' in this shop"),
        (("pay", "salla", "x9"), "there is no basket 'x9' in this shop"),
        (("contact", "salla", "x9"), "who is it?"),
        (("contact", "salla", "x9", "--name", "Noura"), "give customer, or name and email"),
        (("add", "salla", "x9", "honey-samra", "--quantity", "1001"), "quantity: 1001 is greater"),
        (("phase", "salla", "honey", "paid"), "phase: must be one of new, login, shipping"),
        (("open", "tjar"), "no platform 'tjar' is served; there are salla, zid"),
        (("show", "salla", "x/9"), "'x/9' is no name"),
    ],
)
def test_what_cannot_be_done_is_told(on: Verb, arguments: tuple[str, ...], told: str) -> None:
    ended = on("shopper", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
