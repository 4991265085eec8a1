"""Settings, shoppers and what they set off, for the tests of PayNow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mock_server.commerce import shopper
from mock_server.commerce.lifecycle import ABANDON
from mock_server.commerce.periods import read_period
from mock_server.engine.jobs import JOBS
from mock_server.engine.shop import Shop
from mock_server.platforms.paynow import purchase_follow_ups
from mock_server.platforms.paynow.flakes import store_id
from tests.helpers import call

HOUR = timedelta(hours=1)
HONEY_PRICE = 23900

DOCUMENTED: dict[str, Any] = {
    "enabled": True,
    "trigger_after": "P1Y2M3DT4H5M6S",
    "minimum_order_value": 1,
    "maximum_order_value": 1,
    "max_coupons_per_customer_amount": 1,
    "max_coupons_per_customer_period": "P1Y2M3DT4H5M6S",
    "max_coupons_global_amount": 1,
    "max_coupons_global_period": "P1Y2M3DT4H5M6S",
    "coupon_configuration": {
        "duration": "once",
        "duration_in_months": 1,
        "discount_type": "unspecified",
        "discount_amount": 1,
        "discount_only_required_tags_or_products": True,
        "discount_apply_before_sales": True,
        "required_tag_ids": ["411486491630370816"],
        "required_product_ids": ["411486491630370816"],
        "minimum_order_value": 1,
        "customer_redeem_limit_enabled": True,
        "customer_redeem_limit": 1,
        "usable_on_one_time_purchases": True,
        "usable_on_subscriptions": True,
        "expires_after": "P1Y2M3DT4H5M6S",
    },
}
"""The body of the reference page."""

LEAST: dict[str, Any] = {
    "enabled": True,
    "trigger_after": "PT1H",
    "minimum_order_value": 0,
    "coupon_configuration": {
        "duration": "repeating",
        "duration_in_intervals": 3,
        "discount_type": "amount",
        "discount_amount": 1500,
        "discount_only_required_tags_or_products": False,
        "discount_apply_before_sales": True,
        "required_tag_ids": [],
        "required_product_ids": [],
        "minimum_order_value": 5000,
        "customer_redeem_limit_enabled": True,
        "customer_redeem_limit": 1,
        "usable_on_one_time_purchases": True,
        "usable_on_subscriptions": True,
        "expires_after": "P14D",
    },
}
"""A body that says only what must be said; it lets every e-mail go, after an hour."""


def settings(coupon: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """`LEAST` with changes, and with changes to its coupon."""
    model = {**LEAST["coupon_configuration"], **(coupon or {})}
    return {**LEAST, "coupon_configuration": model, **changes}


def leave_cart(shop: Shop, name: str, customer: str | None, *products: str) -> None:
    """Fill a cart now and leave it."""
    shopper.open_basket(shop, name)
    for product in products:
        shopper.add_line(shop, name, product)
    if customer:
        shopper.set_contact(shop, name, customer)
    shopper.leave(shop, name)


def buy_cart(shop: Shop, name: str, customer: str | None, *products: str) -> None:
    """Fill a cart now and pay for it."""
    leave_cart(shop, name, customer, *products)
    shopper.pay(shop, name)


@dataclass(frozen=True)
class Feature:
    """One of the two e-mails: how its settings are written, and what starts its wait."""

    name: str
    resource: str
    sent_event: str
    job: str
    start: Callable[..., None]

    @property
    def get(self) -> str:
        return f"get{self.name}Configuration"

    @property
    def set(self) -> str:
        return f"set{self.name}Configuration"

    def write(self, shop: Shop, body: dict[str, Any]) -> Any:
        return call(shop, self.set, {"storeId": store_id(shop)}, body=body)[1]

    def read(self, shop: Shop) -> Any:
        return call(shop, self.get, {"storeId": store_id(shop)})[1]

    def sent(self, shop: Shop) -> list[Any]:
        """The moments at which its e-mails went out."""
        return [event.at for event in shop.events if event.name == self.sent_event]

    def waits(self, shop: Shop) -> list[datetime]:
        """The moments at which it will be seen whether an e-mail goes out."""
        return [each["due"] for each in shop.store.all(JOBS) if each["name"] == self.job]


ABANDONED = Feature(
    "AbandonedCheckout",
    "abandoned_checkout_configuration",
    "ON_ABANDONED_CHECKOUT_RECOVERY_ATTEMPT_EMAIL_SENT",
    ABANDON,
    leave_cart,
)
FOLLOW_UP = Feature(
    "PurchaseFollowUp",
    "purchase_follow_up_configuration",
    "ON_PURCHASE_FOLLOW_UP_ATTEMPT_EMAIL_SENT",
    purchase_follow_ups.FOLLOW_UP,
    buy_cart,
)
FEATURES = (ABANDONED, FOLLOW_UP)


def after(moment: datetime, period: str) -> datetime:
    """The moment a period of the calendar later."""
    later = read_period(period).after(moment)
    assert later is not None
    return later
