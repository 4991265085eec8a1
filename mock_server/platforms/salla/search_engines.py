"""What search engines are told of a store."""

from collections.abc import Iterator

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible

from .moments import told
from .store_info import SLOGAN

SEO = "seo"
_ONLY = "store"
operations = Operations()


@operations.handles("listSEOSettings")
def read_seo(request: Request, shop: Shop) -> Record:
    return shop.store.get(SEO, _ONLY)


@operations.handles("updateSEOSettings")
def update_seo(request: Request, shop: Shop) -> Record:
    """The map of the site is made anew when it is asked for."""
    known = shop.store.get(SEO, _ONLY)
    sent = {name: value for name, value in request.body.items() if name in known}
    if sent.pop("refersh_sitemap", False):
        sent["refersh_sitemap"] = told(shop.clock.now())
    sent.pop("id", None)
    return shop.store.update(SEO, _ONLY, **sent)


def present(seo: Record, shop: Shop, request: Request) -> Record:
    return {name: value for name, value in visible(seo).items() if name != "id"}


def seed(beginning: Beginning) -> Iterator[Record]:
    store = beginning.facts.store
    goods = [each.name.ar for each in beginning.facts.products.values()][:5]
    yield {
        "id": _ONLY,
        "title": store.name.ar,
        "keywords": ",".join(goods),
        "description": SLOGAN.ar,
        "url": f"https://{store.domain}",
        "friendly_urls_status": True,
        "refersh_sitemap": told(beginning.moment),
    }


RESOURCE = Resource(name=SEO, seed=seed, present=present)
