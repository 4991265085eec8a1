"""What Salla tells an app about itself, when it is triggered by hand."""

from datetime import timedelta
from typing import Any

from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .style import RIYADH

_APP = {"id": 1_900_000_001, "app_name": "souqbox demo app", "app_type": "app"}
_OPENS_NOTHING = "example-of-what-opens-nothing"


def app_event(rest: str, shop: Shop) -> Record:
    """The data of `app.<rest>`. A real installation tells real tokens: `souqbox app install`."""
    now = shop.clock.now()
    if rest == "store.authorize":
        return {
            "access_token": _OPENS_NOTHING,
            "refresh_token": _OPENS_NOTHING,
            "expires": int((now + timedelta(days=14)).timestamp()),
            "scope": "offline_access",
            "token_type": "bearer",
        }
    if rest == "settings.updated":
        return {**_APP, "settings": {}}
    told: dict[str, Any] = dict(_APP)
    if rest.startswith(("trial", "subscription")):
        last = now + timedelta(days=30)
        told |= {
            "plan_type": "recurring",
            "plan_name": "Plus",
            "start_date": f"{now.astimezone(RIYADH):%Y-%m-%d}",
            "end_date": f"{last.astimezone(RIYADH):%Y-%m-%d}",
        }
    moment = f"{now.astimezone(RIYADH):%Y-%m-%d %H:%M:%S}"
    return {**told, "updated_at": moment}
