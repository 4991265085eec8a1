"""Who works in the store: employees look after orders and write in their histories."""

from collections.abc import Iterable

from mock_server.engine.request import Request
from mock_server.engine.resource import Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

EMPLOYEE = "employee"

_NAMES = (
    Text("أحمد العمري", "Ahmed Al-Omari"),
    Text("منيرة السالم", "Munira Al-Salem"),
    Text("ياسر الحكمي", "Yasser Al-Hakami"),
)
_FIRST = 1_780_000_001


def seed(beginning: Beginning) -> Iterable[Record]:
    store = beginning.facts.store
    for index, name in enumerate(_NAMES):
        mailbox = name.en.split()[0].lower()
        yield {
            "id": _FIRST + index,
            "name": name.ar,
            "mobile": f"50000010{index}",
            "mobile_code": "966",
            "email": f"{mailbox}@{store.domain}",
            "role": "user" if index == 0 else "team",
            "status": "active",
            "_name_en": name.en,
        }


def shown(employee: Record, shop: Shop, language: str) -> Record:
    """An employee as orders and histories name them."""
    return {
        "id": employee["id"],
        "name": employee["_name_en"] if language == "en" else employee["name"],
        "avatar": f"https://{shop.facts.store.domain}/images/avatar.png",
    }


def present(employee: Record, shop: Shop, request: Request) -> Record:
    name = employee["_name_en"] if request.language == "en" else employee["name"]
    return {**visible(employee), "name": name}


RESOURCE = Resource(name=EMPLOYEE, seed=seed, present=present, sort=oldest_first)
