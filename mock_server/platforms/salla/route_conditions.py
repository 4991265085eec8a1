"""What the conditions of a shipping route compare, and whether one says something."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.errors import Invalid
from mock_server.engine.store import Record
from mock_server.engine.text import Text

_NUMBERS = ("cart_total", "cart_weight", "cart_quantity", "branch_count")
_AMONG = ("in", "not_in", "==", "!=")
_OVER = ("==", "!=", ">", ">=", "<", "<=")
_MEANINGLESS = Text("قيمة الشرط لا تناسب نوعه", "the value says nothing to this type and operator")


def check_condition(sent: Mapping[str, Any], field: str) -> Record:
    """A condition of a route as it is kept.

    Raises:
        Invalid: its value is of another kind than its type and its operator compare.
    """
    kind, operator, value = sent["type"], sent["operator"], sent["value"]
    if not _says_something(kind, operator, value):
        raise Invalid.field(f"{field}.value", "invalid", _MEANINGLESS)
    return {"type": kind, "operator": operator, "value": value}


def _says_something(kind: str, operator: str, value: Any) -> bool:
    if kind == "schedule":
        return operator == "within_range" and isinstance(value, dict) and "days" in value
    if kind in _NUMBERS:
        if operator == "between":
            return isinstance(value, dict) and "min" in value and value["min"] <= value["max"]
        return operator in _OVER and isinstance(value, int)
    if kind == "specific_products_quantity":
        return operator in (*_OVER, *_AMONG) and isinstance(value, list) and bool(value)
    return operator in _AMONG and isinstance(value, list) and bool(value)
