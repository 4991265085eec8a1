"""What happens in a shop: acts of shoppers, of the merchant and of time, filled in at random."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.commerce.basket import Basket, all_baskets
from mock_server.commerce.coupons import OFFERED
from mock_server.commerce.vocabulary import PHASES
from mock_server.engine.errors import ApiError, Conflict
from mock_server.engine.jobs import JOBS
from mock_server.engine.shop import Shop
from tests.helpers import call

from .life import BASKETS_AT_ONCE, Act, Life
from .mistakes import MISTAKES
from .settings import SETTINGS
from .shown import CARTS

SPANS = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=5),
)
STRANGERS: Sequence[Mapping[str, Any]] = (
    {"name": "عمر صالح", "email": "omar@example.com"},
    {"name": "Lina", "email": "lina@example.com", "city": "jeddah", "accepts_marketing": False},
    {"name": "Adam Nasser", "email": "adam@example.com", "city": "atlantis"},
    *({"name": f"Guest {n}", "email": f"guest{n}@example.com"} for n in range(4)),
)
PEOPLE: Sequence[str | Mapping[str, Any]] = (
    "sara",
    "sara",
    "fahad",
    "shy",
    "fahad@example.com",
    *STRANGERS,
)


def unpaid_baskets(shop: Shop) -> list[Basket]:
    return [each for each in all_baskets(shop) if each.paid_at is None]


def opens(life: Life) -> None:
    if len(unpaid_baskets(life.shop)) >= 2 * BASKETS_AT_ONCE:
        raise Conflict("there are enough baskets")
    name = f"b{life.random.randint(1, 30)}" if life.random.random() < 0.2 else None
    switches = {"live_mode": life.random.random() < 0.8}
    if life.random.random() < 0.1:
        switches["abandoned_checkout_enabled"] = False
    basket = life.do(lambda shop: shopper.open_basket(shop, name, switches))
    if life.random.random() < 0.9:
        life.do(lambda shop: shopper.add_line(shop, basket.id, life.some(["honey", "coffee"])))
    if life.random.random() < 0.7:
        life.do(lambda shop: shopper.set_contact(shop, basket.id, life.some(PEOPLE)))


def adds(life: Life) -> None:
    product, note = life.some(["honey", "coffee", "PEN", "free"]), life.some(["", "هدية"])
    basket, quantity = life.basket("open", "abandoned"), life.random.randint(1, 5)
    life.do(lambda shop: shopper.add_line(shop, basket.id, product, quantity, note))


def tells_who_it_is(life: Life) -> None:
    basket, who = life.basket("open", "abandoned"), life.some(PEOPLE)
    life.do(lambda shop: shopper.set_contact(shop, basket.id, who))


def goes_on(life: Life) -> None:
    basket, phase = life.basket("open", "abandoned"), life.some(PHASES)
    life.do(lambda shop: shopper.reach_phase(shop, basket.id, phase))


def enters_a_coupon(life: Life) -> None:
    codes = [*life.shop.facts.coupons, *(each["id"] for each in life.shop.store.all(OFFERED)[-4:])]
    basket, code = life.basket("open", "abandoned"), life.some(codes)
    life.do(lambda shop: shopper.apply_coupon(shop, basket.id, code))


def enters_the_coupon_of_a_reminder(life: Life) -> None:
    """Somebody who was offered one comes back for it, in a basket of theirs or anybody's."""
    coupons = life.shop.store.all(OFFERED)
    if not coupons:
        raise Conflict("no coupon was offered")
    offered = life.some(coupons[-3:])
    code, whose = offered["id"], offered["contact"]
    unpaid = unpaid_baskets(life.shop)
    if life.random.random() < 0.8:
        unpaid = [each for each in unpaid if (each.contact or {}).get("key") == whose]
    if unpaid and life.random.random() < 0.8:
        key = life.some(unpaid).id
        life.do(lambda shop: shopper.apply_coupon(shop, key, code))
    elif whose is not None:
        stranger = next((each for each in STRANGERS if each["email"] == whose), None)
        life.do(lambda shop: _buys_with_coupon(shop, stranger or whose, code))


