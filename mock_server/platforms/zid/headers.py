"""The headers that Zid's product API wants beside the tokens: `Store-Id` and `Role`."""

from collections.abc import Mapping

from mock_server.auth.settings import settings_of
from mock_server.engine.errors import Unauthorized
from mock_server.engine.shop import Shop
from mock_server.spec.contract import Operation

from .stores import store_facts

STORE_ID = "Store-Id"
ROLE = "Role"
READ = (STORE_ID, ROLE)
ROLES = ("Manager", "Customer")

_MANAGERS = "/managers"


def check_headers(operation: Operation, headers: Mapping[bytes, bytes], shop: Shop) -> None:
    """Most clients get by without them; a strict shop demands what the pages demand.

    Raises:
        Unauthorized: a strict shop misses its `Store-Id`, or another shop's came.
    """
    if operation.path.startswith(_MANAGERS) or not settings_of(shop).strict:
        return
    number = store_facts(shop)["number"]
    came = headers.get(STORE_ID.lower().encode(), b"").decode("latin-1").strip()
    if not came:
        words = f"the header {STORE_ID} is missing; this store's is {number} (strict headers)"
        raise Unauthorized(words, STORE_ID, "missing")
    if came != number:
        words = f"{STORE_ID} is {came[:40]!r}; the tokens open the store {number}"
        raise Unauthorized(words, STORE_ID, "invalid")
    role = headers.get(ROLE.lower().encode(), b"Manager").decode("latin-1").strip()
    if role not in ROLES:
        words = f"{ROLE} is {role[:40]!r}; it must be one of {', '.join(ROLES)}"
        raise Unauthorized(words, ROLE, "invalid")
