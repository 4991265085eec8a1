"""All about a Salla store that is neither goods nor orders: operations, records and jobs."""

from collections.abc import Mapping

from mock_server.engine.jobs import Worker
from mock_server.engine.operations import Operations
from mock_server.engine.resource import Resource

from . import (
    app_settings,
    coupon_records,
    currencies,
    custom_urls,
    dns_records,
    export_templates,
    exports,
    languages,
    search_engines,
    settings,
    settlements,
    special_offers,
    store_info,
    taxes,
)

OPERATIONS: tuple[Operations, ...] = (
    special_offers.operations,
    coupon_records.operations,
    settings.operations,
    currencies.operations,
    languages.operations,
    search_engines.operations,
    dns_records.operations,
    custom_urls.operations,
    store_info.operations,
    exports.operations,
    export_templates.operations,
    app_settings.operations,
)
RESOURCES: tuple[Resource, ...] = (
    special_offers.RESOURCE,
    coupon_records.RESOURCE,
    taxes.RESOURCE,
    currencies.RESOURCE,
    languages.RESOURCE,
    search_engines.RESOURCE,
    dns_records.RESOURCE,
    store_info.SCOPES,
    settlements.RESOURCE,
    exports.RESOURCE,
    export_templates.RESOURCE,
)
WORKERS: Mapping[str, Worker] = {**settlements.WORKERS, **exports.WORKERS}
