"""Tags, which products are found by, with their pictures."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine import keeping
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.shop import Shop
from mock_server.engine.store import Page, Record

from .actors import changed, made, owner
from .flakes import derived_flake, new_flake, stamp, store_id
from .lists import whole
from .refusals import refused
from .stores import IN_STORE, check_store

TAG = "tag"

operations = Operations()


def story_tag(tag_id: str, name: str, shop: Shop) -> Record:
    """A tag for a category of the story."""
    return {
        "id": tag_id,
        "store_id": store_id(shop),
        "created_at": stamp(shop.clock.now()),
        "created_by": owner(shop),
        "name": name,
        "slug": slug_of(name),
        "description": None,
        "image_url": None,
        "enabled": True,
        "updated_at": None,
        "updated_by": None,
    }


def slug_of(name: str) -> str:
    """A name as it stands in addresses."""
    return "-".join(name.replace("/", " ").lower().split()) or "unnamed"


def written(sent: Mapping[str, Any], known: Record, request: Request, shop: Shop) -> Record:
    """A tag says its name and slug, so that there is always something to find it by."""
    names = ("name", "slug", "description", "enabled")
    told = {name: sent[name] for name in names if name in sent}
    if "id" in known:
        return {**told, **changed(request, shop)}
    blank = {"slug": slug_of(told["name"]), "description": None, "image_url": None}
    return {"enabled": True, **blank, **made(request, shop), **told}


@operations.handles("listTags")
def list_tags(request: Request, shop: Shop) -> Page:
    return whole(TAG, request, shop)


@operations.handles("getTagImageUploadUrl")
def begin_upload(request: Request, shop: Shop) -> Record:
    """An address for a picture: the same until a picture came."""
    upload = _upload(_tag(request, shop), shop)
    return {"id": upload, "upload_url": f"https://uploads.{shop.facts.store.domain}/{upload}"}


@operations.handles("finishTagImageUpload")
def finish_upload(request: Request, shop: Shop) -> None:
    """The tag has the picture now. What was put there is not looked at: nothing is fetched here."""
    tag, upload = _tag(request, shop), request.body["image_id"]
    if _upload(tag, shop) != upload:
        raise refused("image_id", "exists", "No upload with this id was begun for this tag.")
    address = f"https://cdn.{shop.facts.store.domain}/tags/{upload}.png"
    keeping.change(shop, TAG, tag["id"], image_url=address, **changed(request, shop))


@operations.handles("deleteTagImage")
def delete_image(request: Request, shop: Shop) -> None:
    tag = _tag(request, shop)
    if tag["image_url"] is not None:
        keeping.change(shop, TAG, tag["id"], image_url=None, **changed(request, shop))


def _tag(request: Request, shop: Shop) -> Record:
    check_store(request, shop)
    return shop.store.get(TAG, request.path["tagId"])


def _upload(tag: Record, shop: Shop) -> str:
    """The id of the upload that comes next; nothing has to be kept of one that was begun."""
    return derived_flake(shop, "upload", tag["id"], tag["image_url"])


RESOURCE = Resource(
    name=TAG, new_id=new_flake, writes=written, unique=("name", "slug"), parents=(IN_STORE,)
)
