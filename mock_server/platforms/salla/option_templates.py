"""Templates of options, which merchants use for one product after the other."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.engine.request import Request
from mock_server.engine.resource import Resource
from mock_server.engine.seeds import Beginning
from mock_server.engine.shop import Shop
from mock_server.engine.store import Record
from mock_server.engine.style import visible

TEMPLATE = "option_template"

_LANGUAGES = ("ar", "en")


def template_written(
    sent: Mapping[str, Any], known: Record, request: Request, shop: Shop
) -> Record:
    """The fields of a template that a body changes; details that are sent replace all."""
    changed: Record = {} if "id" in known else {"name": "", "type": "radio", "display_type": "text"}
    changed |= {name: sent[name] for name in ("name", "display_type", "type") if name in sent}
    name = changed.get("name", known.get("name", ""))
    told = {language: {"name": name} for language in _LANGUAGES}
    changed["translations"] = {**told, **known.get("translations", {})}
    for language, texts in sent.get("translations", {}).items():
        changed["translations"] = {
            **changed["translations"],
            language: {"name": texts.get("name", name)},
        }
    if "details" in sent:
        listed = sent["details"] if isinstance(sent["details"], list) else [sent["details"]]
        changed["_details"] = [_detail(each, at) for at, each in enumerate(listed, start=1)]
    elif "id" not in known:
        changed["_details"] = []
    return changed


def present(template: Record, shop: Shop, request: Request) -> Record:
    """A template; with its details when they are asked for."""
    shown = visible(template)
    if request.query.get("with") == "details":
        shown["details"] = template["_details"]
    return shown


def seed_templates(beginning: Beginning) -> Iterator[Record]:
    sizes = [("S", "صغير", "Small"), ("M", "وسط", "Medium"), ("L", "كبير", "Large")]
    yield {
        "id": "1380000001",
        "name": "المقاس",
        "type": "radio",
        "display_type": "text",
        "translations": {"ar": {"name": "المقاس"}, "en": {"name": "Size"}},
        "_details": [
            {
                "id": number,
                "name": arabic,
                "is_default": number == 1,
                "display_value": short,
                "translation": {"ar": {"name": arabic}, "en": {"name": english}},
            }
            for number, (short, arabic, english) in enumerate(sizes, start=1)
        ],
    }


def _detail(sent: Mapping[str, Any], number: int) -> Record:
    name = sent.get("name", "")
    given = sent.get("translation", sent.get("translations", {}))
    told = {language: {"name": name} for language in _LANGUAGES}
    named = {language: {"name": texts.get("name", name)} for language, texts in given.items()}
    return {
        "id": sent.get("id", number),
        "name": name,
        "is_default": sent.get("is_default", False),
        "display_value": sent.get("display_value"),
        "translation": {**told, **named},
    }


RESOURCE = Resource(
    name=TEMPLATE,
    seed=seed_templates,
    present=present,
    apart=frozenset({"with"}),
    new_id=lambda shop: str(shop.identifiers.number(TEMPLATE)),
    writes=template_written,
)
