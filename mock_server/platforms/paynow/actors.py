"""Who did something, as records of PayNow's say it."""

from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .flakes import derived_flake, stamp

SERVER: Record = {"type": "internal", "id": None}
"""What PayNow does by itself."""


def owner(shop: Shop) -> Record:
    """The merchant."""
    return {"type": "user", "id": derived_flake(shop, "owner")}


def caller(request: Request, shop: Shop) -> Record:
    """The API key of a request."""
    return {"type": "api_key", "id": derived_flake(shop, "api key", request.credential)}


def made(request: Request, shop: Shop) -> Record:
    """The fields that say who made a record, now; nobody has changed it."""
    by, at = caller(request, shop), stamp(shop.clock.now())
    return {"created_by": by, "created_at": at, "updated_by": None, "updated_at": None}


def changed(request: Request, shop: Shop) -> Record:
    """The fields that say who changed a record, now."""
    return {"updated_by": caller(request, shop), "updated_at": stamp(shop.clock.now())}
