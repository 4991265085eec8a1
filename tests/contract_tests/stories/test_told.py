"""Stories told to our own platforms: clean as they are, and broken where a fault is planted."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from contract_tests.client import Client
from contract_tests.gate import Gate
from contract_tests.inspection import Inspection
from contract_tests.schema import load_schema
from contract_tests.settings import Settings
from contract_tests.stories.listed import stories_of
from contract_tests.stories.telling import tell_stories
from contract_tests.target import aim
from mock_server import Sandbox
from mock_server.webhooks.signing import Hmac

PLATFORMS = ("salla", "zid", "tjar", "surecart", "paynow")
TOKEN = "shop:stories"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(PLATFORMS) as sandbox:
        yield sandbox


@pytest.fixture
def faults(sandbox: Sandbox) -> Iterator[Any]:
    """Plants faults, which are gone after the test."""

    def plant(**rule: Any) -> None:
        answer = requests.post(f"{sandbox.url}/__admin/faults", json=rule, timeout=5)
        assert answer.ok, answer.text

    yield plant
    requests.delete(f"{sandbox.url}/__admin/faults", timeout=5)


def told(sandbox: Sandbox, platform: str, rule: str = "") -> Inspection:
    base_url = sandbox.described["platforms"][platform]["base_url"]
    settings = Settings(platform, sandbox.document(platform), base_url, TOKEN)
    target = aim(settings)
    client = Client(target.base_url, target.credentials, float("inf"))
    inspection = Inspection(target, client, Gate(target.document, load_schema(target, settings)))
    stories = [story for story in stories_of(platform) if rule in story.rule]
    tell_stories(inspection, platform, stories)
    return inspection


def steps(inspection: Inspection) -> list[tuple[str, str]]:
    findings = [each for each in inspection.findings if each.rule.startswith("CT-STORY")]
    return [(each.rule, each.title.partition(": ")[2]) for each in findings]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_our_platforms_live_every_story_to_its_end(sandbox: Sandbox, platform: str) -> None:
    before = {(shop.platform, shop.name) for shop in sandbox.shops}

    inspection = told(sandbox, platform)

    assert (inspection.findings, inspection.notes) == ([], [])
    assert {(shop.platform, shop.name) for shop in sandbox.shops} == before


READS = {
    "salla": "abandonedCartDetails",
    "zid": "getAbandonedCart",
    "tjar": "getAbandonedCart",
    "surecart": "retrieveAbandonedCheckout",
}


@pytest.mark.parametrize("platform", READS)
def test_a_cart_that_is_read_as_it_was_before_is_found(
    sandbox: Sandbox, faults: Any, platform: str
) -> None:
    faults(platform=platform, operation=READS[platform], action="stale")

    found = steps(told(sandbox, platform, "CART"))

    assert [rule for rule, _ in found] == ["CT-STORY-CART"]
    assert found[0][1].startswith(("a cart", "a reminder"))


@pytest.mark.parametrize("platform", ["salla", "tjar"])
def test_a_signature_over_other_bytes_is_found(
    sandbox: Sandbox, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = Hmac.sign

    def over_more(self: Hmac, body: bytes, *rest: Any) -> Any:
        return good(self, body + b" ", *rest)

    monkeypatch.setattr(Hmac, "sign", over_more)

    found = steps(told(sandbox, platform, "WEBHOOK"))

    assert found == [("CT-STORY-WEBHOOK", "a delivery proves itself and names its event")]


@pytest.mark.parametrize(
    ("platform", "operation"), [("salla", "deactivateWebhook"), ("zid", "deleteWebhook")]
)
def test_a_removal_that_does_not_work_is_found(
    sandbox: Sandbox, faults: Any, platform: str, operation: str
) -> None:
    faults(platform=platform, operation=operation, action="status", status=500)

    found = steps(told(sandbox, platform, "WEBHOOK"))

    assert found == [("CT-STORY-WEBHOOK", "what is removed is not listed, and hears nothing")]


@pytest.mark.parametrize("platform", ["salla", "zid"])
def test_a_new_token_that_opens_nothing_is_found(
    sandbox: Sandbox, faults: Any, platform: str
) -> None:
    faults(platform=platform, operation="listAbandonedCarts", action="status", status=500)

    found = steps(told(sandbox, platform, "OAUTH"))

    assert found == [("CT-STORY-OAUTH", "an access token opens the API until it expires")]


def test_no_secret_of_an_app_is_told(sandbox: Sandbox, faults: Any) -> None:
    faults(platform="salla", operation="listAbandonedCarts", action="status", status=500)

    findings = told(sandbox, "salla", "OAUTH").findings

    secret = sandbox.described["platforms"]["salla"]["client_secret"]
    assert findings
    assert secret not in repr(findings)
    assert "ory_at_" not in repr(findings)