def _buys_with_coupon(shop: Shop, who: str | Mapping[str, Any], code: str) -> None:
    key = shopper.open_basket(shop).id
    shopper.set_contact(shop, key, who)
    shopper.apply_coupon(shop, key, code)
    shopper.add_line(shop, key, "honey")
    shopper.pay(shop, key)


def leaves(life: Life) -> None:
    basket = life.basket("open", "abandoned")
    life.do(lambda shop: shopper.leave(shop, basket.id))


def returns(life: Life) -> None:
    basket = life.basket("open", "abandoned")
    life.do(lambda shop: shopper.come_back(shop, basket.id))


def pays(life: Life) -> None:
    with_coupon = [each for each in unpaid_baskets(life.shop) if each.coupon]
    if with_coupon and life.random.random() < 0.5:
        basket = life.some(with_coupon)
    else:
        basket = life.basket("open", "abandoned")
    life.do(lambda shop: shopper.pay(shop, basket.id))


def time_passes(life: Life) -> None:
    """Some time, a round one at times, or exactly until the next thing falls due."""
    first, way = life.shop.store.first(JOBS), life.random.random()
    if first is not None and way < 0.15:
        life.shop.travel(first["due"])
    else:
        life.shop.advance(life.some(SPANS) * (1 if way < 0.4 else 2 * life.random.random()))


def merchant_reminds(life: Life) -> None:
    basket, channel = life.basket("abandoned"), life.some(["email", "sms", "whatsapp"])
    life.do(lambda shop: shopper.remind(shop, basket.id, channel))


def merchant_changes_settings(life: Life) -> None:
    life.settings_changed += 1
    SETTINGS[life.shop.platform](life.shop, life.random)


def merchant_reminds_through_the_api(life: Life) -> None:
    key = life.some(life.shop.store.all(CARTS["tjar"].resource))["identifier"]
    details = {"message": "سلتك بانتظارك", "offer_discount": life.some([0, 15, 100])}
    body = {"type": life.some(["email", "sms"]), "alert_details": details}
    call(life.shop, "sendAbandonedCartReminder", {"identifier": key}, body=body)


def somebody_errs(life: Life) -> None:
    """Something that must be refused; `live` sees to it that nothing changes by it."""
    name = life.some(sorted(MISTAKES))
    life.told[-1] += f" {name}"
    with pytest.raises(ApiError) as refused:
        life.do(lambda shop: MISTAKES[name](shop, life.random))
    raise refused.value


def something_fails_halfway(life: Life) -> None:
    """What was done before the failure is taken back with it."""
    basket = life.basket("open", "abandoned")
    with life.shop.unit():
        shopper.add_line(life.shop, basket.id, "coffee", 2)
        shopper.set_contact(life.shop, basket.id, "fahad")
        shopper.pay(life.shop, basket.id)
        raise Conflict("halfway")


ACTS: Sequence[tuple[Act, int]] = (
    (opens, 18),
    (adds, 8),
    (tells_who_it_is, 4),
    (goes_on, 4),
    (enters_a_coupon, 5),
    (leaves, 3),
    (returns, 4),
    (pays, 9),
    (time_passes, 24),
    (merchant_reminds, 4),
    (somebody_errs, 6),
    (something_fails_halfway, 2),
    (Life.save, 3),
    (Life.restore, 1),
)
"""What may happen, and how often."""

OWN_ACTS: Mapping[str, Sequence[tuple[Act, int]]] = {
    "paynow": ((merchant_changes_settings, 14), (enters_the_coupon_of_a_reminder, 8)),
    "salla": (),
    "surecart": ((merchant_changes_settings, 14), (enters_the_coupon_of_a_reminder, 8)),
    "tjar": (
        (merchant_changes_settings, 6),
        (merchant_reminds_through_the_api, 8),
        (enters_the_coupon_of_a_reminder, 8),
    ),
    "zid": ((merchant_changes_settings, 6),),
}
"""And what only happens on some platforms."""


def act_of(life: Life) -> Act:
    """What happens next."""
    acts = (*ACTS, *OWN_ACTS[life.shop.platform])
    return life.random.choices([act for act, _ in acts], [weight for _, weight in acts])[0]
