"""Customers, made by hand or by checkouts."""

from datetime import timedelta

import pytest

from mock_server.commerce import shopper
from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call
from tests.platforms.surecart.steps import broken, buy, events_of, fill, found, made, refused


def test_a_customer_is_made_read_changed_and_removed(shop: Shop) -> None:
    customer = made(shop, "customer", email="huda@example.com", name="هدى العلي", id="x")
    path = {"id": customer["id"]}
    shop.advance(timedelta(seconds=5))

    changed = call(shop, "updateCustomer", path, body={"customer": {"phone": "+966500000009"}})[1]
    gone = call(shop, "deleteCustomer", path)[1]

    assert (customer["first_name"], customer["last_name"]) == ("هدى", "العلي")
    later = customer["updated_at"] + 5
    assert changed == {**customer, "phone": "+966500000009", "updated_at": later}
    assert gone == {"id": customer["id"], "object": "customer", "deleted": True}
    with pytest.raises(NotFound):
        call(shop, "retrieveCustomer", path)
    assert [each["type"] for each in events_of(shop)] == ["customer.updated", "customer.created"]


def test_an_update_that_says_nothing_changes_nothing(shop: Shop) -> None:
    customer = made(shop, "customer", email="huda@example.com")
    shop.advance(timedelta(hours=1))

    after = call(shop, "updateCustomer", {"id": customer["id"]}, body={"customer": {}})[1]

    assert after == customer


def test_an_address_is_an_object_of_its_own(shop: Shop) -> None:
    address = {"city": "الرياض", "country": "sa"}
    customer = made(shop, "customer", email="a@example.com", shipping_address=address)

    path, query = {"id": customer["id"]}, {"expand[]": ["shipping_address"]}
    shown = call(shop, "retrieveCustomer", path, query)[1]["shipping_address"]

    assert (shown["id"], shown["city"]) == (customer["shipping_address"], "الرياض")
    assert (shown["country"], shown["line_1"]) == ("SA", None)


def test_an_email_address_is_one_of_its_kind_in_each_mode(shop: Shop) -> None:
    made(shop, "customer", email="huda@example.com")
    test_mode = made(shop, "customer", email="huda@example.com", live_mode=0)
    body = {"customer": {"email": "HUDA@example.com"}}

    told = refused(shop, "createCustomer", body=body)

    assert test_mode["live_mode"] is False
    assert (told["code"], broken(told)) == ("customer.invalid", [("email", "taken")])


def test_lists_show_who_was_made_by_hand_or_bought_something(shop: Shop) -> None:
    buy(shop, "bought")
    fill(shop, "left", customer="fahad")
    by_hand = made(shop, "customer", email="huda@example.com", name="Huda")

    rows = call(shop, "listCustomers")[1]["data"]

    assert [each["email"] for each in rows] == ["huda@example.com", "sara@example.com"]
    assert found(shop, "listCustomers", email="HUDA@example.com") == [by_hand["id"]]
    assert found(shop, "listCustomers", query="hud") == [by_hand["id"]]
    assert found(shop, "listCustomers", live_mode="0") == []
    assert found(shop, "listCustomers", **{"ids[]": [by_hand["id"]]}) == [by_hand["id"]]
    assert found(shop, "listCustomers", **{"license_ids[]": ["x"]}) == []
    assert found(shop, "listCustomers", sort="email:desc")[0] == rows[1]["id"]


def test_a_shopper_with_the_address_of_a_customer_is_that_customer(shop: Shop) -> None:
    customer = made(shop, "customer", email="sara@example.com", name="Sara by hand")
    buy(shop, "b", customer="sara")

    checkout = call(shop, "listCheckouts")[1]["data"][0]

    assert checkout["customer"] == customer["id"]


def test_what_a_merchant_wrote_stays_when_the_shopper_comes_back(shop: Shop) -> None:
    fill(shop, "b")
    customer = call(shop, "listCheckouts")[1]["data"][0]["customer"]
    call(shop, "updateCustomer", {"id": customer}, body={"customer": {"unsubscribed": True}})

    shopper.add_line(shop, "b", "coffee")

    assert call(shop, "retrieveCustomer", {"id": customer})[1]["unsubscribed"] is True


def test_a_customer_with_checkouts_stays(shop: Shop) -> None:
    fill(shop, "b")
    customer = call(shop, "listCheckouts")[1]["data"][0]["customer"]

    told = refused(shop, "deleteCustomer", customer)

    assert told["code"] == "customer.invalid"
    assert broken(told) == [("base", "restrict_dependent_destroy.has_many")]
