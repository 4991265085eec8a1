"""All that orders are made of at Salla: their operations and their kinds of records."""

from dataclasses import replace

from mock_server.engine.operations import Operations
from mock_server.engine.resource import Resource

from . import (
    invoices,
    order_actions,
    order_assigning,
    order_drafts,
    order_histories,
    order_items,
    order_lines,
    order_moving,
    order_options,
    order_statuses,
    order_story_parts,
    order_tags,
    orders,
    payments,
    reservations,
    transactions,
)

OPERATIONS: tuple[Operations, ...] = (
    orders.operations,
    order_drafts.operations,
    order_actions.operations,
    order_items.operations,
    order_statuses.operations,
    order_moving.operations,
    order_histories.operations,
    order_tags.operations,
    order_options.operations,
    order_assigning.operations,
    invoices.operations,
    reservations.operations,
    transactions.operations,
)
RESOURCES: tuple[Resource, ...] = (
    orders.RESOURCE,
    replace(order_lines.RESOURCE, seed=order_story_parts.seed_items),
    order_statuses.RESOURCE,
    replace(order_histories.RESOURCE, seed=order_story_parts.seed_histories),
    order_tags.RESOURCE,
    order_options.RESOURCE,
    order_assigning.RESOURCE,
    replace(invoices.RESOURCE, seed=order_story_parts.seed_invoices),
    reservations.RESOURCE,
    replace(transactions.RESOURCE, seed=order_story_parts.seed_transactions),
    payments.METHODS,
    payments.BANKS,
)
