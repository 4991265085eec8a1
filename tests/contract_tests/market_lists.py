"""Filters, sorts and pages of the market."""

from typing import Any

from flask import request

LEVELS = ("bronze", "silver", "gold")


class Refused(Exception):
    def __init__(self, status: int, code: str) -> None:
        self.status, self.code = status, code


class Shelf:
    """Reads what was asked for out of the query; `defects` name what it does wrong."""

    defects: frozenset[str]

    def has(self, *defects: str) -> bool:
        return not self.defects.isdisjoint(defects)

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        text = request.args.get(name, str(default))
        if self.has("takes any limit") and name == "limit":
            return min(50, int(text)) if text.isdigit() else default
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise Refused(422, name)
        return int(text)

    def filtered(self, many: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for name, value in request.args.items():
            if name in ("level", "status", "customer_id"):
                enum = {"level": LEVELS, "status": ("open", "paid")}.get(name)
                if enum and value not in enum:
                    raise Refused(422, name)
                if not self.has(f"ignores {name}"):
                    rows = [row for row in rows if row[name] == value]
                if self.has("filter loses a row"):
                    rows = rows[1:]
            elif name in ("min_price", "max_price"):
                rows = [row for row in rows if self.in_range(name, value, row["price"])]
            elif name == "q":
                rows = [row for row in rows if value.casefold() in repr(row).casefold()]
        return rows

    def in_range(self, name: str, value: str, price: float) -> bool:
        try:
            edge = float(value)
        except ValueError:
            raise Refused(422, name) from None
        if edge < 0:
            raise Refused(422, name)
        if self.has("range is strict"):
            return price > edge if name == "min_price" else price < edge
        return price >= edge if name == "min_price" else price <= edge

    def sorted(self, many: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        by, order = request.args.get("sort_by"), request.args.get("order", "asc")
        key = request.args.get("sort") or (by and ("-" if order == "desc" else "") + by)
        if order not in ("asc", "desc") or (by or "name") not in ("name", "price"):
            raise Refused(422, "order")
        if not key:
            return rows
        if key.lstrip("-") not in ("name", "created_at", "price"):
            raise Refused(422, "sort")
        down = key.startswith("-") and not self.has("sorts one way")
        if self.has("does not sort"):
            return rows
        return sorted(rows, key=lambda row: row[key.lstrip("-")], reverse=down)
