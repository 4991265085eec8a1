"""Words that are known in Arabic and in English."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Arabic and in English."""

    ar: str
    en: str

    def say(self, language: str) -> str:
        return self.en if language == "en" else self.ar

    def fill(self, **facts: Any) -> "Text":
        """The words with `{name}` places filled in, in both languages."""
        return Text(self.ar.format(**facts), self.en.format(**facts))
