"""Pictures and files of a store: uploaded, kept, replaced, and named by their address."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

from mock_server.engine.errors import Conflict, Invalid
from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.text import Text
from mock_server.engine.uploads import Upload

from .media_types import DamagedFile, Kind, kind_of, plain_png, size_of
from .stores import file_address, origin_of, store_id
from .style import date

MEDIA, FILE = "media", "media_file"
LARGEST = 4 * 1024 * 1024
"""Bytes of a file."""
ROOM = 64 * 1024 * 1024
"""Bytes of all files of a store."""

operations = Operations()

_NO_FILE = Text("الملف مطلوب", "A file is needed")
_TOO_LARGE = Text("حجم الملف أكبر من 4 ميغابايت", "The file is larger than 4 MB")
_WRONG = Text(
    "نوع الملف غير مدعوم؛ المسموح PNG و JPEG و GIF و WebP و PDF و MP4",
    "The file is none of PNG, JPEG, GIF, WebP, PDF and MP4",
)
_DAMAGED = Text("الملف تالف", "The file is damaged")
_FULL = Text("امتلأت مساحة الوسائط في المتجر", "The store's room for media is used up")


@operations.handles("uploadMedia")
def upload(request: Request, shop: Shop) -> Record:
    sent = request.body
    return _add(_checked(sent.get("file"), "file"), sent.get("alt") or None, request, shop)


@operations.handles("uploadMultipleMedia")
def upload_multiple(request: Request, shop: Shop) -> Any:
    """All files, or none where one of them is refused."""
    files = request.body["files"]
    files = files if isinstance(files, list) else [files]
    found = [_checked(each, f"files.{index}") for index, each in enumerate(files)]
    return [present(_add(each, None, request, shop), shop, request) for each in found]


@operations.handles("updateMedia")
def update(request: Request, shop: Shop) -> Record:
    """A new file takes the place of the old one, at an address of its own."""
    media, sent = shop.store.get(MEDIA, request.path["identifier"]), request.body
    fields: Record = {"alt": sent["alt"] or None} if "alt" in sent else {}
    if "file" in sent:
        file = _checked(sent["file"], "file")
        fields |= _kept(file, request, shop, instead_of=media)
        if shop.store.find(FILE, media["_file"]) is not None:
            shop.store.delete(FILE, media["_file"])
    return shop.store.update(MEDIA, media["id"], **fields)


def present(media: Record, shop: Shop, request: Request) -> Record:
    names = ("id", "name", "alt", "size", "mime_type", "dimensions", "created_at")
    url = url_of(media, shop, origin_of(request))
    return {**{name: media[name] for name in names}, "url": url}


def url_of(media: Record, shop: Shop, origin: str = "") -> str:
    """Where the file is: at the host that is asked, else where it was uploaded."""
    return file_address(origin or media["_origin"], store_id(shop), media["_file"])


def image_url(shop: Shop, number: int | None, origin: str = "") -> str:
    """The address of a medium, or that of the picture which stands for none."""
    media = shop.store.find(MEDIA, number) if number is not None else None
    if media is None:
        return f"{origin or f'https://{shop.facts.store.domain}'}/assets/img/no-image.jpg"
    return url_of(media, shop, origin)


def seed_media(beginning: Beginning) -> Iterator[Record]:
    """A picture for each product of the story, by the name that its carts know."""
    market = beginning.facts
    written = date(beginning.moment)
    for product in market.products.values():
        yield {
            "id": product.number,
            "name": product.key,
            "alt": product.name.ar,
            "size": len(_picture(product.number)),
            "mime_type": "image/png",
            "dimensions": "64 x 64 pixels",
            "created_at": written,
            "_file": f"{product.key}.png",
            "_origin": f"https://{market.store.domain}",
        }


def seed_files(beginning: Beginning) -> Iterator[Record]:
    for media in beginning.records(MEDIA):
        yield _file(media["_file"], "image/png", _picture(media["id"]))


def content_of(file: Record) -> bytes:
    return b64decode(file["_content"])


def _picture(number: int) -> bytes:
    return plain_png((120 + number * 37 % 120, 90 + number * 61 % 120, 60 + number * 89 % 120))


def _checked(sent: Any, field: str) -> tuple[Upload, Kind]:
    """A file of a kind that the store takes.

    Raises:
        Invalid: it is none, too large, or damaged.
    """
    if not isinstance(sent, Upload):
        raise Invalid.field(field, "required", _NO_FILE)
    if len(sent.data) > LARGEST:
        raise Invalid.field(field, "max_length", _TOO_LARGE)
    kind = kind_of(sent.data)
    if kind is None:
        raise Invalid.field(field, "format", _WRONG)
    try:
        size_of(sent.data, kind)
    except DamagedFile as error:
        raise Invalid.field(field, "format", _DAMAGED) from error
    return sent, kind


def _add(file: tuple[Upload, Kind], alt: str | None, request: Request, shop: Shop) -> Record:
    number = shop.store.fresh(MEDIA, lambda: 10_000 + shop.identifiers.count(MEDIA))
    now = date(shop.clock.now())
    record = {"id": number, "alt": alt, "created_at": now, **_kept(file, request, shop)}
    return shop.store.put(MEDIA, number, record)


def _kept(
    file: tuple[Upload, Kind], request: Request, shop: Shop, instead_of: Record | None = None
) -> Record:
    """What is known of a file that the store has now.

    Raises:
        Conflict: there is no room for it.
    """
    upload, kind = file
    used = sum(each["size"] for each in shop.store.all(MEDIA))
    used -= instead_of["size"] if instead_of else 0
    if used + len(upload.data) > ROOM:
        raise Conflict(f"a store has room for {ROOM} bytes of media", _FULL)
    stem = "".join(each for each in upload.name.rpartition(".")[0] or upload.name if _plain(each))
    stamp = f"{int(shop.clock.now().timestamp())}{shop.identifiers.count(FILE)}"
    name = f"{stem[:80] or 'file'}{stamp}.{kind.ending}"
    shop.store.put(FILE, name, _file(name, kind.media_type, upload.data))
    size = size_of(upload.data, kind)
    return {
        "name": stem[:80] or "file",
        "size": len(upload.data),
        "mime_type": kind.media_type,
        "dimensions": f"{size[0]} x {size[1]} pixels" if size else None,
        "_file": name,
        "_origin": origin_of(request),
    }


def _plain(character: str) -> bool:
    """Whether it may stand in an address as it is."""
    return character.isascii() and (character.isalnum() or character in "-_")


def _file(name: str, media_type: str, data: bytes) -> Record:
    return {"id": name, "media_type": media_type, "_content": b64encode(data).decode()}


RESOURCE = Resource(name=MEDIA, seed=seed_media, present=present)
FILES = Resource(name=FILE, seed=seed_files)
