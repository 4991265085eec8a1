"""Media over HTTP: sent as a form, fetched at the address that the answer names."""

from urllib.parse import urlsplit

import pytest
from starlette.types import ASGIApp

from mock_server.app.assembly import assemble
from mock_server.app.making import Start
from mock_server.platforms.tjar.media_types import plain_png
from tests.asgi import Call, Reply, ask
from tests.helpers import NOON

API = "/tjar/api/core/v1"
EDGE = "edge42"
RED, BLUE = plain_png((200, 0, 0)), plain_png((0, 0, 200))


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    return assemble(["tjar"], Start(clock=NOON)).app


def send(app: ASGIApp, path: str, *files: tuple[str, bytes], shop: str = "demo") -> Reply:
    """Files as a browser's form sends them, by the names of their fields."""
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="a.png"\r\n'
        "Content-Type: image/png\r\n\r\n".encode()
        + data
        + b"\r\n"
        for name, data in files
    ]
    headers = {
        "Authorization": f"Bearer shop:{shop}",
        "Accept-Language": "en",
        "Content-Type": f"multipart/form-data; boundary={EDGE}",
        "host": "127.0.0.1:4710",
    }
    content = b"".join([*parts, f"--{EDGE}--\r\n".encode()])
    return ask(app, Call("POST", f"{API}{path}", headers, content=content))


def fetch(app: ASGIApp, url: str, method: str = "GET") -> Reply:
    """What is at an address, for somebody without any key."""
    address = urlsplit(url)
    return ask(app, Call(method, address.path, {"host": address.netloc}))


def test_an_uploaded_file_is_served_at_its_address(app: ASGIApp) -> None:
    sent = send(app, "/media", ("file", RED))

    url = sent.body["data"]["url"]
    served = fetch(app, url)

    assert (sent.status, served.status) == (201, 200)
    assert url.startswith("http://127.0.0.1:4710/tjar/assets/tenant/uploads/media-uploader/")
    assert served.content == RED
    assert served.headers["content-type"] == "image/png"
    assert served.headers["x-content-type-options"] == "nosniff"


def test_several_files_come_as_one_field(app: ASGIApp) -> None:
    sent = send(app, "/media/multiple", ("files[]", RED), ("files[]", BLUE))

    served = [fetch(app, each["url"]).content for each in sent.body["data"]]

    assert (sent.status, served) == (201, [RED, BLUE])


def test_a_replaced_file_is_gone_from_its_old_address(app: ASGIApp) -> None:
    before = send(app, "/media", ("file", RED)).body["data"]

    after = send(app, f"/media/{before['id']}", ("file", BLUE))

    assert after.status == 200
    assert fetch(app, after.body["data"]["url"]).content == BLUE
    gone = fetch(app, before["url"])
    assert (gone.status, gone.body["status"]) == (404, "error")


def test_each_store_has_files_of_its_own(app: ASGIApp) -> None:
    ours = send(app, "/media", ("file", RED), shop="t1").body["data"]["url"]
    theirs = send(app, "/media", ("file", BLUE), shop="t2").body["data"]["url"]

    store = ours.rsplit("/", 2)[1]
    assert (fetch(app, ours).content, fetch(app, theirs).content) == (RED, BLUE)
    assert fetch(app, ours.replace(store, "nobod")).status == 404


def test_the_picture_of_a_seeded_product_is_there(app: ASGIApp) -> None:
    headers = {"Authorization": "Bearer shop:demo", "host": "127.0.0.1:4710"}
    listed = ask(app, Call("GET", f"{API}/products", headers, "search=honey&per_page=1"))

    served = fetch(app, listed.body["data"]["products"][0]["image"])

    assert (served.status, served.content[:4]) == (200, b"\x89PNG")


def test_a_store_is_reached_by_its_own_host_too(app: ASGIApp) -> None:
    headers = {"Authorization": "Bearer shop:demo", "host": "my-store.tjar.sa"}
    listed = ask(app, Call("GET", "/api/core/v1/products", headers, "search=honey&per_page=1"))

    url = listed.body["data"]["products"][0]["image"]

    assert url.startswith("http://my-store.tjar.sa/assets/")
    assert fetch(app, url).status == 200


def test_a_form_without_a_file_is_refused(app: ASGIApp) -> None:
    reply = send(app, "/media")

    assert reply.status == 422
    assert reply.body["errors"] == {"file": ["The file field is required."]}


def test_a_form_that_is_too_large_is_refused_unread(app: ASGIApp) -> None:
    reply = send(app, "/media", ("file", RED + b"\0" * 9_000_000))

    assert (reply.status, reply.body["message"]) == (413, "The request is too large")
