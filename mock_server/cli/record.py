"""`souqbox record`: writes what a shop keeps, past every rule of the business."""

import json
from typing import Any, TextIO

import click

from .failures import wrong
from .groups import Group
from .options import platform_name
from .visits import Visit, visiting

app = Group("record", "Show, write and remove what a shop keeps, by hand.")

resource = click.argument(
    "resource", metavar="RESOURCE", help="A resource's name; see `souqbox shop records PLATFORM`."
)
key = click.argument("key", metavar="KEY", help="The record's key, as a rule its id.")
sent = click.argument(
    "sent", type=click.File(encoding="utf-8"), metavar="FILE", help="A JSON object; - is here."
)


@app.command()
@platform_name
@resource
@key
@visiting
def show(visit: Visit, platform: str, resource: str, key: str) -> None:
    """Show a record as it is kept.

    Example: souqbox record show salla abandoned_cart 1302891397
    """
    _tell(visit, visit.get(platform, "records", resource, key))


@app.command()
@platform_name
@resource
@key
@sent
@visiting
def write(visit: Visit, platform: str, resource: str, key: str, sent: TextIO) -> None:
    """Write a whole record, new or in the place of another.

    Example: souqbox record write salla abandoned_cart 77 cart.json
    """
    _tell(visit, visit.send("PUT", platform, "records", resource, key, body=_object(sent)))


@app.command()
@platform_name
@resource
@key
@sent
@visiting
def change(visit: Visit, platform: str, resource: str, key: str, sent: TextIO) -> None:
    """Change the named fields of a record and no others.

    Example: souqbox record change salla abandoned_cart 77 change.json
    """
    _tell(visit, visit.send("PATCH", platform, "records", resource, key, body=_object(sent)))


@app.command()
@platform_name
@resource
@key
@visiting
def remove(visit: Visit, platform: str, resource: str, key: str) -> None:
    """Remove a record.

    Example: souqbox record remove salla abandoned_cart 77
    """
    visit.send("DELETE", platform, "records", resource, key)
    visit.tell({"removed": f"{resource}/{key}"}, f"{resource} {key} is gone")


def _tell(visit: Visit, record: Any) -> None:
    visit.tell(record, json.dumps(record, ensure_ascii=False, indent=2))


def _object(sent: TextIO) -> dict[str, Any]:
    try:
        value = json.load(sent)
    except ValueError as error:
        raise wrong(f"{sent.name} is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise wrong(f"{sent.name} holds no JSON object: write the record's fields as one")
    return value
