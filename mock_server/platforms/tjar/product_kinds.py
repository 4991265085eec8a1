"""The four kinds of product, and what one holds before anybody said anything of it."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.store import Record
from mock_server.engine.text import Text

PRODUCT, CATEGORY = "product", "category"

TYPE_IDS: Mapping[str, int] = {"physical": 1, "digital": 2, "booking": 3, "service": 4}
LABELS: Mapping[str, Text] = {
    "physical": Text("منتج مادي", "Physical product"),
    "digital": Text("منتج رقمي", "Digital product"),
    "booking": Text("حجز", "Booking"),
    "service": Text("خدمة", "Service"),
}

_OF_DIGITAL = ("digital_type", "files", "cards", "download_limit", "expires_in_days")
OWN_FIELDS: Mapping[str, tuple[str, ...]] = {
    "physical": ("weight", "dimensions"),
    "digital": _OF_DIGITAL,
    "booking": ("booking",),
    "service": ("service",),
}
"""Fields that products of one kind have."""


def blank_product(number: int, kind: str) -> Record:
    """A product that says nothing but what it is."""
    return {
        "id": number,
        "identifier": number,
        "name": both("", ""),
        "summary": both("", ""),
        "description": both("", ""),
        "slug": "",
        "sku": None,
        "type": kind,
        "type_id": TYPE_IDS[kind],
        "price": 0,
        "sale_price": None,
        "cost": None,
        "is_refundable": True,
        "min_purchase": 1,
        "max_purchase": 10,
        "is_published": True,
        "stock": 0,
        "is_unlimited": kind in ("booking", "service"),
        "is_inventory_warning": False,
        "policy_description": None,
        "video_source": None,
        "video_url": None,
        "ratings": None,
        "product_options": [],
        "variants": [],
        "related_products": [],
        "meta": {"title": both("", ""), "description": both("", "")},
        "brand": None,
        "badge": None,
        "categories": [],
        "sub_categories": [],
        "child_categories": [],
        "tags": [],
        "image": None,
        "gallery": [],
        "created_at": "",
        "updated_at": "",
        **_own(kind),
    }


def both(arabic: str, english: str) -> dict[str, str]:
    """Words as answers have them."""
    return {"ar": arabic, "en": english}


def _own(kind: str) -> dict[str, Any]:
    match kind:
        case "physical":
            return {"weight": 0, "dimensions": {"h": 0, "l": 0, "w": 0}}
        case "digital":
            limits = {"download_limit": None, "expires_in_days": None}
            return {"digital_type": "file", "files": [], "cards": [], **limits}
        case "booking":
            return {"booking": dict(_BLANK_BOOKING)}
        case _:
            return {"service": {"duration": None, "delivery_days": None, "requirements": None}}


_BLANK_BOOKING: Mapping[str, Any] = {
    "duration_minutes": 60,
    "capacity": 1,
    "working_days": [],
    "buffer_minutes": 0,
    "location": None,
    "max_days_ahead": 30,
}
