"""What is kept of the coupons that merchants write, and what is refused."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .catalogue import BRAND, CATEGORY, PRODUCT
from .coupons import blank_coupon, find_coupon, is_percentage
from .moments import read_moment, told
from .style import RIYADH, date

_NEEDED = Text("هذا الحقل مطلوب", "this field is needed here")
_TOO_EARLY = Text(
    "يجب أن يكون تاريخ الانتهاء بعد اليوم بيوم على الأقل", "it must end a day after today at least"
)
_BACKWARDS = Text("يجب أن يكون الانتهاء بعد البداية", "it must end after it begins")
_TOO_MUCH = Text("لا تزيد النسبة عن 100", "no more than 100 per cent")
_UNKNOWN = Text("العنصر غير موجود", "there is no such thing in the store")
_TAKEN = Text("الكود مستخدم من قبل", "another coupon has this code")

_LISTS: Mapping[str, tuple[str, str]] = {
    "products_include": ("include_product_ids", PRODUCT),
    "products_exclude": ("exclude_product_ids", PRODUCT),
    "list_include_categories": ("include_category_ids", CATEGORY),
    "list_exclude_categories": ("exclude_category_ids", CATEGORY),
    "list_exclude_brands": ("exclude_brands_ids", BRAND),
    "list_include_groups": ("include_customer_group_ids", "customer_group"),
    "list_exclude_groups": ("exclude_customer_group_ids", "customer_group"),
    "list_exclude_shipping": ("exclude_shipping_ids", "shipping_company"),
}
"""The field that keeps what is sent, and what its ids are of."""

_AMOUNTS = ("amount", "minimum_amount", "maximum_amount", "marketing_amount")
_NAMES: Mapping[str, str] = {
    **{name: name for name in ("status", "is_apply_with_offer", "applied_in", "free_shipping")},
    **{name: name for name in ("usage_limit", "usage_limit_per_user", "show_maximum_amount")},
    **{name: name for name in ("beneficiary_domain", "marketing_active", "marketing_name")},
    **{name: name for name in ("marketing_email", "marketing_info", "marketing_maximum_amount")},
    "marketing_hide_total_sales": "marketing_hide_total_sales",
    "marketing_show_maximum_amount": "marketing_show_maximum_amount",
    "exclude_sale_products": "is_sale_products_exclude",
    "payment_methods": "include_payment_methods",
}
"""Fields that are kept as they are sent, some by another name."""


def coupon_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a coupon that a body changes.

    Raises:
        Invalid: something is missing, too early, taken, or about what is not there.
    """
    new = "id" not in known
    changed = blank_coupon(shop.facts, shop.clock.now()) if new else {}
    currency = shop.facts.store.currency
    changed |= {_NAMES[name]: value for name, value in sent.items() if name in _NAMES}
    changed |= {
        name: {"amount": sent[name], "currency": currency} for name in _AMOUNTS if name in sent
    }
    for name in ("type", "marketing_type"):
        if name in sent:
            changed[name] = sent[name]
    changed |= _dates(sent, shop) | _ids(sent, shop)
    if new and sent.get("is_group"):
        changed |= _group(sent, shop)
    elif "code" in sent and sent["code"] != known.get("code"):
        if find_coupon(sent["code"], shop) is not None:
            raise Invalid.field("code", "unique", _TAKEN)
        changed["code"] = sent["code"]
    _check({**known, **changed})
    return changed if new or not sent else {**changed, "updated_at": date(shop.clock.now())}


def _dates(sent: Mapping[str, Any], shop: Shop) -> Record:
    dates: Record = {}
    if "start_date" in sent:
        starts = read_moment("start_date", sent["start_date"]) if sent["start_date"] else None
        dates |= {"start_date": told(starts) if starts else None, "_starts_at": starts}
    if "expiry_date" in sent:
        ends = read_moment("expiry_date", sent["expiry_date"], ends=True)
        tomorrow = shop.clock.now().astimezone(RIYADH).date() + timedelta(days=1)
        if ends.astimezone(RIYADH).date() < tomorrow:
            raise Invalid.field("expiry_date", "after", _TOO_EARLY)
        dates |= {"expiry_date": told(ends), "_expires_at": ends}
    return dates


def _ids(sent: Mapping[str, Any], shop: Shop) -> Record:
    lists: Record = {}
    for name, (field, resource) in _LISTS.items():
        if name not in sent:
            continue
        for index, each in enumerate(sent[name]):
            known = resource not in shop.resources or shop.store.find(resource, each) is not None
            if not known or not str(each).isdigit():
                raise Invalid.field(f"{name}.{index}", "exists", _UNKNOWN)
        lists[field] = [str(each) for each in sent[name]]
    return lists


def _group(sent: Mapping[str, Any], shop: Shop) -> Record:
    """A group has codes that begin alike; nobody has told them to anybody yet."""
    for name in ("group_name", "group_coupons_count", "group_suffix"):
        if not sent.get(name):
            raise Invalid.field(name, "required", _NEEDED)
    codes: dict[str, None] = {}
    while len(codes) < sent["group_coupons_count"]:
        code = f"{sent['group_suffix']}{shop.identifiers.letters('coupon_code', 5)}"
        if find_coupon(code, shop) is None:
            codes[code] = None
    return {
        "is_group": True,
        "group_name": sent["group_name"],
        "group_coupons_count": sent["group_coupons_count"],
        "group_coupon_suffix": sent["group_suffix"],
        "_codes": [{"id": shop.identifiers.number("coupon_code"), "code": code} for code in codes],
    }


def _check(coupon: Record) -> None:
    if not coupon["code"] and not coupon["is_group"]:
        raise Invalid.field("code", "required", _NEEDED)
    if coupon["start_date"] and coupon["expiry_date"] <= coupon["start_date"]:
        raise Invalid.field("expiry_date", "after", _BACKWARDS)
    if is_percentage(coupon):
        if coupon["amount"]["amount"] > 100:
            raise Invalid.field("amount", "max", _TOO_MUCH)
        if coupon["maximum_amount"] is None and not coupon["_named"]:
            raise Invalid.field("maximum_amount", "required", _NEEDED)
    if coupon["marketing_active"]:
        for name in ("marketing_name", "marketing_type", "marketing_amount"):
            if not coupon[name]:
                raise Invalid.field(name, "required", _NEEDED)
