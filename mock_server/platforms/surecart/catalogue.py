"""Products and their prices."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce.market import Market
from mock_server.commerce.records import record_key
from mock_server.commerce.vocabulary import Product
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .timestamps import keep, unix

PRODUCT, PRICE = "product", "price"


def write_catalogue(shop: Shop) -> None:
    """One price for each product of the story."""
    market: Market = shop.facts
    for product in market.products.values():
        sold, price = product_id(product.key, shop), price_id(product.key, shop)
        keep(shop, PRODUCT, sold, _product(sold, product, shop))
        keep(shop, PRICE, price, _price(price, sold, product, shop))


def product_id(product: str, shop: Shop) -> str:
    return record_key(shop, PRODUCT, product, lambda: shop.identifiers.uuid(PRODUCT))


def price_id(product: str, shop: Shop) -> str:
    return record_key(shop, PRICE, product, lambda: shop.identifiers.uuid(PRICE))


def price_of(line: Mapping[str, Any], shop: Shop) -> str:
    """The price that a basket's line is sold at: the story's, or the one that it names itself."""
    market: Market = shop.facts
    named: str = line["product"]
    return price_id(named, shop) if named in market.products else named


def product_of(line: Mapping[str, Any], shop: Shop) -> str:
    """The product of a basket's line, also when its price has been removed since."""
    market: Market = shop.facts
    named: str = line["product"]
    return product_id(named, shop) if named in market.products else str(line["sold"])


def line_key(price: str, shop: Shop) -> str:
    """How baskets name a price: as the story names its product, where it is the story's."""
    market: Market = shop.facts
    return next((each for each in market.products if price_id(each, shop) == price), price)


def line_keys(product: str, shop: Shop) -> list[str]:
    """How baskets name the prices of a product."""
    prices, _ = shop.store.table(PRICE).select({"product": product})
    return [line_key(each["id"], shop) for each in prices]


def is_shipped(product: Product) -> bool:
    return product.kind == "physical"


def grams(kilograms: float) -> int:
    return round(kilograms * 1000)


def _product(key: str, product: Product, shop: Shop) -> Record:
    market: Market = shop.facts
    return {
        **BLANK_PRODUCT,
        "id": key,
        "name": product.name.ar,
        "slug": product.key,
        "sku": product.sku,
        "cataloged_at": unix(shop.clock.now()),
        "tax_category": "tangible" if is_shipped(product) else "digital",
        "shipping_enabled": is_shipped(product),
        "weight": grams(product.weight),
        "metrics": {
            "currency": market.store.currency.lower(),
            "max_price_amount": product.price,
            "min_price_amount": product.price,
            "prices_count": 1,
        },
        "image_url": f"https://{market.store.domain}/images/{product.key}.jpg",
    }


def _price(key: str, sold: str, product: Product, shop: Shop) -> Record:
    market: Market = shop.facts
    return {
        **BLANK_PRICE,
        "id": key,
        "amount": product.price,
        "currency": market.store.currency.lower(),
        "full_amount": product.price,
        "product": sold,
    }


BLANK_PRODUCT: Record = {
    "id": "",
    "object": PRODUCT,
    "name": "",
    "description": None,
    "slug": "",
    "sku": None,
    "status": "published",
    "archived": False,
    "archived_at": None,
    "recurring": False,
    "featured": False,
    "metadata": {},
    "cataloged_at": None,
    "tax_enabled": True,
    "tax_category": "tangible",
    "shipping_enabled": True,
    "weight": None,
    "weight_unit": "g",
    "stock_enabled": False,
    "stock": 0,
    "available_stock": 0,
    "held_stock": 0,
    "allow_out_of_stock_purchases": False,
    "purchase_limit": None,
    "licensing_enabled": False,
    "license_activation_limit": None,
    "reviews_enabled": True,
    "bundle": False,
    "metrics": {},
    "image_url": None,
    "product_group": None,
    "shipping_profile": None,
    "featured_product_media": None,
    "current_release_download": None,
    "discarded_at": None,
}
"""Every field in the vendor's order; stock is not counted."""

BLANK_PRICE: Record = {
    "id": "",
    "object": PRICE,
    "ad_hoc": False,
    "ad_hoc_max_amount": None,
    "ad_hoc_min_amount": 0,
    "amount": 0,
    "archived": False,
    "archived_at": None,
    "currency": "",
    "current_version": True,
    "full_amount": 0,
    "license_activation_limit": None,
    "metadata": {},
    "name": None,
    "position": 0,
    "portal_subscription_update_enabled": True,
    "restart_subscription_on_completed": False,
    "revoke_after_days": None,
    "revoke_purchases_on_completed": False,
    "recurring_interval": None,
    "recurring_interval_count": None,
    "recurring_period_count": None,
    "scratch_amount": None,
    "setup_fee_amount": 0,
    "setup_fee_enabled": False,
    "setup_fee_trial_enabled": True,
    "setup_fee_name": None,
    "trial_duration_days": None,
    "current_swap": None,
    "product": "",
    "renewal_price": None,
    "discarded_at": None,
}
