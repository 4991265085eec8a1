"""How the e-mails of a store look: a colour, and a picture for each ground."""

from mock_server.engine.operations import Operations
from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record

from .flakes import derived_flake, store_id
from .refusals import refused
from .stores import check_store

BRANDING = "email_branding"

operations = Operations()

_PICTURES = ("header_image_light_url", "header_image_dark_url")


@operations.handles("getEmailBranding")
def read(request: Request, shop: Shop) -> Record:
    check_store(request, shop)
    return _branding(shop)


@operations.handles("updateEmailBranding")
def update(request: Request, shop: Shop) -> Record:
    check_store(request, shop)
    names = ("color", *_PICTURES)
    sent = {name: request.body[name] for name in names if name in request.body}
    return shop.store.put(BRANDING, "", {**_branding(shop), **sent})


@operations.handles("getEmailImageUploadUrl")
def begin_upload(request: Request, shop: Shop) -> Record:
    """An address for a picture: the same until a picture came."""
    check_store(request, shop)
    upload = _upload(request.query.get("dark_mode", False), shop)
    address = f"https://uploads.{shop.facts.store.domain}/{upload}"
    return {"upload_url": address, "image_id": upload}


@operations.handles("finishEmailImageUpload")
def finish_upload(request: Request, shop: Shop) -> None:
    """E-mails have the picture now. What was put at the address is not looked at."""
    check_store(request, shop)
    upload, dark = request.body["image_id"], request.body["dark_mode"]
    if upload != _upload(dark, shop):
        raise refused("image_id", "exists", "No upload with this id was begun for this ground.")
    address = f"https://cdn.{shop.facts.store.domain}/emails/{upload}.png"
    shop.store.put(BRANDING, "", {**_branding(shop), _PICTURES[dark]: address})


def _branding(shop: Shop) -> Record:
    """The look of the store; that of a new one while nobody has changed it."""
    blank = {"store_id": store_id(shop), "color": "#5B4BDB", **dict.fromkeys(_PICTURES)}
    return shop.store.find(BRANDING, "") or blank


def _upload(dark: bool, shop: Shop) -> str:
    """The id of the upload that comes next; nothing has to be kept of one that was begun."""
    return derived_flake(shop, "upload", BRANDING, dark, _branding(shop)[_PICTURES[dark]])
