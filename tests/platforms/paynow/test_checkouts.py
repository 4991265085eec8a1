"""Checkouts that are made by API, beside those of shoppers."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.commerce.basket import find_basket, totals_of
from mock_server.engine.errors import Conflict
from mock_server.engine.shop import Shop
from tests.platforms.paynow.asking import ask, fault, refusal
from tests.platforms.paynow.samples import ABANDONED, buy_cart, leave_cart, settings


def body(shop: Shop, *slugs: str, **more: Any) -> Any:
    """A checkout of one piece each, for Sara, who was here before."""
    if not shop.store.count("customer"):
        leave_cart(shop, "known", "sara", "honey")
    ids = {each["slug"]: each["id"] for each in ask(shop, "listProducts")}
    lines = [{"product_id": ids.get(each, each), "quantity": 1} for each in slugs]
    return {"customer_id": shop.store.all("customer")[0]["id"], "lines": lines, **more}


def test_a_checkout_that_is_paid_for_is_an_order_like_a_shoppers(shop: Shop) -> None:
    made = ask(shop, "createCheckout", body(shop, "honey", "coffee", promo_codes=["WELCOME10"]))
    shopper.pay(shop, made["id"])
    leave_cart(shop, "hers", "sara", "honey", "coffee")
    shopper.apply_coupon(shop, "hers", "WELCOME10")
    shopper.pay(shop, "hers")

    theirs, hers = ask(shop, "listOrders", query={"asc": True})
    own = {"id", "pretty_id", "checkout_id", "checkout_token", "lines"}
    assert made["id"] == theirs["checkout_id"]
    assert made["url"].endswith(theirs["checkout_token"])
    assert {name for name in hers if hers[name] != theirs[name]} == own
    assert theirs["total_amount"] == 23900 + 5750 - theirs["discount_amount"]


def test_it_is_written_about_when_it_is_left(shop: Shop) -> None:
    ABANDONED.write(shop, settings())
    checkout = body(shop, "coffee")
    shop.advance(timedelta(hours=2))
    made = ask(shop, "createCheckout", checkout)

    shop.advance(timedelta(hours=1))

    event = shop.events[-1]
    assert (event.name, event.subject) == (ABANDONED.sent_event, made["id"])


def test_a_new_product_is_sold_at_its_price_of_the_day(shop: Shop) -> None:
    ask(shop, "createProduct", {"name": "Ajwa", "price": 4500})
    honey = ask(shop, "listProducts")[0]["id"]
    ask(shop, "updateProduct", {"price": 25000}, productId=honey)

    made = ask(shop, "createCheckout", body(shop, "ajwa", "honey"))
    shopper.open_basket(shop, "hers")
    for product in ("ajwa", "honey"):
        shopper.add_line(shop, "hers", product)

    assert totals_of(find_basket(shop, made["id"]), shop.facts).total == 29500
    assert totals_of(find_basket(shop, "hers"), shop.facts).total == 29500


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"customer_id": "1"}, ("customer_id", "exists")),
        ({"auto_redirect": True}, ("return_url", "required")),
        ({"promo_codes": ["NOPE"]}, ("promo_codes.0", "exists")),
        ({"promo_codes": ["EID50"]}, ("promo_codes.0", "enum")),
        ({"promo_codes": ["EID50", "WELCOME10"]}, ("promo_codes", "max_items")),
        ({"coupon_id": "1"}, ("coupon_id", "exists")),
        ({"lines": [{"product_id": "1", "quantity": 1}]}, ("lines.0.product_id", "exists")),
        ({"lines": [{"quantity": 1}]}, ("lines.0.product_id", "required")),
        (
            {"lines": [{"inline_product": {"name": "x"}, "quantity": 1}]},
            ("lines.0.inline_product", "forbidden"),
        ),
    ],
)
def test_what_cannot_be_bought_is_refused_and_leaves_nothing(
    shop: Shop, changes: Any, told: Any
) -> None:
    checkout = body(shop, "coffee", **{"promo_codes": None, **changes})
    kept = shop.store.count("checkout")

    assert fault(refusal(shop, "createCheckout", checkout)) == (400, *told)
    assert shop.store.count("checkout") == kept


def test_what_is_limited_goes_to_who_pays_first(shop: Shop) -> None:
    limit = {"enabled": True, "quantity": 1, "time_scale": "invalid", "include_trials": False}
    coffee = ask(shop, "listProducts")[1]["id"]
    ask(shop, "updateProduct", {"store_stock_limit": limit}, productId=coffee)
    made = ask(shop, "createCheckout", body(shop, "coffee"))
    buy_cart(shop, "quicker", "fahad", "coffee")

    with pytest.raises(Conflict):
        shopper.pay(shop, made["id"])
    told = refusal(shop, "createCheckout", body(shop, "coffee"))
    assert fault(told) == (400, "lines.0.quantity", "maximum")


def test_a_product_may_need_another_first(shop: Shop) -> None:
    honey, coffee = (each["id"] for each in ask(shop, "listProducts"))
    ask(shop, "updateProduct", {"required_product_ids": [honey]}, productId=coffee)
    early = refusal(shop, "createCheckout", body(shop, "coffee"))
    shopper.pay(shop, "known")

    assert fault(early) == (400, "lines.0.product_id", "enum")
    assert ask(shop, "createCheckout", body(shop, "coffee"))["id"]
