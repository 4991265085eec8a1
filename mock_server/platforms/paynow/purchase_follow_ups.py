"""Purchase follow-ups at PayNow: the e-mail that comes some time after a purchase."""

from collections.abc import Mapping

from mock_server.commerce.basket import Basket, find_basket, totals_of
from mock_server.engine.jobs import JOBS, Job, Worker, withdraw
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .attempts import may_send, send
from .configurations import Feature, read, replace, wait_of
from .coupons import COUPON
from .orders import ORDER, order_of

FEATURE = Feature(
    configuration="purchase_follow_up_configuration",
    template="purchase_follow_up_attempt",
    subject="Something for your next order",
    sent_event="ON_PURCHASE_FOLLOW_UP_ATTEMPT_EMAIL_SENT",
)
SUCCEEDED = "ON_PURCHASE_FOLLOW_UP_ATTEMPT_SUCCEEDED"
FOLLOW_UP = "follow_up_purchase"

operations = Operations()


@operations.handles("getPurchaseFollowUpConfiguration")
def read_configuration(request: Request, shop: Shop) -> Record:
    return read(FEATURE, request, shop)


@operations.handles("setPurchaseFollowUpConfiguration")
def replace_configuration(request: Request, shop: Shop) -> Record:
    """A shorter wait counts at once, for the purchases that wait already."""
    saved = replace(FEATURE, request, shop)
    _hasten(shop)
    return saved


def told_success(basket: Basket, shop: Shop) -> None:
    """Tell of an order that was paid with a follow-up's coupon."""
    coupon = shop.store.find(COUPON, basket.terms.key) if basket.terms else None
    if coupon is not None and coupon.get("_feature") == FEATURE.template:
        shop.emit(SUCCEEDED, ORDER, order_of(basket, shop), coupon_id=coupon["id"])


def plan_follow_up(basket: Basket, shop: Shop) -> None:
    """Look at the purchase again when the wait that is set now is over."""
    shop.later(wait_of(FEATURE, shop), Job(FOLLOW_UP, basket.id))


def _hasten(shop: Shop) -> None:
    """Bring forward what would come later than the wait that is set now; nothing comes later."""
    now = shop.clock.now()
    for each in shop.store.all(JOBS):
        if each["name"] != FOLLOW_UP:
            continue
        paid_at = find_basket(shop, each["subject"]).paid_at
        assert paid_at is not None, "only what was paid for is followed up"
        with shop.clock.standing(paid_at):
            due = max(now, paid_at + wait_of(FEATURE, shop))
        if due < each["due"]:
            job = Job(FOLLOW_UP, each["subject"])
            withdraw(shop.store, each["due"], job)
            shop.at(due, job)


def _follow_up(job: Job, shop: Shop) -> None:
    basket = find_basket(shop, job.subject)
    total = totals_of(basket, shop.facts).total
    if basket.contact is not None and may_send(FEATURE, basket.contact, total, shop):
        send(FEATURE, basket.contact, ORDER, order_of(basket, shop), shop)


WORKERS: Mapping[str, Worker] = {FOLLOW_UP: _follow_up}
