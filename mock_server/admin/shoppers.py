"""Somebody who buys, driven by hand: the neutral words of `commerce.shopper` over HTTP."""

from collections.abc import Callable
from typing import Any

from mock_server.commerce import shopper
from mock_server.commerce.basket import Basket, all_baskets, find_basket, totals_of
from mock_server.commerce.market import Market
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.text import Text

from .control import control_of

operations = Operations()


@operations.handles("getOffer")
def get_offer(request: Request, shop: Shop) -> Any:
    market: Market = control_of(shop).shop(request).facts
    return {
        "products": [
            {
                "key": each.key,
                "sku": each.sku,
                "name": each.name.en,
                "price": each.price,
                "currency": market.store.currency,
            }
            for each in market.products.values()
        ],
        "customers": [
            {"key": each.key, "name": each.name.ar, "email": each.email, "mobile": each.mobile}
            for each in market.customers.values()
        ],
        "coupons": list(market.coupons),
    }


@operations.handles("listBaskets")
def list_baskets(request: Request, shop: Shop) -> Any:
    visited = control_of(shop).shop(request)
    return {"baskets": [_show(each, visited) for each in reversed(all_baskets(visited))]}


@operations.handles("openBasket")
def open_basket(request: Request, shop: Shop) -> Any:
    facts = request.body or {}
    return _act(
        request,
        shop,
        lambda visited: shopper.open_basket(visited, facts.get("id"), facts.get("options")),
    )


@operations.handles("getBasket")
def get_basket(request: Request, shop: Shop) -> Any:
    visited = control_of(shop).shop(request)
    return _show(find_basket(visited, request.path["basket"]), visited)


@operations.handles("addLine")
def add_line(request: Request, shop: Shop) -> Any:
    key, body = request.path["basket"], request.body
    quantity, note = body.get("quantity", 1), body.get("note", "")
    return _act(
        request,
        shop,
        lambda visited: shopper.add_line(visited, key, body["product"], quantity, note),
    )


@operations.handles("setContact")
def set_contact(request: Request, shop: Shop) -> Any:
    key, body = request.path["basket"], request.body
    if "customer" not in body and not {"name", "email"} <= body.keys():
        words = Text("العميل أو الاسم والبريد مطلوب", "give customer, or name and email")
        raise Invalid.field("customer", "required", words)
    who = body.get("customer") or body
    return _act(request, shop, lambda visited: shopper.set_contact(visited, key, who))


@operations.handles("reachPhase")
def reach_phase(request: Request, shop: Shop) -> Any:
    key, phase = request.path["basket"], request.body["phase"]
    return _act(request, shop, lambda visited: shopper.reach_phase(visited, key, phase))


@operations.handles("applyCoupon")
def apply_coupon(request: Request, shop: Shop) -> Any:
    key, code = request.path["basket"], request.body["code"]
    return _act(request, shop, lambda visited: shopper.apply_coupon(visited, key, code))


@operations.handles("leaveBasket")
def leave_basket(request: Request, shop: Shop) -> Any:
    key = request.path["basket"]
    return _act(request, shop, lambda visited: shopper.leave(visited, key))


@operations.handles("returnToBasket")
def return_to_basket(request: Request, shop: Shop) -> Any:
    key = request.path["basket"]
    return _act(request, shop, lambda visited: shopper.come_back(visited, key))


@operations.handles("payBasket")
def pay_basket(request: Request, shop: Shop) -> Any:
    key = request.path["basket"]
    return _act(request, shop, lambda visited: shopper.pay(visited, key))


@operations.handles("remindShopper")
def remind_shopper(request: Request, shop: Shop) -> Any:
    key, channel = request.path["basket"], (request.body or {}).get("channel", "email")
    return _act(request, shop, lambda visited: shopper.remind(visited, key, channel))


def _act(request: Request, shop: Shop, act: Callable[[Shop], Basket]) -> dict[str, Any]:
    """Do something in the shop that the path names, as one unit of changes there."""
    visited = control_of(shop).shop(request)
    with visited.unit():
        return _show(act(visited), visited)


def _show(basket: Basket, shop: Shop) -> dict[str, Any]:
    market: Market = shop.facts
    lifecycle = shop.dialect.lifecycle
    link = shop.store.find("record_of", f"{lifecycle.resource}:{basket.id}")
    return {
        "id": basket.id,
        "status": basket.status,
        "phase": basket.phase,
        "record": link["key"] if link else None,
        "opened_at": basket.opened_at,
        "touched_at": basket.touched_at,
        "abandoned_at": basket.abandoned_at,
        "paid_at": basket.paid_at,
        "customer": basket.contact["key"] if basket.contact else None,
        "coupon": basket.coupon,
        "lines": [
            {"product": line["product"], "quantity": line["quantity"], "price": line["price"]}
            for line in basket.lines
        ],
        "total": totals_of(basket, market).total,
        "currency": market.store.currency,
        "reminders": len(basket.reminders),
    }
