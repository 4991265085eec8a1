"""Acts as a customer: opens a basket, fills it, checks out, leaves, comes back, pays.

The merchant APIs do not make carts, so the sandbox needs somebody who does. The words are neutral;
every platform answers in records of its own through its dialect.
"""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.identifiers import seed_of
from mock_server.engine.shop import Shop
from mock_server.engine.text import Text

from .basket import BASKETS, Basket, contact_of, find_basket, line_of, save_basket
from .lifecycle import Dialect, Reminder
from .market import Market
from .vocabulary import Phase, Step


def open_basket(
    shop: Shop, basket_id: str | None = None, options: Mapping[str, Any] | None = None
) -> Basket:
    """A new basket, empty; its id is made up unless one is given. `options`: see `Basket`."""
    number = shop.identifiers.count(BASKETS)
    key = basket_id or f"b{number}"
    if shop.store.find(BASKETS, key):
        if basket_id is None:  # somebody gave this name by hand: the next one, then
            return open_basket(shop, None, options)
        raise Invalid.field(
            "basket", "enum", Text(f"السلة {key} موجودة", f"a basket {key!r} is there already")
        )
    now = shop.clock.now()
    return _touched(Basket.opened(key, number, now, options or {}), shop)


def add_line(shop: Shop, basket_id: str, product: str, quantity: int = 1, note: str = "") -> Basket:
    """Put goods in; more of the same product adds to its line."""
    basket = _open(shop, basket_id)
    dialect: Dialect = shop.dialect
    wanted = dialect.lifecycle.finds(shop, product)
    lines = list(basket.lines)
    for index, line in enumerate(lines):
        if line["product"] == wanted.key:
            lines[index] = {**line, "quantity": line["quantity"] + quantity}
            break
    else:
        lines.append(line_of(shop.identifiers.count("line"), wanted, quantity, note))
    return _touched(basket, shop, lines=tuple(lines))


def set_contact(shop: Shop, basket_id: str, customer: str | Mapping[str, Any]) -> Basket:
    """Say who the shopper is: a customer of the story (key or e-mail), or somebody new (facts)."""
    basket = _open(shop, basket_id)
    contact = _known_contact(shop, customer) if isinstance(customer, str) else _new(shop, customer)
    return _touched(basket, shop, contact=contact, phase=basket.reaches("login"))


def reach_phase(shop: Shop, basket_id: str, phase: Phase) -> Basket:
    """Go forward in the checkout to this phase; a phase already passed changes nothing."""
    basket = _open(shop, basket_id)
    return _touched(basket, shop, phase=basket.reaches(phase))


def apply_coupon(shop: Shop, basket_id: str, code: str) -> Basket:
    """Enter the code of a coupon: one of the story, or one that a reminder brought.

    Raises:
        Invalid: it is unknown, somebody else's, used up or over.
    """
    basket = _open(shop, basket_id)
    dialect: Dialect = shop.dialect
    terms = dialect.lifecycle.enters(shop, basket, code)
    basket = _touched(basket, shop, coupon=code, terms=terms)
    dialect.lifecycle.after_coupon(basket, shop)
    return basket


def leave(shop: Shop, basket_id: str) -> Basket:
    """Close the page. Nothing happens by itself: the idle time counts from the last touch."""
    basket = _open(shop, basket_id)
    basket = basket.changed(left=True)
    save_basket(shop, basket)
    return basket


def come_back(shop: Shop, basket_id: str) -> Basket:
    """Open the page again, which counts as a touch."""
    return _touched(_open(shop, basket_id), shop)


def pay(shop: Shop, basket_id: str) -> Basket:
    """Buy what is in the basket."""
    basket = _open(shop, basket_id)
    if not basket.lines:
        raise Conflict("an empty basket cannot be paid for")
    dialect: Dialect = shop.dialect
    dialect.lifecycle.before_purchase(shop, basket)
    return dialect.lifecycle.bought(basket, shop)


def remind(shop: Shop, basket_id: str, channel: str = "email", **details: Any) -> Basket:
    """Have the merchant remind the shopper by hand, outside any schedule."""
    basket = _open(shop, basket_id)
    if basket.status != "abandoned":
        raise Conflict("only an abandoned cart can be reminded of")
    dialect: Dialect = shop.dialect
    number = len(basket.reminders) + 1
    reminder = Reminder(number, channel, {"manual": True, **details})
    return dialect.lifecycle.remind(basket, reminder, shop)


def take_step(shop: Shop, step: Step) -> Basket:
    """Do one step of a story, now."""
    key, facts = step.basket, step.facts
    match step.verb:
        case "open":
            return open_basket(shop, key, facts.get("options"))
        case "add":
            quantity, note = facts.get("quantity", 1), facts.get("note", "")
            return add_line(shop, key, facts["product"], quantity, note)
        case "contact":
            return set_contact(shop, key, facts["customer"])
        case "phase":
            return reach_phase(shop, key, facts["phase"])
        case "coupon":
            return apply_coupon(shop, key, facts["code"])
        case "leave":
            return leave(shop, key)
        case "return":
            return come_back(shop, key)
        case "pay":
            return pay(shop, key)
        case "remind":
            return remind(shop, key, facts.get("channel", "email"))


def _open(shop: Shop, basket_id: str) -> Basket:
    basket = find_basket(shop, basket_id)
    if basket.paid_at is not None:
        raise Conflict(f"basket {basket_id!r} was bought already")
    return basket


def _touched(basket: Basket, shop: Shop, **facts: Any) -> Basket:
    dialect: Dialect = shop.dialect
    return dialect.lifecycle.touched(basket, shop, **facts)


def _known_contact(shop: Shop, wanted: str) -> Mapping[str, Any]:
    market: Market = shop.facts
    customer = market.customers.get(wanted) or next(
        (each for each in market.customers.values() if each.email == wanted), None
    )
    if customer is None:
        some = ", ".join(list(market.customers)[:5])
        words = Text(f"لا يوجد عميل {wanted}", f"no customer {wanted!r}; there are {some} ...")
        raise Invalid.field("customer", "enum", words)
    return contact_of(customer)


def _new(shop: Shop, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Somebody the story does not know; the same e-mail is the same person."""
    market: Market = shop.facts
    known = next((c for c in market.customers.values() if c.email == facts["email"]), None)
    if known is not None:
        return contact_of(known)
    first, _, last = str(facts["name"]).partition(" ")
    return {
        "key": facts["email"],
        "number": seed_of(facts["email"]) % 900_000 + 100_000,
        "first_name": first,
        "last_name": last,
        "name": facts["name"],
        "name_en": facts["name"],
        "email": facts["email"],
        "mobile": facts.get("mobile", "+966500000000"),
        "city": facts.get("city", market.store.city.key),
        "accepts_marketing": facts.get("accepts_marketing", True),
    }
