"""What must always hold in a shop of any platform, whatever shoppers and merchant did."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from mock_server.commerce.basket import BASKETS, all_baskets
from mock_server.commerce.coupons import OFFERED
from mock_server.commerce.lifecycle import ABANDON, REMIND
from mock_server.engine.jobs import JOBS
from mock_server.web.replies import encode

from .life import Life
from .moments import age_shown, times_of
from .shown import CARTS, LANGUAGES, all_that_is_shown, body_of, bytes_of, contents, record_keys
from .sums import check_sums

T = TypeVar("T")
Check = Callable[[Life], None]

READ_AT_ONCE = 3
REMINDERS_AT_MOST = 3
"""In the settings of any platform here."""


def a_purchased_basket_is_never_reminded_of(life: Life) -> None:
    for basket in all_baskets(life.shop):
        late = [each for each in basket.reminders if basket.paid_at and each["at"] > basket.paid_at]
        assert not late, f"{basket.id} was reminded of after it was paid"


def only_an_abandoned_basket_is_reminded_of(life: Life) -> None:
    for basket in all_baskets(life.shop):
        moments = [each["at"] for each in basket.reminders]
        assert moments == sorted(moments)
        assert not moments or basket.abandoned_at is not None
        assert all(each >= basket.abandoned_at for each in moments if basket.abandoned_at)


def a_reminder_of_the_schedule_goes_out_once(life: Life) -> None:
    for basket in all_baskets(life.shop):
        numbers = [each["number"] for each in basket.reminders if "manual" not in each]
        assert len(numbers) == len(set(numbers)), f"{basket.id} had reminders {numbers}"


def a_record_is_there_exactly_if_the_basket_was_abandoned(life: Life) -> None:
    shop, carts = life.shop, CARTS.get(life.shop.platform)
    if carts is None:
        return
    abandoned = [basket.id for basket in all_baskets(shop) if basket.abandoned_at]
    keys = record_keys(shop, carts.resource)
    assert sorted(keys) == sorted(abandoned)
    assert len(set(keys.values())) == len(keys) == shop.store.count(carts.resource)


def every_abandonment_is_told_once(life: Life) -> None:
    lifecycle = life.shop.dialect.lifecycle
    told = Counter(
        event.subject for event in life.shop.events if event.name == lifecycle.abandoned_event
    )
    keys = record_keys(life.shop, lifecycle.resource) if lifecycle.abandoned_event else {}
    assert told == Counter(keys.values())


def totals_add_up(life: Life) -> None:
    """Those of the baskets that the last act changed, and of one more."""
    known = {id(record) for record in life.before[BASKETS]}
    baskets = all_baskets(life.shop)
    changed = [basket for basket in baskets if id(basket.record) not in known]
    for basket in (*changed, life.some(baskets)):
        check_sums(life.shop, basket)


def ages_are_never_negative(life: Life) -> None:
    shop, carts = life.shop, CARTS.get(life.shop.platform)
    if carts is None:
        return
    for row in carts.rows(body_of(shop, carts.page(1, 60))):
        age = age_shown(row, shop.platform)
        assert age is None or age >= 0, row


def nothing_changes_before_it_was_made_nor_after_now(life: Life) -> None:
    now = life.shop.clock.now()
    for made, changed in times_of(life.shop):
        assert made <= changed <= now


def an_offered_coupon_is_used_once_by_its_customer_in_time(life: Life) -> None:
    paid = [basket for basket in all_baskets(life.shop) if basket.paid_at]
    for coupon in life.shop.store.all(OFFERED):
        users = [basket for basket in paid if basket.coupon == coupon["id"]]
        assert len(users) <= 1, f"{coupon['id']} was used by {[each.id for each in users]}"
        assert [each.paid_at for each in users] == ([coupon["used_at"]] if users else [])
        assert users or coupon["used_at"] is None
        for basket in users:
            assert coupon["contact"] in (None, (basket.contact or {}).get("key"))
            assert coupon["until"] is None or coupon["used_at"] < coupon["until"]


def no_job_is_overdue(life: Life) -> None:
    first = life.shop.store.first(JOBS)
    assert first is None or first["due"] > life.shop.clock.now()


def jobs_of_a_basket_are_few(life: Life) -> None:
    """A job is not cancelled: each change of the settings may leave some that find that out."""
    plans = 1 + life.settings_changed
    most = {ABANDON: plans, REMIND: REMINDERS_AT_MOST * plans}
    jobs = life.shop.store.all(JOBS)
    reminders = [(job["subject"], job["details"]) for job in jobs if job["name"] == REMIND]
    assert not [each for each in reminders if reminders.count(each) > 1], "planned more than once"
    waiting = Counter((job["subject"], job["name"]) for job in jobs)
    for (basket, name), count in waiting.items():
        assert count <= most.get(name, 1), f"{count} jobs {name} of {basket}"


def an_open_basket_with_goods_is_waited_for(life: Life) -> None:
    now, jobs = life.shop.clock.now(), life.shop.store.all(JOBS)
    waits = {(job["subject"], job["due"]) for job in jobs if job["name"] == ABANDON}
    for basket in all_baskets(life.shop):
        assert basket.idle_until is not None
        if basket.status == "open" and basket.lines and basket.idle_until > now:
            assert (basket.id, basket.waits_until) in waits
            assert basket.waits_until is not None
            assert basket.waits_until <= basket.idle_until


def a_basket_is_abandoned_when_it_was_left_alone_for_long_enough(life: Life) -> None:
    known = {record["id"] for record in life.before[BASKETS] if record["abandoned_at"]}
    for basket in all_baskets(life.shop):
        if basket.abandoned_at and basket.id not in known:
            assert basket.abandoned_at == basket.idle_until


def paging_shows_every_record_once(life: Life) -> None:
    shop, carts = life.shop, CARTS.get(life.shop.platform)
    if carts is None:
        return
    size = life.random.randint(1, 7)
    wanted = {
        str(record[carts.id])
        for record in shop.store.all(carts.resource)
        if carts.is_listed(record)
    }
    seen: list[str] = []
    for number in range(1, len(wanted) // size + 3):
        body = body_of(shop, carts.page(number, size, life.some(LANGUAGES)))
        assert carts.total(body) == len(wanted)
        assert len(carts.rows(body)) <= size
        seen += [str(row[carts.id]) for row in carts.rows(body)]
    assert sorted(seen) == sorted(wanted)


def reading_changes_nothing_and_shows_nothing_old(life: Life) -> None:
    """What was shown once and kept is what would be shown anew."""
    before = contents(life.shop)
    asked_for = list(all_that_is_shown(life.shop))
    lists = [asked for asked in asked_for if not asked.path]
    rest = [asked for asked in asked_for if asked.path]
    for asked in (*some_of(life, lists, 1), *some_of(life, rest, READ_AT_ONCE)):
        assert bytes_of(life.shop, asked) == encode(body_of(life.shop, asked)), asked
    assert contents(life.shop) == before


def indexes_hold_what_records_say(life: Life) -> None:
    for resource in life.shop.store.resources():
        table = life.shop.store.table(resource)
        everything = life.shop.store.all(resource)
        for field in table.spec.equal:
            for value in {record.get(field) for record in everything}:
                fit = [record for record in everything if record.get(field) == value]
                assert table.select({field: value}, newest_first=False) == (fit, len(fit))


def some_of(life: Life, choices: Sequence[T], most: int) -> Sequence[T]:
    return life.random.sample(choices, min(len(choices), most))


CHECKS: Sequence[Check] = (
    a_purchased_basket_is_never_reminded_of,
    only_an_abandoned_basket_is_reminded_of,
    a_reminder_of_the_schedule_goes_out_once,
    a_record_is_there_exactly_if_the_basket_was_abandoned,
    every_abandonment_is_told_once,
    totals_add_up,
    ages_are_never_negative,
    nothing_changes_before_it_was_made_nor_after_now,
    an_offered_coupon_is_used_once_by_its_customer_in_time,
    no_job_is_overdue,
    jobs_of_a_basket_are_few,
    an_open_basket_with_goods_is_waited_for,
    a_basket_is_abandoned_when_it_was_left_alone_for_long_enough,
    paging_shows_every_record_once,
    reading_changes_nothing_and_shows_nothing_old,
    indexes_hold_what_records_say,
)
