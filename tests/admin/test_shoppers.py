"""Somebody who buys, driven over HTTP."""

from collections.abc import Callable

import pytest

from tests.admin.conftest import Api
from tests.asgi import Reply

Told = Callable[[Reply], str]


@pytest.fixture
def basket(api: Api, here: str) -> str:
    """The path of a basket with two jars of honey."""
    api("POST", f"{here}/shopper/baskets", {"id": "x1"})
    api("POST", f"{here}/shopper/baskets/x1/lines", {"product": "honey-samra", "quantity": 2})
    return f"{here}/shopper/baskets/x1"


def test_the_offer_has_what_other_requests_take(api: Api, here: str) -> None:
    offer = api("GET", f"{here}/shopper").body

    assert offer["products"][0] == {
        "key": "honey-samra",
        "sku": "HJRMR0500R",
        "name": "AlSamra honey",
        "price": 23900,
        "currency": "SAR",
    }
    assert "amal" in {each["key"] for each in offer["customers"]}
    assert offer["coupons"] == ["WELCOME10", "EID50"]


def test_a_basket_is_listed_before_older_ones(api: Api, here: str, basket: str) -> None:
    assert api("GET", f"{here}/shopper/baskets").body["baskets"][0] == api("GET", basket).body


def test_a_basket_without_a_name_gets_one(api: Api, here: str) -> None:
    first, second = (api("POST", f"{here}/shopper/baskets", {}).body for _ in range(2))

    assert first["id"] != second["id"]
    assert (first["status"], first["lines"], first["total"]) == ("open", [], 0)


def test_goods_may_be_named_by_their_sku_and_add_up(api: Api, basket: str) -> None:
    shown = api("POST", f"{basket}/lines", {"product": "HJRMR0500R"}).body

    assert shown["lines"] == [{"product": "honey-samra", "quantity": 3, "price": 23900}]
    assert shown["total"] == 3 * 23900


def test_a_checkout_goes_from_a_name_to_the_money(api: Api, basket: str) -> None:
    known = api("PUT", f"{basket}/contact", {"customer": "amal@example.com"}).body
    further = api("POST", f"{basket}/phase", {"phase": "payment_method"}).body
    cheaper = api("POST", f"{basket}/coupon", {"code": "WELCOME10"}).body
    paid = api("POST", f"{basket}/pay").body

    assert (known["customer"], further["phase"]) == ("amal", "payment_method")
    assert cheaper["total"] == 43020
    assert (paid["status"], paid["paid_at"]) == ("purchased", "2026-03-01T12:00:00Z")


def test_a_stranger_says_a_name_and_an_address(api: Api, basket: str) -> None:
    who = {"name": "Noura Ali", "email": "noura.ali@example.com", "city": "jeddah"}

    assert api("PUT", f"{basket}/contact", who).body["customer"] == "noura.ali@example.com"


def test_an_abandoned_basket_is_reminded_of_and_come_back_to(
    api: Api, here: str, basket: str
) -> None:
    api("PUT", f"{basket}/contact", {"customer": "amal"})
    api("POST", f"{basket}/leave")
    api("POST", f"{here}/clock/advance", {"by": "P1D"})

    reminded = api("POST", f"{basket}/remind", {"channel": "sms"}).body
    returned = api("POST", f"{basket}/return").body

    assert (reminded["status"], reminded["reminders"]) == ("abandoned", 1)
    assert reminded["record"] is not None
    assert returned["touched_at"] == "2026-03-02T12:00:00Z"


@pytest.mark.parametrize(
    ("method", "act", "body", "status", "told"),
    [
        ("POST", "lines", {"product": "nothing"}, 422, "product: "),
        ("POST", "lines", {"product": "kohl", "quantity": 0}, 422, "quantity: 0 is less than"),
        ("PUT", "contact", {"customer": "nobody"}, 422, "customer: no customer 'nobody'"),
        ("PUT", "contact", {"name": "Noura"}, 422, "customer: give customer, or name and email"),
        ("POST", "phase", {"phase": "paid"}, 422, "phase: must be one of new, login"),
        ("POST", "coupon", {"code": "FREE"}, 422, "code: no coupon 'FREE'; there are WELCOME10"),
        ("POST", "remind", {"channel": "fax"}, 422, "channel: must be one of email, sms, whatsapp"),
        ("POST", "remind", None, 422, "only an abandoned cart can be reminded of"),
    ],
)
def test_what_a_shopper_cannot_do_is_refused_and_changes_nothing(
    api: Api,
    basket: str,
    messages: Told,
    method: str,
    act: str,
    body: object,
    status: int,
    told: str,
) -> None:
    before = api("GET", basket).body

    reply = api(method, f"{basket}/{act}", body)

    assert reply.status == status
    assert messages(reply).startswith(told)
    assert api("GET", basket).body == before


def test_a_basket_that_was_bought_is_done_with(api: Api, basket: str, messages: Told) -> None:
    api("POST", f"{basket}/pay")

    reply = api("POST", f"{basket}/leave")

    assert reply.status == 422
    assert messages(reply) == "basket 'x1' was bought already"


def test_an_empty_basket_cannot_be_paid_for(api: Api, here: str, messages: Told) -> None:
    api("POST", f"{here}/shopper/baskets", {"id": "x2"})

    assert messages(api("POST", f"{here}/shopper/baskets/x2/pay")).startswith("an empty basket")


def test_a_name_is_taken_once(api: Api, here: str, basket: str, messages: Told) -> None:
    reply = api("POST", f"{here}/shopper/baskets", {"id": "x1"})

    assert reply.status == 422
    assert messages(reply) == "basket: a basket 'x1' is there already"


def test_a_basket_that_is_not_there_is_not_found(api: Api, here: str, messages: Told) -> None:
    reply = api("GET", f"{here}/shopper/baskets/x9")

    assert reply.status == 404
    assert messages(reply) == "there is no basket 'x9' in this shop"
