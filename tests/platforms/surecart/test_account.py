"""The account and the mails that its customers get."""

from mock_server.engine.shop import Shop
from tests.helpers import call
from tests.platforms.surecart.steps import broken, events_of, made, refused


def test_the_account_is_the_shop_of_the_story(shop: Shop) -> None:
    account = call(shop, "retrieveAccount")[1]
    protocol = call(shop, "retrieveAbandonedCheckoutProtocol")[1]

    assert (account["name"], account["currency"]) == ("متجر الواحة", "sar")
    assert account["abandoned_checkout_protocol"] == protocol["id"]
    assert account["public_token"].startswith("pt_")
    assert len(account["public_token"]) == 27


def test_what_is_changed_of_the_account_is_told_and_the_rest_stays(shop: Shop) -> None:
    before = call(shop, "retrieveAccount")[1]

    after = call(shop, "updateAccount", body={"account": {"name": "الواحة", "slug": "x"}})[1]

    assert after == {**before, "name": "الواحة"}
    assert events_of(shop)[0]["type"] == "account.updated"
    assert events_of(shop)[0]["account"] == before["id"]


def test_the_currency_stays(shop: Shop) -> None:
    told = refused(shop, "updateAccount", body={"account": {"currency": "usd"}})

    assert broken(told) == [("currency", "locked")]


def test_the_cache_key_of_products_moves_with_the_products(shop: Shop) -> None:
    before = call(shop, "retrieveAccount")[1]["cache_keys"]

    made(shop, "product", name="تمر")

    after = call(shop, "retrieveAccount")[1]["cache_keys"]
    assert {name for name in after if after[name] != before[name]} == {"products"}


def test_mails_are_switched_one_by_one(shop: Shop) -> None:
    before = call(shop, "retrieveCustomerNotificationProtocol")[1]
    body = {"customer_notification_protocol": {"order_enabled": "0", "from_name": "الواحة"}}

    after = call(shop, "updateCustomerNotificationProtocol", body=body)[1]

    assert after == {**before, "order_enabled": False, "from_name": "الواحة"}
    assert call(shop, "retrieveCustomerNotificationProtocol")[1] == after
