"""What a merchant's coupon demands of an order, and what it takes off: the rule, for any platform.

Beside `coupons.py`, which is about codes that shoppers enter in their baskets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mock_server.engine.text import Text

from .money import percent_of, share_out
from .vocabulary import Coupon

Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponTerms:
    """A coupon: `percent` or an `amount` in minor units, and whom and what it is for.

    What is None or empty limits nothing. `maximum` caps what a percentage takes off.
    """

    code: str
    percent: float = 0
    amount: int = 0
    minimum: int = 0
    maximum: int | None = None
    active: bool = True
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    uses: int | None = None
    uses_each: int | None = None
    products: Ids = ()
    products_not: Ids = ()
    categories: Ids = ()
    categories_not: Ids = ()
    brands_not: Ids = ()
    groups: Ids = ()
    groups_not: Ids = ()
    methods: tuple[str, ...] = ()
    free_shipping: bool = False
    not_on_sale: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """A line of an order, as coupons look at it; `gross` in minor units with tax."""

    product: int | None
    gross: int
    categories: Ids = ()
    brand: int | None = None
    on_sale: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """Somebody who wants to use a coupon now, and how often it was used before."""

    at: datetime
    goods: Sequence[Goods]
    groups: Ids = ()
    method: str | None = None
    used: int = 0
    used_by_them: int = 0


def story_terms(coupon: Coupon) -> CouponTerms:
    """A coupon of the story, which limits no more than the least that must be spent."""
    return CouponTerms(
        code=coupon.code, percent=coupon.percent, amount=coupon.amount, minimum=coupon.minimum
    )


def why_not(terms: CouponTerms, use: Use) -> Text | None:
    """Why the coupon cannot be used; None if it can."""
    if not terms.active or (terms.starts_at is not None and use.at < terms.starts_at):
        return Text("الكوبون غير مفعل", f"the coupon {terms.code} is not active")
    if terms.ends_at is not None and terms.ends_at <= use.at:
        return Text("انتهت صلاحية الكوبون", f"the coupon {terms.code} has expired")
    if terms.uses is not None and use.used >= terms.uses:
        return Text("تم استخدام الكوبون بالكامل", f"the coupon {terms.code} is used up")
    if terms.uses_each is not None and use.used_by_them >= terms.uses_each:
        return Text(
            "استخدم العميل هذا الكوبون من قبل", f"the customer has used the coupon {terms.code}"
        )
    return _not_for(terms, use)


def taken_off(terms: CouponTerms, goods: Sequence[Goods]) -> list[int]:
    """The discount of each line, in minor units; lines that the coupon is not for have none."""
    weights = [each.gross if is_for(terms, each) else 0 for each in goods]
    total = sum(weights)
    off = percent_of(total, terms.percent) if terms.percent else terms.amount
    if terms.maximum is not None:
        off = min(off, terms.maximum)
    return share_out(min(off, total), weights)


def is_for(terms: CouponTerms, goods: Goods) -> bool:
    """Whether the coupon takes something off this line."""
    if terms.not_on_sale and goods.on_sale:
        return False
    if goods.product in terms.products_not or goods.brand in terms.brands_not:
        return False
    if set(terms.categories_not) & set(goods.categories):
        return False
    if not terms.products and not terms.categories:
        return True
    return goods.product in terms.products or bool(set(terms.categories) & set(goods.categories))


def _not_for(terms: CouponTerms, use: Use) -> Text | None:
    """Whether the customer, the payment or the goods are others than those that it is for."""
    mine = set(use.groups)
    if (terms.groups and not mine & set(terms.groups)) or mine & set(terms.groups_not):
        return Text("الكوبون غير متاح لهذا العميل", f"{terms.code} is for other customers")
    if terms.methods and use.method is not None and use.method not in terms.methods:
        return Text("الكوبون غير متاح لطريقة الدفع", f"{terms.code} is for other payment methods")
    if not any(is_for(terms, each) for each in use.goods):
        return Text("الكوبون غير متاح لهذه المنتجات", f"{terms.code} is for other products")
    if sum(each.gross for each in use.goods) < terms.minimum:
        return Text(
            "لم يبلغ الطلب الحد الأدنى للكوبون", f"the order is below {terms.code}'s minimum"
        )
    return None
