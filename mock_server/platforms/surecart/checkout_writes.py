"""Checkouts as the API writes them: the same baskets that shoppers fill, under the same rule."""

from collections.abc import Mapping
from typing import Any

from mock_server.commerce import shopper
from mock_server.commerce.basket import Basket, find_basket
from mock_server.commerce.coupons import terms_of
from mock_server.commerce.vocabulary import Coupon
from mock_server.engine.filters import equals, holds
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .checkout_lines import lines_of
from .checkouts import CHECKOUT, TABLE, checkout_id
from .customer_writes import add_customer, customer_with, full_names, write_addresses
from .customers import CUSTOMER
from .options import is_live
from .promotions import COUPON
from .queries import in_mode
from .redeeming import coupon_terms, find_code, may_enter, promotion_terms
from .style import unwrapped
from .writing import flag, refused, taken

operations = Operations()

_PLAIN = ("external_url", "group_key", "ip_address", "metadata", "phone")
_NO_COUPON: Record = {"coupon": None, "terms": None}


@operations.handles("createCheckout")
def create(request: Request, shop: Shop) -> Record:
    sent = unwrapped(request)
    options = {"live_mode": flag(sent.get("live_mode", True))}
    return write(shopper.open_basket(shop, None, options), sent, shop)


@operations.handles("updateCheckout")
def update(request: Request, shop: Shop) -> Record:
    basket = basket_of(shop.store.get(CHECKOUT, request.path["id"]), shop)
    sent = unwrapped(request)
    if not open_to_changes(basket):
        raise refused("base", "update_not_allowed", "The checkout can no longer be changed.")
    return write(basket, sent, shop)


def open_to_changes(basket: Basket) -> bool:
    """Whether nobody has paid, nor promised to, nor given up."""
    options = basket.options
    return not (basket.paid_at or options.get("ordered") or options.get("canceled"))


def basket_of(checkout: Record, shop: Shop) -> Basket:
    return find_basket(shop, checkout["_basket"])


def write(basket: Basket, sent: Mapping[str, Any], shop: Shop) -> Record:
    """Make the basket, and so the checkout, what is sent; the rest stays.

    Raises:
        Invalid: something that it names is not there, or cannot be used.
    """
    currency = shop.facts.store.currency.lower()
    if sent.get("currency", currency).lower() != currency:
        raise refused("currency", "currency_mismatch", f"Currency must be {currency}.")
    facts: Record = {"options": _options(basket, sent, shop)}
    facts |= _contact(basket, sent, shop)
    if "line_items" in sent:
        facts["lines"] = lines_of(sent["line_items"], basket, shop)
    if "discount" in sent:
        facts |= _discount(basket.changed(**facts), sent["discount"] or {}, shop)
    return touch(basket, facts, shop)


def touch(basket: Basket, facts: Mapping[str, Any], shop: Shop) -> Record:
    """Change these facts by the rule of all baskets; what was finalized is a draft again."""
    phase = facts.get("phase", basket.phase)
    if phase == "verification":
        facts = {**facts, "phase": "payment_method"}
    basket = shop.dialect.lifecycle.touched(basket, shop, **facts)
    return shop.store.get(CHECKOUT, checkout_id(basket, shop))


def _options(basket: Basket, sent: Mapping[str, Any], shop: Shop) -> Record:
    key = checkout_id(basket, shop)
    own = dict(basket.options.get("checkout", {}))
    own |= taken(sent, _PLAIN, ("billing_matches_shipping",))
    own |= full_names(sent, own) | write_addresses(sent, key, shop)
    own |= {f"inherited_{name}": own[name] for name in ("name", "phone") if own.get(name)}
    return {
        **basket.options,
        **taken(sent, (), ("abandoned_checkout_enabled",)),
        "checkout": own,
    }


def _contact(basket: Basket, sent: Mapping[str, Any], shop: Shop) -> Record:
    """Who buys: the customer that is named, or who has the e-mail address, perhaps from now on."""
    named, live = sent.get("customer") or sent.get("customer_id"), is_live(basket)
    if named:
        customer = shop.store.find(CUSTOMER, named)
        if customer is None or customer["live_mode"] != live:
            raise refused("customer", "not_found", "Customer was not found in this mode.")
    elif sent.get("email"):
        customer = customer_with(sent["email"], live, shop)
        if customer is None:
            told = {name: sent[name] for name in ("email", "name", "phone") if sent.get(name)}
            told |= {each: sent[each] for each in ("first_name", "last_name") if sent.get(each)}
            customer = add_customer({**told, "live_mode": live}, shop, indexed=False)
    else:
        return {}
    return {"contact": customer["_contact"], "phase": basket.reaches("login")}


def _discount(basket: Basket, sent: Mapping[str, Any], shop: Shop) -> Record:
    """The coupon of the basket, by the code of a promotion or alone."""
    code = (sent.get("promotion_code") or "").strip()
    if not code and not sent.get("coupon"):
        return _NO_COUPON
    terms = _terms(code, sent.get("coupon"), shop)
    if terms is None or not may_enter(terms, basket, shop):
        attribute, kind = ("promotion_code", "invalid_code") if code else ("coupon", "invalid")
        raise refused(f"discount.{attribute}", kind, "This discount cannot be used.")
    return {"coupon": terms.code or terms.key, "terms": terms_of(terms)}


def _terms(code: str, coupon: str | None, shop: Shop) -> Coupon | None:
    if code:
        promotion = find_code(code, shop)
        if promotion is None or coupon not in (None, "", promotion["coupon"]):
            return None
        return promotion_terms(promotion, shop)
    known = shop.store.find(COUPON, coupon)
    return coupon_terms(known, shop) if known else None


RESOURCE = Resource(
    name=CHECKOUT,
    table=TABLE,
    filters={
        "customer_ids[]": equals("customer"),
        "group_keys[]": equals("group_key"),
        "live_mode": in_mode,
        "product_ids[]": holds("_sold"),
        "status[]": equals("status"),
    },
)
