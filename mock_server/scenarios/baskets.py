"""The carts nobody wrote by hand, made from the shares of a scenario."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from mock_server.commerce.vocabulary import PHASES, Coupon, Customer, Phase, Product, Step, Verb
from mock_server.scenarios.dice import Dice, apportion
from mock_server.scenarios.rules import customers_needed, ending_counts
from mock_server.scenarios.scenario_values import Made

MINUTE, HOUR = 60, 3600
PAUSE = (15, 150)
"""Seconds between two steps of somebody who shops; below every platform's idle time."""
AWAY = (2 * HOUR, 8 * HOUR)
IDLE_LEAST = 2 * HOUR
"""A made cart that was left is beyond every platform's idle time when the story ends."""
IDLE_OPEN = (MINUTE, 3 * MINUTE)
REMINDED_AFTER = (HOUR, 24 * HOUR, 72 * HOUR)

Ending = Literal["left", "returned", "bought_later", "bought_at_once", "open"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a cart, and the phase at which it is first left."""

    ending: Ending
    reached: Phase


@dataclass(frozen=True, slots=True)
class Shoppers:
    """What a made cart is filled from; nobody in `customers` has a hand-written cart."""

    products: Sequence[Product]
    customers: Sequence[Customer]
    coupons: Sequence[Coupon]


class Pen:
    """Writes down one basket's life in seconds, forward from the moment it is opened."""

    def __init__(self, basket: str, dice: Dice) -> None:
        self.elapsed = 0
        self._basket = basket
        self._dice = dice
        self._written: list[tuple[int, Verb, dict[str, Any]]] = []

    def write(self, verb: Verb, after: tuple[int, int] = PAUSE, **facts: Any) -> None:
        self.elapsed += self._dice.between(*after)
        self._written.append((self.elapsed, verb, facts))

    def steps(self, opened: int) -> list[Step]:
        """The same life, as seen from the end of the story, `opened` seconds after it began."""
        return [
            Step(timedelta(seconds=opened - at), self._basket, verb, facts)
            for at, verb, facts in self._written
        ]


class Baskets:
    """Makes carts. Whoever leaves one has no other, since a platform may allow only one."""

    def __init__(self, made: Made, shoppers: Shoppers, dice: Dice) -> None:
        self._made = made
        self._shoppers = shoppers
        self._dice = dice
        customers = dice.shuffled(shoppers.customers)
        needed = customers_needed(made)
        self._leavers = iter(customers[:needed])
        self._buyers = customers[needed:]
        self._reminders = self._deal_reminders()

    def steps(self) -> Iterator[Step]:
        """Basket by basket from the oldest slot of time, each in the order of its life."""
        plans = self._dice.shuffled(self._plans())
        slot = int(self._made.over.total_seconds()) // len(plans)
        width = max(3, len(str(len(plans))))
        for at, plan in enumerate(plans):
            opened = slot * (len(plans) - 1 - at) + self._dice.below(slot)
            pen = Pen(f"made-{at + 1:0{width}}", self._dice)
            yield from self._cart(pen, plan, opened)

    def _plans(self) -> list[Plan]:
        left, returned, later, at_once, still_open = ending_counts(self._made)
        plans = [
            Plan("left", phase)
            for phase, count in zip(PHASES, left, strict=True)
            for _ in range(count)
        ]
        plans += [Plan("returned", self._dice.pick(PHASES[1:5])) for _ in range(returned)]
        plans += [Plan("bought_later", self._dice.pick(PHASES[1:5])) for _ in range(later)]
        plans += [Plan("bought_at_once", "verification")] * at_once
        plans += [Plan("open", self._dice.pick(PHASES[1:4])) for _ in range(still_open)]
        return plans

    def _deal_reminders(self) -> Iterator[int]:
        left, returned, later, _, _ = ending_counts(self._made)
        hands = apportion(sum(left[1:]) + returned + later, self._made.reminded)
        deck = [times for times, count in enumerate(hands) for _ in range(count)]
        return iter(self._dice.shuffled(deck))

    def _cart(self, pen: Pen, plan: Plan, opened: int) -> list[Step]:
        products = self._fill(pen)
        customer = self._customer(plan)
        if customer is not None:
            pen.write("contact", customer=customer.key)
            self._pass_phases(pen, "login", plan.reached)
            self._enter_coupon(pen, products)
        if plan.ending == "open":
            return pen.steps(pen.elapsed + self._dice.between(*IDLE_OPEN))
        if plan.ending == "bought_at_once":
            pen.write("pay")
            return pen.steps(max(opened, pen.elapsed + MINUTE))
        pen.write("leave")
        if plan.ending == "returned":
            self._come_back_and_leave(pen, plan, products)
        if plan.ending == "bought_later":
            return self._come_back_and_buy(pen, plan, customer, opened)
        opened = max(opened, pen.elapsed + IDLE_LEAST)
        self._remind(pen, customer, until=opened)
        return pen.steps(opened)

    def _customer(self, plan: Plan) -> Customer | None:
        if plan.ending == "bought_at_once":
            return self._dice.pick(self._buyers)
        return None if plan.reached == "new" else next(self._leavers)

    def _fill(self, pen: Pen) -> dict[str, int]:
        """Open the cart and add one to four products; each one's total in halalas by key."""
        pen.write("open", (0, 0))
        totals: dict[str, int] = {}
        for _ in range(self._dice.weigh((1, 2, 3, 4), (50, 30, 14, 6))):
            self._add(pen, totals)
        return totals

    def _add(self, pen: Pen, totals: dict[str, int]) -> None:
        product = self._dice.pick(self._shoppers.products)
        if product.key in totals:
            return  # a line a product; a small shop may so have smaller carts
        quantity = self._dice.weigh((1, 2, 3), (72, 20, 8))
        totals[product.key] = product.price * quantity
        pen.write("add", product=product.key, quantity=quantity)

    def _pass_phases(self, pen: Pen, after: Phase, until: Phase) -> None:
        for phase in PHASES[PHASES.index(after) + 1 : PHASES.index(until) + 1]:
            pen.write("phase", phase=phase)

    def _enter_coupon(self, pen: Pen, totals: dict[str, int]) -> None:
        total = sum(totals.values())
        fitting = [
            coupon
            for coupon in self._shoppers.coupons
            if coupon.minimum <= total and coupon.amount < total
        ]
        if fitting and self._dice.happens(self._made.couponed):
            pen.write("coupon", code=self._dice.pick(fitting).code)

    def _come_back_and_leave(self, pen: Pen, plan: Plan, totals: dict[str, int]) -> None:
        pen.write("return", AWAY)
        self._add(pen, totals)
        self._pass_phases(pen, plan.reached, PHASES[PHASES.index(plan.reached) + 1])
        pen.write("leave")

    def _come_back_and_buy(
        self, pen: Pen, plan: Plan, customer: Customer | None, opened: int
    ) -> list[Step]:
        self._remind(pen, customer, until=pen.elapsed + 2 * HOUR)
        pen.write("return", AWAY)
        self._pass_phases(pen, plan.reached, "verification")
        pen.write("pay")
        return pen.steps(max(opened, pen.elapsed + MINUTE))

    def _remind(self, pen: Pen, customer: Customer | None, until: int) -> None:
        """Write the reminders dealt to this cart that are due `until` then, if it wants any."""
        if customer is None:
            return
        left, times = pen.elapsed, next(self._reminders)
        for due in REMINDED_AFTER[: times if customer.accepts_marketing else 0]:
            late = self._dice.below(20 * MINUTE)
            if left + due + late < until:
                wait = left + due + late - pen.elapsed
                channel = self._dice.weigh(("email", "whatsapp", "sms"), (50, 30, 20))
                pen.write("remind", (wait, wait), channel=channel)
