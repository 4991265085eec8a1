"""Clients on a wrong track are pointed out, and others are not."""

from datetime import timedelta
from typing import Any

import pytest

from mock_server.engine.advice import Adviser
from mock_server.engine.shop import Shop
from tests.engine.exchanges import make_exchange

EMPTY = b'{"data": [], "page": 9, "total": 3}'
FULL = b'{"data": [{"id": 1}], "page": 1, "total": 3}'


class Client:
    """Calls a shop with one credential; each call is a second after the one before."""

    def __init__(self, shop: Shop, adviser: Adviser) -> None:
        self.shop, self.adviser, self.number = shop, adviser, 0
        self.now = 100.0

    def call(self, query: str = "", answer: bytes = FULL, **facts: Any) -> str:
        self.now += facts.pop("after", 1.0)
        self.number += 1
        facts = {"number": self.number, "started": self.now, **facts}
        exchange = make_exchange(self.shop, query=query.encode(), answer=answer, **facts)
        self.adviser.look(exchange)
        return exchange.advice

    def refused(self, seconds: bytes) -> str:
        headers = [(b"retry-after", seconds)]
        return self.call(status=429, answer=b"{}", answer_headers=headers)


@pytest.fixture
def client(shop: Shop) -> Client:
    return Client(shop, Adviser())


def test_three_empty_pages_in_a_row_are_too_many(client: Client) -> None:
    told = [client.call(f"page={page}", EMPTY) for page in (4, 5, 6, 7)]

    assert told[:2] == ["", ""]
    assert told[2].startswith("3 pages in a row were empty, the last for page=6")
    assert told[3].startswith("4 pages in a row")
    [advice] = client.adviser.given()
    assert (advice.kind, advice.operation, advice.count, advice.last) == (
        "pages_past_the_end",
        "listNotes",
        2,
        4,
    )


def test_a_page_with_something_on_it_begins_anew(client: Client) -> None:
    pages = [("page=4", EMPTY), ("page=5", EMPTY), ("page=1", FULL), ("page=4", EMPTY)]

    assert {client.call(*page) for page in pages} == {""}


@pytest.mark.parametrize("query", ["page=1", "", "page=", "per_page=50", "offset=60"])
def test_an_empty_first_page_is_no_mistake(client: Client, query: str) -> None:
    assert {client.call(query, EMPTY) for _ in range(4)} == {""}


@pytest.mark.parametrize("answer", [b"no json", b'{"id": 1}', b'{"data": {"a": [], "b": [1]}}'])
def test_what_is_no_empty_list_is_no_mistake(client: Client, answer: bytes) -> None:
    assert {client.call("page=9", answer) for _ in range(4)} == {""}


def test_cursors_lead_past_the_end_too(client: Client) -> None:
    assert "after=411" in [client.call("after=411", b"[]") for _ in range(3)][-1]


def test_who_goes_on_within_retry_after_is_pointed_out(client: Client) -> None:
    client.refused(b"30")

    told = client.call(after=5.0)

    assert told == "the answer before was a 429 with Retry-After: 30; wait"
    assert client.call(after=5.0) == "", "once for each refusal"


def test_who_waits_is_not(client: Client) -> None:
    client.refused(b"30")

    assert client.call(after=30.0) == ""


def test_who_lets_the_shops_time_pass_is_not(client: Client) -> None:
    client.refused(b"30")
    client.shop.advance(timedelta(seconds=30))

    assert client.call(after=0.1) == ""


def test_another_client_is_not(client: Client) -> None:
    client.refused(b"30")

    assert client.call(credential="somebody else") == ""


def test_nobody_is_watched_for_ever(client: Client) -> None:
    client.call("page=4", EMPTY)
    client.refused(b"30")

    client.call(after=1000.0)

    assert not client.adviser.busy


def test_clearing_forgets_all(client: Client) -> None:
    for page in (4, 5, 6):
        client.call(f"page={page}", EMPTY)

    client.adviser.clear()

    assert client.adviser.given() == []
    assert client.call("page=7", EMPTY) == ""
