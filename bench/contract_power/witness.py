"""A client that knows the shop's manners, and what it can bear witness to."""

from typing import Any

import orjson

from bench.contract_power.exchange import Answer, Asked, Handle
from bench.contract_power.places import operations, response_schema, rules
from bench.contract_power.shop import BASE, TOKEN

Row = dict[str, Any]
PATHS = {"carts": "abandoned-carts"}


class Client:
    """Sends requests straight to a handle, without a wire."""

    def __init__(self, handle: Handle, token: str = TOKEN, base: str = BASE) -> None:
        self._handle, self.token, self.base = handle, token, base
        self._made = 0

    def send(self, method: str, path: str, body: Any = None, **headers: str | None) -> Answer:
        """`token` among the headers stands for the credential; a body of bytes is sent as it is."""
        token = headers.pop("token", self.token)
        path, _, query = path.partition("?")
        given = {"authorization": f"Bearer {token}" if token is not None else None, **headers}
        sent = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        if sent:
            given = {"content-type": "application/json", **given}
        asked = Asked(method, self.base + path, query, {}, sent).bearing(**given)
        return self._handle(asked)

    def number_from(self, number: int) -> None:
        """Lets two clients of one shop make records that do not clash."""
        self._made = number

    def rows(self, table: str, query: str = "per_page=50") -> list[Row]:
        rows: list[Row] = self.send("GET", f"/{PATHS.get(table, table)}?{query}").json()["data"]
        return rows

    def read(self, table: str, key: Any) -> Answer:
        return self.send("GET", f"/{PATHS.get(table, table)}/{key}")

    def make(self, table: str, **words: Any) -> Row:
        row: Row = self.send("POST", f"/{table}", self.body(table, **words)).json()
        return row

    def body(self, table: str, **words: Any) -> Row:
        """A body with every field that a new record may have."""
        self._made += 1
        number = self._made
        place = {"line": "1 Tower Road", "city": "Riyadh", "country": "SA", "postal_code": "12345"}
        if table == "customers":
            full: Row = {
                "name": f"Person {number}",
                "email": f"person{number}@example.org",
                "phone": f"+9665000{number:05d}",
                "birthday": "1990-01-02",
                "group": "vip",
                "marketing": True,
                "address": place,
                "tags": ["first", "second"],
            }
        elif table == "products":
            full = {
                "name": f"Thing {number}",
                "sku": f"THG-{7000 + number}",
                "description": "A thing",
                "price": 4200 + number,
                "stock": 7,
                "status": "active",
                "weight_kg": 1.5,
                "images": [{"url": "https://img.example.org/1.jpg", "alt": "Front"}],
            }
        elif table == "coupons":
            full = {
                "code": f"CODE{number:04d}",
                "percent": 10,
                "max_discount": 5000,
                "active": True,
                "ends_on": "2031-01-31",
            }
        else:
            products = [row["id"] for row in self.rows("products", "per_page=3")]
            code = self.rows("coupons", "active=true&per_page=1")[0]["code"]
            full = {
                "customer_id": self.rows("customers", "per_page=1")[0]["id"],
                "lines": [{"product_id": key, "quantity": 2} for key in products],
                "coupon_code": code,
                "shipping_address": place,
                "note": f"Note {number}",
                "tags": ["first", "second"],
            }
        return full | words

    def call(self, name: str, key: Any = None, body: Any = None, **headers: Any) -> Answer:
        """An operation by its name; of records that exist where no key is given."""
        where, operation = operations()[name]
        if "{" not in where.path:
            key = None
        elif key is None:
            key = self.key(name)
        if body is None and "requestBody" in operation:
            body = self.sample(name)
        path = where.path.partition("{")
        tail = path[2].partition("}")[2]
        return self.send(
            where.method, f"{path[0]}{'' if key is None else key}{tail}", body, **headers
        )

    def key(self, name: str) -> Any:
        """A record that the operation can be done to, made anew where it can be."""
        table = _table(name)
        if table == "carts":
            return self.rows("carts")[0]["id"]
        return self.make(table)["id"]

    def sample(self, name: str) -> Row:
        body = self.body(_table(name))
        if name == "updateOrder":
            return {key: body[key] for key in ("shipping_address", "note", "tags")}
        return body


def _table(name: str) -> str:
    path = operations()[name][0].path
    return "carts" if "carts" in path else path.split("/")[1]


def conforms(name: str, answer: Answer) -> bool:
    """Whether the answer's body is as the document says for its status."""
    schema = response_schema(name, answer.status)
    if schema is None:
        return not answer.body
    return not rules().problems(f"{name} {answer.status}", schema, answer.json())


def breaks(name: str) -> Any:
    """A witness: one of the answers of an operation breaks its schema."""

    def shows(client: Client) -> bool:
        table = _table(name)
        if name.startswith("list"):
            path = operations()[name][0].path
            seen = [client.send("GET", f"{path}?per_page=7&page={page}") for page in range(1, 9)]
        elif name.startswith("get"):
            if table != "carts":
                client.make(table)
            seen = [client.call(name, row["id"]) for row in client.rows(table)]
        else:
            seen = [client.call(name) for _ in range(3)]
        return any(not conforms(name, answer) for answer in seen)

    return shows
