"""Campaigns as they are kept: read from the newer and from the older form of a body."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_server.engine.errors import Invalid, Problem
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.spec.validators import Violation

from .pages import is_there
from .style import RIYADH

_NEWER = (
    "title",
    "type",
    "apply_to",
    "commission",
    "discount",
    "scopes",
    "start_date",
    "end_date",
)
_OLDER = ("marketer_name", "marketer_city", "commission_type", "amount", "apply_to")
_ONLY_NEWER = frozenset(_NEWER) - {"apply_to"}
_APPLIES = {"first_order": "first-order", "all_orders": "first-second-order"}
_KINDS = {"fixed": "fixed", "percentage": "percent"}

_SHARE = Text("النسبة لا تتجاوز 100", "a share is of a hundred")
_ENDS = Text("تاريخ النهاية قبل تاريخ البداية", "the last day is before the first")
_UNKNOWN = Text("العنصر غير موجود", "there is no such part of the store")
_FORM = Text("القيمة المختارة غير صحيحة", "this value is not one of this form of the body")


def affiliate_written(
    sent: Mapping[str, Any], known: Record, request: Request, shop: Shop
) -> Record:
    """All fields of a campaign; a body of the older form is read as one for its marketer.

    Raises:
        Invalid: something is missing, too large, not there, or the wrong way round.
    """
    older = "marketer_name" in sent and not _ONLY_NEWER & sent.keys()
    _require(sent, _OLDER if older else _NEWER)
    if (sent["apply_to"] in _APPLIES) != older:
        raise Invalid.field("apply_to", "enum", _FORM)
    fields = _from_older(sent, known, shop) if older else _from_newer(sent)
    _check(fields, shop, "amount" if older else "commission.value")
    return {"hide_total_stats": known.get("hide_total_stats", False), **fields}


def _from_newer(sent: Mapping[str, Any]) -> Record:
    commission, discount = sent["commission"], sent["discount"]
    least = commission.get("minimum_apply") or 0
    return {
        **{name: sent[name] for name in _NEWER},
        "commission": {**_terms(commission), "minimum_apply": least},
        "discount": {"type": discount.get("type"), "value": discount.get("value") or 0},
        "scopes": [_scope(each) for each in sent["scopes"]],
    }


def _from_older(sent: Mapping[str, Any], known: Record, shop: Shop) -> Record:
    """A private campaign over the whole store, for a year unless it is known better."""
    today = shop.clock.now().astimezone(RIYADH)
    commission = {"type": _KINDS[sent["commission_type"]], "value": sent["amount"]}
    usual = {
        "discount": {"type": None, "value": 0},
        "scopes": [_scope({"type": "store", "operation": "include"})],
        "start_date": f"{today:%Y-%m-%d}",
        "end_date": f"{today + timedelta(days=365):%Y-%m-%d}",
    }
    return {
        **{name: known.get(name, value) for name, value in usual.items()},
        "title": sent["marketer_name"],
        "type": "private",
        "apply_to": _APPLIES[sent["apply_to"]],
        "commission": {**commission, "minimum_apply": 0},
    }


def _terms(sent: Mapping[str, Any]) -> Record:
    return {"type": sent["type"], "value": sent["value"]}


def _scope(sent: Mapping[str, Any]) -> Record:
    return {
        "type": sent["type"],
        "id": sent.get("id") or 0,
        "operation": sent["operation"],
        "thumbnail": sent.get("thumbnail"),
    }


def _require(sent: Mapping[str, Any], names: tuple[str, ...]) -> None:
    """All of these are sent.

    Raises:
        Invalid: some are not.
    """
    missing = [name for name in names if name not in sent]
    if missing:
        raise Invalid(
            [Problem("body", Violation((name,), "required", None, "missing")) for name in missing]
        )


def _check(fields: Record, shop: Shop, commission_at: str) -> None:
    for name, terms in (
        (commission_at, fields["commission"]),
        ("discount.value", fields["discount"]),
    ):
        if terms["type"] == "percent" and terms["value"] > 100:
            raise Invalid.field(name, "maximum", _SHARE)
    if fields["end_date"] < fields["start_date"]:
        raise Invalid.field("end_date", "minimum", _ENDS)
    for index, scope in enumerate(fields["scopes"]):
        if not is_there(scope["type"], scope["id"], shop):
            raise Invalid.field(f"scopes.{index}.id", "exists", _UNKNOWN)
