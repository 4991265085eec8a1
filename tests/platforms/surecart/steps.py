"""What tests of SureCart do again and again: shop, wait, look."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson

from mock_server.commerce import shopper
from mock_server.engine.errors import ApiError
from mock_server.engine.shop import Shop
from mock_server.platforms.surecart.catalogue import price_id
from mock_server.web.reading import BodyReader, ParameterReader
from tests.helpers import call, error_of, part

HALF_AN_HOUR = timedelta(minutes=30)


def fill(
    shop: Shop,
    basket: str,
    customer: str | None = "sara",
    products: tuple[str, ...] = ("honey",),
    options: Mapping[str, Any] | None = None,
) -> None:
    """A basket with these products, whose shopper then walks away."""
    shopper.open_basket(shop, basket, options)
    for product in products:
        shopper.add_line(shop, basket, product)
    if customer is not None:
        shopper.set_contact(shop, basket, customer)
    shopper.leave(shop, basket)


def abandon(shop: Shop, basket: str = "b", **facts: Any) -> str:
    """A basket left until it counts as abandoned; the id of its record."""
    fill(shop, basket, **facts)
    shop.advance(HALF_AN_HOUR)
    return str(listed(shop)[0]["id"])


def buy(shop: Shop, basket: str, **facts: Any) -> None:
    fill(shop, basket, **facts)
    shopper.pay(shop, basket)


def listed(shop: Shop, **query: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = call(shop, "listAbandonedCheckouts", query=query)[1]["data"]
    return rows


def read(shop: Shop, record: str, *expand: str) -> dict[str, Any]:
    query = {"expand[]": list(expand)} if expand else {}
    body: dict[str, Any] = call(shop, "retrieveAbandonedCheckout", {"id": record}, query)[1]
    return body


def events_of(shop: Shop, **query: Any) -> list[dict[str, Any]]:
    _, answer = call(shop, "listEvents", query=query)
    return list(answer["data"])


def set_protocol(shop: Shop, **settings: Any) -> dict[str, Any]:
    body = {"abandoned_checkout_protocol": settings}
    answer: dict[str, Any] = call(shop, "updateAbandonedCheckoutProtocol", body=body)[1]
    return answer


def switch(shop: Shop, record: str, on: bool) -> dict[str, Any]:
    body = {"abandoned_checkout": {"notifications_enabled": on}}
    answer: dict[str, Any] = call(shop, "updateAbandonedCheckout", {"id": record}, body=body)[1]
    return answer


def refused(shop: Shop, operation_id: str, key: str = "", body: Any = None, **query: Any) -> Any:
    """What a client is told whom a handler refuses."""
    path = {"id": key} if key else {}
    try:
        call(shop, operation_id, path, query, body)
    except ApiError as error:
        return error_of(shop, error, operation_id)
    raise AssertionError("nothing was refused")


def made(shop: Shop, kind: str, **fields: Any) -> dict[str, Any]:
    """A new object of this kind, made through the API with these fields."""
    name = "".join(each.title() for each in kind.split("_"))
    answer: dict[str, Any] = call(shop, f"create{name}", body={kind: fields})[1]
    return answer


def found(shop: Shop, operation_id: str, **query: Any) -> list[str]:
    """The ids that a list shows, in its order."""
    return [each["id"] for each in call(shop, operation_id, query=query)[1]["data"]]


def draft(shop: Shop, email: str | None = "sara@example.com", **fields: Any) -> dict[str, Any]:
    """A checkout with a jar of honey (23900)."""
    known = {"email": email} if email else {}
    lines = [{"price_id": price_id("honey", shop)}]
    return made(shop, "checkout", **{"line_items": lines, **known, **fields})


def act(shop: Shop, operation_id: str, checkout: dict[str, Any], **query: Any) -> dict[str, Any]:
    answer: dict[str, Any] = call(shop, operation_id, {"id": checkout["id"]}, query)[1]
    return answer


def pay(shop: Shop, checkout: dict[str, Any]) -> dict[str, Any]:
    act(shop, "finalizeCheckout", checkout)
    return act(shop, "manuallyPayCheckout", checkout)


def broken(told: Any) -> list[tuple[str, str]]:
    """Attribute and kind of every rule that was broken."""
    return [(each["attribute"], each["type"]) for each in told["validation_errors"]]


def refusal(shop: Shop, operation_id: str, body: Any = None, query: str = "") -> Any:
    """What a client is told whose body or query breaks a rule of the document."""
    its = part("surecart")
    operation = its.contract.operation(operation_id)
    try:
        ParameterReader("query", operation, its.contract.document).query(query.encode())
        if operation.body is not None:
            reader = BodyReader(operation.body, its.contract.document)
            reader.read(orjson.dumps(body), b"application/json")
    except ApiError as error:
        return error_of(shop, error, operation_id)
    raise AssertionError("nothing was refused")
