"""The settings that a store has, with what they are at first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mock_server.engine.text import Text

from .order_statuses import BUILT_IN, COMPLETED, status_id

_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its type, its value at first, and the words that a dropdown offers."""

    slug: str
    kind: str
    value: Any
    options: tuple[str, ...] = ()


def _words(ar: str, en: str) -> dict[str, str]:
    return {"ar": ar, "en": en}


def _message(text: Text, *, enabled: bool = False) -> dict[str, Any]:
    return {"enabled": enabled, "message": _words(text.ar, text.en)}


def _statuses() -> dict[str, Any]:
    chosen = (status_id(COMPLETED), status_id("delivered"))
    rows = [
        {"id": number, "name": name.ar, "selected": number in chosen}
        for number, name in BUILT_IN.values()
    ]
    return {"order_statuses": rows}


def _yes_or_no(group: str, on: str, off: str) -> tuple[Setting, ...]:
    """Settings that are a switch: those that are on at first, and those that are off."""
    named = [(name, True) for name in on.split()] + [(name, False) for name in off.split()]
    return tuple(Setting(f"{group}.{name}", "boolean", value) for name, value in named)


_RECEIVE = {
    "receive_orders": True,
    "limit": {"enable": False, "count": 100, "message": _words("اكتمل عدد الطلبات", "We are full")},
}
_TIMES = {day: {"enabled": day != "friday", "from": "09:00", "to": "22:00"} for day in _DAYS}
_NOTIFY = {
    "enabled": {"products": True, "skus": False},
    "channels": {"email": True, "sms": False},
    "channels_status": {
        "email": "active",
        "sms": "inactive",
        "mobile": "active",
        "whatsapp": "inactive",
    },
    "content_title": "عاد المنتج",
    "content_message": "المنتج الذي تنتظره متوفر الآن",
}
_INVENTORY = {
    "show_out_products": True,
    "manual_quantity": False,
    "display_product_quantity": "less_than_five",
}
_BRANDS = {
    "show_banner": True,
    "show_in_menu": True,
    "menu_title": _words("الماركات", "Brands"),
    "menu_order": 3,
}

_ORDERS = (
    Setting("orders.receive_orders", "form", _RECEIVE),
    Setting("orders.receiving_times", "form", _TIMES),
    Setting("orders.order_notes", "form", _message(Text("ملاحظات", "Notes"), enabled=True)),
    Setting("orders.cancel_order", "form", _message(Text("إلغاء الطلب", "Cancel the order"))),
    Setting("orders.auto_complete", "form", _message(Text("إكمال تلقائي", "Complete by itself"))),
    Setting("orders.auto_return_stock", "form", _message(Text("إرجاع الكمية", "Return to stock"))),
    *_yes_or_no(
        "orders",
        "reorder shipping_indicator",
        "disable_bank_transfer_payment_period price_quote attache_note_notify_status",
    ),
    Setting("orders.agreement", "form", _message(Text("اتفاقية الشراء", "Terms"))),
    Setting("orders.complete_customization", "form", _message(Text("شكرًا لك", "Thank you"))),
    Setting("orders.invoices_customization", "form", _message(Text("فاتورة", "Invoice"))),
    Setting("orders.shipping_policy_deduction", "form", _message(Text("البوليصة", "Labels"))),
    Setting("orders.minimum_amount", "string", "0"),
    Setting("orders.status_notifications", "dropdown", "all", ("all", "sms", "email", "none")),
    Setting("orders.digital_products_notify", "dropdown", "email", ("all", "sms", "email")),
)
_PRODUCTS = (
    *_yes_or_no(
        "products",
        "show_special_offers show_weight show_sku product_price_included_tax more_details_button",
        "duplicate_product_in_cart quantity_sort zero_price_indicator show_start_from_price "
        "auto_add_product_offer_to_cart digital_protection show_hs_code",
    ),
    Setting(
        "products.purchase_count",
        "form",
        {"enabled": True, "condition": {"enabled": False, "categories": []}},
    ),
    Setting("products.recommendations", "form", {"enabled": True, "types": "category"}),
    Setting("products.default_weight", "object", {"value": 0.25, "units": "kg"}),
    Setting("products.product_notify_availability", "form", _NOTIFY),
    Setting("products.product_inventory", "form", _INVENTORY),
    Setting("products.brand_options", "form", _BRANDS),
)
_FEEDBACKS = (
    *_yes_or_no(
        "feedbacks",
        "publish_testimonials publish_ratings allow_likes show_rating_summary testimonials_enabled "
        "products_enabled display_testimonials display_customer_reviews publish_comments "
        "products_feedback_enabled display_product_reviews_on_app",
        "allow_attach_images allow_contact_support shipping_enabled allow_hidden_names "
        "pages_feedback_enabled disable_guest_feedback",
    ),
    Setting("feedbacks.rating_message", "form", _message(Text("قيّم طلبك", "Rate your order"))),
    Setting("feedbacks.update_rating", "form", _message(Text("عدّل تقييمك", "Change your rating"))),
    Setting("feedbacks.thanks_message", "form", _message(Text("شكرًا لتقييمك", "Thank you"))),
)

ENTITIES: Mapping[str, tuple[Setting, ...]] = {
    "orders": _ORDERS,
    "products": _PRODUCTS,
    "reports": (Setting("reports.order_statuses", "form", _statuses()),),
    "feedbacks": _FEEDBACKS,
    "marketing": _yes_or_no(
        "marketing.settings", "show_offers enable_offers_coupons", "coupon_in_cart"
    ),
    "store": (Setting("store.maintenance", "form", _message(Text("صيانة", "Maintenance"))),),
    "customers": (),
    "blogs": (),
    "mahally": (),
    "shipping": (),
}
"""The settings of each part of the store; some parts have none."""
SETTINGS: Mapping[str, Setting] = {
    each.slug: each for several in ENTITIES.values() for each in several
}
