"""The life of a record, at a shop of notes that is right or wrong in one way."""

from functools import partial
from typing import Any

import pytest

from contract_tests.client import Client
from contract_tests.gate import Gate
from contract_tests.inspection import Inspection
from contract_tests.schema import load_schema
from contract_tests.stories.listed import stories_of
from contract_tests.stories.records import find_life, tell_record
from contract_tests.stories.telling import Story, tell_stories
from contract_tests.target import aim

NOTES = Story("CT-STORY-NOTE", "A note's life", partial(tell_record, noun="note"), lambda _: True)


def inspection_of(shop: Any) -> Inspection:
    target = aim(shop.settings)
    client = Client(target.base_url, target.credentials, float("inf"))
    gate = Gate(target.document, load_schema(target, shop.settings))
    return Inspection(target, client, gate)


def test_a_right_shop_lives_the_story_to_its_end(serve: Any) -> None:
    shop = serve()
    inspection = inspection_of(shop)

    tell_stories(inspection, "notes", [NOTES])

    assert (inspection.findings, inspection.notes) == ([], [])
    assert [method for method, path in shop.asked if path.startswith("/api")] == [
        *("POST", "GET", "GET", "PATCH", "GET", "DELETE", "GET", "GET")
    ]


@pytest.mark.parametrize(
    ("defect", "step"),
    [
        ("differs in detail", "what is made can be read"),
        ("loses an update", "what is changed is read as changed"),
        ("undoes a delete", "what is deleted is gone"),
    ],
)
def test_a_defect_is_found_at_its_step(serve: Any, defect: str, step: str) -> None:
    inspection = inspection_of(serve(defect))

    tell_stories(inspection, "notes", [NOTES])

    (finding,) = inspection.findings
    assert (finding.rule, finding.title) == ("CT-STORY-NOTE", f"A note's life: {step}")
    assert finding.curl.startswith("curl ")


def test_a_document_without_orders_and_coupons_has_no_such_story(serve: Any) -> None:
    shop = serve()
    inspection = inspection_of(shop)

    tell_stories(inspection, "notes", stories_of("notes"))

    assert find_life(inspection, "coupon") is None
    assert (shop.asked, inspection.notes) == ([], [])


def test_where_there_is_no_sandbox_a_story_that_needs_one_says_so(serve: Any) -> None:
    inspection = inspection_of(serve())
    carts = stories_of("salla")[0]
    story = Story(carts.rule, carts.title, carts.tell, lambda _: True)

    tell_stories(inspection, "notes", [story])

    assert inspection.findings == []
    assert "A cart's life was not told: this server is no souqbox" in inspection.notes[0]
