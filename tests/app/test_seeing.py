"""What was seen of a shop, saved as a scenario and lived through again."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from contract_tests.traffic.judge import Verdict
from contract_tests.traffic.recorded import Recorded
from mock_server import Sandbox
from mock_server.app.seeing import Seeing
from mock_server.platforms import load_readers, platform_names

SURECART = "&".join(
    f"expand[]={each}"
    for each in ("checkout", "checkout.line_items", "checkout.discount", "discount.coupon")
)
LISTS = {
    "salla": ("listAbandonedCarts", "/carts/abandoned?per_page=60", "data"),
    "zid": (
        "listAbandonedCarts",
        "/managers/store/abandoned-carts?page=1&page_size=50",
        "abandoned-carts",
    ),
    "tjar": ("listAbandonedCarts", "/abandoned-carts?per_page=60", "data/carts"),
    "surecart": ("listAbandonedCheckouts", f"/abandoned_checkouts?limit=60&{SURECART}", "data"),
}
PRIVATE = ("amal@example.com", "550000101", "أمل الغامدي", "tajriba", "WELCOME10", "EID50")


def read(sandbox: Sandbox, platform: str) -> Any:
    shop = sandbox.shop(platform)
    headers = {"Authorization": "Bearer shop:demo", "X-Manager-Token": "shop:demo"}
    with requests.Session() as client:
        answer = client.get(shop.base_url + LISTS[platform][1], headers=headers, timeout=10)
    assert answer.status_code == 200
    return answer.json()


def totals(platform: str, body: Any) -> list[float]:
    for part in LISTS[platform][2].split("/"):
        body = body[part]
    of: Any = {
        "salla": lambda row: row["total"]["amount"],
        "surecart": lambda row: row["checkout"]["total_amount"],
    }.get(platform, lambda row: row["cart_total"])
    return sorted(of(row) for row in body)


def seen_of(platform: str, body: Any) -> Seeing:
    operation_id = LISTS[platform][0]
    seeing = Seeing(load_readers(platform), {"GET /x": operation_id})
    content = json.dumps(body).encode()
    seeing.see(
        Verdict("GET /x", (), known=True, succeeded=True),
        Recorded("GET", "http://127.0.0.1/x", (), b"", 200, (), content),
    )
    return seeing


@pytest.mark.parametrize("platform", LISTS)
def test_a_saved_shop_lists_the_same_carts_and_nobody_of_the_real_ones(
    platform: str, tmp_path: Path
) -> None:
    clock = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with Sandbox(platforms=[platform], clock=clock) as sandbox:
        before = read(sandbox, platform)
    seeing = seen_of(platform, before)

    seeing.save(tmp_path / "seen.yaml")

    assert seeing.unread == 0
    text = (tmp_path / "seen.yaml").read_text("utf-8")
    assert [word for word in PRIVATE if word in text] == []
    with Sandbox(platforms=[platform], scenario=str(tmp_path / "seen.yaml")) as sandbox:
        after = read(sandbox, platform)
    assert totals(platform, after) == pytest.approx(totals(platform, before), rel=2e-3)


@pytest.mark.parametrize("platform", platform_names())
def test_every_platform_says_what_it_can_read(platform: str) -> None:
    with Sandbox(platforms=[platform], scenario="empty") as sandbox:
        operations = {
            method["operationId"]
            for path in sandbox.document(platform)["paths"].values()
            for method in path.values()
            if isinstance(method, dict)
        }

    assert set(load_readers(platform)) <= operations


def test_an_answer_of_another_shape_is_left_out() -> None:
    seeing = seen_of("salla", {"data": [{"id": 1, "created_at": "yesterday"}]})

    assert (seeing.unread, len(seeing.sightings)) == (1, 0)


def test_nothing_seen_is_a_shop_with_nothing_in_it(tmp_path: Path) -> None:
    Seeing({}, {}).save(tmp_path / "nothing.yaml")

    assert yaml.safe_load((tmp_path / "nothing.yaml").read_text("utf-8"))["customers"] == {
        "count": 0,
        "told": [],
    }
    with Sandbox(platforms=["zid"], scenario=str(tmp_path / "nothing.yaml")) as sandbox:
        assert sandbox.shop("zid").records("abandoned_cart") == []
