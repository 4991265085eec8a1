"""`souqbox fault`: added, listed, cleared."""

import os
from typing import Any

import pytest
import requests

from tests.cli.conftest import Verb


def status(served: Any) -> int:
    url = served["platforms"]["salla"]["base_url"]
    headers = {"Authorization": f"Bearer shop:{os.environ['SOUQBOX_SHOP']}"}
    return requests.get(f"{url}/carts/abandoned", headers=headers, timeout=5).status_code


def test_the_next_calls_are_refused(on: Verb, served: Any) -> None:
    told = on("fault", "add", "salla", "--status", "429", "--times", "2").out
    shop = os.environ["SOUQBOX_SHOP"]

    seen = [status(served) for _ in range(3)]
    listed = on("fault", "list").out

    assert told == f"salla.{shop}.1: status 429, in salla/{shop}, the next 2\n"
    assert seen == [429, 429, 200]
    assert "2 times" in listed


def test_faults_are_cleared_by_shop_and_by_id(on: Verb, served: Any) -> None:
    first = on("fault", "add", "salla", "--error", "missing_scope", "--json").json
    on("fault", "add", "salla", "--broken", "reset")

    gone = on("fault", "clear", "--id", first["id"]).out
    rest = on("fault", "clear", "salla").out

    assert gone == f"{first['id']} is gone\n"
    assert rest == "1 faults are gone\n"
    assert status(served) == 200
    assert on("fault", "list").out == "there are no faults\n"


def test_a_latency_has_a_distribution(on: Verb) -> None:
    rule = on(
        *("fault", "add", "zid", "--latency", "0.5", "--spread", "0.2"),
        *("--distribution", "normal", "--share", "0.25", "--operation", "listAbandonedCarts"),
        "--json",
    ).json
    told = on("fault", "list", "zid").out

    assert (rule["action"], rule["seconds"], rule["spread"]) == ("latency", 0.5, 0.2)
    assert "latency 0.5" in told
    assert "at listAbandonedCarts, 25% of the calls" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "which fault? give --status, --error, --latency or --broken"),
        (("--status", "503", "--broken", "reset"), "one fault a rule: give --status"),
        (("--error", "sad"), "error: must be one of unauthorized"),
        (("--operation", "fly", "--broken", "reset"), "no document here has an operation 'fly'"),
    ],
)
def test_what_is_no_fault_is_told(on: Verb, arguments: tuple[str, ...], told: str) -> None:
    ended = on("fault", "add", "salla", *arguments)

    assert ended.code == 2
    assert told in ended.err
