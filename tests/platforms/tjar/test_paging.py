"""Long lists at Tjar, page by page."""

import pytest

from mock_server.engine.shop import Shop
from tests.helpers import make_shop

from .selling import ask, order


@pytest.fixture(scope="module")
def shop() -> Shop:
    """A shop with 250 more products, each ordered once."""
    shop = make_shop("tjar")
    for number in range(250):
        named = {"name_ar": f"خدمة {number}", "name_en": f"Service {number}", "price": 10}
        made = ask(shop, "createServiceProduct", named)
        ask(shop, "createOrder", order((made["id"], 1)))
    return shop


@pytest.mark.parametrize(
    ("operation", "key"), [("listProducts", "products"), ("listOrders", "orders")]
)
def test_all_pages_together_are_the_list_without_a_repeat_or_a_gap(
    shop: Shop, operation: str, key: str
) -> None:
    first = ask(shop, operation, per_page=40)
    last = first["pagination"]["last_page"]
    pages = [ask(shop, operation, per_page=40, page=page)[key] for page in range(1, last + 1)]

    ids = [each["id"] for page in pages for each in page]
    assert len(ids) == len(set(ids)) == first["pagination"]["total"] > 250
    assert [len(page) for page in pages[:-1]] == [40] * (last - 1)
    assert ask(shop, operation, per_page=40, page=last + 1)[key] == []
