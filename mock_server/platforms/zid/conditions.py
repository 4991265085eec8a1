"""Conditions of a webhook: which orders it is to hear of."""

from collections.abc import Mapping
from typing import Any

CONDITIONAL_EVENTS = ("order.create", "order.status.update")
"""The only events that take conditions."""

CONDITIONS = ("status", "delivery_option_id", "payment_method")


def holds(conditions: Mapping[str, Any], order: Any) -> bool:
    """Whether an order is as all conditions say; one that does not tell of a thing is not."""
    found = {
        "status": _status(order),
        "delivery_option_id": _at(order, "shipping", "method", "id"),
        "payment_method": _at(order, "payment", "method", "name"),
    }
    return all(_same(found[name], wanted) for name, wanted in conditions.items())


def _status(order: Any) -> Any:
    """The code of an order's status; in some orders the status is plain text."""
    code = _at(order, "order_status", "code")
    return _at(order, "order_status") if code is None else code


def _at(order: Any, *path: str) -> Any:
    for name in path:
        order = order.get(name) if isinstance(order, Mapping) else None
    return order


def _same(known: Any, wanted: Any) -> bool:
    """Zid itself spells `cancelled` and `inDelivery` in more than one way."""
    if isinstance(known, str) and isinstance(wanted, str):
        return _plain(known) == _plain(wanted)
    return bool(known == wanted)


def _plain(text: str) -> str:
    return text.casefold().replace("cancelled", "canceled")
