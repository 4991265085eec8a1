"""Texts in two languages: Arabic in the record itself, the others beside it under `_words`."""

from collections.abc import Mapping
from typing import Any

from mock_server.engine.request import Request
from mock_server.engine.store import Record
from mock_server.engine.style import visible
from mock_server.engine.text import Text

MAIN = "ar"


def say(record: Record, language: str) -> Record:
    """What is shown of a record, with its texts in this language where it has them."""
    shown = visible(record)
    if language != MAIN:
        shown.update(record.get("_words", {}).get(language, {}))
    return shown


def spoken_in(request: Request) -> str:
    """The language of the texts that a request writes."""
    named = request.headers.get("Content-Language") or request.language
    return "en" if named.lower().startswith("en") else MAIN


def write(texts: Mapping[str, Any], known: Record, language: str) -> Record:
    """The fields that keep these texts of this language.

    A new record has them in its own fields whatever the language: there is nothing else to show.
    """
    if language == MAIN:
        return dict(texts)
    words = known.get("_words", {})
    kept = {"_words": {**words, language: {**words.get(language, {}), **texts}}}
    first = {name: text for name, text in texts.items() if not known.get(name)}
    return {**first, **kept} if texts else {}


def translations(record: Record, names: tuple[str, ...]) -> dict[str, Any]:
    """`with=translations`: these texts by language."""
    words = {MAIN: record, **record.get("_words", {})}
    return {
        language: {name: texts.get(name, record.get(name)) for name in names}
        for language, texts in words.items()
    }


def done(words: Text, request: Request) -> dict[str, Any]:
    """The answer of an action, which shows nothing but that it was done."""
    return {"message": words.say(request.language), "code": request.operation.success}
