"""A cart's life: left alone, abandoned, reminded of, bought. The rule once, for all platforms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from mock_server.engine.jobs import Job, Worker, is_planned, withdraw
from mock_server.engine.shop import Shop

from .basket import Basket, all_baskets, find_basket, save_basket
from .coupons import enter, use_up
from .market import Market
from .vocabulary import Product

T = TypeVar("T")

ABANDON, REMIND = "abandon_cart", "remind_of_cart"


@dataclass(frozen=True, slots=True)
class Reminder:
    """The `number`-th reminder of a basket (from 1) and how it goes out."""

    number: int
    channel: str = "email"
    details: Mapping[str, Any] = field(default_factory=dict)


class Dialect(Protocol):
    """How a platform keeps what shoppers do in records of its own."""

    @property
    def lifecycle(self) -> "CartLifecycle": ...

    def write(self, basket: Basket, shop: Shop) -> str | None:
        """Make the platform's records say what the basket says; the key of the cart's record, or
        None while the platform shows nothing of it."""
        ...


def always(value: T) -> Callable[[Shop], T]:
    """A fact that is the same in every shop."""
    return lambda _: value


def _permitted(basket: Basket, shop: Shop) -> bool:
    return True


def _of_the_story(shop: Shop, wanted: str) -> Product:
    market: Market = shop.facts
    return market.product(wanted)


def _no_coupon(basket: Basket, reminder: Reminder, shop: Shop) -> str | None:
    return None


def _nothing_more(basket: Basket, shop: Shop) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class CartLifecycle:
    """What differs between platforms, as fields.

    `abandoned_after`: idle time; a function of the shop where merchants set it. `may_abandon` and
    `may_remind` are looked at when the moment comes, not when it is planned. `reminded_after`:
    delays from the abandonment, now in force. `coupon_for` makes the coupon of a reminder.
    `finds` gives the goods that a shopper names, `enters` the terms of a code, `before_purchase`
    notes what is used up by paying; all refuse what may not be bought. `after_purchase` does what
    else a purchase sets off, `after_coupon` what a coupon that a shopper entered does.
    """

    resource: str
    abandoned_after: Callable[[Shop], timedelta]
    reminded_after: Callable[[Shop], tuple[timedelta, ...]]
    abandoned_event: str | None = None
    reminded_event: str | None = None
    purchased_event: str | None = None
    may_abandon: Callable[[Basket, Shop], bool] = _permitted
    may_remind: Callable[[Basket, Shop], bool] = _permitted
    coupon_for: Callable[[Basket, Reminder, Shop], str | None] = _no_coupon
    finds: Callable[[Shop, str], Product] = _of_the_story
    enters: Callable[[Shop, Basket, str], Mapping[str, Any]] = enter
    before_purchase: Callable[[Shop, Basket], None] = use_up
    after_purchase: Callable[[Basket, Shop], None] = _nothing_more
    after_coupon: Callable[[Basket, Shop], None] = _nothing_more

    @property
    def workers(self) -> Mapping[str, Worker]:
        return {ABANDON: self._abandon, REMIND: self._remind_when_due}

    def touched(self, basket: Basket, shop: Shop, **facts: Any) -> Basket:
        """Change these facts and start the wait anew.

        A wait that is in the queue already will find at its end that the basket moved on, and go
        on waiting, and a longer one gives way to a shorter; so a basket has one wait, however often
        it is touched.
        """
        now = shop.clock.now()
        until = now + self.abandoned_after(shop)
        waits = basket.waits_until
        must_wait = waits is None or waits <= now or until < waits
        if must_wait and basket.status == "open" and facts.get("lines", basket.lines):
            _move_wait(basket, until, shop)
            waits = until
        basket = basket.changed(
            touched_at=now, left=False, idle_until=until, waits_until=waits, **facts
        )
        save_basket(shop, basket)
        if shop.put_off is None:
            self._write(basket, shop)
        else:
            shop.put_off[basket.id] = None
        return basket

    def hastened(self, shop: Shop) -> None:
        """The merchant set another wait: who waits for longer than that waits no longer.

        A wait that became longer counts from the next touch.
        """
        now = shop.clock.now()
        for basket in all_baskets(shop):
            if basket.status != "open" or basket.idle_until is None or basket.waits_until is None:
                continue
            with shop.clock.standing(basket.touched_at):
                until = max(now, basket.touched_at + self.abandoned_after(shop))
            if now < basket.waits_until and until < basket.idle_until:
                waits = min(until, basket.waits_until)
                _move_wait(basket, waits, shop)
                save_basket(shop, basket.changed(idle_until=until, waits_until=waits))

    def bought(self, basket: Basket, shop: Shop) -> Basket:
        """The basket became an order; what was still planned for it finds that out by itself."""
        basket = basket.changed(paid_at=shop.clock.now(), touched_at=shop.clock.now())
        key = self._keep(basket, shop)
        if key and self.purchased_event and basket.abandoned_at:
            shop.emit(self.purchased_event, self.resource, key)
        self.after_purchase(basket, shop)
        return basket

    def remind(self, basket: Basket, reminder: Reminder, shop: Shop) -> Basket:
        """Send a reminder now: count it, note it, and add a coupon where the platform makes one."""
        coupon = self.coupon_for(basket, reminder, shop)
        sent = {
            "number": reminder.number,
            "at": shop.clock.now(),
            "channel": reminder.channel,
            "coupon": coupon,
            **reminder.details,
        }
        basket = basket.changed(reminders=(*basket.reminders, sent))
        key = self._keep(basket, shop)
        if key and self.reminded_event:
            shop.emit(self.reminded_event, self.resource, key, reminder=reminder.number)
        return basket

    def plan(self, basket: Basket, shop: Shop) -> tuple[datetime, ...]:
        """When the reminders that are still to come are due."""
        if basket.abandoned_at is None or basket.paid_at is not None:
            return ()
        now = shop.clock.now()
        return tuple(
            moment
            for number, moment in self._moments(basket, shop)
            if moment > now and not _sent(basket, number)
        )

    def schedule(self, basket: Basket, shop: Shop) -> None:
        """Plan the reminders that are still to come; what is planned already stays planned once."""
        for number, moment in self._moments(basket, shop):
            at_once = moment == basket.abandoned_at and not basket.reminders
            job = Job(REMIND, basket.id, {"number": number, "due": moment})
            if (moment > shop.clock.now() or at_once) and not is_planned(shop.store, moment, job):
                shop.at(moment, job)

    def _abandon(self, job: Job, shop: Shop) -> None:
        basket = find_basket(shop, job.subject)
        now = shop.clock.now()
        if basket.status != "open" or basket.idle_until is None or basket.waits_until != now:
            return
        if now < basket.idle_until:
            save_basket(shop, basket.changed(waits_until=basket.idle_until))
            shop.at(basket.idle_until, job)
            return
        if not self.may_abandon(basket, shop):
            return
        basket = basket.changed(abandoned_at=now)
        key = self._keep(basket, shop)
        if key and self.abandoned_event:
            shop.emit(self.abandoned_event, self.resource, key)
        self.schedule(basket, shop)

    def _remind_when_due(self, job: Job, shop: Shop) -> None:
        basket = find_basket(shop, job.subject)
        number = job.details["number"]
        still_planned = (number, job.details["due"]) in self._moments(basket, shop)
        if basket.status != "abandoned" or not still_planned or _sent(basket, number):
            return
        if self.may_remind(basket, shop):
            self.remind(basket, Reminder(number), shop)

    def _moments(self, basket: Basket, shop: Shop) -> tuple[tuple[int, datetime], ...]:
        """Each reminder now in force by its number, sent or not."""
        assert basket.abandoned_at is not None, "only an abandoned basket is reminded of"
        delays = enumerate(self.reminded_after(shop), start=1)
        return tuple((number, basket.abandoned_at + delay) for number, delay in delays)

    def _keep(self, basket: Basket, shop: Shop) -> str | None:
        save_basket(shop, basket)
        return self._write(basket, shop)

    def _write(self, basket: Basket, shop: Shop) -> str | None:
        if shop.put_off:
            shop.put_off.pop(basket.id, None)
        dialect: Dialect = shop.dialect
        return dialect.write(basket, shop)


def _move_wait(basket: Basket, until: datetime, shop: Shop) -> None:
    """Have the basket looked at then, and not at the moment that was planned before."""
    job = Job(ABANDON, basket.id)
    if basket.waits_until is not None:
        withdraw(shop.store, basket.waits_until, job)
    shop.at(until, job)


def _sent(basket: Basket, number: int) -> bool:
    """Whether the schedule's n-th reminder went out already (a repeated plan names it again)."""
    return any(each["number"] == number and "manual" not in each for each in basket.reminders)
