"""Reviews and feedbacks: listed, hidden, written and replied to."""

from typing import Any

import pytest

from mock_server.engine.errors import NotFound
from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .goods import COFFEE_ID, HONEY_ID, ask, names, refusal

SARA_ID = 1_000_000_001
QUESTION = {
    "type": "ask",
    "customer_id": SARA_ID,
    "product_id": COFFEE_ID,
    "content": "Is it ground?",
}


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def reviews(shop: Shop, **query: Any) -> Any:
    return ask(shop, "listReviews", query=query)


def test_a_feedback_is_stored_shown_and_read_as_a_review(shop: Shop) -> None:
    made = ask(shop, "storeFeedback", QUESTION)

    assert (made["is_published"], made["images"]) == (False, [])
    shown = ask(shop, "updateFeedback", {"is_published": True}, feedback_id=made["id"])
    assert shown == {**made, "is_published": True}
    review = ask(shop, "reviewDetails", id=made["id"])
    assert review["customer"]["name"] == "سارة الحربي"
    assert review["is_published"] is True
    whole = ask(shop, "feedbackDetails", feedback_id=made["id"])
    assert (whole["product"]["id"], whole["page"]["id"]) == (COFFEE_ID, None)
    assert names(shop) == ["review.added"]


def test_reviews_are_chosen_by_what_is_asked_for(shop: Shop) -> None:
    made = ask(shop, "storeFeedback", QUESTION)
    review = ask(shop, "reviewDetails", id=made["id"])
    everything = reviews(shop)

    assert review in everything
    finding: list[dict[str, Any]] = [
        {"keyword": "GROUND"},
        {"start_date": "2026-03-01"},
        {"publish": False, "customers[]": [str(SARA_ID)]},
        {"products[]": [str(COFFEE_ID)], "keyword": "is"},
    ]
    leaving_out: list[dict[str, Any]] = [
        {"type": "rating"},
        {"end_date": "2026-02-28"},
        {"products[]": [str(HONEY_ID)]},
        {"blogs[]": ["1"]},
        {"reply": True},
        {"stars[]": ["5"]},
        {"publish": True},
    ]
    for query in finding:
        found = reviews(shop, **query)
        assert review in found
        assert len(found) < len(everything)
    for query in leaving_out:
        assert review not in reviews(shop, **query)


def test_a_review_is_hidden_and_nothing_else_of_it_changes(shop: Shop) -> None:
    before = reviews(shop, publish=True)[0]

    after = ask(shop, "updateReview", {"is_published": False, "content": "Bad"}, id=before["id"])

    assert after == {**before, "is_published": False}
    assert refusal(shop, "reviewDetails", id=7)["code"] == 404


def test_a_reply_has_an_id_of_its_own_by_which_it_is_changed(shop: Shop) -> None:
    made = ask(shop, "storeFeedback", QUESTION)["id"]

    reply = ask(shop, "feedbackReply", {"comment": "Yes"}, feedback_id=made)["reply"]
    assert ask(shop, "updateFeedbackReply", {"comment": "No"}, feedback_id=reply) == {
        "reply": reply
    }

    whole = ask(shop, "feedbackDetails", feedback_id=made)
    assert whole["reply"] == {"id": reply, "content": "No"}
    assert whole in ask(shop, "listFeedbacks", query={"reply": True})
    for wrong in (made, "x"):
        with pytest.raises(NotFound):
            ask(shop, "updateFeedbackReply", {"comment": "No"}, feedback_id=wrong)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customer_id": 7}, "customer_id"),
        ({"product_id": 7}, "product_id"),
        ({"content": None}, "content"),
        ({"type": "rating"}, "order_id"),
        ({"type": "testimonial", "order_id": 7}, "rating"),
        ({"type": "page"}, "page_id"),
    ],
)
def test_each_type_needs_what_it_is_about(shop: Shop, change: Any, field: str) -> None:
    assert list(refusal(shop, "storeFeedback", {**QUESTION, **change})["fields"]) == [field]


def test_what_a_customer_said_stays_when_they_go(shop: Shop) -> None:
    made = ask(shop, "storeFeedback", QUESTION)["id"]
    author = ask(shop, "reviewDetails", id=made)["customer"]

    ask(shop, "deleteCustomer", customer=SARA_ID)

    assert ask(shop, "reviewDetails", id=made)["customer"]["name"] == author["name"]
