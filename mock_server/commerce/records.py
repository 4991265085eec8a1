"""Which platform record stands for which neutral thing."""

from collections.abc import Callable

from mock_server.engine.shop import Shop

LINKS = "record_of"


def record_key(shop: Shop, resource: str, thing: str, make: Callable[[], object]) -> str:
    """The key of the record that shows `thing`; made by `make` the first time."""
    name = f"{resource}:{thing}"
    known = shop.store.find(LINKS, name)
    if known is None:
        known = shop.store.put(LINKS, name, {"id": name, "key": str(make())})
    key: str = known["key"]
    return key


def link_record(shop: Shop, resource: str, thing: str, key: str) -> None:
    """Let a record that was made by other means show `thing` from now on."""
    name = f"{resource}:{thing}"
    shop.store.put(LINKS, name, {"id": name, "key": key})
