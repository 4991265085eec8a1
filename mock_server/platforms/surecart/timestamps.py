"""When records were made and last changed, kept as the vendor's database keeps it."""

from datetime import datetime

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record


def unix(moment: datetime) -> int:
    """A moment in whole seconds since 1970."""
    return int(moment.timestamp())


def keep(shop: Shop, resource: str, key: str, fields: Record) -> Record:
    """Keep a record; `updated_at` moves only when something else did."""
    before = shop.store.find(resource, key)
    now = unix(shop.clock.now())
    if before is None:
        return shop.store.put(resource, key, {**fields, "created_at": now, "updated_at": now})
    created_at, updated_at = before["created_at"], before["updated_at"]
    record = {**fields, "created_at": created_at, "updated_at": updated_at}
    if record == before:
        return before
    record["updated_at"] = now
    return shop.store.put(resource, key, record)
