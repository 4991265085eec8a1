"""What deliveries tell of orders, payments and customers, in the shapes that PayNow publishes."""

from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .catalogue import PRODUCT, tags_of
from .flakes import derived_flake

_CHECKOUT = "checkout"
_NO_SUBSCRIPTION = {
    "subscription_id": None,
    "subscription_interval_value": 0,
    "subscription_interval_scale": "invalid",
    "trial_id": None,
    "gift_to_customer": None,
    "selected_gameserver_id": None,
}
_PRODUCT_FIELDS = (
    "id",
    "store_id",
    "version_id",
    "image_url",
    "slug",
    "name",
    "description",
    "label",
    "sort_order",
    "price",
    "single_game_server_only",
    "allow_one_time_purchase",
    "allow_subscription",
    "subscription_interval_value",
    "subscription_interval_scale",
    "remove_after_enabled",
    "remove_after_time_value",
    "remove_after_time_scale",
    "gameservers",
    "commands",
    "created_at",
    "updated_at",
)
_ORDER_FIELDS = (
    "id",
    "store_id",
    "checkout_id",
    "subscription_id",
    "applied_coupons",
    "applied_giftcards",
    "coupon_id",
    "type",
    "tax_amount",
    "discount_amount",
    "subtotal_amount",
    "total_amount",
    "giftcard_usage_amount",
    "created_at",
    "completed_at",
    "billing_name",
    "billing_email",
    "customer_ip",
    "status",
)
_LINE_FIELDS = (
    "id",
    "checkout_line_id",
    "product_id",
    "product_version_id",
    "product_name",
    "product_image_url",
    "price",
    "quantity",
    "discount_amount",
    "subtotal_amount",
    "tax_amount",
    "total_amount",
)


_REFUND_FIELDS = (
    "id",
    "payment_id",
    "status",
    "amount",
    "gateway_fee_amount",
    "tax_amount",
    "platform_fee_amount",
    "store_net_amount",
    "store_refund_amount",
    "created_at",
    "approved_at",
    "pending_at",
    "completed_at",
)


def customer_payload(customer: Record) -> Record:
    """A customer as deliveries tell of one."""
    return {name: customer[name] for name in ("id", "name", "steam", "minecraft", "profile")}


def product_payload(product: Record, shop: Shop) -> Record:
    """A product, with the names of its tags and game servers as texts beside the lists."""
    tags = tags_of(product, shop)
    return {
        **{name: product[name] for name in _PRODUCT_FIELDS},
        "tags": tags,
        "enabled": True,
        "tag_names": ", ".join(each["name"] for each in tags),
        "gameserver_names": ", ".join(each["name"] for each in product["gameservers"]),
    }


def checkout_payload(order: Record, shop: Shop) -> Record:
    """The checkout that an order came from."""
    checkout = shop.store.find(_CHECKOUT, order["checkout_id"]) or {}
    lines = [
        {
            "id": each["checkout_line_id"],
            "product_id": each["product_id"],
            "product_version_id": each["product_version_id"],
            "metadata": {},
        }
        for each in order["lines"]
    ]
    return {"id": order["checkout_id"], "metadata": checkout.get("metadata", {}), "lines": lines}


def order_payload(order: Record, shop: Shop) -> Record:
    """An order with its checkout, its customer and all of each product."""
    products = products_of(order, shop)
    tags = dict.fromkeys(tag["name"] for each in products for tag in tags_of(each, shop))
    servers = dict.fromkeys(server["name"] for each in products for server in each["gameservers"])
    return {
        **{name: order[name] for name in _ORDER_FIELDS},
        "customer": customer_payload(order["customer"]),
        "checkout": checkout_payload(order, shop),
        "currency": order["currency"].upper(),
        "tax_inclusive": True,
        "billing_address_country": order["billing_country"],
        "lines": [_line(each, shop) for each in order["lines"]],
        "product_names": ", ".join(each["product_name"] for each in order["lines"]),
        "product_tags": ", ".join(tags),
        "product_gameservers": ", ".join(servers),
    }


def payment_payload(order: Record, shop: Shop) -> Record:
    """The payment of an order: nothing is withheld of it but the tax."""
    return {
        **transaction(order, shop, "payment"),
        "status": "completed",
        "billing_country": order["billing_country"],
        "created_at": order["created_at"],
        "pending_at": None,
        "completed_at": order["completed_at"],
    }


def refund_payload(refund: Record, order: Record, shop: Shop) -> Record:
    """Money that was given back of an order."""
    return {
        **transaction(order, shop, "refund"),
        **{name: refund[name] for name in _REFUND_FIELDS},
        "currency": order["currency"].upper(),
        "billing_email": order["billing_email"],
    }


def transaction(order: Record, shop: Shop, kind: str) -> Record:
    """What payments, refunds and chargebacks have in common."""
    return {
        "id": derived_flake(shop, kind, order["id"]),
        "store_id": order["store_id"],
        "order_id": order["id"],
        "customer": customer_payload(order["customer"]),
        "gateway": "paynow",
        "currency": order["currency"].upper(),
        "tax_inclusive": True,
        "amount": order["total_amount"],
        "gateway_fee_amount": 0,
        "tax_amount": order["tax_amount"],
        "platform_fee_amount": 0,
        "store_net_amount": order["total_amount"] - order["tax_amount"],
    }


def products_of(order: Record, shop: Shop) -> list[Record]:
    """The products of an order that are still there."""
    found = (shop.store.find(PRODUCT, each["product_id"]) for each in order["lines"])
    return [each for each in found if each is not None]


def _line(line: Record, shop: Shop) -> dict[str, Any]:
    product = shop.store.find(PRODUCT, line["product_id"])
    return {
        **{name: line[name] for name in _LINE_FIELDS},
        **_NO_SUBSCRIPTION,
        "product": product_payload(product, shop) if product else None,
    }
