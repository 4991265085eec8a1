"""All that branches and deliveries are made of at Salla: their operations and their records."""

from mock_server.engine.operations import Operations
from mock_server.engine.resource import Resource

from . import (
    branch_allocations,
    branch_zones,
    branches,
    couriers,
    delivery_promises,
    places,
    shipments,
    shipping_rates,
    shipping_routes,
    shipping_rules,
    shipping_zones,
)

OPERATIONS: tuple[Operations, ...] = (
    branches.operations,
    branch_allocations.operations,
    couriers.operations,
    shipments.operations,
    shipping_rates.operations,
    shipping_routes.operations,
)
RESOURCES: tuple[Resource, ...] = (
    places.COUNTRIES,
    places.CITIES,
    places.DISTRICTS,
    branches.RESOURCE,
    branch_zones.RESOURCE,
    branch_allocations.RESOURCE,
    couriers.RESOURCE,
    shipping_zones.RESOURCE,
    shipping_rules.RESOURCE,
    shipping_routes.RESOURCE,
    delivery_promises.RESOURCE,
    shipments.RESOURCE,
)
