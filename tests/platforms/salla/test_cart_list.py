"""The list of carts at Salla: what it shows, how it is filtered and paged."""

import pytest

from mock_server.engine.shop import Shop
from tests.platforms.salla.telling import cart_of, listed, lived_in


@pytest.fixture
def shop() -> Shop:
    return lived_in()


def test_the_newest_cart_comes_first_and_a_bought_one_not_at_all(shop: Shop) -> None:
    wanted = [cart_of(shop, basket)["id"] for basket in ("left", "two", "guest")]

    assert [cart["id"] for cart in listed(shop)["data"]] == wanted


def test_offset_keeps_carts_that_are_at_least_so_many_minutes_old(shop: Shop) -> None:
    assert len(listed(shop, offset=180)["data"]) == 3
    assert len(listed(shop, offset=181)["data"]) == 2


@pytest.mark.parametrize("keyword", ["+966551234567", "966551234567", " 966551234567 "])
def test_a_keyword_finds_carts_by_the_customers_mobile(shop: Shop, keyword: str) -> None:
    [cart] = listed(shop, keyword=keyword)["data"]

    assert cart["id"] == cart_of(shop, "two")["id"]


def test_a_keyword_finds_carts_by_the_customers_id_and_nothing_by_half_of_it(shop: Shop) -> None:
    customer = cart_of(shop, "two")["customer"]["id"]

    assert len(listed(shop, keyword=str(customer))["data"]) == 1
    assert listed(shop, keyword=str(customer)[:-1])["data"] == []


def test_pages_tell_where_they_are(shop: Shop) -> None:
    pagination = listed(shop, page=2, per_page=2)["pagination"]

    links = pagination.pop("links")
    assert pagination == {
        "count": 1,
        "total": 3,
        "perPage": 2,
        "currentPage": 2,
        "totalPages": 2,
    }
    assert list(links) == ["previous"]
    assert links["previous"].endswith("/carts/abandoned?page=1")


def test_one_page_has_no_links_and_a_page_beyond_the_last_is_empty(shop: Shop) -> None:
    assert listed(shop)["pagination"]["links"] == {}
    beyond = listed(shop, page=9, per_page=2)
    assert (beyond["data"], beyond["pagination"]["total"]) == ([], 3)
