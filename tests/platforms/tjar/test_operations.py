"""The document has what the list at the side of Tjar's documentation has, and nothing else."""

from tests.helpers import part

SIDE_BAR = """
GET /orders
GET /orders/{identifier}
GET /orders/statuses
POST /orders
POST /orders/{identifier}/status
POST /products/digital
GET /products/digital/{identifier}
PATCH /products/digital/{identifier}
POST /products/booking
GET /products/booking/{identifier}
PATCH /products/booking/{identifier}
POST /products/service
GET /products/service/{identifier}
PATCH /products/service/{identifier}
GET /products
GET /products/{identifier}
POST /products
PATCH /products/{identifier}
DELETE /products/{identifier}
POST /media
POST /media/multiple
POST /media/{identifier}
GET /webhooks
POST /webhooks
PUT /webhooks/{identifier}
DELETE /webhooks/{identifier}
POST /webhooks/{identifier}/verify-signature
POST /webhooks/{identifier}/refresh-secret
GET /webhooks/events
GET /abandoned-carts
GET /abandoned-carts/{identifier}
POST /abandoned-carts/{identifier}/reminder
"""
"""Titles and methods are documented for all, paths for thirteen; the others are inferred."""


def test_the_document_has_the_32_operations_of_the_side_bar() -> None:
    wanted = SIDE_BAR.strip().splitlines()
    has = [f"{each.method} {each.path}" for each in part("tjar").contract.operations]

    assert len(wanted) == 32
    assert sorted(has) == sorted(wanted)
