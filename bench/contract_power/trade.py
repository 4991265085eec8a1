"""What the shop does, operation by operation: rows in, rows out, no HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bench.contract_power.records import Records, Row, address, moment

STATES = ("open", "paid", "shipped", "cancelled")


class Refusal(Exception):
    """A request that is refused, with its status and reason."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code
        self.fields: list[tuple[str, str]] = []


class Trade:
    """One shop's business. Each rule is a method of its own, so that each can be broken alone."""

    def __init__(self) -> None:
        self.records = Records(self.now())
        self._last = self.now()
        self.records.fill()
        self._fill_orders()
        self._fill_carts()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def stamp(self) -> str:
        """The moment, later than any before."""
        self._last = max(self.now(), self._last + timedelta(microseconds=1))
        return moment(self._last)

    def get(self, table: str, key: Any) -> Row:
        try:
            return self.records.tables[table][key]
        except KeyError:
            raise Refusal(404, "not_found", f"there is no {table[:-1]} {key}") from None

    def show(self, table: str, row: Row) -> Row:
        """The row as it is answered: with what is counted at the moment."""
        if table == "customers":
            return row | {"orders_count": self.orders_count(row["id"])}
        if table == "carts":
            age = self.now() - datetime.fromisoformat(row["abandoned_at"])
            return row | {"age_minutes": int(age.total_seconds()) // 60}
        return row

    def orders_count(self, customer: str) -> int:
        return sum(it["customer_id"] == customer for it in self.records.tables["orders"].values())

    def unique(self, table: str, field: str, value: Any, but: Any = None) -> None:
        for row in self.records.tables[table].values():
            if row[field] == value and row["id"] != but:
                raise Refusal(409, "already_taken", f"this {field} is taken")

    def create_customer(self, body: Row) -> Row:
        self.unique("customers", "email", body["email"])
        return self._new("customers", "cus", {"address": None} | body)

    def update_customer(self, row: Row, body: Row) -> Row:
        if "email" in body:
            self.unique("customers", "email", body["email"], row["id"])
        return self.change("customers", row, body)

    def delete_customer(self, row: Row) -> None:
        if self.orders_count(row["id"]):
            raise Refusal(409, "has_orders", "a customer who has ordered is kept")
        self.remove("customers", row)

    def create_product(self, body: Row) -> Row:
        self.unique("products", "sku", body["sku"])
        return self._new("products", "", {**body, "currency": "SAR"})

    def replace_product(self, row: Row, body: Row) -> Row:
        self.unique("products", "sku", body["sku"], row["id"])
        return self.change("products", row, body)

    def delete_product(self, row: Row) -> None:
        for table in ("orders", "carts"):
            for other in self.records.rows(table):
                if any(line["product_id"] == row["id"] for line in other["lines"]):
                    raise Refusal(409, "was_ordered", "a product that was ordered is kept")
        self.remove("products", row)

    def create_coupon(self, body: Row) -> Row:
        self.unique("coupons", "code", body["code"])
        row = {"id": self.records.next_id("coupons", "cou"), **body, "created_at": self.stamp()}
        return self.records.keep("coupons", row)

    def create_order(self, body: Row) -> Row:
        self.check_references(body)
        return self.place(body, self.stamp(), "open")

    def check_references(self, body: Row) -> None:
        tables = self.records.tables
        if body["customer_id"] not in tables["customers"]:
            raise Refusal(409, "no_customer", "there is no such customer")
        for line in body["lines"]:
            if line["product_id"] not in tables["products"]:
                raise Refusal(409, "no_product", f"there is no product {line['product_id']}")
        code = body["coupon_code"]
        if code is not None and not any(
            it["code"] == code and it["active"] for it in tables["coupons"].values()
        ):
            raise Refusal(409, "no_coupon", "there is no such coupon that is active")

    def update_order(self, row: Row, body: Row) -> Row:
        return self.change("orders", row, body)

    def cancel_order(self, row: Row) -> Row:
        if row["status"] != "open":
            raise Refusal(409, "not_open", f"the order is {row['status']}")
        at = self.stamp()
        changed = row | {"status": "cancelled", "cancelled_at": at, "updated_at": at}
        return self.records.keep("orders", changed)

    def place(self, body: Row, at: str, status: str) -> Row:
        lines = [self.line(**each) for each in body["lines"]]
        row = {
            "id": self.records.next_id("orders", "ord"),
            "number": len(self.records.tables["orders"]) + 1,
            "customer_id": body["customer_id"],
            "status": status,
            "lines": lines,
            "currency": "SAR",
            **self.amounts(lines, body["coupon_code"]),
            "coupon_code": body["coupon_code"],
            "shipping_address": body.get("shipping_address"),
            "note": body["note"],
            "tags": body["tags"],
            "created_at": at,
            "updated_at": at,
            "cancelled_at": at if status == "cancelled" else None,
        }
        return self.records.keep("orders", row)

    def line(self, product_id: int, quantity: int) -> Row:
        product = self.records.tables["products"][product_id]
        return {
            "product_id": product_id,
            "name": product["name"],
            "quantity": quantity,
            "unit_price": product["price"],
            "total": quantity * product["price"],
        }

    def amounts(self, lines: list[Row], code: str | None) -> Row:
        subtotal = sum(line["total"] for line in lines)
        discount = self.discount(subtotal, code)
        tax = (subtotal - discount) * 15 // 100
        shipping = 2500 if subtotal < 50000 else 0
        total = subtotal - discount + tax + shipping
        return {
            "subtotal": subtotal,
            "discount": discount,
            "tax": tax,
            "shipping": shipping,
            "total": total,
        }

    def discount(self, subtotal: int, code: str | None) -> int:
        for coupon in self.records.tables["coupons"].values():
            if coupon["code"] == code:
                off: int = subtotal * coupon["percent"] // 100
                return min(off, coupon["max_discount"] or off)
        return 0

    def change(self, table: str, row: Row, body: Row) -> Row:
        changed: Row = row | body | {"updated_at": self.stamp()}
        return self.records.keep(table, changed)

    def remove(self, table: str, row: Row) -> None:
        del self.records.tables[table][row["id"]]

    def _new(self, table: str, prefix: str, body: Row) -> Row:
        at = self.stamp()
        row = {
            "id": self.records.next_id(table, prefix),
            **body,
            "created_at": at,
            "updated_at": at,
        }
        return self.records.keep(table, row)

    def _fill_orders(self) -> None:
        customers, products = self.records.rows("customers"), self.records.rows("products")
        codes = [row["code"] for row in self.records.rows("coupons") if row["active"]]
        for number in range(37):
            wanted = [
                {"product_id": products[(number + 3 * each) % 25]["id"], "quantity": 1 + each}
                for each in range(1 + number % 3)
            ]
            body = {
                "customer_id": customers[(number * 5) % 18]["id"],
                "lines": wanted,
                "coupon_code": codes[number % len(codes)] if number % 3 == 0 else None,
                "shipping_address": address(number) if number % 4 else None,
                "note": f"Note {number}" if number % 2 else None,
                "tags": [f"t{number % 5}"] if number % 3 else [],
            }
            at = self.records.began + timedelta(hours=20 + 7 * number)
            row = self.place(body, moment(at), STATES[number % 4])
            self.records.keep("orders", row | {"updated_at": moment(at + timedelta(minutes=40))})

    def _fill_carts(self) -> None:
        customers, products = self.records.rows("customers"), self.records.rows("products")
        coupons = self.records.rows("coupons")
        for number in range(17):
            lines = [
                self.line(products[(number * 2 + 5 * each) % 25]["id"], 1 + each)
                for each in range(1 + number % 4)
            ]
            person, coupon = customers[number], coupons[number % 13] if number % 3 == 1 else None
            subtotal = sum(line["total"] for line in lines)
            discount = subtotal * coupon["percent"] // 100 if coupon else 0
            at = self.now() - timedelta(hours=2 + 9 * number, minutes=number)
            row = {
                "id": self.records.next_id("carts", "crt"),
                "customer": {key: person[key] for key in ("id", "name", "email")}
                if number % 5
                else None,
                "lines": lines,
                "currency": "SAR",
                "subtotal": subtotal,
                "discount": discount,
                "total": subtotal - discount,
                "coupon": {key: coupon[key] for key in ("code", "percent")} if coupon else None,
                "checkout_url": f"https://corner.example/checkout/{900 + number}",
                "abandoned_at": moment(at),
            }
            self.records.keep("carts", row)
