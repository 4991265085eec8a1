"""What is in the sheets that a store exports: their columns, and their rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mock_server.commerce.money import major
from mock_server.commerce.sheets import write_csv, write_xlsx
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .moments import told

Row = Mapping[str, object]
Find = Callable[[str, object], Record | None]
"""How a record is found by its kind and id."""

PRODUCT_COLUMNS: Mapping[str, tuple[str, Text]] = {
    "product_name": ("product_info", Text("اسم المنتج", "Name")),
    "product_type": ("product_info", Text("نوع المنتج", "Type")),
    "product_desc": ("product_info", Text("الوصف", "Description")),
    "product_categories": ("product_info", Text("التصنيفات", "Categories")),
    "product_brand": ("product_info", Text("الماركة", "Brand")),
    "product_status": ("product_info", Text("الحالة", "Status")),
    "product_weight": ("product_info", Text("الوزن", "Weight")),
    "required_shipping": ("product_info", Text("يتطلب شحنًا", "Needs shipping")),
    "unlimited_quantity": ("product_info", Text("كمية غير محدودة", "Unlimited")),
    "product_calories": ("product_info", Text("السعرات", "Calories")),
    "with_tax": ("product_info", Text("خاضع للضريبة", "With tax")),
    "product_or_option_price": ("product_options", Text("السعر", "Price")),
    "product_or_option_sale_price": ("product_options", Text("السعر المخفض", "Sale price")),
    "product_or_option_cost_price": ("product_options", Text("التكلفة", "Cost")),
    "product_or_option_quantity": ("product_options", Text("الكمية", "Quantity")),
    "product_or_option_sku": ("match_columns", Text("رمز التخزين", "SKU")),
    "product_or_option_mpn": ("match_columns", Text("MPN", "MPN")),
    "product_or_option_gtin": ("match_columns", Text("GTIN", "GTIN")),
    "promotional_title": ("product_info", Text("العنوان الترويجي", "Promotion")),
    "meta__title": ("seo_improvements", Text("عنوان الصفحة", "Page title")),
    "meta_description": ("seo_improvements", Text("وصف الصفحة", "Page description")),
    "product_page_url": ("seo_improvements", Text("رابط الصفحة", "Page address")),
}
ORDER_COLUMNS: Mapping[str, tuple[str, Text]] = {
    "reference_id": ("order_info", Text("رقم الطلب", "Number")),
    "order_date": ("order_info", Text("تاريخ الطلب", "Date")),
    "order_status": ("order_info", Text("حالة الطلب", "Status")),
    "payment_method": ("order_info", Text("طريقة الدفع", "Payment")),
    "coupon_code": ("order_info", Text("الكوبون", "Coupon")),
    "order_total": ("order_info", Text("الإجمالي", "Total")),
    "currency": ("order_info", Text("العملة", "Currency")),
    "customer_name": ("customer_info", Text("اسم العميل", "Customer")),
    "customer_mobile": ("customer_info", Text("جوال العميل", "Mobile")),
    "customer_email": ("customer_info", Text("بريد العميل", "E-mail")),
}
COLUMNS = {"products": PRODUCT_COLUMNS, "orders": ORDER_COLUMNS}
"""Columns by what they are of: the section of the dashboard, and the title."""

_STOCK = ("product_or_option_sku", "product_name", "product_or_option_quantity")
_PRICES = tuple(f"product_or_option_{each}" for each in ("price", "sale_price", "cost_price"))
PRODUCT_SHEETS: Mapping[str, tuple[str, ...]] = {
    "products": tuple(PRODUCT_COLUMNS),
    "product-sample": tuple(PRODUCT_COLUMNS),
    "quantities": _STOCK,
    "prices": ("product_or_option_sku", "product_name", *_PRICES),
    "seo": ("product_or_option_sku", "meta__title", "meta_description", "product_page_url"),
    "hs-codes": ("product_or_option_sku", "product_name", "hs_code"),
    "brand": ("name", "description"),
    "brand-sample": ("name", "description"),
    "category": ("name", "parent_id"),
    "category-sample": ("name", "parent_id"),
}
CUSTOMER_COLUMNS = ("id", "first_name", "last_name", "mobile_code", "mobile", "email", "gender")
URL_COLUMNS = ("type", "id", "name", "url")


def write(names: Sequence[str], rows: Iterable[Row], form: str) -> bytes:
    """The sheet as a file."""
    return write_xlsx(names, rows) if form == "xlsx" else write_csv(names, rows)


def product_row(product: Record, find: Find) -> Row:
    categories = (find("category", each) for each in product["categories"])
    brand = find("brand", product["brand_id"]) if product["brand_id"] else None
    prices = {
        f"product_or_option_{name}": _amount(product.get(field))
        for name, field in (("price", "regular_price"), ("sale_price", "sale_price"))
    }
    return {
        "product_name": product["name"],
        "product_type": product["type"],
        "product_desc": product["description"],
        "product_categories": ",".join(each["name"] for each in categories if each),
        "product_brand": brand["name"] if brand else None,
        "product_status": product["status"],
        "product_weight": product["weight"],
        "required_shipping": product["require_shipping"],
        "unlimited_quantity": product["unlimited_quantity"],
        "product_calories": product["calories"],
        "with_tax": product["with_tax"],
        **prices,
        "product_or_option_cost_price": product.get("cost_price"),
        "product_or_option_quantity": product["quantity"],
        "product_or_option_sku": product["sku"],
        "product_or_option_mpn": product.get("mpn"),
        "product_or_option_gtin": product.get("gtin"),
        "promotional_title": (product.get("promotion") or {}).get("title"),
        "meta__title": product["metadata"]["title"],
        "meta_description": product["metadata"]["description"],
        "product_page_url": product["metadata"]["url"],
        "hs_code": product.get("_hs_code"),
    }


def order_row(order: Record, find: Find) -> Row:
    customer = find("customer", order["_customer"]) if order["_customer"] else None
    status = find("order_status", order["_status"]) if order["_status"] else None
    who = customer or {}
    return {
        "reference_id": order["reference_id"],
        "order_date": told(order["_created_at"]),
        "order_status": status["name"] if status else None,
        "payment_method": order["payment_method"],
        "coupon_code": order["_coupon_code"],
        "order_total": major(order["_total"], order["currency"]),
        "currency": order["currency"],
        "customer_name": " ".join(
            who.get(each, "") for each in ("first_name", "last_name")
        ).strip(),
        "customer_mobile": f"{who.get('mobile_code', '')}{who.get('mobile', '')}",
        "customer_email": who.get("email"),
    }


def url_row(kind: str, record: Record) -> Row:
    address = record["metadata"]["url"]
    return {"type": kind, "id": record["id"], "name": record["name"], "url": address}


def _amount(price: Any) -> Any:
    return price["amount"] if isinstance(price, dict) else price
