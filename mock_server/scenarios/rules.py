"""What a scenario must keep to beyond keys and types, each rule told as (where, expectation)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import timedelta

from mock_server.commerce.vocabulary import PHASES
from mock_server.scenarios import timeline
from mock_server.scenarios.complaints import did_you_mean
from mock_server.scenarios.corpus import Corpus
from mock_server.scenarios.dice import apportion
from mock_server.scenarios.scenario_values import EndingShares, Made, Scenario, ToldStep

Complaint = tuple[str, str]

MOBILE = re.compile(r"\+9665[03-9]\d{7}")
CHANNELS = ("email", "sms", "whatsapp")
FACTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "add": (("product", "quantity"), ("note",)),
    "contact": (("customer",), ()),
    "phase": (("phase",), ()),
    "coupon": (("code",), ()),
    "remind": (("channel",), ()),
}
"""By verb: the facts that it has to have, and those that it may have."""
CUSTOMERS_MOST = 20_000
"""A quarter of the mobiles there are, so that drawing a free one stays quick."""
OVER_LEAST = timedelta(days=1)
"""The longest life of a made cart fits twice."""


def complaints(scenario: Scenario) -> Iterator[Complaint]:
    """What can be told from the file alone."""
    yield from _amounts(scenario)
    yield from _coupons(scenario)
    yield from _people(scenario)
    yield from _doubles(scenario)
    yield from _carts(scenario)
    if scenario.made is not None:
        yield from _made(scenario.made, scenario.customers.count - len(scenario.customers.told))


def unknown_words(scenario: Scenario, corpus: Corpus) -> Iterator[Complaint]:
    """Cities and products that the corpus, or the part of it on sale, does not have."""
    cities = corpus.cities()
    places = {"store.city": scenario.store.city}
    for at, person in enumerate(scenario.customers.told):
        places[f"customers.told[{at}].city"] = person.city
    for where, key in places.items():
        yield from _known(where, "city", key, cities)
    if scenario.products > len(corpus.goods):
        yield "products", f"expected at most {len(corpus.goods)}, got {scenario.products}"
    goods = [good.key for good in corpus.goods[: scenario.products]]
    for at, told in enumerate(scenario.goods):
        if told.key in goods:
            yield f"goods[{at}].key", f'expected a key of its own, "{told.key}" is in the corpus'
    goods += [told.key for told in scenario.goods]
    for where, step in _steps(scenario):
        if step.product is not None:
            yield from _known(f"{where}.product", "product", step.product, goods)


def customers_needed(made: Made) -> int:
    """Customers of their own: one for each cart that is left or open with a contact."""
    left, returned, later, _, still_open = ending_counts(made)
    return sum(left[1:]) + returned + later + still_open


def ending_counts(made: Made) -> tuple[list[int], int, int, int, int]:
    """Carts left at each phase, returned and left, bought later, bought at once, open."""
    shares = made.endings
    counts = apportion(made.count, [*astuple(shares.left), *_others(shares)])
    at_phases, (returned, later, at_once, still_open) = counts[: len(PHASES)], counts[len(PHASES) :]
    return at_phases, returned, later, at_once, still_open


def _others(shares: EndingShares) -> tuple[int, int, int, int]:
    return shares.returned, shares.bought_later, shares.bought_at_once, shares.open


def _amounts(scenario: Scenario) -> Iterator[Complaint]:
    yield from _between("products", scenario.products, 0 if scenario.goods else 1)
    for at, told in enumerate(scenario.goods):
        yield from _between(f"goods[{at}].price", told.price, 0)
    yield from _between("store.tax_percent", scenario.store.tax_percent, 0, 100)
    yield from _between(
        "customers.count", scenario.customers.count, len(scenario.customers.told), CUSTOMERS_MOST
    )


def _coupons(scenario: Scenario) -> Iterator[Complaint]:
    for at, coupon in enumerate(scenario.coupons):
        where = f"coupons[{at}]"
        if (coupon.percent == 0) == (coupon.amount == 0):
            yield where, "expected percent or amount, one of the two"
        yield from _between(f"{where}.percent", coupon.percent, 0, 100)
        yield from _between(f"{where}.amount", coupon.amount, 0)
        yield from _between(f"{where}.minimum", coupon.minimum, 0)
        if coupon.valid_for <= timedelta():
            yield f"{where}.valid_for", "expected a duration above nought"


def _people(scenario: Scenario) -> Iterator[Complaint]:
    for at, person in enumerate(scenario.customers.told):
        if not MOBILE.fullmatch(person.mobile):
            yield f"customers.told[{at}].mobile", "expected +9665 and eight digits, 0 or 3-9 first"


def _doubles(scenario: Scenario) -> Iterator[Complaint]:
    people = scenario.customers.told
    for where, words in {
        "customers.told: key": [person.key for person in people],
        "customers.told: email": [person.email for person in people],
        "customers.told: mobile": [person.mobile for person in people],
        "goods: key": [told.key for told in scenario.goods],
        "goods: sku": [told.sku for told in scenario.goods if told.sku],
        "coupons: code": [coupon.code for coupon in scenario.coupons],
        "told: basket": [cart.basket for cart in scenario.told],
    }.items():
        for word, times in Counter(words).items():
            if times > 1:
                yield where, f'expected "{word}" once, found it {times} times'


def _steps(scenario: Scenario) -> Iterator[tuple[str, ToldStep]]:
    for at, cart in enumerate(scenario.told):
        for step_at, step in enumerate(cart.steps):
            yield f"told[{at}].steps[{step_at}]", step


def _carts(scenario: Scenario) -> Iterator[Complaint]:
    people = [person.key for person in scenario.customers.told]
    codes = [coupon.code for coupon in scenario.coupons]
    known = {"customer": people, "code": codes, "phase": PHASES, "channel": CHANNELS}
    for where, step in _steps(scenario):
        yield from _facts(where, step)
        for fact, words in known.items():
            if fact in step.facts():
                yield from _known(f"{where}.{fact}", fact, step.facts()[fact], words)
    for at, cart in enumerate(scenario.told):
        if not cart.steps:
            yield f"told[{at}].steps", "expected at least open"
        if said := timeline.complaint(cart.played()):
            yield f"told[{at}].steps[{said[0]}]", said[1]


def _facts(where: str, step: ToldStep) -> Iterator[Complaint]:
    needed, allowed = FACTS.get(step.verb, ((), ()))
    for fact in step.facts():
        if fact not in (*needed, *allowed):
            yield f"{where}.{fact}", f"expected no {fact} with {step.verb}"
    for fact in needed:
        if fact not in step.facts():
            yield f"{where}.{fact}", f"missing, expected with {step.verb}"
    if step.before < timedelta():
        yield f"{where}.before", "expected a duration of nought or more"
    if step.quantity is not None:
        yield from _between(f"{where}.quantity", step.quantity, 1)


def _made(made: Made, customers: int) -> Iterator[Complaint]:
    yield from _between("made.count", made.count, 1)
    yield from _between("made.couponed", made.couponed, 0, 100)
    if made.over < OVER_LEAST:
        yield "made.over", "expected P1D or more"
    for where, shares in {
        "made.endings": (*astuple(made.endings.left), *_others(made.endings)),
        "made.reminded": made.reminded,
    }.items():
        if min(shares, default=-1) < 0 or not sum(shares):
            yield where, "expected shares of nought or more that are not all nought"
            return
    if len(made.reminded) > 4:
        yield "made.reminded", "expected the shares of 0, 1, 2 and 3 reminders at most"
    needed = customers_needed(made) + (1 if ending_counts(made)[3] else 0)
    if customers < needed:
        advice = f"expected {needed} besides those told, one a cart, got {customers}"
        yield "customers.count", advice


def _between(where: str, given: int, least: int, most: int | None = None) -> Iterator[Complaint]:
    if given < least:
        yield where, f"expected at least {least}, got {given}"
    if most is not None and given > most:
        yield where, f"expected at most {most}, got {given}"


def _known(where: str, kind: str, word: str, words: Iterable[str]) -> Iterator[Complaint]:
    if word not in words:
        yield where, f'unknown {kind} "{word}"{did_you_mean(word, words)}'
