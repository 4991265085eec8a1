"""Reminders as clients see them: sent by hand and by themselves, until the cart is bought."""

import pytest

from tests.stories.conftest import Visiting
from tests.stories.listings import LISTINGS

PROTOCOL = "/abandoned_checkout_protocol"


@pytest.mark.parametrize("platform", ["zid", "tjar"])
def test_a_reminder_by_hand_counts(visit: Visiting, platform: str) -> None:
    shop, listing = visit(platform), LISTINGS[platform]
    shop.open("left")
    shop.advance("PT10M")

    counts = []
    for _ in range(3):
        counts.append(listing.of(shop)[0]["reminders_count"])
        shop.act("left", "remind")

    assert counts == [0, 1, 2]


def test_a_reminder_of_tjar_is_told_and_its_offer_taken_at_the_checkout(visit: Visiting) -> None:
    shop = visit("tjar")
    shop.open("left")
    shop.advance("PT5M")
    alert = {"subject": "s", "message": "m", "offer_discount": 15}

    shop.write("POST", "/abandoned-carts/1/reminder", {"type": "email", "alert_details": alert})

    (offered,) = shop.records("coupon")
    before = shop.admin("GET", "/shopper/baskets/left")["total"]
    after = shop.act("left", "coupon", code=offered["code"])["total"]
    assert shop.events()[-1:] == ["abandoned_cart.reminder_sent"]
    assert after == round(before * 0.85)


def test_a_zid_cart_with_reminders_is_found_by_them(visit: Visiting) -> None:
    shop, listing = visit("zid"), LISTINGS["zid"]
    for basket in ("quiet", "reminded"):
        shop.open(basket)
    shop.advance("PT10M")
    shop.act("reminded", "remind")

    found = [listing.keys(shop, has_reminders=wanted) for wanted in ("0", "1")]

    assert found == [[shop.record("quiet")], [shop.record("reminded")]]


@pytest.mark.parametrize("platform", ["zid", "tjar"])
def test_the_merchants_reminders_go_out_until_the_cart_is_bought(
    visit: Visiting, platform: str
) -> None:
    shop, listing = visit(platform), LISTINGS[platform]
    shop.admin("PATCH", "/settings", {"reminders": ["PT1H", "P1D", "P3D"]})
    shop.open("left")
    shop.advance(f"PT{listing.idle_minutes}M")

    counts = []
    for by in ("PT59M", "PT1M", "PT22H59M", "PT1M"):
        shop.advance(by)
        counts.append(listing.of(shop)[0]["reminders_count"])
    shop.act("left", "pay")
    happened = len(shop.events())
    shop.advance("P365D")

    details = shop.get(listing.details(shop.record("left")))
    cart = details.get("abandoned_cart") or details["data"]
    assert counts == [0, 1, 1, 2]
    assert (cart["reminders_count"], cart["phase"]) == (2, "completed")
    assert shop.events(since=happened) == []
    assert shop.admin("GET", "/jobs")["jobs"] == []


def test_settings_tell_what_was_set_and_an_empty_list_sends_nothing(visit: Visiting) -> None:
    shop, listing = visit("zid"), LISTINGS["zid"]
    shop.admin("PATCH", "/settings", {"reminders": ["P1D", "PT1H"]})
    kept = shop.admin("GET", "/settings")
    shop.open("left")
    shop.advance("PT10M")

    shop.admin("PATCH", "/settings", {"reminders": []})
    shop.advance("P30D")

    assert kept["reminders"] == ["PT1H", "P1D"]
    assert listing.of(shop)[0]["reminders_count"] == 0


def test_surecart_reminds_by_its_protocol_until_the_checkout_is_bought(visit: Visiting) -> None:
    shop, listing = visit("surecart"), LISTINGS["surecart"]
    wanted = {"enabled": True, "notification_delays": [3600, 86400, 432000]}
    shop.write("PATCH", PROTOCOL, {"abandoned_checkout_protocol": wanted})
    shop.open("left")
    shop.advance("PT30M")

    planned = listing.of(shop)[0]
    shop.advance("PT1H")
    reminded = listing.of(shop)[0]
    shop.act("left", "pay")
    happened = len(shop.events())
    shop.advance("P365D")

    recovered = listing.of(shop)[0]
    delays = [at - planned["created_at"] for at in planned["notifications_scheduled_at"]]
    assert (planned["notification_status"], delays) == ("scheduled", [3600, 86400, 432000])
    assert reminded["notifications_scheduled_at"] == planned["notifications_scheduled_at"][1:]
    assert recovered["recovery_status"] == "assisted_recovered"
    assert recovered["notifications_scheduled_at"] == []
    assert shop.events(since=happened) == []
    assert shop.admin("GET", "/shopper/baskets/left")["reminders"] == 1


def test_surecart_sends_all_reminders_and_then_no_more(visit: Visiting) -> None:
    shop, listing = visit("surecart"), LISTINGS["surecart"]
    shop.write("PATCH", PROTOCOL, {"abandoned_checkout_protocol": {"enabled": True}})
    shop.open("left")

    shop.advance("P365D")

    assert listing.of(shop)[0]["notification_status"] == "sent"
    assert shop.admin("GET", "/shopper/baskets/left")["reminders"] == 3


def test_surecart_sends_nothing_while_the_protocol_is_off(visit: Visiting) -> None:
    shop, listing = visit("surecart"), LISTINGS["surecart"]
    shop.open("left")

    shop.advance("P365D")

    row = listing.of(shop)[0]
    assert (row["notification_status"], row["recovery_status"]) == ("not_scheduled", "abandoned")
    assert shop.admin("GET", "/shopper/baskets/left")["reminders"] == 0
