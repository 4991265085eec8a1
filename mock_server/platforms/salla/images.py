"""Pictures and videos of products: uploaded, or named by an address."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.errors import Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Events, Parent, Resource, oldest_first
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.engine.uploads import Upload

from .catalogue import PRODUCT
from .files import keep_file

IMAGE = "product_image"

operations = Operations()

_SIZES = {
    "original": (1000, 1000),
    "standard_resolution": (600, 600),
    "low_resolution": (300, 300),
    "thumbnail": (150, 150),
}
_WHAT = Text("أرسل صورة photo أو رابطًا original", "send a photo, or its address in original")
_PICTURE = Text("يجب أن يكون الملف صورة", "the file must be an image")
_YOUTUBE = Text("يجب أن يكون الرابط من يوتيوب", "the address must be one of YouTube")
_HOSTS = ("https://www.youtube.com/", "https://youtube.com/", "https://youtu.be/")


@operations.handles("attachImage")
def attach(request: Request, shop: Shop) -> Record:
    return _attach(request, keeping.locate(shop, PRODUCT, "product", request.path["product"]), shop)


@operations.handles("attachImageBySKU")
def attach_by_sku(request: Request, shop: Shop) -> Record:
    return _attach(request, keeping.locate(shop, PRODUCT, "sku", request.path["sku"]), shop)


@operations.handles("updateImage")
def update(request: Request, shop: Shop) -> Record:
    image, sent = shop.store.get(IMAGE, request.path["image"]), request.body or {}
    fields = _fields(sent)
    if "photo" in sent:
        fields["url"] = _address(sent["photo"], shop)
    changed = keeping.change(shop, IMAGE, image["id"], **fields)
    _mind_main(changed, shop)
    return _told(changed, shop)


@operations.handles("attachYoutubeVideo")
def attach_video(request: Request, shop: Shop) -> Record:
    product, sent = shop.store.get(PRODUCT, request.path["product"]), request.body
    return _told(add_video(sent["video_url"], product, shop, **_fields(sent)), shop)


@operations.handles("attachVideoBySKU")
def attach_video_by_sku(request: Request, shop: Shop) -> Record:
    product = keeping.locate(shop, PRODUCT, "sku", request.path["sku"])
    return _told(add_video(request.body["video_url"], product, shop), shop)


def add_video(url: str, product: Record, shop: Shop, **fields: Any) -> Record:
    """A video, which YouTube has."""
    if not url.startswith(_HOSTS):
        raise Invalid.field("video_url", "format", _YOUTUBE)
    return _add(product, shop, {"video_url": url, "type": "video", **fields})


def replace_images(sent: Sequence[Mapping[str, Any]], product: Record, shop: Shop) -> None:
    """These pictures instead of those that there are; videos stay."""
    for image in keeping.below(shop, IMAGE, product["id"]):
        if image["type"] == "image":
            keeping.remove(shop, IMAGE, image["id"])
    for each in sent:
        _add(product, shop, {"url": each["original"], **_fields(each)})


def present(image: Record, shop: Shop, request: Request) -> Record:
    """An image alone, in the four sizes that it is kept in."""
    return {
        "id": image["id"],
        "image": {
            name: {"url": image["url"], "width": width, "height": height}
            for name, (width, height) in _SIZES.items()
        },
        "sort": image["sort"],
        "default": image["main"],
        "alt_seo": image["alt"],
        "video_url": image["video_url"],
        "type": image["type"],
    }


def shown_in_product(image: Record) -> Record:
    names = ("id", "url", "main", "video_url", "type", "sort", "three_d_image_url")
    return {**{name: image[name] for name in names}, "alt": image["alt"] or ""}


def seed_images(beginning: Beginning) -> Iterator[Record]:
    """A picture of each product."""
    domain = beginning.facts.store.domain
    for number, product in enumerate(beginning.records(PRODUCT), start=1):
        url = f"https://{domain}/images/products/{product['id']}.jpg"
        yield _blank(1_360_000_000 + number, product["id"]) | {
            "url": url,
            "main": True,
            "alt": product["name"],
        }


def _attach(request: Request, product: Record, shop: Shop) -> Record:
    """From the file, or from the address where there is no file."""
    sent = request.body or {}
    if "photo" in sent:
        url = _address(sent["photo"], shop)
    elif sent.get("original"):
        url = sent["original"]
    else:
        raise Invalid.field("photo", "required", _WHAT)
    return _told(_add(product, shop, {"url": url, **_fields(sent)}), shop)


def _address(photo: Any, shop: Shop) -> str:
    if not isinstance(photo, Upload) or not photo.is_image:
        raise Invalid.field("photo", "format", _PICTURE)
    return keep_file(photo, shop)


def _fields(sent: Mapping[str, Any]) -> Record:
    """`default` is the older name of `main`."""
    fields: Record = {name: sent[name] for name in ("sort", "alt") if name in sent}
    for name in ("default", "main"):
        if name in sent:
            fields["main"] = bool(sent[name])
    return fields


def _add(product: Record, shop: Shop, fields: Record) -> Record:
    number = shop.store.fresh(IMAGE, lambda: shop.identifiers.number(IMAGE))
    first = not any(each["main"] for each in keeping.below(shop, IMAGE, product["id"]))
    is_main = first and fields.get("type") != "video"
    image = {**_blank(number, product["id"]), "main": is_main, **fields}
    kept = keeping.add(shop, IMAGE, image)
    _mind_main(kept, shop)
    return kept


def _mind_main(image: Record, shop: Shop) -> None:
    """A product has one main picture: the last that was called so."""
    if image["main"]:
        for other in keeping.below(shop, IMAGE, image["_product_id"]):
            if other["main"] and other["id"] != image["id"]:
                shop.store.update(IMAGE, other["id"], main=False)


def _told(image: Record, shop: Shop) -> Record:
    """The image, after telling that its product looks different."""
    product = shop.store.get(PRODUCT, image["_product_id"])
    keeping.announce(shop, PRODUCT, "product.image.updated", product)
    return image


def _blank(number: object, product_id: int) -> Record:
    return {
        "id": number,
        "url": "",
        "main": False,
        "alt": None,
        "video_url": "",
        "type": "image",
        "sort": 0,
        "three_d_image_url": "",
        "_product_id": product_id,
    }


RESOURCE = Resource(
    name=IMAGE,
    seed=seed_images,
    present=present,
    sort=oldest_first,
    parents=(Parent(PRODUCT, "_product_id", "product"),),
    announces=Events(),
)
