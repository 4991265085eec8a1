"""The store itself with what it sells: the records that settings refer to by id."""

from mock_server.commerce.market import Market
from mock_server.commerce.records import record_key
from mock_server.commerce.vocabulary import Product
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .actors import owner
from .flakes import derived_flake, new_flake, stamp, store_id
from .product_parts import BLANK
from .stores import STORE, story_store
from .tags import TAG, slug_of, story_tag

PRODUCT = "product"


def fill_store(shop: Shop) -> None:
    """Make the store, a tag for each category and its products, in the order of the story.

    The n-th tag has the store's id plus 2n - 1, the n-th product plus 2n: a test can say a valid
    id without asking for it.
    """
    market: Market = shop.facts
    base = int(store_id(shop))
    shop.store.put(STORE, base, story_store(shop))
    categories = list(dict.fromkeys(each.category for each in market.products.values()))
    tags = {}
    for number, category in enumerate(categories, start=1):
        tag = tags[category] = story_tag(str(base + 2 * number - 1), category.en, shop)
        shop.store.put(TAG, tag["id"], tag)
    for number, product in enumerate(market.products.values(), start=1):
        key = product_id(product.key, shop, base + 2 * number)
        shop.store.put(PRODUCT, key, _product(key, product, tags[product.category], number, shop))


def product_id(product_key: str, shop: Shop, new_id: int | None = None) -> str:
    """The id of a product of the story; `new_id` when it has none yet.

    A basket knows a product that was made by the API by its id.
    """
    if product_key.isdigit():
        return product_key
    return record_key(shop, PRODUCT, product_key, lambda: new_id or new_flake(shop))


def version_of(record_id: str, shop: Shop) -> str:
    """The id of the first version of a record; later ones have flakes of their moment."""
    return derived_flake(shop, "version", record_id)


def product_version(key: str, shop: Shop) -> str:
    """The id of a product's version as it is now; of one that is gone, its first."""
    product = shop.store.find(PRODUCT, key)
    return product["version_id"] if product else version_of(key, shop)


def tags_of(product: Record, shop: Shop) -> list[Record]:
    """The tags of a product as it shows them."""
    found = (shop.store.find(TAG, each) for each in product["_tags"])
    return [{name: each[name] for name in ("id", "slug", "name")} for each in found if each]


def _product(key: str, product: Product, tag: Record, number: int, shop: Shop) -> Record:
    return {
        **BLANK,
        "id": key,
        "store_id": store_id(shop),
        "version_id": version_of(key, shop),
        "slug": slug_of(product.key),
        "name": product.name.en,
        "sort_order": number,
        "price": product.price,
        "_tags": [tag["id"]],
        "_story": product.key,
        "created_by": owner(shop),
        "created_at": stamp(shop.clock.now()),
        "updated_by": None,
        "updated_at": None,
    }
