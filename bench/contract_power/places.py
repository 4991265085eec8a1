"""Where defects go: operations and fields of the shop's document, to be drawn from."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from bench.contract_power.exchange import Asked
from bench.contract_power.rules import Rules, Schema

Steps = tuple[str | int, ...]
Fits = Callable[[Schema], bool]
SHOWN = {"customers": "Customer", "products": "Product", "orders": "Order", "carts": "Cart"}
LISTS = {
    "customers": "listCustomers",
    "products": "listProducts",
    "orders": "listOrders",
    "coupons": "listCoupons",
    "carts": "listAbandonedCarts",
}
DETAILS = {
    "customers": "getCustomer",
    "products": "getProduct",
    "orders": "getOrder",
    "carts": "getAbandonedCart",
}
CREATES = {
    "customers": "createCustomer",
    "products": "createProduct",
    "orders": "createOrder",
    "coupons": "createCoupon",
}
UPDATES = {"customers": "updateCustomer", "products": "replaceProduct", "orders": "updateOrder"}
DELETES = {"customers": "deleteCustomer", "products": "deleteProduct", "coupons": "deleteCoupon"}
PLAIN = {
    "customers": ("name", "phone", "birthday", "group", "marketing", "tags"),
    "products": ("name", "description", "price", "stock", "status", "weight_kg"),
    "orders": ("note", "tags", "shipping_address"),
}
"""Fields that a client may set as it likes, with no rule that joins them to others."""


@dataclass(frozen=True, slots=True)
class Place:
    """An operation: a method and a path with `{names}`."""

    method: str
    path: str

    def meets(self, asked: Asked) -> bool:
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", self.path)
        return asked.method == self.method and bool(re.search(f"/v[12]{pattern}$", asked.path))

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Draw(Random):
    """Chance from a seed and a defect's name: another seed, another place."""

    def __init__(self, seed: int, name: str) -> None:
        super().__init__(f"{seed}:{name}")

    def of(self, table: dict[str, str]) -> tuple[str, str]:
        """A table and its operation."""
        return self.choice(sorted(table.items()))


@cache
def rules() -> Rules:
    return Rules()


@cache
def operations() -> dict[str, tuple[Place, Schema]]:
    paths = rules().document["paths"].items()
    return {
        operation["operationId"]: (Place(method.upper(), path), operation)
        for path, item in paths
        for method, operation in item.items()
        if method != "parameters"
    }


def place(name: str) -> Place:
    return operations()[name][0]


def expanded(schema: Any) -> Any:
    """A copy of a schema with every reference resolved."""
    schema = rules().resolved(schema)
    if isinstance(schema, list):
        return [expanded(each) for each in schema]
    if isinstance(schema, dict):
        return {key: expanded(value) for key, value in schema.items()}
    return schema


def response_schema(name: str, status: int) -> Schema | None:
    answers = operations()[name][1]["responses"]
    response = rules().resolved(answers.get(str(status), {}))
    schema: Schema | None = response.get("content", {}).get("application/json", {}).get("schema")
    return schema


def body_schema(name: str) -> Schema:
    schema: Schema = expanded(rules().body_schema(operations()[name][1]) or {})
    return schema


def walk(schema: Schema, steps: Steps = ()) -> Iterator[tuple[Steps, Schema]]:
    """Every property below, as steps into a value; of arrays the first item."""
    for name, each in schema.get("properties", {}).items():
        yield (*steps, name), each
        yield from walk(each, (*steps, name))
    if isinstance(schema.get("items"), dict):
        yield (*steps, 0), schema["items"]
        yield from walk(schema["items"], (*steps, 0))


def shown(table: str, fits: Fits) -> list[Steps]:
    """Fields that a record of the table shows at its top."""
    schema = expanded(rules().document["components"]["schemas"][SHOWN[table]])
    return [(name,) for name, each in schema["properties"].items() if fits(each)]


def sent(fits: Fits) -> list[tuple[str, Steps]]:
    """(operation, steps) of fields in bodies that may be tried with any value."""
    joined = {"customer_id", "product_id", "coupon_code"}
    return [
        (name, steps)
        for name, (_, operation) in operations().items()
        if "requestBody" in operation
        for steps, schema in walk(body_schema(name))
        if fits(schema) and not joined & set(steps)
    ]


def at(value: Any, steps: Steps) -> Any:
    for step in steps:
        value = value[step]
    return value


def put(value: Any, steps: Steps, new: Any) -> None:
    at(value, steps[:-1])[steps[-1]] = new


def remove(value: Any, steps: Steps) -> None:
    del at(value, steps[:-1])[steps[-1]]


def schema_at(schema: Schema, steps: Steps) -> Schema:
    for step in steps:
        schema = schema["items"] if isinstance(step, int) else schema["properties"][step]
    return schema


def told(steps: Steps) -> str:
    return "/" + "/".join(map(str, steps))
