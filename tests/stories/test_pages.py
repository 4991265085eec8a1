"""What the five pages of the vendors show comes back field for field."""

import re
from typing import Any

import pytest

from tests.stories.conftest import Visiting
from tests.stories.shapes import differences, newer, page
from tests.stories.visits import Server, Visit, told

SALLA, ZID, TJAR, SURECART, PAYNOW = map(page, ("salla", "zid", "tjar", "surecart", "paynow"))
PROTOCOL = SURECART["path"]


def left_cart(shop: Visit, idle: str) -> str:
    """A cart with two products and a coupon, left at the payment; the key of its record."""
    offer = shop.admin("GET", "/shopper")
    shop.open("left")
    shop.act("left", "lines", product=offer["products"][1]["key"], quantity=2, note="هدية")
    shop.act("left", "coupon", code=offer["coupons"][0])
    shop.act("left", "phase", phase="payment_method")
    shop.advance(idle)
    return shop.record("left")


def test_salla_shows_a_cart_with_a_coupon_as_its_page_does(visit: Visiting) -> None:
    shop = visit("salla")
    key = left_cart(shop, "PT1H")

    body = shop.get(SALLA["path"].replace("{cart-id}", key))

    assert (differences(SALLA["answer"], body), newer(SALLA["answer"], body)) == ([], [])
    assert (body["status"], body["success"]) == (200, True)
    cart = body["data"]
    assert (str(cart["id"]), cart["status"]) == (key, "active")
    assert (cart["coupon"]["code"], cart["coupon"]["type"]) == ("WELCOME10", "percentage")
    assert [(item["quantity"], item["notes"]) for item in cart["items"]] == [(1, ""), (2, "هدية")]
    for date in (cart["created_at"], cart["updated_at"], cart["coupon"]["created_at"]):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", date["date"])
        assert (date["timezone_type"], date["timezone"]) == (3, "Asia/Riyadh")


def test_the_amounts_of_a_salla_cart_add_up(visit: Visiting) -> None:
    shop = visit("salla")
    key = left_cart(shop, "PT1H")

    cart = shop.get(SALLA["path"].replace("{cart-id}", key))["data"]

    amounts = [item["amounts"] for item in cart["items"]]
    total = sum(each["total"]["amount"] for each in amounts)
    discount = sum(each["total_discount"]["amount"] for each in amounts)
    assert cart["total_discount"]["amount"] == pytest.approx(discount)
    assert cart["total_discount"]["amount"] > 0
    assert cart["total"]["amount"] == pytest.approx(total)


def test_zid_shows_a_cart_as_its_page_does(visit: Visiting) -> None:
    shop = visit("zid")
    key = left_cart(shop, "PT10M")

    body = shop.get(ZID["path"].replace("{cart-id}", key))

    tree = ZID["answer"]
    assert differences(tree, body) == []
    assert newer(tree, body) == [
        "body.abandoned_cart.whatsapp_message",
        "body.abandoned_cart.source",
    ]
    assert (body["status"], body["message"]["type"]) == ("object", "object")
    cart = body["abandoned_cart"]
    assert (cart["id"], cart["phase"], cart["reminders_count"]) == (key, "payment_method", 0)
    assert len(cart["products"]) == cart["products_count"] == 2
    assert all(product["images"] for product in cart["products"])
    assert cart["history"]
    assert all(entry["abandoned_cart_id"] == key for entry in cart["history"])
    assert cart["url"].startswith(cart["store_url"])


def test_zid_writes_money_and_moments_as_its_page_does(visit: Visiting) -> None:
    shop = visit("zid")
    key = left_cart(shop, "PT10M")

    cart = shop.get(ZID["path"].replace("{cart-id}", key))["abandoned_cart"]

    assert cart["cart_total"] == pytest.approx(sum(each["total"] for each in cart["products"]))
    assert cart["cart_total_string"] == f"{cart['cart_total']:,.2f} SAR"
    assert re.fullmatch(r"9665\d{8}", cart["customer_mobile"])
    assert cart["created_at"] == "2026-03-01 12:00:00"
    assert {entry["created_at"] for entry in cart["history"]} <= {"2026-03-01T12:10:00.000000Z"}


def test_tjar_answers_the_reminder_of_its_page_to_the_letter(visit: Visiting) -> None:
    shop = visit("tjar")
    for basket in ("first", "second"):
        shop.open(basket)
    shop.advance("PT5M")
    assert shop.record("second") == "2"
    counted = [shop.get("/abandoned-carts/2")["data"]["reminders_count"]]

    answer = shop.write("POST", TJAR["path"], TJAR["request"], language="en")

    counted.append(shop.get("/abandoned-carts/2")["data"]["reminders_count"])
    assert answer == TJAR["answer"]
    assert (list(answer), list(answer["data"])) == (list(TJAR["answer"]), ["reminder_sent", "type"])
    assert counted == [0, 1]
    assert shop.get("/abandoned-carts/1")["data"]["reminders_count"] == 0


