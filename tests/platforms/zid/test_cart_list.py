"""The list of carts: paging, filters, order."""

from typing import Any

import pytest

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.platforms.zid.cart_list import sort
from mock_server.platforms.zid.carts import SUMMARY
from mock_server.web.reading import ParameterReader
from tests.helpers import error_of, part
from tests.platforms.zid.telling import emails, listed

SARA, FAHAD, GUEST = "sara@example.com", "fahad@example.com", None
NEWEST_FIRST = [SARA, FAHAD, GUEST, SARA]


def read(query: bytes) -> Any:
    """The query as the document reads it."""
    contract = part("zid").contract
    operation = contract.operation("listAbandonedCarts")
    return ParameterReader("query", operation, contract.document).query(query)


def test_the_list_tells_of_abandoned_and_completed_carts_the_newest_first(shop: Shop) -> None:
    body = listed(shop)

    assert [cart["customer_email"] for cart in body["abandoned-carts"]] == NEWEST_FIRST
    assert body["count"] == 4


def test_pages_of_any_size_make_up_the_same_list(shop: Shop) -> None:
    whole = [cart["id"] for cart in listed(shop)["abandoned-carts"]]

    for size in (1, 2, 3):
        pages = [listed(shop, page=page, page_size=size) for page in range(1, 6)]
        assert [cart["id"] for page in pages for cart in page["abandoned-carts"]] == whole
        assert {page["count"] for page in pages} == {4}


def test_a_page_names_the_next_until_the_last(shop: Shop) -> None:
    pages = [listed(shop, page=page, page_size=3) for page in (1, 2, 3)]

    assert [page["next_page"] for page in pages] == [2, None, None]
    assert [page["last_page"] for page in pages] == [2, 2, 2]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"phase": "payment_method"}, [FAHAD]),
        ({"phase": "completed"}, [SARA]),
        ({"phase": "verification"}, []),
        ({"search_term": "SARA@"}, [SARA, SARA]),
        ({"search_term": "القحطاني"}, [FAHAD]),
        ({"search_term": "+96655"}, [FAHAD]),
        ({"search_term": " "}, NEWEST_FIRST),
        ({"customer_id": "6000002"}, [FAHAD]),
        ({"customer_id": "2"}, []),
        ({"customer_id": ""}, NEWEST_FIRST),
        ({"products_count": 2}, [FAHAD]),
        ({"has_reminders": "1"}, [SARA]),
        ({"has_reminders": "0"}, [SARA, FAHAD, GUEST]),
        ({"country_id": 184}, [SARA, FAHAD, SARA]),
        ({"country_id": 1}, []),
        ({"city_id": 71}, [SARA, SARA]),
        ({"currency_code": "sar"}, NEWEST_FIRST),
        ({"currency_code": ""}, NEWEST_FIRST),
        ({"currency_code": "KWD"}, []),
        ({"date_from": "2026-02-28"}, [SARA, FAHAD]),
        ({"date_to": "2026-02-27"}, [GUEST, SARA]),
        ({"date_from": "2026-02-27", "date_to": "2026-02-28"}, [FAHAD, GUEST]),
        ({"date_from": "2026-03-01", "date_to": "2026-02-26"}, []),
        ({"cart_total": 239}, [SARA, GUEST]),
        ({"cart_total": 411.5}, [FAHAD]),
        ({"customer_type": "individual"}, NEWEST_FIRST),
        ({"customer_type": "business"}, []),
        ({"phase": "login", "city_id": 71, "cart_total": 239}, [SARA]),
    ],
    ids=str,
)
def test_a_filter_keeps_what_it_says(
    shop: Shop, query: dict[str, Any], found: list[str | None]
) -> None:
    assert emails(shop, **query) == found


def test_the_count_counts_what_passed_the_filters(shop: Shop) -> None:
    body = listed(shop, search_term="sara", page_size=1)

    assert (body["count"], body["last_page"], len(body["abandoned-carts"])) == (2, 2, 1)


@pytest.mark.parametrize("field", SUMMARY)
def test_every_field_of_the_list_sorts_both_ways(shop: Shop, field: str) -> None:
    def values(direction: str) -> list[Any]:
        page = listed(shop, filter_order_by=field, filter_sort_by=direction)
        return [cart[field] for cart in page["abandoned-carts"]]

    def rank(value: Any) -> Any:
        return value is not None, value

    assert values("asc") == sorted(values("asc"), key=rank)
    assert values("desc") == sorted(values("asc"), key=rank, reverse=True)


def test_equals_keep_the_lists_own_order_and_pages_do_not_repeat(shop: Shop) -> None:
    by_total = {"filter_order_by": "cart_total", "page_size": 1}

    pages = [listed(shop, **by_total, page=page)["abandoned-carts"] for page in (1, 2, 3, 4)]

    assert [page[0]["customer_email"] for page in pages] == [FAHAD, SARA, GUEST, SARA]


@pytest.mark.parametrize(
    ("query", "means"),
    [
        ({}, (None, True)),
        ({"filter_sort_by": "asc"}, (None, False)),
        ({"filter_order_by": "cart_total"}, ("cart_total", True)),
        ({"filter_order_by": "cart_total", "filter_sort_by": "asc"}, ("cart_total", False)),
        ({"filter_order_by": "created_at", "filter_sort_by": "desc"}, ("created_at", True)),
        ({"filter_order_by": "history", "filter_sort_by": "desc"}, (None, True)),
        ({"filter_order_by": "_ar"}, (None, True)),
    ],
    ids=str,
)
def test_a_query_says_the_order_and_an_unknown_field_says_nothing(
    query: dict[str, Any], means: tuple[str | None, bool]
) -> None:
    assert sort(query) == means


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        (b"", {"page", "page_size"}),
        (b"page=1", {"page_size"}),
        (b"page=0&page_size=101", {"page", "page_size"}),
        (b"page=one&page_size=15", {"page"}),
        (b"page=1&page_size=15&phase=paid", {"phase"}),
        (b"page=1&page_size=15&date_from=13-01-2025", {"date_from"}),
        (b"page=1&page_size=15&has_reminders=true", {"has_reminders"}),
        (b"page=1&page_size=15&filter_sort_by=DESC", {"filter_sort_by"}),
        (b"page=1&page_size=15&customer_type=guest&cart_total=x", {"customer_type", "cart_total"}),
    ],
)
def test_a_parameter_that_breaks_a_rule_is_named_at_the_root(
    bare: Shop, query: bytes, fields: set[str]
) -> None:
    with pytest.raises(Invalid) as raised:
        read(query)

    body = error_of(bare, raised.value, "listAbandonedCarts")
    assert body.keys() - {"status", "message", "error_code"} == fields
    assert body["error_code"] == "ERROR_POPUP_OK"
