"""Templates, look and log of e-mails."""

from typing import Any

import pytest

from mock_server.engine.shop import Shop
from tests.platforms.paynow.asking import ask, fault, refusal
from tests.platforms.paynow.samples import ABANDONED, FOLLOW_UP, HOUR, buy_cart, settings

KIND = "abandoned_checkout_recovery_attempt"
NEW = {"email_template_type": KIND, "name": "Spring", "content": "<h1>Spring</h1>"}


def states(shop: Shop) -> dict[str, str]:
    listed = ask(shop, "listEmailTemplates")
    return {each["name"]: each["email_template_state"] for each in listed}


def test_a_template_is_made_read_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createEmailTemplate", NEW)

    assert ask(shop, "getEmailTemplate", templateId=made["id"]) == made
    changed = ask(shop, "updateEmailTemplate", {"name": "Summer"}, templateId=made["id"])
    different = {name for name in made if made[name] != changed[name]}
    assert different == {"name", "updated_at", "updated_by"}
    assert ask(shop, "deleteEmailTemplate", templateId=made["id"]) is None
    assert refusal(shop, "getEmailTemplate", templateId=made["id"])["status"] == 404


def test_one_template_of_a_type_is_in_use(shop: Shop) -> None:
    first, second = (ask(shop, "createEmailTemplate", {**NEW, "name": each}) for each in "ab")

    ask(shop, "activateEmailTemplate", templateId=first["id"])
    ask(shop, "activateEmailTemplate", templateId=second["id"])

    assert states(shop) == {"b": "active", "a": "inactive", "Eid": "inactive", "Receipt": "active"}
    ask(shop, "deactivateEmailTemplateByType", {"email_template_type": KIND})
    assert states(shop)["b"] == "inactive"
    ask(shop, "activateEmailTemplate", templateId=first["id"])
    ask(shop, "deactivateEmailTemplate", templateId=first["id"])
    assert states(shop)["a"] == "inactive"


def test_a_test_goes_to_the_store_and_is_in_the_log(shop: Shop) -> None:
    made = ask(shop, "createEmailTemplate", NEW)
    ask(shop, "sendTestEmail", templateId=made["id"])
    ask(shop, "sendTestEmailByType", {"email_template_type": "order_completed"})

    second, first = ask(shop, "listEmailDeliveries")
    assert (first["subject"], second["subject"]) == ("Test: Spring", "Test: Receipt")
    assert first["receiver_email"] == ask(shop, "getStore")["contact_email"]
    assert ask(shop, "getEmailDelivery", emailDeliveryId=first["id"]) == first
    assert refusal(shop, "getEmailDelivery", emailDeliveryId="1")["status"] == 404


@pytest.mark.parametrize(
    "operation", ["createEmailTemplate", "deactivateEmailTemplateByType", "sendTestEmailByType"]
)
def test_no_type_is_none(shop: Shop, operation: str) -> None:
    told = refusal(shop, operation, {**NEW, "email_template_type": "unspecified"})

    assert fault(told) == (400, "email_template_type", "enum")


def test_every_type_has_something_that_is_sent(shop: Shop) -> None:
    told = ask(shop, "listEmailDefinitions")

    assert len({each["email_template_type"] for each in told}) == len(told) == 31
    assert all(each["default_content"] for each in told)


def test_the_look_changes_as_far_as_it_is_sent(shop: Shop) -> None:
    before = ask(shop, "getEmailBranding")

    after = ask(shop, "updateEmailBranding", {"color": "#1E8449"})

    assert after == ask(shop, "getEmailBranding") == {**before, "color": "#1E8449"}


def test_a_picture_for_dark_ground_is_not_one_for_light(shop: Shop) -> None:
    upload = ask(shop, "getEmailImageUploadUrl", query={"dark_mode": True})["image_id"]

    wrong = refusal(shop, "finishEmailImageUpload", {"image_id": upload, "dark_mode": False})
    ask(shop, "finishEmailImageUpload", {"image_id": upload, "dark_mode": True})

    look = ask(shop, "getEmailBranding")
    assert fault(wrong) == (400, "image_id", "exists")
    assert (look["header_image_light_url"], upload in look["header_image_dark_url"]) == (None, True)


def test_the_log_has_only_what_every_parameter_lets_pass(shop: Shop) -> None:
    for feature in (ABANDONED, FOLLOW_UP):
        feature.write(shop, settings())
    ABANDONED.start(shop, "first", "fahad", "honey")
    buy_cart(shop, "second", "sara", "honey")
    shop.advance(HOUR)

    def found(**query: Any) -> list[str]:
        listed = ask(shop, "listEmailDeliveries", query=query)
        return [each["receiver_email"] for each in listed]

    assert sorted(found()) == ["fahad@example.com", "sara@example.com"]
    assert found(email_template_type=KIND) == found(subject="BEHIND") == ["fahad@example.com"]
    assert found(receiver_email="sara@example.com", status=["sent"]) == ["sara@example.com"]
    assert found(status=["bounced", "failed"]) == found(store_id="1") == []
