"""Notices on the pages of the store."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import call, make_shop

from .goods import COFFEE_ID, ask, refusal

NOTICE = {
    "title": "موسم جديد",
    "description": "تسوق الآن",
    "type": {"name": "product", "id": COFFEE_ID},
    "expire_date": "2026-12-31",
    "pages": ["home", "cart", "home"],
}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_a_notice_is_made_listed_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createAdvertisement", NOTICE)

    assert ask(shop, "listAdvertisements")[0] == made
    assert made["type"]["link"] == f"https://alwaha.example/p/{COFFEE_ID}"
    assert (made["pages"], made["expire_date"]["date"]) == (
        ["home", "cart"],
        "2026-12-31 00:00:00.000000",
    )
    changed = ask(
        shop,
        "updateAdvertisement",
        {**NOTICE, "pages": ["all"]},
        advertisements_id=made["id"],
    )
    assert changed == {**made, "pages": ["all"]}
    assert ask(shop, "deleteAdvertisement", advertisements_id=made["id"])["code"] == 202
    assert refusal(shop, "advertisementDetails", advertisements_id=made["id"])["code"] == 404


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ({"name": "without_url"}, None),
        ({"name": "offers"}, "https://alwaha.example/offers"),
        ({"name": "page", "id": 12}, "https://alwaha.example/page/12"),
        ({"name": "external_link", "link": "https://a.example"}, "https://a.example"),
    ],
)
def test_a_notice_leads_somewhere(shop: Shop, kind: Any, link: str | None) -> None:
    made = ask(shop, "createAdvertisement", {**NOTICE, "type": kind})

    assert made["type"]["link"] == link


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ({"name": "product", "id": 7}, "type.id"),
        ({"name": "category"}, "type.id"),
        ({"name": "external_link", "link": "a.example"}, "type.link"),
    ],
)
def test_a_notice_that_leads_nowhere_is_refused(shop: Shop, kind: Any, field: str) -> None:
    refused = refusal(shop, "createAdvertisement", {**NOTICE, "type": kind})

    assert list(refused["fields"]) == [field]


def test_notices_are_told_in_the_language_asked_for(shop: Shop) -> None:
    english = ask(shop, "listAdvertisements")[-1]
    arabic = call(shop, "listAdvertisements", language="ar")[1]["data"][-1]

    assert (english["title"], arabic["title"]) == ("Free delivery", "شحن مجاني")
    assert english["type"] == arabic["type"]
