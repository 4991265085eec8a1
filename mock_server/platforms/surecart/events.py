"""Every event that SureCart announces, with its label and the object that it is about."""

from collections.abc import Mapping

from mock_server.engine.text import Text
from mock_server.webhooks import Kind

_ANNOUNCED = """
abandoned_checkout: created recovered
account: updated
activation: created deleted updated
affiliation: activated deactivated deleted
affiliation_request: approved created denied updated
bump_offer: accepted
cancellation_act: created updated
customer: created updated
fulfillment: created deleted updated
invoice: created deleted updated made_draft opened paid
order: created delivered fulfilled made_processing paid partially_fulfilled partially_shipped
order: payment_failed shipped unfulfilled unshipped voided
payout: created completed made_processing
payout_group: created
price: created deleted updated
product: created deleted stock_adjusted updated
purchase: created invoked revoked updated
referral: approved canceled created denied made_reviewing updated
refund: created succeeded
return_request: completed created deleted opened updated
subscription: canceled created completed made_active made_trialing renewal_reminder_sent renewed
subscription: set_to_cancel updated
upsell_offer: accepted declined
variant: stock_adjusted
"""

_THINGS: Mapping[str, str] = {
    "abandoned_checkout": "سلة متروكة",
    "account": "الحساب",
    "activation": "تفعيل رخصة",
    "affiliation": "مسوّق",
    "affiliation_request": "طلب تسويق",
    "bump_offer": "عرض إضافي",
    "cancellation_act": "إلغاء",
    "customer": "عميل",
    "fulfillment": "تجهيز",
    "invoice": "فاتورة",
    "order": "طلب",
    "payout": "دفعة للمسوّق",
    "payout_group": "مجموعة دفعات",
    "price": "سعر",
    "product": "منتج",
    "purchase": "شراء",
    "referral": "إحالة",
    "refund": "استرداد",
    "return_request": "طلب إرجاع",
    "subscription": "اشتراك",
    "upsell_offer": "عرض ترقية",
    "variant": "خيار منتج",
}

_HAPPENINGS: Mapping[str, str] = {
    "accepted": "قبول",
    "activated": "تفعيل",
    "approved": "الموافقة على",
    "canceled": "إلغاء",
    "completed": "إكمال",
    "created": "إنشاء",
    "deactivated": "إيقاف",
    "declined": "رفض",
    "deleted": "حذف",
    "delivered": "تسليم",
    "denied": "رفض",
    "fulfilled": "اكتمال تجهيز",
    "invoked": "إعادة",
    "made_active": "تنشيط",
    "made_draft": "تحويل إلى مسودة:",
    "made_processing": "بدء معالجة",
    "made_reviewing": "بدء مراجعة",
    "made_trialing": "بدء تجربة",
    "opened": "فتح",
    "paid": "دفع",
    "partially_fulfilled": "تجهيز جزء من",
    "partially_shipped": "شحن جزء من",
    "payment_failed": "تعذر دفع",
    "recovered": "استعادة",
    "renewal_reminder_sent": "تذكير بتجديد",
    "renewed": "تجديد",
    "revoked": "سحب",
    "set_to_cancel": "جدولة إلغاء",
    "shipped": "شحن",
    "stock_adjusted": "تغير مخزون",
    "succeeded": "نجاح",
    "unfulfilled": "التراجع عن تجهيز",
    "unshipped": "التراجع عن شحن",
    "updated": "تعديل",
    "voided": "إبطال",
}


def _names() -> dict[str, Kind]:
    told = {}
    for line in _ANNOUNCED.strip().splitlines():
        resource, _, happenings = line.partition(": ")
        for happening in happenings.split():
            english = f"{resource}: {happening}".replace("_", " ").capitalize()
            label = Text(f"{_HAPPENINGS[happening]} {_THINGS[resource]}", english)
            told[f"{resource}.{happening}"] = Kind(label, resource)
    return told


NAMES: Mapping[str, Kind] = _names()
"""The vendor says that more may come; so an endpoint may name others, which never happen here."""
