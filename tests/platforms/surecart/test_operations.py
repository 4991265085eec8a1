"""Each operation: who answers it, one success and one refusal."""

from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from tests.helpers import call, error_of, part
from tests.platforms.surecart.steps import abandon, refusal

SHAPE = {"http_status": str, "type": str, "code": str, "message": str, "validation_errors": list}


def shape(told: dict[str, Any]) -> dict[str, type]:
    return {name: type(value) for name, value in told.items()}


CORE = """
GET PATCH /abandoned_checkout_protocol
GET /abandoned_checkouts
GET PATCH /abandoned_checkouts/{id}
GET PATCH /account
GET POST /checkouts
GET PATCH /checkouts/{id}
PATCH /checkouts/{id}/cancel
PATCH /checkouts/{id}/finalize
PATCH /checkouts/{id}/manually_pay
GET POST /coupons
GET PATCH DELETE /coupons/{id}
POST /coupons/{id}/duplicate
GET PATCH /customer_notification_protocol
GET POST /customers
GET PATCH DELETE /customers/{id}
GET /discounts
GET /discounts/{id}
GET /events
GET /events/{id}
GET POST /line_items
GET PATCH DELETE /line_items/{id}
GET /orders
GET /orders/{id}
POST /orders/{id}/resend_notification
GET POST /prices
GET PATCH DELETE /prices/{id}
POST /prices/{id}/duplicate
GET POST /products
GET PATCH DELETE /products/{id}
POST /products/{id}/duplicate
GET POST /promotions
GET PATCH DELETE /promotions/{id}
GET /stats/abandoned_checkouts
GET POST /webhook_endpoints
GET PATCH DELETE /webhook_endpoints/{id}
POST /webhook_endpoints/{id}/test
"""
"""All operations of the core by method and path; nothing of it is missing."""


def test_the_document_has_the_whole_core_and_every_operation_remembers() -> None:
    core = {
        (method, path)
        for *methods, path in (line.split() for line in CORE.split("\n") if line)
        for method in methods
    }
    bindings = part("surecart").bindings

    assert {(each.operation.method, each.operation.path) for each in bindings} == core
    assert len(core) == 63
    assert {each.source for each in bindings} == {"crud", "platform"}


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("retrieveAbandonedCheckoutProtocol", None),
        ("updateAbandonedCheckoutProtocol", {"abandoned_checkout_protocol": {"enabled": True}}),
        ("listAbandonedCheckouts", None),
        ("retrieveAbandonedCheckout", None),
        ("updateAbandonedCheckout", {"abandoned_checkout": {"notifications_enabled": False}}),
    ],
)
def test_every_operation_succeeds(shop: Shop, operation: str, body: Any) -> None:
    path = {"id": abandon(shop)}

    status, answer = call(shop, operation, path, body=body)

    assert status == 200
    assert answer["object"] in ("abandoned_checkout_protocol", "abandoned_checkout", "list")


@pytest.mark.parametrize("operation", ["retrieveAbandonedCheckout", "updateAbandonedCheckout"])
def test_an_unknown_id_is_not_found(shop: Shop, operation: str) -> None:
    with pytest.raises(NotFound) as caught:
        call(shop, operation, {"id": "nothing"}, body={"abandoned_checkout": {}})

    told = error_of(shop, caught.value, operation)
    assert shape(told) == SHAPE
    assert (told["http_status"], told["type"], told["code"]) == (
        "not_found",
        "not_found",
        "abandoned_checkout.not_found",
    )


@pytest.mark.parametrize(
    ("operation", "query"),
    [
        ("listAbandonedCheckouts", "limit=101"),
        ("listAbandonedCheckouts", "sort=name"),
        ("listAbandonedCheckouts", "notification_status[]=lost"),
        ("retrieveAbandonedCheckout", f"expand[]={'x' * 101}"),
        ("retrieveAbandonedCheckoutProtocol", f"expand[]={'x' * 101}"),
    ],
)
def test_a_query_outside_the_rules_is_refused(shop: Shop, operation: str, query: str) -> None:
    told = refusal(shop, operation, query=query)

    assert shape(told) == SHAPE
    assert told["http_status"] == "unprocessable_entity"
    assert told["code"].endswith(".invalid")
    assert [each["attribute"] for each in told["validation_errors"]] == [
        query.split("=", maxsplit=1)[0].removesuffix("[]")
    ]


@pytest.mark.parametrize("body", [{}, [], 5, {"abandoned_checkout": None}, {"other": {}}])
def test_a_body_without_its_wrapper_is_a_bad_request(shop: Shop, body: Any) -> None:
    told = refusal(shop, "updateAbandonedCheckout", body)

    assert shape(told) == SHAPE
    assert (told["http_status"], told["code"]) == ("bad_request", "bad_request")


def test_a_switch_that_is_none_is_refused(shop: Shop) -> None:
    told = refusal(
        shop, "updateAbandonedCheckout", {"abandoned_checkout": {"notifications_enabled": "yes"}}
    )

    assert told["code"] == "abandoned_checkout.invalid"
    assert told["validation_errors"] == [
        {
            "attribute": "notifications_enabled",
            "type": "inclusion",
            "code": "abandoned_checkout.notifications_enabled.inclusion",
            "message": "Notifications enabled must be true or false.",
            "options": {},
        }
    ]


def test_only_the_switch_of_an_abandoned_checkout_is_written(shop: Shop) -> None:
    record = abandon(shop)
    before = call(shop, "retrieveAbandonedCheckout", {"id": record})[1]

    body = {"abandoned_checkout": {"recovery_status": "assisted_recovered", "id": "x"}}
    after = call(shop, "updateAbandonedCheckout", {"id": record}, body=body)[1]

    assert after == before
