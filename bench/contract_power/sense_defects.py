"""Answers that are well-formed and cannot be true, and answers that come badly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bench.contract_power.places import DETAILS, LISTS, Draw, place
from bench.contract_power.planting import Planted, answers, defect
from bench.contract_power.records import moment
from bench.contract_power.witness import Client, Row

PRICED = {"orders": ("getOrder", "listOrders"), "carts": ("getAbandonedCart", "listAbandonedCarts")}
DATED = ("customers", "products", "orders")


def rows_of(value: Any) -> list[Row]:
    rows: list[Row] = value.get("data", [value])
    return rows


def _seen(client: Client, table: str, name: str) -> list[Row]:
    if name.startswith("list"):
        return client.rows(table)
    return [client.call(name, row["id"]).json() for row in client.rows(table)]


def _rows(
    name: str, table: str, what: str, change: Callable[[Row], None], wrong: Callable[[Row], bool]
) -> Planted:
    """Rows of a read are changed; a witness finds one of which `wrong` is true."""

    def alter(value: Any) -> None:
        for row in rows_of(value):
            change(row)

    def shows(client: Client) -> bool:
        return any(wrong(row) for row in _seen(client, table, name))

    return Planted(f"{name} {what}", answers(place(name), alter), shows)


def _priced(draw: Draw) -> tuple[str, str]:
    table = draw.choice(sorted(PRICED))
    return table, draw.choice(PRICED[table])


@defect("sense", "a line costs what one piece costs")
def line_total_of_one_piece(draw: Draw) -> Planted:
    table, name = _priced(draw)

    def change(row: Row) -> None:
        for line in row["lines"]:
            line["total"] = line["unit_price"]

    def wrong(row: Row) -> bool:
        return any(it["total"] != it["quantity"] * it["unit_price"] for it in row["lines"])

    return _rows(name, table, "/lines/*/total", change, wrong)


@defect("sense", "the third line is not in the sum")
def third_line_not_summed(draw: Draw) -> Planted:
    table, name = _priced(draw)

    def change(row: Row) -> None:
        if len(row["lines"]) > 2:
            row["subtotal"] -= row["lines"][2]["total"]
            row["total"] = row["total"] - row["lines"][2]["total"]

    def wrong(row: Row) -> bool:
        return bool(sum(it["total"] for it in row["lines"]) != row["subtotal"])

    return _rows(name, table, "/subtotal", change, wrong)


def _total_wrong(row: Row) -> bool:
    more = row.get("tax", 0) + row.get("shipping", 0)
    return bool(row["subtotal"] - row["discount"] + more != row["total"])


@defect("sense", "the discount is not taken off the total")
def discount_not_taken_off(draw: Draw) -> Planted:
    table, name = _priced(draw)

    def change(row: Row) -> None:
        row["total"] += row["discount"]

    return _rows(name, table, "/total", change, _total_wrong)


@defect("sense", "shipping is not in the total")
def shipping_not_in_total(draw: Draw) -> Planted:
    def change(row: Row) -> None:
        row["total"] -= row["shipping"]

    return _rows(draw.choice(PRICED["orders"]), "orders", "/total", change, _total_wrong)


@defect("sense", "the total is one unit too high where the tax is odd")
def total_one_too_high(draw: Draw) -> Planted:
    def change(row: Row) -> None:
        row["total"] += 2 * (row["tax"] % 2)

    return _rows(draw.choice(PRICED["orders"]), "orders", "/total", change, _total_wrong)


@defect("sense", "the price of a piece is in another unit")
def unit_price_in_other_unit(draw: Draw) -> Planted:
    table, name = _priced(draw)

    def change(row: Row) -> None:
        for line in row["lines"]:
            line["unit_price"] //= 100

    def wrong(row: Row) -> bool:
        return any(it["total"] != it["quantity"] * it["unit_price"] for it in row["lines"])

    return _rows(name, table, "/lines/*/unit_price", change, wrong)


@defect("sense", "an age that does not go with its date")
def age_in_hours(draw: Draw) -> Planted:
    name = draw.choice(PRICED["carts"])

    def change(row: Row) -> None:
        row["age_minutes"] //= 60

    def wrong(row: Row) -> bool:
        since = datetime.now().astimezone() - datetime.fromisoformat(row["abandoned_at"])
        return bool(abs(since.total_seconds() / 60 - row["age_minutes"]) > 5)

    return _rows(name, "carts", "/age_minutes", change, wrong)


@defect("sense", "changed before it was created, in some rows")
def changed_before_created(draw: Draw) -> Planted:
    table = draw.choice(DATED)
    name = draw.choice([LISTS[table], DETAILS[table]])

    def change(row: Row) -> None:
        if row["updated_at"] != row["created_at"]:
            row["updated_at"], row["created_at"] = row["created_at"], row["updated_at"]

    return _rows(
        name, table, "/updated_at", change, lambda row: bool(row["updated_at"] < row["created_at"])
    )


@defect("sense", "a new record is of tomorrow")
def created_tomorrow(draw: Draw) -> Planted:
    table = draw.choice(DATED)
    name = draw.choice([LISTS[table], DETAILS[table]])

    def ahead(text: str) -> str:
        return moment(datetime.fromisoformat(text) + timedelta(days=1))

    def change(row: Row) -> None:
        row.update(created_at=ahead(row["created_at"]), updated_at=ahead(row["updated_at"]))

    def shows(client: Client) -> bool:
        client.make(table)
        latest = _seen(client, table, name)[-1]["created_at"]
        return datetime.fromisoformat(latest) > datetime.now().astimezone() + timedelta(hours=1)

    planted = _rows(name, table, "/created_at", change, lambda row: False)
    return replace(planted, shows=shows)


@defect("sense", "a count of orders that is not their number")
def orders_miscounted(draw: Draw) -> Planted:
    name = draw.choice(["getCustomer", "listCustomers"])

    def change(row: Row) -> None:
        row["orders_count"] += 1 if row["orders_count"] else 0

    def shows(client: Client) -> bool:
        return any(
            len(client.rows("orders", f"customer_id={row['id']}")) != row["orders_count"]
            for row in _seen(client, "customers", name)
        )

    planted = _rows(name, "customers", "/orders_count", change, lambda row: False)
    return replace(planted, shows=shows)


@defect("sense", "an order of a customer that there is not")
def dangling_customer(draw: Draw) -> Planted:
    row = draw.randrange(1, 8)

    def change(value: Any) -> None:
        value["data"][row]["customer_id"] = "cus_000000000000"

    def shows(client: Client) -> bool:
        keys = [it["customer_id"] for it in client.rows("orders")]
        return any(client.read("customers", key).status == 404 for key in keys)

    return Planted(f"listOrders /data/{row}", answers(place("listOrders"), change), shows)


@defect("sense", "a line of a product that there is not")
def dangling_product(draw: Draw) -> Planted:
    table, name = _priced(draw)

    def change(row: Row) -> None:
        row["lines"][-1]["product_id"] += 100000

    def shows(client: Client) -> bool:
        keys = {line["product_id"] for row in _seen(client, table, name) for line in row["lines"]}
        return any(client.read("products", key).status == 404 for key in keys)

    planted = _rows(name, table, "/lines/-1/product_id", change, lambda row: False)
    return replace(planted, shows=shows)


@defect("sense", "two rows of a list are one record")
def row_listed_twice(draw: Draw) -> Planted:
    table, name = draw.of(LISTS)

    def change(value: Any) -> None:
        if len(value["data"]) > 4:
            value["data"][4] = value["data"][1]

    def shows(client: Client) -> bool:
        keys = [row["id"] for row in client.rows(table)]
        return len(set(keys)) < len(keys)

    return Planted(name, answers(place(name), change), shows)
