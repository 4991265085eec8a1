"""Every event that Salla announces, with its label and what it is about."""

from collections.abc import Mapping

from mock_server.webhooks import Kind

from .carts import CART
from .event_words import label

_STORE_EVENTS: Mapping[str, tuple[str, ...]] = {
    "order": (
        "created",
        "updated",
        "status.updated",
        "cancelled",
        "refunded",
        "deleted",
        "products.updated",
        "payment.updated",
        "coupon.updated",
        "total.price.updated",
        "shipment.creating",
        "shipment.created",
        "shipment.cancelled",
        "shipment.return.creating",
        "shipment.return.created",
        "shipment.return.cancelled",
        "shipping.address.updated",
        "customer.updated",
    ),
    "product": (
        "created",
        "updated",
        "deleted",
        "available",
        "quantity.low",
        "channels.changed",
        "price.updated",
        "status.updated",
        "image.updated",
        "category.updated",
        "brand.updated",
        "tags.updated",
    ),
    "shipping": (
        "zone.created",
        "zone.updated",
        "company.created",
        "company.updated",
        "company.deleted",
    ),
    "shipment": ("creating", "created", "cancelled", "updated"),
    "customer": ("created", "updated", "login", "otp.request"),
    "category": ("created", "updated"),
    "brand": ("created", "updated", "deleted"),
    "store": (
        "branch.created",
        "branch.updated",
        "branch.setDefault",
        "branch.activated",
        "branch.deleted",
    ),
    "storetax": ("created",),
    "abandoned": ("cart", "cart.status.changed", "cart.purchased"),
    "coupon": ("applied",),
    "invoice": ("created",),
    "specialoffer": ("created", "updated"),
    "review": ("added",),
    "communication": ("sms.send", "email.send", "whatsapp.send"),
}

_APP_EVENTS = (
    "installed",
    "store.authorize",
    "updated",
    "uninstalled",
    "trial.started",
    "trial.expired",
    "subscription.started",
    "subscription.expired",
    "subscription.canceled",
    "subscription.renewed",
    "settings.updated",
)

_ABOUT_CARTS = (
    "abandoned.cart",
    "abandoned.cart.status.changed",
    "abandoned.cart.purchased",
    "coupon.applied",
)

_ABOUT_ORDERS = tuple(f"order.{each}" for each in _STORE_EVENTS["order"] if "shipment" not in each)

STORE_EVENTS = tuple(
    f"{group}.{each}" for group, several in _STORE_EVENTS.items() for each in several
)
"""What can be subscribed to."""

APP_EVENTS = tuple(f"app.{each}" for each in _APP_EVENTS)
"""What an app is told without asking, at the address of its own."""


def _about(name: str) -> str | None:
    """The kind of record that an event is about, where that is kept here."""
    if name in _ABOUT_CARTS:
        return CART
    return "order" if name in _ABOUT_ORDERS else None


NAMES: Mapping[str, Kind] = {
    name: Kind(label(name), _about(name)) for name in (*STORE_EVENTS, *APP_EVENTS)
}
