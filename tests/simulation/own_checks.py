"""What must always hold in the shops of one platform, because its own rules say so."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from mock_server.commerce.basket import BASKETS, Basket, all_baskets, find_basket
from mock_server.commerce.periods import read_period
from mock_server.engine.jobs import JOBS
from mock_server.engine.store import Record
from mock_server.platforms.paynow import abandoned_checkouts, purchase_follow_ups

from .life import Life
from .moments import read_moment
from .shown import record_keys
from .sums import due_for

TEN_DAYS = timedelta(days=10)
FEATURES = (abandoned_checkouts.FEATURE, purchase_follow_ups.FEATURE)


def reminders_are_counted(life: Life) -> None:
    """Zid and Tjar count a cart's reminders."""
    for name, key in record_keys(life.shop, "abandoned_cart").items():
        cart = life.shop.store.get("abandoned_cart", key)
        assert cart["reminders_count"] == len(find_basket(life.shop, name).reminders)


def a_cart_is_dated_as_its_basket(life: Life) -> None:
    """Salla, Tjar and Zid tell when a basket was opened and when it was last touched."""
    for name, key in record_keys(life.shop, "abandoned_cart").items():
        cart, basket = life.shop.store.get("abandoned_cart", key), find_basket(life.shop, name)
        shown = [
            read_moment(cart[each], life.shop.platform) for each in ("created_at", "updated_at")
        ]
        moments = [basket.opened_at, basket.touched_at]
        assert [each.replace(microsecond=0) for each in shown] == [
            each.replace(microsecond=0) for each in moments
        ]


def the_history_tells_every_reminder(life: Life) -> None:
    """Zid notes the abandonment, then each reminder, the newest first."""
    for name, key in record_keys(life.shop, "abandoned_cart").items():
        history = life.shop.store.get("abandoned_cart", key)["history"]
        assert len(history) == 1 + len(find_basket(life.shop, name).reminders)
        moments = [entry["created_at"] for entry in history]
        assert moments == sorted(moments, reverse=True)


def every_reminder_is_told(life: Life) -> None:
    """Tjar tells of each."""
    sent = sum(len(basket.reminders) for basket in all_baskets(life.shop))
    names = [event.name for event in life.shop.events]
    assert names.count("abandoned_cart.reminder_sent") == sent


def a_customer_has_one_abandoned_checkout_in_ten_days(life: Life) -> None:
    """SureCart looks back from each abandonment."""
    for record in _new(life, "abandoned_checkout"):
        at = datetime.fromtimestamp(record["created_at"], UTC)
        others = [
            datetime.fromtimestamp(each["created_at"], UTC)
            for each in life.shop.store.all("abandoned_checkout")
            if each["customer"] == record["customer"] and each is not record
        ]
        assert not [each for each in others if at - TEN_DAYS < each <= at], record["id"]


def what_is_said_to_be_scheduled_is_planned(life: Life) -> None:
    """SureCart shows the moments of the reminders to come; there is a job for each."""
    now = life.shop.clock.now().timestamp()
    jobs = {(job["subject"], int(job["due"].timestamp())) for job in life.shop.store.all(JOBS)}
    for record in life.shop.store.all("abandoned_checkout"):
        moments = record["notifications_scheduled_at"]
        assert (record["notification_status"] == "scheduled") == bool(moments)
        assert all(each >= int(now) for each in moments)
        assert {(record["_basket"], each) for each in moments} <= jobs
        assert record["notifications_enabled"] or not moments


def who_is_reminded_still_waits_for_it(life: Life) -> None:
    """SureCart's merchants switch the reminders of a checkout off."""
    for name, key in record_keys(life.shop, "abandoned_checkout").items():
        if _planned_now(life, find_basket(life.shop, name)):
            assert life.shop.store.get("abandoned_checkout", key)["notifications_enabled"]


def a_purchase_recovers_what_its_customer_left(life: Life) -> None:
    """SureCart, in the basket that was paid or in another."""
    store, paid = life.shop.store, {each["id"] for each in life.before[BASKETS] if each["paid_at"]}
    left = [each for each in store.all("abandoned_checkout") if each["recovered_at"] is None]
    for name, key in record_keys(life.shop, "checkout").items():
        checkout = store.get("checkout", key)
        if checkout["paid_at"] and name not in paid:
            assert checkout["customer"] not in {each["customer"] for each in left}


def what_was_recovered_is_not_reminded_of_by_itself(life: Life) -> None:
    """At SureCart another checkout's purchase ends the reminders too."""
    for record in life.shop.store.all("abandoned_checkout"):
        if record["recovered_at"] is not None:
            reminders = find_basket(life.shop, record["_basket"]).reminders
            planned = [each["at"].timestamp() for each in reminders if "manual" not in each]
            assert all(each < record["recovered_at"] + 1 for each in planned)


