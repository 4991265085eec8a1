"""Salla's conditional rules: `payment_method = mada OR price < 50`, read once and asked often.

AND binds closer than OR; parentheses, which nobody documents, are refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(r"\s*(?:(>=|<=|!=|==|=|>|<)|`([^`]*)`|([^\s`=!<>()]+)|(.))")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9_]*")
_JOINS = ("AND", "OR")

_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda known, wanted: bool(known == wanted),
    "!=": lambda known, wanted: bool(known != wanted),
    ">": lambda known, wanted: bool(known > wanted),
    "<": lambda known, wanted: bool(known < wanted),
    ">=": lambda known, wanted: bool(known >= wanted),
    "<=": lambda known, wanted: bool(known <= wanted),
}


class UnreadableRule(ValueError):
    """A rule that cannot be read; the message says where, and what was expected."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison."""

    attribute: str
    operator: str
    value: str

    def holds(self, content: Any) -> bool:
        """Whether it is true of an event's content; of what the content does not have, only `!=`
        is."""
        known = look_up(content, self.attribute)
        if known is None:
            return self.operator == "!="
        left, right = _comparable(known, self.value)
        try:
            return _COMPARISONS[self.operator](left, right)
        except TypeError:  # a number and a word are not more or less than each other
            return False


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions joined by AND, any of which joined by OR."""

    choices: tuple[tuple[Condition, ...], ...]

    def holds(self, content: Any) -> bool:
        return any(all(each.holds(content) for each in choice) for choice in self.choices)


@lru_cache(maxsize=256)
def read_rule(text: str) -> Rule:
    """The rule that this text says.

    Raises:
        UnreadableRule: it says none.
    """
    tokens = list(_tokens(text))
    choices: list[list[Condition]] = [[]]
    place = 0
    while True:
        choices[-1].append(_condition(tokens[place : place + 3]))
        place += 3
        if place == len(tokens):
            return Rule(tuple(map(tuple, choices)))
        kind, join = tokens[place]
        if kind != "word" or join.upper() not in _JOINS:
            raise UnreadableRule(f"expected AND or OR before {join!r}")
        if join.upper() == "OR":
            choices.append([])
        place += 1


def look_up(content: Any, attribute: str) -> Any:
    """What content says of an attribute: `customer_name` is the name in its customer."""
    if not isinstance(content, dict):
        return None
    if attribute in content:
        return _plain(content[attribute])
    end = attribute.find("_")
    while end > 0:
        found = look_up(content.get(attribute[:end]), attribute[end + 1 :])
        if found is not None:
            return found
        end = attribute.find("_", end + 1)
    if attribute == "currency":  # of money, wherever the first is
        amounts = (each for each in content.values() if isinstance(each, dict) and "amount" in each)
        return next((each.get("currency") for each in amounts), None)
    return None


def _tokens(text: str) -> list[tuple[str, str]]:
    """(kind, text) of each: operator, word or literal."""
    found: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(text.strip()):
        operator, literal, word, other = match.groups()
        if other is not None:
            hint = "; end the text with another `" if other == "`" else ""
            raise UnreadableRule(
                f"{other!r} at place {match.start(4) + 1} means nothing here{hint}"
            )
        if operator is not None:
            found.append(("operator", "=" if operator == "==" else operator))
        elif literal is not None:
            found.append(("literal", literal))
        else:
            found.append(("word", word))
    return found


def _condition(tokens: list[tuple[str, str]]) -> Condition:
    if not tokens:
        raise UnreadableRule("expected a condition such as total > 100, and the rule ends")
    kind, attribute = tokens[0]
    if kind != "word" or not _ATTRIBUTE.fullmatch(attribute):
        raise UnreadableRule(f"expected an attribute such as payment_method, not {attribute!r}")
    if len(tokens) == 1 or tokens[1][0] != "operator":
        raise UnreadableRule(f"expected one of = != > < >= <= after {attribute}")
    if len(tokens) == 2 or tokens[2][0] == "operator":
        raise UnreadableRule(f"expected a value after {attribute} {tokens[1][1]}")
    return Condition(attribute, tokens[1][1], tokens[2][1])


def _plain(value: Any) -> Any:
    """What of a value is compared: the amount of money, the text of a date, the name of a thing."""
    if isinstance(value, dict):
        for part in ("amount", "date", "slug", "name", "code", "id"):
            if part in value:
                return value[part]
        return None
    return value


def _comparable(known: Any, wanted: str) -> tuple[Any, Any]:
    """Both as numbers where both are; else as text, where `true` is what JSON calls so."""
    if isinstance(known, bool):
        return str(known).lower(), wanted.lower()
    if _NUMBER.fullmatch(str(known)) and _NUMBER.fullmatch(wanted):
        return float(known), float(wanted)
    if isinstance(known, int | float):
        return known, wanted
    return str(known), wanted
