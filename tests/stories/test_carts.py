"""A cart's life as clients see it: left, listed when its time has come, ageing, bought."""

from typing import Any

import pytest

from tests.stories.conftest import Visiting
from tests.stories.listings import LISTINGS
from tests.stories.visits import SARA, Visit


@pytest.mark.parametrize("platform", LISTINGS)
def test_a_cart_is_listed_after_its_idle_time_and_not_a_minute_before(
    visit: Visiting, platform: str
) -> None:
    shop, listing = visit(platform), LISTINGS[platform]
    shop.open("left")

    shop.advance(f"PT{listing.idle_minutes - 1}M")
    before = listing.keys(shop)
    shop.advance("PT59S")
    a_second_before = listing.keys(shop)
    shop.advance("PT1S")

    assert (before, a_second_before) == ([], [])
    assert listing.keys(shop) == [shop.record("left")]


@pytest.mark.parametrize("platform", LISTINGS)
def test_every_touch_starts_the_wait_anew(visit: Visiting, platform: str) -> None:
    shop, listing = visit(platform), LISTINGS[platform]
    shop.open("left")
    for verb, facts in (("phase", {"phase": "shipping_address"}), ("return", {})):
        shop.advance(f"PT{listing.idle_minutes - 1}M")
        shop.act("left", verb, **facts)

    shop.advance(f"PT{listing.idle_minutes - 1}M")
    still_open = listing.keys(shop)
    shop.advance("PT1M")

    assert still_open == []
    assert len(listing.keys(shop)) == 1


@pytest.mark.parametrize("platform", LISTINGS)
def test_an_empty_basket_and_one_that_was_bought_are_never_listed(
    visit: Visiting, platform: str
) -> None:
    shop, listing = visit(platform), LISTINGS[platform]
    shop.admin("POST", "/shopper/baskets", {"id": "empty"})
    shop.open("bought")
    shop.act("bought", "pay")

    shop.advance("P10D")

    assert listing.keys(shop) == []


@pytest.mark.parametrize("platform", LISTINGS)
def test_the_list_has_the_newest_first_and_agrees_with_the_details(
    visit: Visiting, platform: str
) -> None:
    shop, listing = visit(platform), LISTINGS[platform]
    for number in range(3):
        shop.open(f"b{number}", customer={**SARA, "email": f"sara{number}@example.com"})
        shop.advance("PT1M")
    shop.advance("PT2H")

    keys = listing.keys(shop)

    assert keys == [shop.record(f"b{number}") for number in (2, 1, 0)]
    assert all(key in str(shop.get(listing.details(key))) for key in keys)


def test_the_age_of_a_salla_cart_moves_with_the_clock(visit: Visiting) -> None:
    shop, listing = visit("salla"), LISTINGS["salla"]
    shop.open("left")
    shop.advance("PT1H")
    key = shop.record("left")

    ages = []
    for by in ("PT0S", "PT59S", "PT1S", "PT2H", "P1D"):
        shop.advance(by)
        listed = listing.of(shop)[0]["age_in_minutes"]
        shown = shop.get(f"/carts/abandoned/{key}")["data"]["age_in_minutes"]
        ages.append((listed, shown))

    assert ages == [(60, 60), (60, 60), (61, 61), (181, 181), (1621, 1621)]


def test_the_last_activity_of_a_tjar_cart_moves_with_the_clock(visit: Visiting) -> None:
    shop, listing = visit("tjar"), LISTINGS["tjar"]
    shop.open("left")
    shop.advance("PT5M")

    words = []
    for by in ("PT0S", "PT59S", "PT1S", "PT54M", "P1D", "P6D"):
        shop.advance(by)
        listed = [listing.of(shop, each)[0]["last_activity"] for each in ("en", "ar")]
        shown = shop.get("/abandoned-carts/1", "en")["data"]["last_activity"]
        assert shown == listed[0]
        words.append(tuple(listed))

    assert words == [
        ("5 minutes ago", "منذ 5 دقائق"),
        ("5 minutes ago", "منذ 5 دقائق"),
        ("6 minutes ago", "منذ 6 دقائق"),
        ("1 hour ago", "منذ ساعة"),
        ("1 day ago", "منذ يوم"),
        ("1 week ago", "منذ أسبوع"),
    ]


@pytest.mark.parametrize(
    ("platform", "details", "facts"),
    [
        ("salla", "data", {"status": "purchased"}),
        ("zid", "abandoned_cart", {"phase": "completed", "reminders_count": 0}),
        ("tjar", "data", {"phase": "completed", "reminders_count": 0}),
    ],
)
def test_a_cart_that_was_bought_says_so(
    visit: Visiting, platform: str, details: str, facts: dict[str, Any]
) -> None:
    shop, listing = visit(platform), LISTINGS[platform]
    shop.open("left")
    shop.advance("PT2H")
    shop.act("left", "pay")

    cart = shop.get(listing.details(shop.record("left")))[details]

    assert {name: cart[name] for name in facts} == facts


@pytest.mark.parametrize("platform", LISTINGS)
def test_shops_know_nothing_of_each_other(visit: Visiting, platform: str) -> None:
    shop, listing = visit(platform), LISTINGS[platform]
    other = Visit(shop.server, platform, f"{shop.shop[:58]}-other")
    before = (listing.keys(other), other.admin("GET", "/clock"))

    shop.open("left")
    shop.advance("P2D")

    assert len(listing.keys(shop)) == 1
    assert (listing.keys(other), other.admin("GET", "/clock")) == before