def a_reminder_shows_in_its_record(life: Life) -> None:
    """SureCart shows the promotion of the last reminder that carried one."""
    codes = {each["id"]: each["code"] for each in life.shop.store.all("promotion")}
    for record in life.shop.store.all("abandoned_checkout"):
        basket = find_basket(life.shop, record["_basket"])
        carried = [each["coupon"] for each in basket.reminders if each["coupon"]]
        shown = codes[record["promotion"]] if record["promotion"] else None
        assert shown == (carried[-1] if carried else None)


def limits_of_coupons_are_kept(life: Life) -> None:
    """PayNow's settings say how many coupons an e-mail may make for one customer, and for all."""
    for feature in FEATURES:
        settings = life.shop.store.get(feature.configuration, "")
        made = [each for each in life.shop.store.all("coupon") if _is_of(each, feature.template)]
        new = {each["id"] for each in _new(life, "coupon")}
        for index, coupon in enumerate(made):
            if coupon["id"] in new:
                customer = coupon["usable_by_customer_id"]
                earlier = made[: index + 1]
                theirs = [each for each in earlier if each["usable_by_customer_id"] == customer]
                _check_limit(theirs, settings, "per_customer")
                _check_limit(earlier, settings, "global")
                assert settings["enabled"]


def every_email_has_its_coupon_and_its_event(life: Life) -> None:
    """PayNow's e-mails: those of the schedule, and those after a purchase."""
    events = Counter(event.name for event in life.shop.events)
    types = Counter(each["email_template_type"] for each in life.shop.store.all("email_delivery"))
    coupons = life.shop.store.all("coupon")
    for feature in FEATURES:
        made = sum(_is_of(each, feature.template) for each in coupons)
        assert made == types[feature.template] == events[feature.sent_event]
    sent = [_planned(basket) for basket in all_baskets(life.shop)]
    assert max(sent) <= 1
    assert sum(sent) == types[abandoned_checkouts.FEATURE.template]


def an_email_goes_to_who_wants_it_within_the_limits_of_value(life: Life) -> None:
    """PayNow looks at the settings when the e-mail goes, not when it is planned."""
    settings = life.shop.store.get(abandoned_checkouts.FEATURE.configuration, "")
    for basket in all_baskets(life.shop):
        if _planned_now(life, basket):
            total, most = due_for(basket).total, settings["maximum_order_value"]
            assert settings["minimum_order_value"] <= total
            assert most is None or total <= most
            assert basket.contact is not None
            assert basket.contact["accepts_marketing"]


def an_order_is_there_exactly_if_the_basket_was_paid(life: Life) -> None:
    """PayNow keeps a checkout of each basket with goods, an order of each that was paid."""
    baskets = all_baskets(life.shop)
    assert sorted(record_keys(life.shop, "order")) == sorted(
        basket.id for basket in baskets if basket.paid_at
    )
    assert sorted(record_keys(life.shop, "checkout")) == sorted(
        basket.id for basket in baskets if basket.lines
    )


def _new(life: Life, resource: str) -> list[Record]:
    """The records of this kind that the last act made, or set off."""
    known = {record["id"] for record in life.before.get(resource, ())}
    return [each for each in life.shop.store.all(resource) if each["id"] not in known]


def _is_of(coupon: Record, template: str) -> bool:
    return coupon.get("_feature") == template


def _planned(basket: Basket) -> int:
    return sum("manual" not in each for each in basket.reminders)


def _planned_now(life: Life, basket: Basket) -> bool:
    """Whether the last act set off a reminder of the schedule."""
    before = next((each for each in life.before[BASKETS] if each["id"] == basket.id), None)
    return _planned(basket) > (_planned(Basket(before)) if before else 0)


def _check_limit(made: Sequence[Record], settings: Record, limit: str) -> None:
    """The last of these coupons was allowed by the limit, with the others that still counted."""
    amount = settings[f"max_coupons_{limit}_amount"]
    period = settings[f"max_coupons_{limit}_period"]
    if amount is None:
        return
    at = made[-1]["_created_at"]
    ends = [period and read_period(period).after(each["_created_at"]) for each in made]
    counting = [end for end in ends if end is None or end > at]
    assert len(counting) <= amount, f"{len(counting)} coupons in {period}, {amount} allowed"


OWN_CHECKS: Mapping[str, Sequence[Callable[[Life], None]]] = {
    "paynow": (
        limits_of_coupons_are_kept,
        every_email_has_its_coupon_and_its_event,
        an_email_goes_to_who_wants_it_within_the_limits_of_value,
        an_order_is_there_exactly_if_the_basket_was_paid,
    ),
    "salla": (a_cart_is_dated_as_its_basket,),
    "surecart": (
        who_is_reminded_still_waits_for_it,
        a_customer_has_one_abandoned_checkout_in_ten_days,
        what_is_said_to_be_scheduled_is_planned,
        a_purchase_recovers_what_its_customer_left,
        what_was_recovered_is_not_reminded_of_by_itself,
        a_reminder_shows_in_its_record,
    ),
    "tjar": (a_cart_is_dated_as_its_basket, reminders_are_counted, every_reminder_is_told),
    "zid": (
        a_cart_is_dated_as_its_basket,
        reminders_are_counted,
        the_history_tells_every_reminder,
    ),
}
