"""Looking inside a shop: what happened, what is planned, what is kept."""

from typing import Any

from mock_server.engine.jobs import JOBS
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import EVENTS, Shop

from .control import control_of
from .veiling import veiled, veiled_record

operations = Operations()


@operations.handles("listEvents")
def list_events(request: Request, shop: Shop) -> Any:
    looked_at = control_of(shop).shop(request)
    where = {"name": request.query["name"]} if "name" in request.query else {}
    page = looked_at.store.page(EVENTS, 1, request.query["limit"], where)
    return {"events": [veiled(each) for each in reversed(page.records)]}


@operations.handles("listJobs")
def list_jobs(request: Request, shop: Shop) -> Any:
    return {"jobs": [veiled(each) for each in control_of(shop).shop(request).store.all(JOBS)]}


@operations.handles("listResources")
def list_resources(request: Request, shop: Shop) -> Any:
    return {"resources": control_of(shop).shop(request).store.resources()}


@operations.handles("listRecords")
def list_records(request: Request, shop: Shop) -> Any:
    store, resource = control_of(shop).shop(request).store, request.path["resource"]
    page = store.page(resource, 1, request.query["limit"])
    return {
        "records": [veiled_record(resource, each) for each in page.records],
        "total": page.total,
    }
