"""What a shop begins with of customers and of those around the store."""

import pytest

from mock_server.platforms.salla import people
from tests.helpers import make_shop

from .goods import ask, refusal
from .ordering import body, create

RESOURCES = [each.name for each in people.RESOURCES]


@pytest.mark.parametrize("resource", RESOURCES)
def test_one_seed_gives_the_same_records_whatever_was_looked_at_before(resource: str) -> None:
    one, two = make_shop("salla"), make_shop("salla")
    for other in reversed(RESOURCES):
        two.store.all(other)

    assert one.store.all(resource) == two.store.all(resource)
    assert one.store.count(resource) > 0


def test_a_customer_whom_an_order_brings_is_told_of_as_any_other() -> None:
    shop = make_shop("salla")
    reem = {"name": "Reem Al-Shehri", "mobile": "+966530000999", "email": "reem@example.com"}
    customer = create(shop, customer=reem)["customer"]

    made = next(event for event in shop.events if event.name == "customer.created")
    assert made.data["full_name"] == "Reem Al-Shehri"
    assert made.data["id"] == customer["id"]
    assert ask(shop, "customerDetails", customer=customer["id"])["mobile"] == 530000999


def test_a_banned_customer_orders_nothing_before_the_ban_is_lifted() -> None:
    shop = make_shop("salla")
    ask(shop, "banCustomer", {"reason": "false orders"}, customer=1_000_000_001)

    assert list(refusal(shop, "createOrder", body())["fields"]) == ["customer_id"]
    ask(shop, "unBanCustomer", customer=1_000_000_001)
    assert create(shop)["customer"]["id"] == 1_000_000_001


def test_a_customer_without_a_mobile_can_order() -> None:
    shop = make_shop("salla")
    reader = ask(shop, "createCustomer", {"email": "reader@example.com", "first_name": "Reem"})

    order = create(shop, customer={"id": reader["id"]})

    assert order["customer"]["email"] == "reader@example.com"
    asked = {"fields[]": ["orders_count"]}
    seen = ask(shop, "customerDetails", None, asked, customer=reader["id"])
    assert seen["stats"]["orders_count"] == 1
