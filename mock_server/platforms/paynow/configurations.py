"""The settings of a marketing feature: one object a store, replaced as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mock_server.commerce.periods import NEVER, read_period
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .actors import SERVER, caller, owner
from .catalogue import PRODUCT
from .flakes import new_flake, stamp, store_id
from .stores import check_store
from .tags import TAG


@dataclass(frozen=True, slots=True)
class Feature:
    """A kind of e-mail that a store sends by itself, with what is its own.

    `configuration` is the resource that holds its settings, `template` the type of its e-mails.
    """

    configuration: str
    template: str
    subject: str
    sent_event: str


_LIMITS = (
    "maximum_order_value",
    "max_coupons_per_customer_amount",
    "max_coupons_per_customer_period",
    "max_coupons_global_amount",
    "max_coupons_global_period",
)
_UNTOUCHED: Mapping[str, Any] = {
    "enabled": False,
    "trigger_after": "PT1H",
    "minimum_order_value": 0,
    **dict.fromkeys(_LIMITS),
}
"""The settings of a new store; what a scenario leaves out of its own is so too."""

_UNTOUCHED_COUPON: Mapping[str, Any] = {
    "duration": "once",
    "duration_in_months": None,
    "duration_in_intervals": None,
    "discount_type": "percent",
    "discount_amount": 0,
    "discount_only_required_tags_or_products": False,
    "discount_apply_before_sales": False,
    "required_tag_ids": [],
    "required_product_ids": [],
    "minimum_order_value": 0,
    "customer_redeem_limit_enabled": True,
    "customer_redeem_limit": 1,
    "usable_on_one_time_purchases": True,
    "usable_on_subscriptions": True,
    "expires_after": None,
}


def begin(feature: Feature, shop: Shop) -> None:
    """Give a new shop the settings that its scenario tells, else those of a new store."""
    told = shop.facts.native.get(shop.platform, {}).get(feature.configuration)
    writer = SERVER if told is None else owner(shop)
    save(feature, told or {}, writer, shop)


def read(feature: Feature, request: Request, shop: Shop) -> Record:
    """The settings of the store that the path names.

    Raises:
        NotFound: that is not the store of this key.
    """
    check_store(request, shop)
    return shop.store.get(feature.configuration, "")


def replace(feature: Feature, request: Request, shop: Shop) -> Record:
    """Keep the body as the settings of the store that the path names.

    Raises:
        NotFound: that is not the store of this key.
    """
    check_store(request, shop)
    return save(feature, request.body, caller(request, shop), shop)


def save(feature: Feature, body: Mapping[str, Any], writer: Record, shop: Shop) -> Record:
    """Keep these settings in the place of all earlier ones; what they leave out is unset."""
    record = {
        **_told(_UNTOUCHED, body),
        "coupon_configuration": _coupon_model(body.get("coupon_configuration", {})),
        "commands": [
            {"id": new_flake(shop), "command": each["command"], "online_only": each["online_only"]}
            for each in body.get("commands", ())
        ],
        "updated_by": writer,
        "updated_at": stamp(shop.clock.now()),
    }
    return shop.store.put(feature.configuration, "", record)


def present(configuration: Record, shop: Shop, request: Request) -> Record:
    """The settings with whether they can be used now: what they refer to may have gone."""
    store = store_id(shop)
    commands = [{"store_id": store, **each} for each in configuration["commands"]]
    first = {"store_id": store, "enabled": False, "invalid": is_invalid(configuration, shop)}
    return {**first, **configuration, "commands": commands}


def is_invalid(configuration: Record, shop: Shop) -> bool:
    """Whether no coupon can be made of it: no kind of discount, or ids of nothing."""
    coupon = configuration["coupon_configuration"]
    return (
        coupon["discount_type"] == "unspecified"
        or any(shop.store.find(TAG, each) is None for each in coupon["required_tag_ids"])
        or any(shop.store.find(PRODUCT, each) is None for each in coupon["required_product_ids"])
    )


def wait_of(feature: Feature, shop: Shop) -> timedelta:
    """How long the feature waits, counted from now, as it is set now."""
    now = shop.clock.now()
    period = read_period(shop.store.get(feature.configuration, "")["trigger_after"])
    return (period.after(now) or NEVER) - now


def _coupon_model(told: Mapping[str, Any]) -> Record:
    """Both names of the number of payments answer the same; the newer name wins."""
    model = _told(_UNTOUCHED_COUPON, told)
    payments = model["duration_in_intervals"]
    if payments is None:
        payments = model["duration_in_months"]
    return {**model, "duration_in_months": payments, "duration_in_intervals": payments}


def _told(unset: Mapping[str, Any], told: Mapping[str, Any]) -> Record:
    """What is told of these fields. `3.0` is an integer to JSON Schema; it is kept as `3`."""
    model = {name: told.get(name, default) for name, default in unset.items()}
    for name, value in model.items():
        if isinstance(value, float):
            model[name] = int(value)
    return model
