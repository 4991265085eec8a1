"""A small shop of its own kind, with its own document: `python -m bench.contract_power.shop`.

It shares no code with the sandbox. Schemathesis in all its phases finds nothing here.
"""

import math
import re
import threading
import time
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2s
from typing import Any
from urllib.parse import parse_qsl, unquote

import orjson

from bench.contract_power.exchange import Answer, Asked, Pairs, serving
from bench.contract_power.records import Row
from bench.contract_power.routes import Route, routes
from bench.contract_power.rules import Rules
from bench.contract_power.trade import Refusal, Trade

BASE = "/v1"
RESOURCES = ("customers", "products", "orders", "coupons", "carts")
SCOPES = frozenset(f"{name}.{verb}" for name in RESOURCES for verb in ("read", "write"))
TOKEN, READER = "corner-full-5d0c1b7e92a4", "corner-read-81f6e3a97c20"
LIMIT = 100_000


class Shop:
    """Answers requests. Whoever plants a defect replaces one of its methods, or of its trade's."""

    def __init__(self) -> None:
        self.rules = Rules()
        self.trade = Trade()
        self.tokens: dict[str, frozenset[str]] = {
            TOKEN: SCOPES,
            READER: frozenset(scope for scope in SCOPES if scope.endswith(".read")),
        }
        self.asked = 0
        self._lock = threading.Lock()

    def __call__(self, asked: Asked) -> Answer:
        with self._lock:
            self.asked += 1
            try:
                answer = self.answer(asked)
            except Refusal as refusal:
                answer = self.refuse(refusal)
        headers = (*answer.headers, *self.budget())
        return Answer(answer.status, headers, answer.body)

    def budget(self) -> Pairs:
        reset = (int(time.time()) // 3600 + 1) * 3600
        return (
            ("X-RateLimit-Limit", str(LIMIT)),
            ("X-RateLimit-Remaining", str(max(0, LIMIT - self.asked))),
            ("X-RateLimit-Reset", str(reset)),
        )

    def refuse(self, refusal: Refusal) -> Answer:
        fields = [{"field": field, "message": message} for field, message in refusal.fields]
        error = {"code": refusal.code, "message": str(refusal), "fields": fields}
        value = {"error": error, "request_id": f"req-{self.asked:06d}"}
        answer = told(refusal.status, value)
        if refusal.status == 401:
            return answer.bearing("WWW-Authenticate", "Bearer")
        return answer

    def routes(self) -> list[Route]:
        if not hasattr(self, "_routes"):
            self._routes = list(routes(self.rules))
        return self._routes

    def find(self, asked: Asked) -> tuple[Route, dict[str, str]] | Answer:
        path = asked.path.removeprefix(BASE) if asked.path.startswith(f"{BASE}/") else ""
        matching = [(route, route.pattern.fullmatch(path)) for route in self.routes()]
        found = [(route, match) for route, match in matching if match]
        if not found:
            raise Refusal(404, "not_found", "there is nothing at this path")
        for route, match in found:
            if route.method == asked.method.lower():
                return route, {name: unquote(value) for name, value in match.groupdict().items()}
        refused = self.refuse(Refusal(405, "method_not_allowed", "not with this method"))
        return refused.bearing("Allow", ", ".join(it.method.upper() for it, _ in found))

    def answer(self, asked: Asked) -> Answer:
        found = self.find(asked)
        if isinstance(found, Answer):
            return found
        route, names = found
        self.admit(asked, route)
        query = self.query(asked, route)
        self.check_headers(asked, route)
        body = self.body(asked, route)
        row = self.named(route, names)
        return self.perform(route, asked, row, query if row is None and body is None else body)

    def admit(self, asked: Asked, route: Route) -> None:
        scheme, _, token = asked.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token not in self.tokens:
            raise Refusal(401, "unauthorized", "a token of this shop is needed")
        if not route.scopes <= self.tokens[token]:
            raise Refusal(403, "insufficient_scope", f"this needs {', '.join(route.scopes)}")

    def query(self, asked: Asked, route: Route) -> Row:
        """The query's values by name, with defaults."""
        pairs = parse_qsl(asked.query, keep_blank_values=True)
        given = dict(pairs)
        values: Row = {}
        for parameter in route.parameters:
            name, schema = parameter["name"], self.rules.resolved(parameter["schema"])
            if parameter["in"] != "query":
                continue
            if [key for key, _ in pairs].count(name) > 1:
                raise Refusal(400, "bad_query", f"{name} comes more than once")
            if name in given:
                values[name] = self.word(route, name, schema, given[name])
            elif "default" in schema:
                values[name] = schema["default"]
        return values

    def check_headers(self, asked: Asked, route: Route) -> None:
        for parameter in route.parameters:
            if parameter["in"] == "header" and parameter["name"].lower() in asked.headers:
                self.word(
                    route,
                    parameter["name"],
                    parameter["schema"],
                    asked.headers[parameter["name"].lower()],
                )

    def word(self, route: Route, name: str, schema: Row, text: str) -> Any:
        value: Any = text
        if schema["type"] == "integer" and re.fullmatch(r"-?[0-9]{1,18}", text):
            value = int(text)
        if schema["type"] == "boolean" and text in ("true", "false"):
            value = text == "true"
        if self.rules.problems(f"{route.name} {name}", schema, value):
            raise Refusal(400, "bad_query", f"{name} is not as it should be")
        return value

    def body(self, asked: Asked, route: Route) -> Row | None:
        schema = self.rules.body_schema(route.operation)
        if schema is None:
            return None
        media = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
        if asked.body and media != "application/json":
            raise Refusal(415, "not_json", "the body must be JSON")
        try:
            value = orjson.loads(asked.body)
        except orjson.JSONDecodeError:
            raise Refusal(400, "unreadable", "the body is not JSON") from None
        problems = self.rules.problems(route.name, schema, value)
        if problems:
            refusal = Refusal(422, "invalid", "the body breaks a rule")
            refusal.fields = problems
            raise refusal
        if route.method == "patch":
            own = schema["properties"]
            return {key: self.rules.with_defaults(own[key], it) for key, it in value.items()}
        full: Row = self.rules.with_defaults(schema, value)
        return full

    def named(self, route: Route, names: Mapping[str, str]) -> Row | None:
        if not names:
            return None
        (key,) = names.values()
        if route.table == "products":
            return self.trade.get("products", int(key) if re.fullmatch("[0-9]{1,10}", key) else key)
        return self.trade.get(route.table, key)

    def perform(self, route: Route, asked: Asked, row: Row | None, value: Any) -> Answer:
        name, table = route.name, route.table
        if name.startswith("list"):
            return self.listed(table, value)
        if name.startswith("get"):
            return self.detail(table, row or {}, asked)
        if name.startswith("delete"):
            method = getattr(self.trade, route.method_name, None)
            (method or (lambda it: self.trade.remove(table, it)))(row)
            return Answer(204)
        if name == "createOrder":
            return self.ordered(asked, value)
        if name.startswith("create"):
            return self.created(table, getattr(self.trade, route.method_name)(value))
        arguments = (row,) if value is None else (row, value)
        return told(200, self.trade.show(table, getattr(self.trade, route.method_name)(*arguments)))

    def detail(self, table: str, row: Row, asked: Asked) -> Answer:
        answer = told(200, self.trade.show(table, row))
        if table != "products":
            return answer
        tag = self.tag(row)
        if asked.headers.get("if-none-match") == tag:
            return Answer(304, (("ETag", tag),))
        return answer.bearing("ETag", tag)

    def tag(self, row: Row) -> str:
        return f'"{blake2s(orjson.dumps(row), digest_size=8).hexdigest()}"'

    def created(self, table: str, row: Row) -> Answer:
        answer = told(201, self.trade.show(table, row))
        if table == "coupons":
            return answer
        return answer.bearing("Location", f"{BASE}/{table}/{row['id']}")

    def ordered(self, asked: Asked, body: Row) -> Answer:
        key, remembered = asked.headers.get("idempotency-key"), self.trade.records.remembered
        said = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
        if key and key in remembered:
            before, row = remembered[key]
            if before != said:
                raise Refusal(409, "key_was_used", "this key was used for another order")
            return self.created("orders", row)
        row = self.trade.create_order(body)
        if key:
            remembered[key] = (said, row)
        return self.created("orders", row)

    def listed(self, table: str, query: Row) -> Answer:
        rows = [self.trade.show(table, row) for row in self.trade.records.rows(table)]
        rows = [row for row in rows if all(self.fits(row, *word) for word in query.items())]
        rows = self.in_order(rows, query.get("sort"))
        page, size = query["page"], query["per_page"]
        meta = {
            "page": page,
            "per_page": size,
            "total": len(rows),
            "pages": math.ceil(len(rows) / size),
        }
        shown = rows[(page - 1) * size : page * size]
        return told(200, {"data": shown, "meta": meta}).bearing("X-Total-Count", str(len(rows)))

    def fits(self, row: Row, name: str, value: Any) -> bool:
        """Whether a filter lets the row through."""
        if name in ("page", "per_page", "sort"):
            return True
        if name == "created_from":
            came = datetime.fromisoformat(row["created_at"])
            return came >= datetime.fromisoformat(value.upper())
        if name.startswith(("min_", "max_")):
            amount = row[name[4:]]
            return bool(amount >= value if name.startswith("min_") else amount <= value)
        return bool(row[name] == value)

    def in_order(self, rows: list[Row], sort: str | None) -> list[Row]:
        if sort is None:
            return rows
        key = sort.removeprefix("-")
        return sorted(rows, key=lambda row: row[key], reverse=sort.startswith("-"))


def told(status: int, value: Any) -> Answer:
    return Answer(status, (("Content-Type", "application/json"),), orjson.dumps(value))


def main() -> None:
    with serving(Shop()) as address:
        print(f"{address}{BASE} with the token {TOKEN} (or {READER}, which may only read)")
        threading.Event().wait()


if __name__ == "__main__":
    main()
