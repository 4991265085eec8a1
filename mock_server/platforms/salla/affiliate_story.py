"""The campaigns that a shop begins with, and the links of their marketers."""

from collections.abc import Iterable
from datetime import timedelta

from mock_server.engine.seeds import Beginning
from mock_server.engine.store import Record

from .catalogue import PRODUCT
from .style import RIYADH

AFFILIATE, LINK = "affiliate", "affiliate_link"

_FIRST = 1_880_000_001
_FIRST_LINK = 1_881_000_001
_FIRST_MARKETER = 1_882_000_001
_TITLES = (
    ("حملة سفراء المتجر", "public", -120, 120, 10),
    ("عروض الموسم", "private", -20, 40, 15),
    ("حملة العام الماضي", "public", -400, -60, 8),
)
"""Title, type, first and last day from now, and the share of the marketers."""

_MARKETERS = ("عبير الحكمي", "ماجد الشهري", "Noura Styles")


def seed(beginning: Beginning) -> Iterable[Record]:
    goods = beginning.records(PRODUCT)
    today = beginning.moment.astimezone(RIYADH)
    for index, (title, kind, begins, ends, share) in enumerate(_TITLES):
        whole = index != 1 or not goods
        yield {
            "id": _FIRST + index,
            "title": title,
            "type": kind,
            "apply_to": "first-second-order" if index == 1 else "first-order",
            "commission": {"type": "percent", "value": share, "minimum_apply": 0},
            "discount": {"type": "percent", "value": 5} if whole else {"type": None, "value": 0},
            "scopes": [
                {
                    "type": "store" if whole else "product",
                    "id": 0 if whole else goods[0]["id"],
                    "operation": "include",
                    "thumbnail": None,
                }
            ],
            "start_date": f"{today + timedelta(days=begins):%Y-%m-%d}",
            "end_date": f"{today + timedelta(days=ends):%Y-%m-%d}",
            "hide_total_stats": False,
        }


def seed_links(beginning: Beginning) -> Iterable[Record]:
    """Each marketer has a link in each campaign; profits are the share of what was sold."""
    drawn = beginning.identifiers(LINK)
    number = 0
    for affiliate in beginning.records(AFFILIATE):
        for index, name in enumerate(_MARKETERS):
            orders = drawn.number("orders", 0, 12)
            sales = orders * 100 * drawn.number("sales", 60, 400)
            yield {
                "id": _FIRST_LINK + number,
                "status": "inactive" if index == 2 else "active",
                "marketer": {"id": _FIRST_MARKETER + index, "name": name},
                "_affiliate": affiliate["id"],
                "_code": f"AFL{11 + number}",
                "_orders": orders,
                "_visits": orders * drawn.number("visits", 8, 40) + 3,
                "_sales": sales,
                "_profit": sales * affiliate["commission"]["value"] // 100,
            }
            number += 1
