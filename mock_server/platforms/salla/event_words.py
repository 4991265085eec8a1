"""Salla's events in words."""

from collections.abc import Mapping

from mock_server.engine.text import Text

_OF: Mapping[str, Text] = {
    "order": Text("الطلب", "Order"),
    "product": Text("المنتج", "Product"),
    "shipping": Text("الشحن", "Shipping"),
    "shipment": Text("الشحنة", "Shipment"),
    "customer": Text("العميل", "Customer"),
    "category": Text("التصنيف", "Category"),
    "brand": Text("الماركة", "Brand"),
    "store": Text("المتجر", "Store"),
    "storetax": Text("ضريبة المتجر", "Store tax"),
    "abandoned": Text("المتروكة", "Abandoned"),
    "coupon": Text("الكوبون", "Coupon"),
    "invoice": Text("الفاتورة", "Invoice"),
    "specialoffer": Text("العرض الخاص", "Special offer"),
    "review": Text("التقييم", "Review"),
    "communication": Text("التواصل", "Communication"),
    "app": Text("التطبيق", "App"),
}

_WHAT_AR: Mapping[str, str] = {
    "created": "إنشاء",
    "creating": "بدء إنشاء",
    "updated": "تحديث",
    "deleted": "حذف",
    "cancelled": "إلغاء",
    "canceled": "إلغاء",
    "refunded": "استرجاع",
    "available": "توفر",
    "applied": "تطبيق",
    "added": "إضافة",
    "login": "تسجيل دخول",
    "installed": "تثبيت",
    "uninstalled": "إزالة",
    "activated": "تفعيل",
    "setDefault": "تعيين افتراضي",
    "changed": "تغيير",
    "low": "انخفاض",
    "request": "طلب",
    "send": "إرسال",
    "started": "بدء",
    "expired": "انتهاء",
    "renewed": "تجديد",
    "authorize": "تفويض",
    "cart": "السلة",
    "purchased": "شراء",
    "status": "حالة",
    "products": "منتجات",
    "payment": "دفع",
    "coupon": "كوبون",
    "total": "إجمالي",
    "price": "سعر",
    "shipment": "شحنة",
    "return": "إرجاع",
    "shipping": "شحن",
    "address": "عنوان",
    "customer": "عميل",
    "quantity": "كمية",
    "channels": "قنوات",
    "image": "صورة",
    "category": "تصنيف",
    "brand": "ماركة",
    "tags": "وسوم",
    "zone": "منطقة",
    "company": "شركة",
    "otp": "رمز تحقق",
    "branch": "فرع",
    "sms": "رسالة نصية",
    "email": "بريد إلكتروني",
    "whatsapp": "واتساب",
    "store": "متجر",
    "trial": "الفترة التجريبية",
    "subscription": "اشتراك",
    "settings": "إعدادات",
}


def label(name: str) -> Text:
    """`order.status.updated` as `Order status updated`; in Arabic what happens comes first."""
    group, *rest = name.split(".")
    arabic = " ".join([*(_WHAT_AR[word] for word in reversed(rest)), _OF[group].ar])
    english = " ".join(word.replace("setDefault", "set as default") for word in rest)
    return Text(arabic, f"{_OF[group].en} {english}")
