"""Every event that Zid announces, with its label and what it is about."""

from collections.abc import Mapping

from mock_server.engine.text import Text
from mock_server.webhooks import Kind

from .carts import CART

APP = "app"

_STORE_EVENTS: Mapping[str, Text] = {
    "order.create": Text("طلب جديد", "An order was made"),
    "order.status.update": Text("تغيّرت حالة الطلب", "An order's status changed"),
    "order.payment_status.update": Text("تغيّرت حالة الدفع", "An order's payment status changed"),
    "product.create": Text("منتج جديد", "A product was made"),
    "product.update": Text("تم تعديل المنتج", "A product was changed"),
    "product.publish": Text("تم نشر المنتج", "A product was published"),
    "product.delete": Text("تم حذف المنتج", "A product was deleted"),
    "abandoned_cart.created": Text("سلة متروكة", "A cart was abandoned"),
    "abandoned_cart.completed": Text("اكتملت سلة متروكة", "An abandoned cart was bought"),
    "customer.create": Text("عميل جديد", "A customer signed up"),
    "customer.update": Text("عدّل العميل بياناته", "A customer changed their details"),
    "customer.merchant.update": Text("عدّل التاجر بيانات العميل", "The merchant changed a customer"),
    "customer.login": Text("سجّل العميل دخوله", "A customer logged in"),
    "category.create": Text("تصنيف جديد", "A category was made"),
    "category.update": Text("تم تعديل التصنيف", "A category was changed"),
    "category.delete": Text("تم حذف التصنيف", "A category was deleted"),
}

_APP_EVENTS: Mapping[str, Text] = {
    "application.authorized": Text("تمت الموافقة على التطبيق", "The app was authorised"),
    "application.install": Text("تم تثبيت التطبيق", "The app was installed"),
    "application.uninstall": Text("تمت إزالة التطبيق", "The app was uninstalled"),
    "application.rated": Text("تم تقييم التطبيق", "The app was rated"),
    "subscription.active": Text("بدأ الاشتراك", "The subscription is active"),
    "subscription.warning": Text("الاشتراك يوشك أن ينتهي", "The subscription ends in three days"),
    "subscription.suspended": Text("انتهى الاشتراك", "The subscription has ended"),
    "subscription.expired": Text("انتهت مهلة الاشتراك", "The days of grace are over"),
    "subscription.renew": Text("تم تجديد الاشتراك", "The subscription was renewed"),
    "subscription.upgrade": Text("تمت ترقية الاشتراك", "The subscription was upgraded"),
    "subscription.refunded": Text("تم رد مبلغ الاشتراك", "The subscription was refunded"),
    "subscription.usage_based.payment_success": Text("تم دفع الاستهلاك", "Usage was paid for"),
    "subscription.usage_based.payment_failure": Text(
        "تعذر دفع الاستهلاك", "Usage was not paid for"
    ),
    "private.plan.request": Text("طُلبت باقة خاصة", "A private plan was asked for"),
}

STORE_EVENTS = tuple(_STORE_EVENTS)
"""What can be subscribed to; the document names the same."""

APP_EVENTS = tuple(f"app.market.{name}" for name in _APP_EVENTS)
"""What an app is told at the address that its maker gave in the partners' dashboard."""

NAMES: Mapping[str, Kind] = {
    **{
        name: Kind(label, CART if name.startswith(CART) else None)
        for name, label in _STORE_EVENTS.items()
    },
    **{f"app.market.{name}": Kind(label, APP) for name, label in _APP_EVENTS.items()},
}
