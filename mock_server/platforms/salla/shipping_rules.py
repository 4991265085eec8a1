"""Rules of older stores, which say which companies may carry what; routes have replaced them."""

from collections.abc import Iterator

from mock_server.engine.resource import Parent, Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.store import Record

from .couriers import COMPANY

RULE = "shipping_rule"


def seed_rules(beginning: Beginning) -> Iterator[Record]:
    """Large carts go with the couriers, the first category with the store's own."""
    companies = [company["id"] for company in beginning.records(COMPANY)]
    yield {
        "id": 1_750_000_001,
        "title": "الطلبات الكبيرة",
        "status": "active",
        "shipping_companies_ids": companies[:2],
        "restrictions": [{"type": "cart-price", "condition": ">=", "value": 200}],
    }
    categories = [category["id"] for category in beginning.records("category")]
    yield {
        "id": 1_750_000_002,
        "title": "توصيل داخل المدينة",
        "status": "inactive",
        "shipping_companies_ids": companies[2:],
        "restrictions": [
            {"type": "category", "condition": None, "value": each} for each in categories[:1]
        ],
    }


RESOURCE = Resource(
    name=RULE,
    seed=seed_rules,
    sort=oldest_first,
    parents=(Parent(COMPANY, "shipping_companies_ids", orphans="detached", several=True),),
)
