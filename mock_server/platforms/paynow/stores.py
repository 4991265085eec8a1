"""Every path of PayNow names a store: it has to be that of the key."""

from mock_server.engine.errors import NotFound
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop

from .flakes import store_id


def check_store(request: Request, shop: Shop) -> None:
    """Nothing, if the path names the shop's own store.

    Raises:
        NotFound: that is not the store of this key.
    """
    wanted = request.path["storeId"]
    if wanted != store_id(shop):
        raise NotFound(f"store {wanted} is not the store of this key, {store_id(shop)}", "store")
