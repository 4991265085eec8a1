"""Files of a store: known by their content, bounded, replaced."""

import struct
import zlib

import pytest

from mock_server.engine.errors import Conflict
from mock_server.engine.shop import Shop
from mock_server.engine.uploads import Upload
from mock_server.platforms.tjar import media
from mock_server.platforms.tjar.media_types import DamagedFile, kind_of, plain_png, size_of
from tests.helpers import call, make_shop

from .selling import PICTURE, ask, refused

PNG = PICTURE.data
GIF = b"GIF89a" + struct.pack("<HH", 3, 2) + b"\0" * 4
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x0b\x08" + struct.pack(">HH", 5, 7) + b"\0" * 6
WEBP = b"RIFF\0\0\0\0WEBP"
LOSSY = WEBP + b"VP8 " + b"\0" * 10 + struct.pack("<HH", 9, 8)
LOSSLESS = WEBP + b"VP8L\0\0\0\0\x2f" + struct.pack("<I", 5 | 6 << 14)
EXTRAS = WEBP + b"VP8X" + b"\0" * 8 + b"\x0b\0\0\x0c\0\0"


@pytest.fixture
def shop() -> Shop:
    return make_shop("tjar")


@pytest.mark.parametrize(
    ("data", "media_type", "size"),
    [
        (PNG, "image/png", (64, 64)),
        (GIF, "image/gif", (3, 2)),
        (JPEG, "image/jpeg", (7, 5)),
        (LOSSY, "image/webp", (9, 8)),
        (LOSSLESS, "image/webp", (6, 7)),
        (EXTRAS, "image/webp", (12, 13)),
        (b"%PDF-1.7", "application/pdf", None),
        (b"\0\0\0\x18ftypmp42", "video/mp4", None),
    ],
)
def test_a_file_is_what_its_content_says(
    data: bytes, media_type: str, size: tuple[int, int] | None
) -> None:
    kind = kind_of(data)

    assert kind is not None
    assert (kind.media_type, size_of(data, kind)) == (media_type, size)


@pytest.mark.parametrize("data", [PNG[:20], GIF[:8], JPEG[:9], WEBP, PNG[:16] + b"\0" * 8])
def test_a_picture_that_ends_too_early_is_damaged(data: bytes) -> None:
    kind = kind_of(data)

    assert kind is not None
    with pytest.raises(DamagedFile):
        size_of(data, kind)


def test_a_made_picture_is_a_whole_one() -> None:
    rows = zlib.decompress(PNG[PNG.index(b"IDAT") + 4 : PNG.index(b"IEND") - 8])

    assert rows == (b"\0" + bytes((200, 120, 40)) * 64) * 64
    assert plain_png((200, 120, 40)) == PNG


def test_an_uploaded_file_is_told_with_what_it_is(shop: Shop) -> None:
    lies = Upload("صورة a jar.pdf", "application/pdf", PNG)

    made = ask(shop, "uploadMedia", {"file": lies, "alt": "A jar"})

    assert made == {
        "id": 10001,
        "name": "ajar",
        "url": made["url"],
        "alt": "A jar",
        "size": len(PNG),
        "mime_type": "image/png",
        "dimensions": "64 x 64 pixels",
        "created_at": "2026-03-01 15:00:00",
    }
    assert made["url"].startswith(
        "http://127.0.0.1:4710/tjar/assets/tenant/uploads/media-uploader/"
    )
    assert made["url"].endswith(".png")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ("not a file", "A file is needed"),
        (
            Upload("a.svg", "image/svg+xml", b"<svg onload='x'/>"),
            "The file is none of PNG, JPEG, GIF, WebP, PDF and MP4",
        ),
        (
            Upload("a.png", "image/png", b""),
            "The file is none of PNG, JPEG, GIF, WebP, PDF and MP4",
        ),
        (Upload("a.png", "image/png", PNG[:20]), "The file is damaged"),
        (Upload("a.png", "image/png", PNG + b"\0" * media.LARGEST), "The file is larger than 4 MB"),
    ],
)
def test_a_file_that_a_store_does_not_take_is_refused(
    shop: Shop, sent: object, message: str
) -> None:
    assert refused(shop, "uploadMedia", {"file": sent})["errors"] == {"file": [message]}


def test_of_several_files_all_are_kept_or_none(shop: Shop) -> None:
    before = shop.store.count("media")
    text = Upload("b.txt", "text/plain", b"text")

    made = ask(shop, "uploadMultipleMedia", {"files": [PICTURE, PICTURE]})
    wrong = refused(shop, "uploadMultipleMedia", {"files": [PICTURE, text]})

    assert made[0]["url"] != made[1]["url"]
    assert list(wrong["errors"]) == ["files.1"]
    assert shop.store.count("media") == before + 2


def test_a_replaced_file_has_another_address_and_the_same_id(shop: Shop) -> None:
    made = ask(shop, "uploadMedia", {"file": PICTURE, "alt": "A jar"})
    files = shop.store.count("media_file")

    worded = ask(shop, "updateMedia", {"alt": ""}, of=made["id"])
    after = ask(shop, "updateMedia", {"file": Upload("b.gif", "", GIF)}, of=made["id"])

    assert worded == {**made, "alt": None}
    assert (after["id"], after["mime_type"], after["dimensions"]) == (
        made["id"],
        "image/gif",
        "3 x 2 pixels",
    )
    assert after["url"] != made["url"]
    assert shop.store.count("media_file") == files
    assert refused(shop, "updateMedia", {}, of=99)["message"] == "The media was not found"


def test_a_store_has_room_for_so_much(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    used = sum(each["size"] for each in shop.store.all("media"))
    monkeypatch.setattr(media, "ROOM", used + len(PNG))
    made = ask(shop, "uploadMedia", {"file": PICTURE})

    with pytest.raises(Conflict, match="room"):
        call(shop, "uploadMedia", body={"file": PICTURE})

    assert ask(shop, "updateMedia", {"file": PICTURE}, of=made["id"])["size"] == len(PNG)
