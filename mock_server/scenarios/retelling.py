"""What was seen of a shop as a scenario file: its carts and goods, and people we made up."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import yaml

from mock_server.commerce.sightings import SeenCart, SeenCoupon, SeenProduct, Sightings
from mock_server.commerce.vocabulary import PHASES

from .corpus import Corpus

Document = dict[str, Any]

REMINDED_EVERY = timedelta(hours=1)
FIRST_REMINDED = timedelta(minutes=31)
AHEAD = timedelta(hours=1)
"""How long ago the last thing happened in a shop whose clock is ahead of ours."""


def retell(sightings: Sightings, corpus: Corpus, now: datetime) -> Document:
    """The scenario, to be written as YAML.

    Who the customers are is made up anew, in the order in which they were seen; ids, addresses,
    notes and the store are not taken over. Coupons get codes of our own.
    """
    return _Retelling(sightings, corpus, now).document()


def as_yaml(document: Document) -> str:
    text: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)
    return text


class _Retelling:
    def __init__(self, sightings: Sightings, corpus: Corpus, now: datetime) -> None:
        self._seen = sightings
        self._corpus = corpus
        carts = list(sightings.carts.values())
        newest = max((cart.touched_at for cart in carts), default=now)
        self._now = now if newest <= now else newest + AHEAD
        self._carts = sorted(carts, key=lambda cart: (cart.opened_at, cart.id))
        self._goods = {key: f"seen-{n}" for n, key in enumerate(sightings.products, 1)}
        self._people = {key: f"shopper-{n}" for n, key in enumerate(self._customers(), 1)}
        self._codes: dict[str, str] = {}
        for coupon in sightings.coupons.values():
            self._name_coupon(coupon)
        self._whole: list[Document] = []

    def document(self) -> Document:
        told = [self._cart(cart, n) for n, cart in enumerate(self._carts, 1)]
        goods = [self._product(key, each) for key, each in self._seen.products.items()]
        currency = next((cart.currency for cart in self._carts if cart.currency), "SAR")
        document: Document = {
            "about": f"Retold from traffic: {len(told)} carts, {len(goods)} products.",
            "store": {**_STORE, "currency": currency, "city": self._corpus.places[0].city.key},
            "products": 0 if goods or self._whole else 1,
            "customers": {
                "count": len(self._people),
                "told": [self._person(key, n) for n, key in enumerate(self._people.values())],
            },
            "coupons": [self._coupon(key) for key in self._codes],
            "goods": [*goods, *self._whole],
            "told": told,
        }
        return {name: value for name, value in document.items() if value != []}

    def _customers(self) -> Sequence[str]:
        inside = [cart.customer for cart in self._carts if cart.customer]
        return list(dict.fromkeys([*self._seen.customers, *inside]))

    def _name_coupon(self, coupon: SeenCoupon) -> None:
        """`TAKE15` or `LESS50`, with a number where there are more of a kind."""
        if not coupon.percent and not coupon.amount:
            return
        word = f"TAKE{coupon.percent}" if coupon.percent else f"LESS{coupon.amount // 100}"
        taken, code, number = set(self._codes.values()), word, 1
        while code in taken:
            number += 1
            code = f"{word}N{number}"
        self._codes[coupon.id] = code

    def _product(self, key: str, product: SeenProduct) -> Document:
        number = self._goods[key].rpartition("-")[2]
        name = product.name
        skus = [each.sku for each in self._seen.products.values()]
        return {
            "key": self._goods[key],
            "name": {
                "ar": name.ar if name else f"منتج {number}",
                "en": name.en if name else f"Product {number}",
            },
            "price": product.price,
            **({"sku": product.sku} if product.sku and skus.count(product.sku) == 1 else {}),
            **({"weight": float(product.weight)} if product.weight else {}),
        }

    def _person(self, key: str, at: int) -> Document:
        """Somebody of ours: no two alike, with numbers and addresses that are nobody's."""
        corpus, gender = self._corpus, "female" if at % 2 else "male"
        firsts = corpus.female if at % 2 else corpus.male
        first, last = firsts[at // 2 % len(firsts)], corpus.families[at % len(corpus.families)]
        return {
            "key": key,
            "first_name": {"ar": first.ar, "en": first.en},
            "last_name": {"ar": last.ar, "en": last.en},
            "gender": gender,
            "city": corpus.places[at % len(corpus.places)].city.key,
            "email": f"{key}@{corpus.email_domain}",
            "mobile": f"+9665{_OPERATORS[at // 10_000 % len(_OPERATORS)]}000{at % 10_000:04d}",
        }

    def _coupon(self, key: str) -> Document:
        seen = self._seen.coupons[key]
        terms = {"percent": min(seen.percent, 100)} if seen.percent else {"amount": seen.amount}
        return {"code": self._codes[key], **terms}

    def _cart(self, cart: SeenCart, number: int) -> Document:
        basket = f"cart-{number}"
        lines = [(self._goods[line.product], line.quantity) for line in cart.lines]
        if not lines and cart.total:
            lines = [(self._in_one(cart, basket), 1)]
        acts: list[Document] = [{"verb": "open"}]
        acts += [{"verb": "add", "product": key, "quantity": many} for key, many in lines]
        if cart.customer:
            acts.append({"verb": "contact", "customer": self._people[cart.customer]})
            acts += _phases(cart)
        if cart.coupon in self._codes and lines:
            acts.append({"verb": "coupon", "code": self._codes[cart.coupon]})
        paid = bool(cart.bought and lines and cart.customer)
        acts.append({"verb": "pay" if paid else "leave"})
        steps = _timed(acts, self._now - cart.opened_at, self._now - cart.touched_at)
        if cart.customer and not paid:
            steps += _reminders(cart, self._now - cart.touched_at)
        return {"basket": basket, "about": "Seen in traffic.", "steps": steps}

    def _in_one(self, cart: SeenCart, basket: str) -> str:
        """What a cart costs whose lines were never shown, as one thing."""
        key = f"all-of-{basket}"
        name = {"ar": "محتوى السلة", "en": "Content of a cart"}
        self._whole.append({"key": key, "name": name, "price": cart.total})
        return key


_OPERATORS = "5034689"
_STORE: Mapping[str, Any] = {
    "name": {"ar": "متجر مُعاد", "en": "Retold Store"},
    "domain": "retold.example",
    "email": "hello@retold.example",
    "mobile": "+966500000009",
}


def _phases(cart: SeenCart) -> list[Document]:
    """The steps of the checkout beyond the contact, up to where the cart was seen."""
    reached = PHASES.index(cart.phase)
    return [{"verb": "phase", "phase": each} for each in PHASES[2 : reached + 1]]


def _timed(acts: Sequence[Document], opened: timedelta, touched: timedelta) -> list[Document]:
    """Acts spread from the opening to the last touch; both are spans before the end."""
    first = max(int(opened.total_seconds()), 0)
    last = min(max(int(touched.total_seconds()), 0), first)
    apart = len(acts) - 1
    spans = [first - (first - last) * at // apart for at in range(len(acts))]
    return [{"before": _span(before), **act} for before, act in zip(spans, acts, strict=True)]


def _reminders(cart: SeenCart, left: timedelta) -> list[Document]:
    spans = [left - FIRST_REMINDED - REMINDED_EVERY * number for number in range(cart.reminders)]
    return [
        {"before": _span(int(span.total_seconds())), "verb": "remind", "channel": "email"}
        for span in spans
        if span >= timedelta()
    ]


def _span(seconds: int) -> str:
    days, rest = divmod(seconds, 86_400)
    return f"P{days}DT{rest}S" if days else f"PT{rest}S"
