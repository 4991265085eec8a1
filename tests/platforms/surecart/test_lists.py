"""The list of abandoned checkouts: envelope, pages, filters, orders."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mock_server.commerce import shopper
from mock_server.engine.shop import Shop
from tests.helpers import call
from tests.platforms.surecart.steps import HALF_AN_HOUR, abandon, fill, listed, set_protocol

Names = dict[str, dict[str, Any]]


@pytest.fixture
def names(shop: Shop) -> Names:
    """Three abandoned checkouts, a minute apart: live, of somebody else and reminded, a test."""
    fill(shop, "first", customer="sara")
    shop.advance(timedelta(minutes=1))
    fill(shop, "second", customer="fahad")
    shop.advance(timedelta(minutes=1))
    fill(shop, "test", customer="sara", options={"live_mode": False})
    shop.advance(HALF_AN_HOUR)
    shopper.remind(shop, "second")
    rows = listed(shop)
    return dict(zip(("test", "second", "first"), rows, strict=True))


def found(shop: Shop, names: Names, **query: Any) -> list[str]:
    """The names of the rows that a query finds, in their order."""
    by_id = {row["id"]: name for name, row in names.items()}
    return [by_id[row["id"]] for row in listed(shop, **query)]


def test_a_list_has_its_envelope_when_it_is_empty_too(shop: Shop) -> None:
    _, body = call(shop, "listAbandonedCheckouts")

    pagination = {"count": 0, "limit": 20, "page": 1, "url": "/v1/abandoned_checkouts"}
    assert body == {"object": "list", "pagination": pagination, "data": []}


def test_pages_follow_each_other_and_end(shop: Shop, names: Names) -> None:
    pages = [
        call(shop, "listAbandonedCheckouts", query={"limit": 2, "page": page})[1]
        for page in (1, 2, 3)
    ]

    assert [len(page["data"]) for page in pages] == [2, 1, 0]
    assert {page["pagination"]["count"] for page in pages} == {3}
    assert [page["pagination"]["page"] for page in pages] == [1, 2, 3]
    assert len({row["id"] for page in pages for row in page["data"]}) == 3


Query = Callable[[Names], dict[str, Any]]

FILTERS: list[tuple[Query, list[str]]] = [
    (lambda names: {}, ["test", "second", "first"]),
    (lambda names: {"ids[]": [names["first"]["id"]]}, ["first"]),
    (lambda names: {"ids[]": [names["first"]["id"], names["test"]["id"]]}, ["test", "first"]),
    (lambda names: {"ids[]": ["nothing"]}, []),
    (lambda names: {"customer_ids[]": [names["second"]["customer"]]}, ["second"]),
    (lambda names: {"customer_ids[]": ["nobody"]}, []),
    (lambda names: {"live_mode": "true"}, ["second", "first"]),
    (lambda names: {"live_mode": "1"}, ["second", "first"]),
    (lambda names: {"live_mode": "false"}, ["test"]),
    (lambda names: {"live_mode": "0"}, ["test"]),
    (lambda names: {"notification_status[]": ["sent"]}, ["second"]),
    (lambda names: {"notification_status[]": ["not_scheduled"]}, ["test", "first"]),
    (
        lambda names: {"notification_status[]": ["sent", "not_scheduled"]},
        ["test", "second", "first"],
    ),
    (lambda names: {"notification_status[]": ["scheduled"]}, []),
    (lambda names: {"live_mode": "1", "notification_status[]": ["not_scheduled"]}, ["first"]),
    (lambda names: {"sort": "created_at:desc"}, ["test", "second", "first"]),
    (lambda names: {"sort": "created_at:asc"}, ["first", "second", "test"]),
    (lambda names: {"sort": "created_at"}, ["first", "second", "test"]),
    (lambda names: {"sort": "updated_at:asc", "live_mode": "1"}, ["first", "second"]),
    (lambda names: {"sort": "updated_at:desc", "live_mode": "1"}, ["second", "first"]),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_filters_and_orders_find_what_they_name(
    shop: Shop, names: Names, query: Query, expected: list[str]
) -> None:
    assert found(shop, names, **query(names)) == expected


def test_the_status_filter_follows_the_plan(shop: Shop) -> None:
    record = abandon(shop)

    set_protocol(shop, enabled=True)

    scheduled = {"notification_status[]": ["scheduled"]}
    assert [row["id"] for row in listed(shop, **scheduled)] == [record]
