"""What a new product is like, and the parts of it that are sent in part."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.store import Record

NO_STOCK_LIMIT: Mapping[str, Any] = {
    "enabled": False,
    "quantity": None,
    "time_value": None,
    "time_scale": "invalid",
    "include_trials": False,
}
_NO_TRIAL: Mapping[str, Any] = {
    "enabled": False,
    "period_value": 0,
    "period_scale": "invalid",
    "revoke_immediately_when_canceled": False,
    "new_customers_only": False,
    "new_customer_order_lookback_value": 0,
    "new_customer_order_lookback_scale": "invalid",
    "allow_repeat_trials": False,
    "repeat_trial_cooldown_value": 0,
    "repeat_trial_cooldown_scale": "invalid",
}
_RECOMMENDED: Mapping[str, Any] = {
    "minimum_base_product_quantity": None,
    "minimum_recommended_product_quantity": None,
    "quantity_to_add": None,
}

BLANK: Mapping[str, Any] = {
    "image_url": None,
    "description": "",
    "label": None,
    "price": 0,
    "single_game_server_only": False,
    "allow_one_time_purchase": True,
    "allow_subscription": False,
    "subscription_interval_value": 0,
    "subscription_interval_scale": "invalid",
    "trial": _NO_TRIAL,
    "upselling": {"enabled": False, "recommendations": []},
    "remove_after_enabled": False,
    "remove_after_time_value": 0,
    "remove_after_time_scale": "invalid",
    "store_stock_limit": NO_STOCK_LIMIT,
    "customer_stock_limit": NO_STOCK_LIMIT,
    "stock_limit_do_not_include_removed": False,
    "gameservers": [],
    "commands": [],
    "deliverable_actions": {"grant_giftcard": False},
    "metadata": {},
    "payout_splits": [],
    "tax_code": None,
    "allow_concurrent_active_items": True,
    "is_hidden": False,
    "is_gifting_disabled": False,
    "enabled_at": None,
    "enabled_until": None,
    "required_product_ids": [],
    "required_product_all": False,
    "custom_variable_ids": [],
    "is_gift_cards_disabled": False,
    "is_coupons_disabled": False,
    "is_affiliate_links_disabled": False,
    "tier_group_id": None,
    "_tags": [],
}
"""A product of which nothing is known but its name."""

_MAY_BE_NOTHING = {name for name, value in BLANK.items() if value is None} | {"metadata"}


def told(sent: Mapping[str, Any], known: Record) -> Record:
    """The fields of a product that a body changes; null leaves a field that cannot be nothing."""
    names = {*BLANK, "name", "slug"} - {"image_url", "_tags", "trial", "upselling"}
    fields = {
        name: sent[name]
        for name in names
        if name in sent and (sent[name] is not None or name in _MAY_BE_NOTHING)
    }
    if sent.get("tags") is not None:
        fields["_tags"] = list(dict.fromkeys(sent["tags"]))
    if sent.get("trial"):
        fields["trial"] = {**known.get("trial", _NO_TRIAL), **_said(sent["trial"], _NO_TRIAL)}
    if sent.get("upselling"):
        fields["upselling"] = _upselling(sent["upselling"], known)
    for name in ("store_stock_limit", "customer_stock_limit"):
        if name in fields:
            fields[name] = {**NO_STOCK_LIMIT, **_said(fields[name], NO_STOCK_LIMIT)}
    return _pure(fields)


def _upselling(sent: Mapping[str, Any], known: Record) -> Record:
    before = known.get("upselling", BLANK["upselling"])
    listed = sent.get("recommendations")
    enabled = sent.get("enabled")
    return {
        "enabled": before["enabled"] if enabled is None else enabled,
        "recommendations": before["recommendations"]
        if listed is None
        else [{**_RECOMMENDED, **_said(each, _RECOMMENDATION)} for each in listed],
    }


_RECOMMENDATION = {
    **_RECOMMENDED,
    **dict.fromkeys(("recommended_product_id", "type", "discount_type", "discount_amount")),
    "prefer_as_subscription": False,
}
_PARTS: Mapping[str, tuple[str, ...]] = {
    "commands": ("stage", "content", "online_only", "override_execute_on_gameserver_ids"),
    "payout_splits": ("user_id", "percentage", "platform_fee"),
    "deliverable_actions": ("grant_giftcard",),
}


def _pure(fields: Record) -> Record:
    """Without what the document does not know inside of parts."""
    for name, names in _PARTS.items():
        if name in fields:
            value = fields[name]
            many = [_only(each, names) for each in value] if isinstance(value, list) else None
            fields[name] = _only(value, names) if many is None else many
    return fields


def _only(part: Mapping[str, Any], names: tuple[str, ...]) -> Record:
    return {name: part[name] for name in names if name in part}


def _said(part: Mapping[str, Any], names: Mapping[str, Any]) -> Record:
    """What is sent of a part; null leaves what cannot be nothing."""
    return {
        name: value
        for name, value in part.items()
        if name in names and (value is not None or names[name] is None)
    }
