"""Texts that match a pattern, made without chance."""

import re
from re import _constants as codes
from re import _parser as parser
from typing import Any

LETTERS = "abcdefghijklmnopqrstuvwxyz"
CANDIDATES = "a1A-_ .@/" + LETTERS + LETTERS.upper() + "0123456789"
MOST = 12


def matching(pattern: str, number: int, least: int = 0) -> str | None:
    """The `number`-th text that the pattern matches, at least so long if that can be had."""
    try:
        parsed = parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return None
    for extra in (0, least, MOST):
        text = "".join(_part(code, value, number + i, extra) for i, (code, value) in _each(parsed))
        if len(text) >= least and re.search(pattern, text):
            return text
    return None


def _each(parsed: Any) -> Any:
    return enumerate(list(parsed))


def _part(code: Any, value: Any, number: int, extra: int) -> str:
    if code == codes.LITERAL:
        return chr(value)
    if code == codes.NOT_LITERAL:
        return next(c for c in CANDIDATES if c != chr(value))
    if code == codes.ANY:
        return LETTERS[number % 26]
    if code == codes.IN:
        return _member(value, number)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, inner = value
        times = min(int(most), max(least, min(least + extra, MOST + least), 1 if most else 0))
        return "".join(_run(inner, number + i, extra) for i in range(times))
    if code == codes.SUBPATTERN:
        return _run(value[-1], number, extra)
    if code == codes.BRANCH:
        branches = value[1]
        return _run(branches[number % len(branches)], number, extra)
    return ""


def _run(parsed: Any, number: int, extra: int) -> str:
    return "".join(_part(code, value, number + i, extra) for i, (code, value) in _each(parsed))


def _member(members: Any, number: int) -> str:
    negated = members and members[0][0] == codes.NEGATE
    allowed = [c for c in CANDIDATES if _is_in(c, members) != bool(negated)]
    if allowed:
        good = [c for c in allowed if c.isalnum()] or allowed
        return good[number * 7 % len(good)]
    code, value = members[0]
    if code == codes.RANGE:
        return chr(value[0])
    return chr(value) if code == codes.LITERAL else ""


def _is_in(character: str, members: Any) -> bool:
    for code, value in members:
        if code == codes.LITERAL and ord(character) == value:
            return True
        if code == codes.RANGE and value[0] <= ord(character) <= value[1]:
            return True
        if code == codes.CATEGORY and re.match(CATEGORIES.get(value, "(?!)"), character):
            return True
    return False


CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
}
