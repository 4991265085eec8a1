"""Files that were uploaded to a store, kept with it and named by their address."""

from base64 import b64encode
from hashlib import blake2b

from mock_server.engine.errors import Invalid
from mock_server.engine.shop import Shop
from mock_server.engine.text import Text
from mock_server.engine.uploads import Upload

FILE = "uploaded_file"
LARGEST = 4 * 1024 * 1024
"""Bytes of a file."""
MOST = 200
"""Files of a store; the oldest goes first."""

_TOO_LARGE = Text("حجم الملف أكبر من المسموح", "the file is too large")


def keep_file(upload: Upload, shop: Shop) -> str:
    """The address at which the store has the file; the same bytes have the same address.

    Raises:
        Invalid: it is too large.
    """
    if len(upload.data) > LARGEST:
        raise Invalid.field("file", "max_length", _TOO_LARGE)
    digest = blake2b(upload.data, digest_size=12).hexdigest()
    ending = upload.name.rsplit(".", 1)[-1][:8] if "." in upload.name else "bin"
    name = f"{digest}.{''.join(each for each in ending if each.isalnum()) or 'bin'}"
    record = {
        "id": name,
        "name": upload.name,
        "media_type": upload.media_type,
        "size": len(upload.data),
        "_content": b64encode(upload.data).decode(),
    }
    shop.store.put(FILE, name, record)
    if shop.store.count(FILE) > MOST:
        oldest = shop.store.first(FILE)
        assert oldest is not None, "more files than are kept, yet there is no first"
        shop.store.delete(FILE, oldest["id"])
    return f"https://{shop.facts.store.domain}/files/{name}"
