"""Where branches deliver themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.request import Request
from mock_server.engine.resource import Parent, Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text

from .opening import shown_hours, usual_hours, write_hours
from .stock import BRANCH

ZONE = "branch_delivery_zone"

_COVERAGE = ("enabled", "method", "radius_meters", "coordinates")
_NO_PLACE = Text(
    "يجب تحديد نصف القطر أو ثلاث نقاط على الأقل",
    "coverage needs a radius, or three corners at least",
)
_CORNERS = 3


def zone_written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """The fields of a zone that a body changes; what is null stays as it is.

    Raises:
        Invalid: its place is not told, or its hours cannot be read.
    """
    changed: Record = {}
    if sent.get("status") is not None:
        changed["status"] = sent["status"] == 1
    if sent.get("branch_id") is not None:
        changed["branch_id"] = sent["branch_id"]
    rules = sent.get("rules") or {}
    if rules.get("coverage") is not None:
        changed["_coverage"] = _coverage(rules["coverage"], known.get("_coverage"))
    if "working_hours" in rules:
        hours = known.get("_hours", {})
        changed["_hours"] = write_hours(rules["working_hours"], hours, "rules.working_hours")
    elif "id" not in known:
        changed["_hours"] = usual_hours()
    return changed


def present(zone: Record, shop: Shop, request: Request) -> Record:
    return {
        "id": zone["id"],
        "branch_id": zone["branch_id"],
        "status": zone["status"],
        "rules": {
            "coverage": zone["_coverage"],
            "working_hours": shown_hours(zone["_hours"], request.language),
        },
    }


def seed_zones(beginning: Beginning) -> Iterator[Record]:
    """Around each branch that customers come to."""
    branches = [each for each in beginning.records(BRANCH) if each["type"] == "branch"]
    for number, branch in enumerate(branches):
        yield {
            "id": 1_775_000_001 + number,
            "branch_id": branch["id"],
            "status": True,
            "_coverage": {
                "enabled": True,
                "method": "radius",
                "radius_meters": 5000 * (number + 1),
                "coordinates": None,
            },
            "_hours": usual_hours(),
        }


def _coverage(sent: Mapping[str, Any], known: Record | None) -> Record:
    """Where it delivers; a new place takes the other's turn when it is told in another way."""
    told = {name: value for name, value in sent.items() if name in _COVERAGE and value is not None}
    after = {**dict.fromkeys(_COVERAGE), **(known or {}), **told}
    if after["coordinates"] is not None:
        after["coordinates"] = [
            {"lat": each["lat"], "lng": each["lng"]} for each in after["coordinates"]
        ]
    corners = len(after["coordinates"] or ())
    if after["enabled"] and after["radius_meters"] is None and corners < _CORNERS:
        raise Invalid.field("rules.coverage.coordinates", "required", _NO_PLACE)
    return after


RESOURCE = Resource(
    name=ZONE,
    seed=seed_zones,
    present=present,
    new_id=lambda shop: shop.identifiers.number(ZONE),
    writes=zone_written,
    refers={"branch_id": BRANCH},
    parents=(Parent(BRANCH, "branch_id"),),
)
