"""Orders, which payments make."""

from mock_server.engine.shop import Shop
from mock_server.platforms.surecart.catalogue import product_id
from tests.helpers import call
from tests.platforms.surecart.steps import act, broken, draft, fill, found, pay, refused


def test_orders_are_found_by_what_was_bought_and_by_whom(shop: Shop) -> None:
    paid = pay(shop, draft(shop))
    fill(shop, "left")
    order, product = paid["order"], product_id("honey", shop)

    for query in (
        {"checkout_ids[]": [paid["id"]]},
        {"customer_ids[]": [paid["customer"]]},
        {"product_ids[]": [product]},
        {"status[]": ["paid"], "live_mode": "1", "query": "1", "order_type[]": ["checkout"]},
    ):
        assert found(shop, "listOrders", **query) == [order]
    assert found(shop, "listOrders", **{"product_ids[]": [product_id("coffee", shop)]}) == []
    assert found(shop, "listOrders", **{"status[]": ["void"]}) == []
    shown = call(shop, "retrieveOrder", {"id": order}, {"expand[]": ["checkout"]})[1]
    assert shown["checkout"]["order"] == order


def test_a_confirmation_is_sent_again_unless_the_order_is_void(shop: Shop) -> None:
    paid = pay(shop, draft(shop))
    path = {"id": paid["order"]}

    again = call(shop, "resendOrderNotification", path)[1]
    act(shop, "cancelCheckout", paid)

    assert (again["id"], again["status"]) == (paid["order"], "paid")
    told = refused(shop, "resendOrderNotification", paid["order"])
    assert broken(told) == [("status", "invalid")]
