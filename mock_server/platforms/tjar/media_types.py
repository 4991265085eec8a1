"""What a file is by its first bytes, whatever it is called; and how large a picture it is."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

Size = tuple[int, int]
"""Width and height in points."""


class DamagedFile(Exception):
    """It begins as its kind does, and then is not of it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that a store takes; `measure` reads the size of a picture."""

    media_type: str
    ending: str
    measure: Callable[[bytes], Size] | None = None


def kind_of(data: bytes) -> Kind | None:
    """The kind of a file; None for one that a store does not take."""
    if data.startswith(b"RIFF"):
        return _WEBP if data[8:12] == b"WEBP" else None
    if data[4:8] == b"ftyp":
        return _MP4
    return next((kind for mark, kind in _KINDS if data.startswith(mark)), None)


def size_of(data: bytes, kind: Kind) -> Size | None:
    """The size of a picture; None for what is no picture.

    Raises:
        DamagedFile: it cannot be read from it, or is nothing.
    """
    if kind.measure is None:
        return None
    try:
        width, height = kind.measure(data)
    except (struct.error, IndexError) as error:
        raise DamagedFile("it ends too early") from error
    if not width or not height:
        raise DamagedFile("it has no size")
    return width, height


def plain_png(colour: tuple[int, int, int], side: int = 64) -> bytes:
    """A square picture of one colour; the same colour is the same bytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = (b"\0" + bytes(colour) * side) * side
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _PNG_MARK + b"".join(map(_chunk, *zip(*parts, strict=True)))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(data: bytes) -> Size:
    if data[12:16] != b"IHDR":
        raise DamagedFile("it has no head")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> Size:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _jpeg(data: bytes) -> Size:
    """The size is in the first of the frames' heads (SOF0 to SOF15)."""
    at = 2
    while True:
        mark, length = struct.unpack(">HH", data[at : at + 4])
        if mark >> 8 != 0xFF:
            raise DamagedFile("a part of it begins at a wrong place")
        if 0xFFC0 <= mark <= 0xFFCF and mark not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length


def _webp(data: bytes) -> Size:
    """A picture with extras (VP8X), without losses (VP8L), or a plain one."""
    if data[12:16] == b"VP8X":
        wide, high = data[24:27] + b"\0", data[27:30] + b"\0"
        return struct.unpack("<I", wide)[0] + 1, struct.unpack("<I", high)[0] + 1
    if data[12:16] == b"VP8L":
        (bits,) = struct.unpack("<I", data[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_WEBP = Kind("image/webp", "webp", _webp)
_MP4 = Kind("video/mp4", "mp4")
_KINDS = (
    (_PNG_MARK, Kind("image/png", "png", _png)),
    (b"\xff\xd8\xff", Kind("image/jpeg", "jpg", _jpeg)),
    (b"GIF87a", Kind("image/gif", "gif", _gif)),
    (b"GIF89a", Kind("image/gif", "gif", _gif)),
    (b"%PDF-", Kind("application/pdf", "pdf")),
)
