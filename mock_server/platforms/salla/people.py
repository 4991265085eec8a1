"""All that customers and those around the store are made of at Salla."""

from mock_server.engine.operations import Operations
from mock_server.engine.resource import Resource

from . import (
    advertisements,
    affiliates,
    customer_actions,
    customer_groups,
    employees,
    feedbacks,
    loyalty,
    reviews,
    wallets,
)

OPERATIONS: tuple[Operations, ...] = (
    customer_actions.operations,
    customer_groups.operations,
    wallets.operations,
    loyalty.operations,
    feedbacks.operations,
)
RESOURCES: tuple[Resource, ...] = (
    customer_actions.RESOURCE,
    customer_groups.RESOURCE,
    wallets.RESOURCE,
    loyalty.RESOURCE,
    reviews.RESOURCE,
    employees.RESOURCE,
    affiliates.RESOURCE,
    affiliates.LINKS,
    advertisements.RESOURCE,
)
