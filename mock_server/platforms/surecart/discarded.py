"""What was deleted and is still shown by what refers to it: it is put aside, not forgotten."""

from typing import Any

from mock_server.engine import keeping
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import Answer

from .catalogue import PRICE, PRODUCT
from .promotions import COUPON, PROMOTION
from .protocol import protocol_of
from .timestamps import unix
from .writing import refused

operations = Operations()


@operations.handles("deleteProduct")
def delete_product(request: Request, shop: Shop) -> Any:
    """Its prices go with it."""
    return _delete(PRODUCT, request, shop)


@operations.handles("deletePrice")
def delete_price(request: Request, shop: Shop) -> Any:
    return _delete(PRICE, request, shop)


@operations.handles("deleteCoupon")
def delete_coupon(request: Request, shop: Shop) -> Any:
    """Its promotions go with it.

    Raises:
        Invalid: reminders come with promotions of this coupon.
    """
    if protocol_of(shop)["coupon"] == request.path["id"]:
        english = "The abandoned checkout protocol uses this coupon."
        raise refused("base", "restrict_dependent_destroy.has_one", english)
    return _delete(COUPON, request, shop)


@operations.handles("deletePromotion")
def delete_promotion(request: Request, shop: Shop) -> Any:
    return _delete(PROMOTION, request, shop)


def find_any(resource: str, key: object, shop: Shop) -> Record | None:
    """A record that is there, or that was put aside."""
    return shop.store.find(resource, key) or shop.store.find(_aside(resource), key)


def _delete(resource: str, request: Request, shop: Shop) -> Any:
    key = shop.store.get(resource, request.path["id"])["id"]
    _put_aside(resource, key, shop)
    return Answer({"id": key, "object": resource, "deleted": True})


def _put_aside(resource: str, key: str, shop: Shop) -> None:
    for child in (PRICE, PROMOTION):
        if shop.resources[child].parents[0].resource == resource:
            for each in keeping.below(shop, child, key):
                _put_aside(child, each["id"], shop)
    record = shop.store.get(resource, key)
    now = unix(shop.clock.now())
    shop.store.put(_aside(resource), key, {**record, "discarded_at": now, "updated_at": now})
    keeping.remove(shop, resource, key)


def _aside(resource: str) -> str:
    return f"discarded_{resource}"
