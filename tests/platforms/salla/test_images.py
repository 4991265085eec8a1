"""Pictures and videos of products."""

import pytest

from mock_server.engine.shop import Shop
from mock_server.engine.uploads import Upload
from tests.helpers import make_shop

from .goods import HONEY_ID, PICTURE, ask, names, product, refusal


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_an_uploaded_picture_is_kept_and_shown_in_its_product(shop: Shop) -> None:
    made = ask(shop, "attachImage", {"photo": PICTURE, "alt": "A jar"}, product=HONEY_ID)

    last = product(shop, HONEY_ID)["images"][-1]
    assert (last["id"], last["alt"], last["type"]) == (made["id"], "A jar", "image")
    assert made["image"]["original"]["url"] == last["url"]
    assert last["url"].startswith("https://alwaha.example/files/")
    assert names(shop) == ["product.image.updated"]


def test_there_is_one_main_picture(shop: Shop) -> None:
    made = ask(shop, "attachImage", {"photo": PICTURE, "main": True}, product=HONEY_ID)

    main = [each["id"] for each in product(shop, HONEY_ID)["images"] if each["main"]]
    assert main == [made["id"]]


def test_a_picture_is_changed_and_deleted(shop: Shop) -> None:
    made = ask(shop, "attachImageBySKU", {"photo": PICTURE}, sku="HJRMR0500R")

    changed = ask(shop, "updateImage", {"alt": "Jars", "sort": 4}, image=made["id"])
    assert changed == {**made, "alt_seo": "Jars", "sort": 4}
    assert ask(shop, "deleteImage", image=made["id"])["code"] == 202
    assert refusal(shop, "updateImage", {"alt": "x"}, image=made["id"])["code"] == 404


@pytest.mark.parametrize(
    "sent", [{}, {"photo": Upload("a.txt", "text/plain", b"x")}, {"photo": "no file"}]
)
def test_what_is_no_picture_is_refused(shop: Shop, sent: dict[str, object]) -> None:
    assert list(refusal(shop, "attachImage", sent, product=HONEY_ID)["fields"]) == ["photo"]


def test_videos_are_at_youtube(shop: Shop) -> None:
    url = "https://www.youtube.com/watch?v=1"

    made = ask(shop, "attachYoutubeVideo", {"video_url": url}, product=HONEY_ID)
    again = ask(shop, "attachVideoBySKU", {"video_url": url}, sku="HJRMR0500R")

    assert {made["type"], again["type"]} == {"video"}
    assert made["video_url"] == url
    refused = refusal(
        shop, "attachYoutubeVideo", {"video_url": "https://a.example/1"}, product=HONEY_ID
    )
    assert list(refused["fields"]) == ["video_url"]
