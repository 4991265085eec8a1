"""A small market on loopback that keeps its document, or breaks it in one way by name."""

import copy
import itertools
import json
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema_rs
from flask import Response, request

from .market_defects import LENIENT, SPOILS
from .market_document import EXAMPLES, SCHEMAS, document
from .market_lists import LEVELS, Refused, Shelf

TOKEN, READER = "market-token-77aa41", "market-reader-90bb52"
SCHEMA = {"customers": "Customer", "products": "Product", "orders": "Order"}
FRESH = {
    "customers": {"age": None, "level": "bronze", "newsletter": False, "address": None},
    "products": {"stock": 0, "note": None, "tags": []},
    "orders": {"status": "open", "comment": None, "currency": "SAR", "discount": 0},
}


def judge(name: str) -> Any:
    return jsonschema_rs.validator_for(
        {**document(), "$ref": f"#/components/schemas/{name}"}, validate_formats=True
    )


JUDGES = {name: judge(name) for name in SCHEMAS if name.startswith("New") or "Change" in name}


def now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


class Market(Shelf):
    """The shop; `defects` name what it does wrong."""

    def __init__(self, *defects: str) -> None:
        self.defects = frozenset(defects)
        self.lock = threading.RLock()
        self.numbers = itertools.count(100)
        self.turns = itertools.count(1)
        self.under_way: list[int] = []
        self.keys: dict[str, tuple[Any, dict[str, Any]]] = {}
        self.tables: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in SCHEMA}
        self.fill()

    def fill(self) -> None:
        for n, name in enumerate(("Amal", "Badr", "Dana", "Fahd", "Hind", "Jana", "Kamal"), 1):
            address = {"city": "Riyadh", "country": "SA", "zip": "11564"} if n % 2 else None
            own = {"name": name, "email": f"c{n}@example.com", "age": 20 + n, "address": address}
            self.put("customers", f"cus_{n}", {**own, "level": LEVELS[n % 3]}, n)
            self.put("products", f"pro_{n}", self.product(n, name), n)
        for n in range(1, 6):
            pairs = ((f"pro_{n}", n), ("pro_2", 1))
            lines = [{"product_id": product, "quantity": count} for product, count in pairs]
            order = self.priced({"customer_id": f"cus_{n}", "lines": lines})
            self.put("orders", f"ord_{n}", {**order, "status": ("open", "paid")[n % 2]}, n)

    @staticmethod
    def product(n: int, name: str) -> dict[str, Any]:
        return {"name": f"{name} tea", "sku": f"TE-{1000 + n}", "price": 5.25 * n, "stock": n}

    def put(self, many: str, key: str, fields: dict[str, Any], hours: int = 0) -> dict[str, Any]:
        moment = now()
        if hours:
            moment = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)).isoformat()
        stamps = {"created_at": moment, "updated_at": moment}
        record = {"id": key, **FRESH[many], **fields, **stamps}
        self.tables[many][key] = record
        return record

    def priced(self, given: dict[str, Any]) -> dict[str, Any]:
        lines = [
            {**line, "price": self.tables["products"][line["product_id"]]["price"]}
            for line in given["lines"]
        ]
        subtotal = sum(line["price"] * line["quantity"] for line in lines)
        tax = round(subtotal * 0.15, 2)
        off = 0.5 if self.has("total is off") else 0
        sums = {"subtotal": round(subtotal, 2), "tax": tax, "total": round(subtotal + tax + off, 2)}
        return {**given, "lines": lines, **sums}

    # what is asked

    def body(self, name: str) -> dict[str, Any]:
        if request.mimetype != "application/json" and not self.has("takes any media type"):
            raise Refused(415, "media_type")
        try:
            given = json.loads(request.get_data())
        except ValueError:
            if self.has("takes malformed json", "takes any media type"):
                given = EXAMPLES[name]
            else:
                raise Refused(400, "malformed") from None
        bent = copy.deepcopy(given)
        for defect in self.defects & LENIENT.keys():
            bent = LENIENT[defect](bent)
        if not JUDGES[name].is_valid(bent):
            raise Refused(422, "invalid")
        if isinstance(given, dict) and self.has("refuses arabic") and "ت" in str(given):
            raise Refused(422, "invalid")
        longest = isinstance(given, dict) and len(str(given.get("name"))) == 40
        if self.has("refuses the longest") and longest:
            raise Refused(422, "invalid")
        return given if isinstance(given, dict) else EXAMPLES[name]

    def checked(self, many: str, given: dict[str, Any], own: str = "") -> None:
        """Rules beyond the schema: what is unique, and what must exist."""
        for field in () if self.has("takes the same twice") else ("email", "sku"):
            if any(
                field in given and row.get(field) == given[field] and row["id"] != own
                for row in self.tables[many].values()
            ):
                raise Refused(409, "taken")
        if many != "orders":
            return
        dangling = self.has("takes dangling references")
        if given["customer_id"] not in self.tables["customers"] and not dangling:
            raise Refused(422, "no_customer")
        if any(line["product_id"] not in self.tables["products"] for line in given["lines"]):
            raise Refused(422, "no_product")

    # the five verbs

    def show(self, many: str) -> Response:
        limit, offset = self.whole("limit", 10, 1, 50), self.whole("offset", 0, 0, 100000)
        rows = self.sorted(many, self.filtered(many, list(self.tables[many].values())))
        total = len(rows) + (1 if self.has("miscounts") and offset == 0 else 0)
        start = offset - 1 if self.has("repeats a row") and offset else offset
        if self.has("skips a row") and offset:
            start += 1
        if self.has("ignores the offset past the end") and offset >= len(rows):
            start = 0
        page = copy.deepcopy(rows[start : start + limit])
        if self.has("list is stale") and page:
            for row in page:
                moved = row["created_at"] != row["updated_at"]
                row["updated_at"] = row["created_at"]
                row["name"] = f"{row.get('name')}*" if moved else row.get("name")
        if self.has("last item lacks a field") and len(page) > 1:
            page[-1].pop("created_at")
        meta = {"total": total, "limit": limit, "offset": offset}
        return self.say({"data": [self.present(many, row) for row in page], "meta": meta})

    def create(self, many: str) -> Response:
        given = self.body(f"New{SCHEMA[many]}")
        key = request.headers.get("Idempotency-Key", "")
        if key in self.keys and not self.has("ignores the key"):
            was, made = self.keys[key]
            if was != given and not self.has("key fits any body"):
                raise Refused(409, "key")
            return self.say(made, 201, Location=f"/v1/{many}/{made['id']}")
        with self.lock:
            self.checked(many, given)
            own = next(self.numbers)
        if self.has("parallel ids clash"):
            own = self.clash(own)
        fields = self.priced(given) if many == "orders" else dict(given)
        if self.has("loses a field"):
            fields.pop("newsletter", None)
        if self.has("wrong default") and "level" not in fields:
            fields["level"] = "silver"
        record = self.put(many, f"{many[:3]}_{own}", fields)
        if key:
            self.keys[key] = (given, record)
        shown = copy.deepcopy(record)
        if self.has("forgets what it made"):
            self.tables[many].pop(record["id"])
        place = "/v1/elsewhere/1" if self.has("wrong location") else f"/v1/{many}/{record['id']}"
        if self.has("keeps no null"):
            record["comment" if many == "orders" else "note"] = "?"
        status = 200 if self.has("wrong status") else 201
        return self.say(self.present(many, shown), status, Location=place)

    def clash(self, own: int) -> int:
        """The number of another create that is under way, if there is one."""
        self.under_way.append(own)
        first = self.under_way[0]
        time.sleep(0.05)
        self.under_way.remove(own)
        return first

    def find(self, many: str, number: str) -> dict[str, Any]:
        try:
            return self.tables[many][number]
        except KeyError:
            raise Refused(404, "unknown") from None

    def read(self, many: str, number: str) -> Response:
        record = self.present(many, self.find(many, number))
        turn = next(self.turns)
        if self.has("sometimes another value") and turn % 9 == 0:
            record = {**record, "updated_at": "2020-01-01T00:00:00Z"}
        if self.has("sometimes unavailable") and turn % 9 == 0:
            raise Refused(404, "unknown")
        if self.has("sometimes slow") and turn % 9 == 0:
            time.sleep(1.1)
        stamp = record["created_at"] if self.has("etag stays") else json.dumps(record)
        tag = f'"{hash(stamp)}"'
        if request.headers.get("If-None-Match") == tag and not self.has("ignores the etag"):
            return Response(status=304, headers={"ETag": tag})
        return self.say(record, ETag=tag)

    def change(self, many: str, number: str) -> Response:
        record = self.find(many, number)
        given = self.body("CustomerChange" if many == "customers" else "NewProduct")
        self.checked(many, given, number)
        kept = record if many == "customers" else {k: record[k] for k in ("id", "created_at")}
        made = {**FRESH[many], **kept, **given, "updated_at": now()}
        for defect in self.defects & SPOILS.keys():
            made = SPOILS[defect](record, made, given)
        self.tables[many][number] = made
        if self.has("update leaks"):
            for other in self.tables[many].values():
                other.update({k: v for k, v in given.items() if k in ("name", "note")})
        return self.say(self.present(many, {**made, **given}))

    def delete(self, many: str, number: str) -> Response:
        self.find(many, number)
        gone = [number]
        if self.has("delete takes another"):
            gone = [n for n in self.tables[many] if n >= number][:3] or gone
        for each in gone if not self.has("delete does nothing") else ():
            self.tables[many].pop(each, None)
        return Response(status=204)

    def present(self, many: str, record: dict[str, Any]) -> dict[str, Any]:
        shown = dict(record)
        if self.has("nested null") and shown.get("address"):
            shown["address"] = {**shown["address"], "city": None}
        if self.has("updated before created"):
            shown["updated_at"] = "2001-01-01T00:00:00Z"
        if self.has("number as text") and "price" in shown:
            shown["price"] = str(shown["price"])
        if self.has("bad date"):
            shown["created_at"] = "yesterday"
        return shown

    def say(self, data: Any, status: int = 200, **headers: str) -> Response:
        text = json.dumps(data, ensure_ascii=False)
        if self.has("key twice"):
            text = text[:-1] + ', "more": 1, "more": 1}'
        if self.has("not a number"):
            text = text.replace('"total": ', '"total": NaN, "was": ', 1)
        content = text.encode("utf-16" if self.has("another charset") else "utf-8")
        left = "900" if self.has("more left than allowed") else "99"
        limits = {"X-RateLimit-Limit": "100", "X-RateLimit-Remaining": left}
        kind = "text/html" if self.has("wrong media type") else "application/json"
        answer = Response(content, status, {**limits, **headers}, content_type=kind)
        if self.has("header twice"):
            answer.headers.add("X-RateLimit-Limit", "100")
        if self.has("drops a header"):
            answer.headers.pop("X-RateLimit-Limit")
        return answer
