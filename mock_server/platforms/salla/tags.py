"""Tags of products."""

from mock_server.engine import keeping
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from . import words
from .catalogue import TAG, seed_tags

operations = Operations()


@operations.handles("createProductTag")
def create_tag(request: Request, shop: Shop) -> Record:
    """A tag by its name, which comes in the query; one that is there already is given again."""
    name = request.query["tag_name"]
    for tag in shop.store.all(TAG):
        if tag["name"] == name:
            return tag
    number = shop.store.fresh(TAG, lambda: shop.identifiers.number(TAG))
    return keeping.add(shop, TAG, {"id": number, "name": name})


def present(tag: Record, shop: Shop, request: Request) -> Record:
    return words.say(tag, request.language)


RESOURCE = Resource(name=TAG, seed=seed_tags, present=present)
