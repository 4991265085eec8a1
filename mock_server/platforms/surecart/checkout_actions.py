"""What moves a checkout on: it is finalized, paid by hand, or cancelled."""

from mock_server.commerce import shopper
from mock_server.commerce.basket import Basket
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .checkout_writes import basket_of, open_to_changes
from .checkouts import CHECKOUT
from .line_items import purchasable_status
from .options import own_fields
from .orders import place_order, void_order
from .redeeming import REDEEMABLE, status_of
from .writing import flag, refused

operations = Operations()

_CANNOT = {
    "price_gone": ("line_items", "unpurchasable_prices", "A price is no longer there."),
    "out_of_stock": ("product", "out_of_stock", "There is not enough in stock."),
    "exceeds_purchase_limit": ("price", "exceeds_purchase_limit", "There is a purchase limit."),
}


@operations.handles("finalizeCheckout")
def finalize(request: Request, shop: Shop) -> Record:
    """Make a complete draft ready for the payment; one that is paid by hand has an order at once.

    Raises:
        Invalid: something is missing, cannot be bought, or cannot be used.
    """
    checkout = shop.store.get(CHECKOUT, request.path["id"])
    basket = basket_of(checkout, shop)
    if not open_to_changes(basket):
        english = f"A checkout that is {checkout['status']} cannot be finalized."
        raise refused("status", "invalid", english)
    _check(basket, shop)
    by_hand = flag(request.query.get("manual_payment", False))
    own = {**own_fields(basket), **_payment(request, shop)}
    options = {**basket.options, "checkout": own, "ordered": by_hand}
    phase = basket.reaches("verification")
    basket = shop.dialect.lifecycle.touched(basket, shop, options=options, phase=phase)
    if by_hand:
        place_order(basket, shop.store.get(CHECKOUT, checkout["id"]), shop)
    return shop.store.get(CHECKOUT, checkout["id"])


@operations.handles("manuallyPayCheckout")
def manually_pay(request: Request, shop: Shop) -> Record:
    """The payment itself is that of any shopper.

    Raises:
        Invalid: the checkout is not finalized.
    """
    checkout = shop.store.get(CHECKOUT, request.path["id"])
    if checkout["status"] != "finalized":
        english = f"A checkout that is {checkout['status']} cannot be paid."
        raise refused("status", "invalid", english)
    shopper.pay(shop, checkout["_basket"])
    return shop.store.get(CHECKOUT, checkout["id"])


@operations.handles("cancelCheckout")
def cancel(request: Request, shop: Shop) -> Record:
    """Void the order, and take back what was bought; the money is another matter.

    Raises:
        Invalid: there is no order to take back.
    """
    checkout = shop.store.get(CHECKOUT, request.path["id"])
    basket = basket_of(checkout, shop)
    if checkout["order"] is None or checkout["status"] == "canceled":
        english = f"A checkout that is {checkout['status']} cannot be cancelled."
        raise refused("status", "invalid", english)
    options = {**basket.options, "canceled": True}
    shop.dialect.lifecycle.touched(basket, shop, options=options)
    void_order(checkout["order"], shop)
    return shop.store.get(CHECKOUT, checkout["id"])


def _payment(request: Request, shop: Shop) -> Record:
    """Who takes the payment: the merchant by hand, or a processor, which has an intent of it."""
    if flag(request.query.get("manual_payment", False)):
        method = request.query.get("manual_payment_method_id")
        return {"manual_payment": True, "manual_payment_method": method}
    if "processor_type" not in request.query:
        return {}
    intent = shop.identifiers.uuid("payment_intent")
    return {"payment_intent": intent, "current_payment_intent": intent}


def _check(basket: Basket, shop: Shop) -> None:
    if not basket.lines:
        raise refused("line_items", "blank", "Line items can't be blank.")
    if basket.contact is None:
        raise refused("customer", "blank", "Customer can't be blank.")
    for line in basket.lines:
        status = purchasable_status(line, shop)
        if status in _CANNOT:
            raise refused(*_CANNOT[status])
    if basket.terms is not None:
        status = status_of(basket.terms, basket, shop)
        if status != REDEEMABLE:
            raise refused("discount", "not_redeemable", f"The discount is {status}.")
