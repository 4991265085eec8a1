"""The list of carts at Salla: what it shows, how it is filtered and paged."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.types import ASGIApp

from mock_server.app.assembly import assemble
from mock_server.app.making import Start
from mock_server.commerce import shopper
from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.web.reading import ParameterReader
from tests.asgi import Call, ask
from tests.helpers import NOON, error_of, part
from tests.platforms.salla.telling import LIST, baskets, cart_of, details, listed

NEWEST_FIRST = ["left", "fifty", "tenth", "guest"]


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return assemble(["salla"], Start(clock=NOON)).app


def page_at(app: ASGIApp, address: str) -> Any:
    """What the demo shop answers at this address."""
    parts = urlsplit(address)
    headers = {"authorization": "Bearer shop:demo"}
    reply = ask(app, Call("GET", parts.path, headers, parts.query))
    assert reply.status == 200
    return reply.body


def read(query: bytes) -> Any:
    """The query as the document reads it."""
    contract = part("salla").contract
    return ParameterReader("query", contract.operation(LIST), contract.document).query(query)


def test_the_newest_cart_comes_first_and_a_bought_one_not_at_all(shop: Shop) -> None:
    assert baskets(shop) == NEWEST_FIRST


def test_a_cart_leaves_the_list_when_it_is_bought_and_stays_in_the_details(shop: Shop) -> None:
    cart = cart_of(shop, "tenth")

    shopper.pay(shop, "tenth")

    assert baskets(shop) == ["left", "fifty", "guest"]
    assert listed(shop)["pagination"]["total"] == 3
    assert details(shop, cart["id"])["status"] == "purchased"


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        (0, NEWEST_FIRST),
        (180, NEWEST_FIRST),
        (181, ["fifty", "tenth", "guest"]),
        (1440, ["tenth", "guest"]),
        (2881, []),
        (5256000, []),
    ],
)
def test_offset_keeps_carts_made_at_least_so_many_minutes_ago(
    shop: Shop, minutes: int, found: list[str]
) -> None:
    assert baskets(shop, offset=minutes) == found


@pytest.mark.parametrize(
    ("keyword", "found"),
    [
        ("+966551234567", ["tenth"]),
        ("966551234567", ["tenth"]),
        (" 966551234567 ", ["tenth"]),
        ("1000000001", ["left"]),
        ("900000002", ["guest"]),
        ("966", []),
        ("100000000", []),
        ("سارة", []),
        ("", NEWEST_FIRST),
        (" ", NEWEST_FIRST),
        ("+", NEWEST_FIRST),
    ],
)
def test_a_keyword_is_the_whole_id_or_mobile_of_the_customer(
    shop: Shop, keyword: str, found: list[str]
) -> None:
    assert baskets(shop, keyword=keyword) == found


def test_filters_count_together(shop: Shop) -> None:
    assert baskets(shop, keyword="1000000001", offset=180) == ["left"]
    assert baskets(shop, keyword="1000000001", offset=181) == []
    assert listed(shop, offset=181, per_page=1)["pagination"]["total"] == 3


def test_pages_of_any_size_make_up_the_same_list(shop: Shop) -> None:
    for size in (1, 2, 3, 60):
        pages = [baskets(shop, page=number, per_page=size) for number in range(1, 6)]

        assert [basket for page in pages for basket in page] == NEWEST_FIRST


@pytest.mark.parametrize(
    ("page", "size", "told"),
    [
        (1, 15, (4, 4, 15, 1, 1)),
        (1, 3, (3, 4, 3, 1, 2)),
        (2, 3, (1, 4, 3, 2, 2)),
        (9, 3, (0, 4, 3, 9, 2)),
    ],
)
def test_a_page_tells_where_it_lies(
    shop: Shop, page: int, size: int, told: tuple[int, ...]
) -> None:
    pagination = listed(shop, page=page, per_page=size)["pagination"]

    names = ("count", "total", "perPage", "currentPage", "totalPages")
    assert list(pagination) == [*names, "links"]
    assert tuple(pagination[name] for name in names) == told


def test_an_empty_list_has_one_page(bare: Shop) -> None:
    body = listed(bare)

    assert (body["data"], body["pagination"]["total"], body["pagination"]["totalPages"]) == (
        [],
        0,
        1,
    )
    assert body["pagination"]["links"] == {}


def test_the_links_lead_through_the_whole_list_and_keep_the_rest_of_the_query(
    app: ASGIApp,
) -> None:
    first = page_at(app, "/salla/admin/v2/carts/abandoned?per_page=7&page=1&offset=120&keyword=")
    pages = [first]

    while "next" in pages[-1]["pagination"]["links"]:
        address = pages[-1]["pagination"]["links"]["next"]
        sent = parse_qs(urlsplit(address).query, keep_blank_values=True)
        number = str(len(pages) + 1)
        assert sent == {"per_page": ["7"], "offset": ["120"], "keyword": [""], "page": [number]}
        pages.append(page_at(app, address))

    carts = [cart["id"] for page in pages for cart in page["data"]]
    assert len(set(carts)) == len(carts) == first["pagination"]["total"] > 14
    assert page_at(app, pages[-1]["pagination"]["links"]["previous"]) == pages[-2]
    assert "previous" not in first["pagination"]["links"]


def test_fifteen_carts_are_on_a_page_unless_told_otherwise(app: ASGIApp) -> None:
    body = page_at(app, "/salla/admin/v2/carts/abandoned")

    assert (body["pagination"]["perPage"], len(body["data"])) == (15, 15)
    assert body["pagination"]["links"] == {
        "next": "http://127.0.0.1:4710/salla/admin/v2/carts/abandoned?page=2"
    }


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        (b"page=0", {"page"}),
        (b"page=one&per_page=61", {"page", "per_page"}),
        (b"per_page=0", {"per_page"}),
        (b"per_page=", {"per_page"}),
        (b"offset=-1", {"offset"}),
        (b"offset=1.5", {"offset"}),
        (b"keyword=" + 101 * b"9", {"keyword"}),
    ],
)
def test_a_parameter_that_breaks_a_rule_is_named(
    bare: Shop, query: bytes, fields: set[str]
) -> None:
    with pytest.raises(Invalid) as raised:
        read(query)

    body = error_of(bare, raised.value, LIST)
    assert (body["status"], body["error"]["message"]) == (422, "alert.invalid_fields")
    assert set(body["error"]["fields"]) == fields
