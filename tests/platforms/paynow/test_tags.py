"""Tags and their pictures."""

from mock_server.engine.shop import Shop
from tests.platforms.paynow.asking import ask, fault, refusal


def test_a_tag_is_made_read_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "createTag", {"name": "Ajwa dates"})

    assert (made["slug"], made["enabled"], made["updated_by"]) == ("ajwa-dates", True, None)
    assert made["created_by"]["type"] == "api_key"
    assert [each["name"] for each in ask(shop, "listTags")] == ["Honey", "Coffee", "Ajwa dates"]
    changed = ask(shop, "updateTag", {"description": "Of Madinah"}, tagId=made["id"])
    different = {name for name in made if made[name] != changed[name]}
    assert different == {"description", "updated_at", "updated_by"}
    assert ask(shop, "deleteTag", tagId=made["id"]) is None
    assert refusal(shop, "getTag", tagId=made["id"])["code"] == "not-found"


def test_name_and_slug_are_those_of_one_tag(shop: Shop) -> None:
    assert fault(refusal(shop, "createTag", {"name": "Honey", "slug": "h"})) == (
        400,
        "name",
        "unique",
    )
    assert fault(refusal(shop, "createTag", {"name": "honey"})) == (400, "slug", "unique")
    coffee = ask(shop, "listTags")[1]["id"]
    assert fault(refusal(shop, "updateTag", {"slug": "honey"}, tagId=coffee))[1] == "slug"


def test_a_picture_is_put_where_the_store_says_and_taken_away(shop: Shop) -> None:
    tag = ask(shop, "listTags")[0]["id"]
    upload = ask(shop, "getTagImageUploadUrl", tagId=tag)

    wrong = refusal(shop, "finishTagImageUpload", {"image_id": "1"}, tagId=tag)
    ask(shop, "finishTagImageUpload", {"image_id": upload["id"]}, tagId=tag)

    assert fault(wrong) == (400, "image_id", "exists")
    assert upload["id"] in ask(shop, "getTag", tagId=tag)["image_url"]
    assert ask(shop, "getTagImageUploadUrl", tagId=tag)["id"] != upload["id"]
    ask(shop, "deleteTagImage", tagId=tag)
    assert ask(shop, "getTag", tagId=tag)["image_url"] is None
