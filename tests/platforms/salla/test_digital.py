"""Files and codes of digital products."""

import pytest

from mock_server.engine.shop import Shop
from mock_server.engine.uploads import Upload
from tests.helpers import make_shop

from .goods import CODES_ID, DIGITAL_ID, HONEY_ID, ask, product, refusal

BOOK = Upload("book.pdf", "application/pdf", b"%PDF recipes")


@pytest.fixture
def shop() -> Shop:
    return make_shop("salla")


def test_there_are_as_many_of_a_product_as_codes(shop: Shop) -> None:
    assert ask(shop, "attachDigitalCode", {"codes": ["A", "B"]}, product=CODES_ID)["code"] == 201
    ask(shop, "attachDigitalCode", {"codes": ["C"]}, product=CODES_ID)

    assert product(shop, CODES_ID)["quantity"] == 3
    refused = refusal(shop, "attachDigitalCode", {"codes": ["D", "A"]}, product=CODES_ID)
    assert list(refused["fields"]) == ["codes.1"]


def test_a_file_is_attached_and_deleted(shop: Shop) -> None:
    sent = {"file": BOOK, "file_name": "Recipes.pdf"}

    made = ask(shop, "attachDigitalFile", sent, product=DIGITAL_ID)

    assert (made["name"], made["size"]) == ("Recipes.pdf", len(BOOK.data))
    assert ask(shop, "deleteDigitalFile", file=made["id"])["code"] == 202
    assert refusal(shop, "deleteDigitalFile", file=made["id"])["code"] == 404


def test_only_digital_products_have_files_and_codes(shop: Shop) -> None:
    refused = refusal(shop, "attachDigitalCode", {"codes": ["A"]}, product=HONEY_ID)

    assert refused["message"] == "this product does not sell codes"
    assert refusal(shop, "attachDigitalFile", {"file": BOOK}, product=HONEY_ID)["fields"] == {}
