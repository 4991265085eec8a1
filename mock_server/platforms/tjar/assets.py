"""The files of all stores, which answer beside the API and to everybody."""

from typing import Any

from mock_server.auth.server import Server
from mock_server.engine.errors import NotFound
from mock_server.engine.operations import Operations
from mock_server.engine.platform import Platform
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.style import Answer, Content

from .auth import AUTH
from .media import FILE, content_of
from .stores import known_store_id
from .style import TjarStyle

operations = Operations()

_HEADERS = {"Cache-Control": "public, max-age=300", "X-Content-Type-Options": "nosniff"}


@operations.handles("getMediaFile")
def get_file(request: Request, everybody: Shop) -> Any:
    """The file as it was uploaded, from the store whose code is in the address."""
    shop = _store(everybody.facts, request.path["tenant"])
    file = shop.store.get(FILE, request.path["file"])
    request.meant = shop
    return Answer(Content(content_of(file), file["media_type"]), headers=_HEADERS)


def _store(server: Server, code: str) -> Shop:
    for shop in server.shops:
        if shop.platform == server.platform and known_store_id(shop) == code:
            return shop
    raise NotFound(f"no store has the code {code!r}")


ASSETS = Platform(
    name="tjar",
    title="Tjar files",
    style=TjarStyle(),
    auth=AUTH,
    dialect=None,
    operations=[operations],
)
