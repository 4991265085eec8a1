"""Plays a story in a new shop: every step at its moment, with the shop's own rules running."""

from datetime import datetime

from mock_server.engine.shop import Shop

from .basket import find_basket
from .lifecycle import Dialect
from .market import Market
from .shopper import take_step
from .vocabulary import Story


def play(story: Story, shop: Shop, until: datetime) -> None:
    """Live the story up to `until`; afterwards the shop's clock stands there.

    Nothing is invented beside the steps: ages, reminders and events come from the same rules that
    a client meets later, so the starting state cannot contradict them. The platform's records of a
    basket are written when something may look at them, not at every touch in between.
    """
    shop.facts = Market.of(story)
    with shop.unit():  # the story is the shop's first change, whole or not at all
        shop.put_off = {}
        for step in story.steps:
            moment = until - step.before
            if moment > shop.clock.now():
                _travel(shop, moment)
            take_step(shop, step)
        _travel(shop, until)
        _write_put_off(shop)
        shop.put_off = None


def beginning(story: Story, until: datetime) -> datetime:
    """The moment of the first step."""
    return until - story.steps[0].before if story.steps else until


def _travel(shop: Shop, moment: datetime) -> None:
    if shop.is_due(moment):
        _write_put_off(shop)
        shop.travel(moment)
    else:
        shop.clock.set(moment)


def _write_put_off(shop: Shop) -> None:
    """Write what was put off, each basket's records at the moment of its last touch."""
    dialect: Dialect = shop.dialect
    for key in shop.put_off or ():
        basket = find_basket(shop, key)
        with shop.clock.standing(basket.touched_at):
            dialect.write(basket, shop)
    shop.put_off = {}