def test_tjar_counts_the_reminder_of_its_page_beside_earlier_ones(visit: Visiting) -> None:
    shop = visit("tjar", scenario="demo")
    carts = shop.get("/abandoned-carts", per_page=100)["data"]["carts"]
    reminded = next(cart for cart in carts if cart["reminders_count"])
    path = f"/abandoned-carts/{reminded['identifier']}"

    answer = shop.write("POST", f"{path}/reminder", TJAR["request"], language="en")

    after = shop.get(path)["data"]["reminders_count"]
    assert (answer, after) == (TJAR["answer"], reminded["reminders_count"] + 1)


def test_surecart_shows_the_protocol_of_its_page(visit: Visiting) -> None:
    shop = visit("surecart")

    body = shop.get(PROTOCOL)

    assert body == SURECART["answer"]
    assert list(body) == list(SURECART["answer"])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("enabled", True),
        ("first_promotion_notification", 2),
        ("grace_period_days", 7),
        ("ignore_purchased_products", True),
        ("notification_delays", [1800, 7200]),
        ("promotion_expires_after_days", 30),
        ("test_mode_enabled", False),
        ("coupon", "another"),
    ],
)
def test_surecart_keeps_each_field_of_the_protocol(visit: Visiting, field: str, value: Any) -> None:
    shop = visit("surecart")
    before = shop.get(PROTOCOL)
    if value == "another":
        kept = [coupon["id"] for coupon in shop.records("coupon")]
        value = next(each for each in kept if each != before["coupon"])
    shop.advance("PT1M")

    answer = shop.write("PATCH", PROTOCOL, {"abandoned_checkout_protocol": {field: value}})

    assert shop.get(PROTOCOL) == answer
    assert list(answer) == list(before)
    assert answer == {**before, field: value, "updated_at": answer["updated_at"]}
    assert answer["updated_at"] > before["updated_at"]


def test_surecart_unsets_what_may_be_null(visit: Visiting) -> None:
    shop = visit("surecart")
    fields = {"first_promotion_notification": 1, "promotion_expires_after_days": 5}
    shop.write("PATCH", PROTOCOL, {"abandoned_checkout_protocol": fields})

    shop.write("PATCH", PROTOCOL, {"abandoned_checkout_protocol": dict.fromkeys(fields)})

    read = shop.get(PROTOCOL)
    assert {name: read[name] for name in fields} == dict.fromkeys(fields)


@pytest.mark.parametrize("path", PAYNOW["paths"], ids=["abandoned", "follow-up"])
def test_paynow_gives_back_what_was_put(visit: Visiting, path: str) -> None:
    shop = visit("paynow")
    place = path.replace("{storeId}", shop.described["facts"]["store_id"])

    put = shop.write("PUT", place, PAYNOW["request"])

    read = shop.get(place)
    assert read == put
    assert differences(PAYNOW["answer"], read) == []
    assert newer(PAYNOW["answer"], read) == [
        "body.commands",
        "body.coupon_configuration.duration_in_intervals",
    ]
    told_back = {name: read[name] for name in PAYNOW["request"]}
    told_back["coupon_configuration"] = {
        name: read["coupon_configuration"][name]
        for name in PAYNOW["request"]["coupon_configuration"]
    }
    assert told_back == PAYNOW["request"]
    assert read["invalid"] is True
    assert read["updated_at"] == "2026-03-01T12:00:00.000Z"


@pytest.mark.parametrize("path", PAYNOW["paths"], ids=["abandoned", "follow-up"])
def test_the_paths_of_paynows_page_are_those_of_the_demo_shop(server: Server, path: str) -> None:
    shop = Visit(server, "paynow", "demo")
    place = path.replace("{storeId}", PAYNOW["store_id"])

    put = shop.write("PUT", place, PAYNOW["request"])

    assert put["store_id"] == PAYNOW["store_id"]
    assert shop.get(place) == put


def test_one_setting_of_paynow_is_not_the_other(visit: Visiting) -> None:
    shop = visit("paynow")
    first, second = (
        path.replace("{storeId}", shop.described["facts"]["store_id"]) for path in PAYNOW["paths"]
    )
    before = shop.get(second)

    shop.write("PUT", first, PAYNOW["request"])

    assert shop.get(second) == before
    assert told(shop.send("GET", first)) != before
