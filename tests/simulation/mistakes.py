"""What is refused everywhere: by shoppers, and by clients of the platforms' APIs."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from mock_server.commerce import shopper
from mock_server.commerce.basket import Basket, all_baskets
from mock_server.engine.errors import Conflict
from mock_server.engine.shop import Shop
from tests.helpers import call

from .settings import configuration
from .shown import CARTS

NOBODY = "85789eeb-dcf4-47a4-a2d4-000000000000"

Mistake = Callable[[Shop, Random], object]


def _a_basket(shop: Shop, random: Random, *statuses: str) -> str:
    fit = [each for each in all_baskets(shop) if each.status in statuses]
    if not fit:
        raise Conflict("there is no such basket yet")
    return random.choice(fit).id


def _unpaid(shop: Shop, random: Random) -> str:
    return _a_basket(shop, random, "open", "abandoned")


def adds_an_unknown_product(shop: Shop, random: Random) -> object:
    return shopper.add_line(shop, _unpaid(shop, random), "nothing")


def adds_to_an_unknown_basket(shop: Shop, random: Random) -> object:
    return shopper.add_line(shop, "nobody's", "honey")


def is_an_unknown_customer(shop: Shop, random: Random) -> object:
    return shopper.set_contact(shop, _unpaid(shop, random), "nobody")


def enters_an_unknown_coupon(shop: Shop, random: Random) -> object:
    return shopper.apply_coupon(shop, _unpaid(shop, random), "NOTHING")


def opens_a_basket_that_is_there(shop: Shop, random: Random) -> object:
    return shopper.open_basket(shop, _a_basket(shop, random, "open", "abandoned", "purchased"))


def pays_for_nothing(shop: Shop, random: Random) -> object:
    empty = shopper.open_basket(shop)
    return shopper.pay(shop, empty.id)


def goes_on_after_paying(shop: Shop, random: Random) -> object:
    paid = _a_basket(shop, random, "purchased")
    acts: list[Callable[[], Basket]] = [
        lambda: shopper.add_line(shop, paid, "honey"),
        lambda: shopper.set_contact(shop, paid, "fahad"),
        lambda: shopper.reach_phase(shop, paid, "verification"),
        lambda: shopper.apply_coupon(shop, paid, "WELCOME10"),
        lambda: shopper.leave(shop, paid),
        lambda: shopper.come_back(shop, paid),
        lambda: shopper.pay(shop, paid),
        lambda: shopper.remind(shop, paid),
    ]
    return random.choice(acts)()


def reminds_of_an_open_basket(shop: Shop, random: Random) -> object:
    return shopper.remind(shop, _a_basket(shop, random, "open"))


def errs_at_the_platforms_own_api(shop: Shop, random: Random) -> object:
    return random.choice(_OWN[shop.platform])(shop, random)


def _reads_what_is_not_there(shop: Shop, random: Random) -> Any:
    carts = CARTS[shop.platform]
    return call(shop, carts.reading, {carts.key: NOBODY})


def _switches_what_is_not_there(shop: Shop, random: Random) -> Any:
    body = {"abandoned_checkout": {"notifications_enabled": False}}
    return call(shop, "updateAbandonedCheckout", {"id": NOBODY}, body=body)


def _promotes_with_an_unknown_coupon(shop: Shop, random: Random) -> Any:
    body = {"abandoned_checkout_protocol": {"enabled": False, "coupon": NOBODY}}
    return call(shop, "updateAbandonedCheckoutProtocol", body=body)


def _reminds_of_what_is_not_there(shop: Shop, random: Random) -> Any:
    return _reminds(shop, NOBODY)


def _reminds_of_what_was_bought(shop: Shop, random: Random) -> Any:
    bought = [each for each in shop.store.all("abandoned_cart") if each["phase"] == "completed"]
    return _reminds(shop, random.choice(bought)["identifier"] if bought else NOBODY)


def _reminds_a_guest_by_message(shop: Shop, random: Random) -> Any:
    carts = shop.store.all("abandoned_cart")
    guests = [each for each in carts if each["customer"]["mobile"] is None]
    return _reminds(shop, random.choice(guests)["identifier"] if guests else NOBODY)


def _reminds(shop: Shop, identifier: str) -> Any:
    body = {"type": "sms", "alert_details": {"message": "!", "offer_discount": 10}}
    return call(shop, "sendAbandonedCartReminder", {"identifier": identifier}, body=body)


def _reads_another_store(shop: Shop, random: Random) -> Any:
    return call(shop, "getAbandonedCheckoutConfiguration", {"storeId": "1"})


def _sets_another_store(shop: Shop, random: Random) -> Any:
    return call(
        shop, "setPurchaseFollowUpConfiguration", {"storeId": "1"}, body=configuration(random)
    )


_OWN: Mapping[str, list[Mistake]] = {
    "paynow": [_reads_another_store, _sets_another_store],
    "salla": [_reads_what_is_not_there],
    "surecart": [
        _reads_what_is_not_there,
        _switches_what_is_not_there,
        _promotes_with_an_unknown_coupon,
    ],
    "tjar": [
        _reads_what_is_not_there,
        _reminds_of_what_is_not_there,
        _reminds_of_what_was_bought,
        _reminds_a_guest_by_message,
    ],
    "zid": [_reads_what_is_not_there],
}

MISTAKES: Mapping[str, Mistake] = {
    each.__name__: each
    for each in (
        adds_an_unknown_product,
        adds_to_an_unknown_basket,
        is_an_unknown_customer,
        enters_an_unknown_coupon,
        opens_a_basket_that_is_there,
        pays_for_nothing,
        goes_on_after_paying,
        reminds_of_an_open_basket,
        errs_at_the_platforms_own_api,
    )
}
