"""The page on which a merchant agrees to an app, in Arabic and in English."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from mock_server.engine.request import Request
from mock_server.engine.shop import Shop
from mock_server.engine.text import Text

from .consent import Asked
from .server import Server

if TYPE_CHECKING:
    from jinja2 import Template

LANGUAGES = ("ar", "en")

_TEMPLATE = Path(__file__).parent / "templates" / "consent.html"
_WORDS: Mapping[str, Text] = {
    "title": Text("السماح للتطبيق بالوصول إلى متجرك", "Let an app into your store"),
    "asks": Text("يطلب الوصول إلى متجر", "asks to be let into the store"),
    "may": Text("سيتمكن التطبيق من:", "The app will be able to:"),
    "nothing": Text("لا توجد صلاحيات محددة", "no scope in particular"),
    "shop": Text("المتجر (متجر تجريبي في هذا الخادم)", "Store (a shop of this sandbox)"),
    "yes": Text("موافقة", "Approve"),
    "no": Text("رفض", "Deny"),
    "back": Text("ستعود بعدها إلى", "Then you go back to"),
    "other": Text("English", "العربية"),
}


def consent_page(
    server: Server, shop: Shop, asked: Asked, request: Request, language: str | None
) -> str:
    """The page; every value on it is escaped. `language` is what was asked for on the page."""
    spoken = language if language in LANGUAGES else request.language
    sent = [each for each in parse_qsl(request.raw_query) if each[0] not in ("approve", "shop")]
    other = "en" if spoken == "ar" else "ar"
    switched = [each for each in sent if each[0] != "lang"] + [("lang", other), ("shop", shop.name)]
    return _template().render(
        language=spoken,
        other=other,
        other_href=f"?{urlencode(switched)}",
        words=_WORDS,
        app=asked.app["name"],
        merchant=server.oauth.merchant(shop).say(spoken),
        shop=shop.name,
        scopes=[(name, server.scopes.get(name, "")) for name in asked.scopes],
        kept=sent,
        redirect_uri=asked.redirect_uri,
    )


@cache
def _template() -> "Template":
    """Read when the first page is wanted: Jinja is not loaded by a start that needs no page."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
