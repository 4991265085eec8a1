"""Whose token it is: the user and the merchant, at the accounts server and at the older address."""

from datetime import datetime, timedelta
from typing import Any

from mock_server.engine.identifiers import Identifiers
from mock_server.engine.limits import rule_of
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop

from .limits import LIMITS
from .merchants import merchant_id, tax_number

USER_INFORMATION = "userInformationDetails"

operations = Operations()

_FIRST_DAY = datetime(2021, 1, 1, 9, 30)  # noqa: DTZ001 (told without a zone)


@operations.handles(USER_INFORMATION)
def user_information(request: Request, shop: Shop) -> Any:
    store, number = shop.facts.store, merchant_id(shop)
    ids = Identifiers(number)  # a shop's own count is not moved by reading
    since = f"{_FIRST_DAY + timedelta(days=number % 1400):%Y-%m-%d %H:%M:%S}"
    name = store.name.say(request.language)
    return {
        "id": ids.number("user"),
        "name": name,
        "email": store.email,
        "mobile": store.mobile,
        "role": "user",
        "created_at": since,
        "merchant": {
            "id": number,
            "username": store.domain.partition(".")[0],
            "name": name,
            "avatar": f"https://{store.domain}/logo.png",
            "store_location": "24.7136,46.6753",
            "plan": rule_of(shop, LIMITS, "off").plan,
            "status": "active",
            "domain": f"https://{store.domain}",
            "tax_number": tax_number(shop.name, shop.identifiers.seed),
            "commercial_number": f"1010{ids.number('commerce', 100_000, 999_999)}",
            "created_at": since,
        },
    }
