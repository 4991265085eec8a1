"""The independent shop is right: what it answers is what its document says."""

import pytest

from bench.contract_power.exchange import serving
from bench.contract_power.places import DETAILS, LISTS, operations
from bench.contract_power.shop import READER, Shop
from bench.contract_power.witness import Client, conforms

OPERATIONS = sorted(operations())


@pytest.fixture
def client() -> Client:
    return Client(Shop())


def example(client: Client, name: str) -> dict[str, object] | None:
    """The document's own example of a body, of things that the shop has."""
    body = operations()[name][1].get("requestBody")
    if body is None:
        return None
    shown: dict[str, object] = dict(body["content"]["application/json"]["example"])
    if "customer_id" in shown:
        shown["customer_id"] = client.rows("customers")[0]["id"]
    return shown


def test_the_document_has_twenty_operations() -> None:
    assert len(OPERATIONS) == 20


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_example_is_answered_as_documented(client: Client, name: str) -> None:
    answer = client.call(name, body=example(client, name))

    assert answer.status in (200, 201, 204)
    assert conforms(name, answer)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_stranger_is_refused_everywhere(client: Client, name: str) -> None:
    none, unknown = (client.call(name, key="x", authorization=it) for it in (None, "Bearer x"))

    assert [none.status, unknown.status] == [401, 401]
    assert none.header("WWW-Authenticate") == "Bearer"
    assert conforms(name, none)


@pytest.mark.parametrize("name", [it for it in OPERATIONS if not it.startswith(("list", "get"))])
def test_a_token_that_may_only_read_is_refused(client: Client, name: str) -> None:
    answer = client.call(name, key="x", token=READER)

    assert answer.status == 403
    assert conforms(name, answer)


@pytest.mark.parametrize("name", sorted(DETAILS.values()))
def test_what_there_is_not_is_not_found(client: Client, name: str) -> None:
    answer = client.call(name, key="99999")

    assert answer.status == 404
    assert conforms(name, answer)


@pytest.mark.parametrize("table", sorted(LISTS))
def test_pages_add_up_to_the_whole(client: Client, table: str) -> None:
    whole = client.rows(table)
    pages = [client.rows(table, f"per_page=4&page={number}") for number in range(1, 12)]

    assert [row for rows in pages for row in rows] == whole
    assert len(whole) > 8


def test_an_order_adds_up(client: Client) -> None:
    order = client.make("orders")

    assert (
        sum(line["quantity"] * line["unit_price"] for line in order["lines"]) == order["subtotal"]
    )
    assert order["discount"] > 0
    assert order["total"] == (
        order["subtotal"] - order["discount"] + order["tax"] + order["shipping"]
    )


def test_it_answers_on_a_wire() -> None:
    import urllib.request

    with serving(Shop()) as address:
        request = urllib.request.Request(f"{address}/v1/orders")
        request.add_header("Authorization", f"Bearer {READER}")
        with urllib.request.urlopen(request, timeout=5) as answer:
            assert answer.headers["X-Total-Count"] == "37"
