"""The store itself with what it sells: the records that settings refer to by id."""

from typing import Any

from mock_server.commerce.market import Market
from mock_server.commerce.records import record_key
from mock_server.commerce.vocabulary import Product
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .flakes import derived_flake, new_flake, stamp, store_id

STORE, TAG, PRODUCT = "store", "tag", "product"

_NO_STOCK_LIMIT = {
    "enabled": False,
    "quantity": None,
    "time_value": None,
    "time_scale": "invalid",
    "include_trials": False,
}
_NO_TRIAL = {
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


def fill_store(shop: Shop) -> None:
    """Make the store, a tag for each category and its products, in the order of the story.

    The n-th tag has the store's id plus 2n - 1, the n-th product plus 2n: a test can say a valid
    id without asking for it.
    """
    market: Market = shop.facts
    base = int(store_id(shop))
    shop.store.put(STORE, base, _store(shop))
    categories = list(dict.fromkeys(each.category for each in market.products.values()))
    tags = {}
    for number, category in enumerate(categories, start=1):
        tag = tags[category] = _tag(str(base + 2 * number - 1), category.en, shop)
        shop.store.put(TAG, tag["id"], tag)
    for number, product in enumerate(market.products.values(), start=1):
        key = product_id(product.key, shop, base + 2 * number)
        shop.store.put(PRODUCT, key, _product(key, product, tags[product.category], number, shop))


def product_id(product_key: str, shop: Shop, new_id: int | None = None) -> str:
    """The id of a product of the story; `new_id` when it has none yet."""
    return record_key(shop, PRODUCT, product_key, lambda: new_id or new_flake(shop))


def version_of(record_id: str, shop: Shop) -> str:
    """The version id of a record that has one; nothing here makes a second version."""
    return derived_flake(shop, "version", record_id)


def owner(shop: Shop) -> Record:
    """The merchant as an actor."""
    return {"type": "user", "id": derived_flake(shop, "owner")}


def _store(shop: Shop) -> Record:
    store, now = shop.facts.store, stamp(shop.clock.now())
    return {
        "id": store_id(shop),
        "owner_id": owner(shop)["id"],
        "slug": store.domain.split(".")[0],
        "name": store.name.en,
        "platform": "web",
        "game": "other",
        "currency": store.currency.lower(),
        "description": "",
        "website_url": f"https://{store.domain}",
        "contact_email": store.email,
        "support_email": store.email,
        "support_url": None,
        "integration_type": None,
        "live_mode": False,
        "logo_url": None,
        "logo_square_url": None,
        "minecraft_bedrock_username_prefix": None,
        "created_at": now,
        "updated_at": None,
        "onboarding_completed_at": now,
        "platform_store_type_association": None,
    }


def _tag(tag_id: str, name: str, shop: Shop) -> Record:
    return {
        "id": tag_id,
        "store_id": store_id(shop),
        "created_at": stamp(shop.clock.now()),
        "created_by": owner(shop),
        "name": name,
        "slug": _slug(name),
        "description": None,
        "image_url": None,
        "enabled": True,
        "updated_at": None,
        "updated_by": None,
    }


def _product(key: str, product: Product, tag: Record, number: int, shop: Shop) -> Record:
    return {
        "id": key,
        "store_id": store_id(shop),
        "version_id": version_of(key, shop),
        "image_url": None,
        "slug": _slug(product.key),
        "name": product.name.en,
        "description": "",
        "label": None,
        "sort_order": number,
        "price": product.price,
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
        "stock_available": {"store_available": 1000, "customer_available": 1000},
        "store_stock_limit": _NO_STOCK_LIMIT,
        "customer_stock_limit": _NO_STOCK_LIMIT,
        "tags": [{"id": tag["id"], "slug": tag["slug"], "name": tag["name"]}],
        **_unused(),
        "created_by": owner(shop),
        "created_at": stamp(shop.clock.now()),
        "updated_by": None,
        "updated_at": None,
    }


def _unused() -> dict[str, Any]:
    """What a product has for games, which nothing here sells."""
    return {
        "gameservers": [],
        "commands": [],
        "deliverable_actions": {"grant_giftcard": False},
        "metadata": {},
        "payout_splits": [],
        "required_product_ids": [],
        "custom_variable_ids": [],
        "enabled_at": None,
        "enabled_until": None,
        "is_hidden": False,
    }


def _slug(name: str) -> str:
    return "-".join(name.lower().split())
