"""Key trees of the vendors' pages: which keys an answer has, in which order, of which JSON types.

A tree is what a page shows with each value replaced by its type; a list holds the tree of each of
its items.
"""

import json
from pathlib import Path
from typing import Any

_PAGES = Path(__file__).parent / "pages"


def page(platform: str) -> Any:
    """What the platform's page shows."""
    return json.loads((_PAGES / f"{platform}.json").read_text("utf-8"))


def kind(value: Any) -> str:
    """The JSON type of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    kinds = {int: "number", float: "number", str: "string", list: "array", dict: "object"}
    return kinds[type(value)]


def differences(tree: Any, value: Any, place: str = "body") -> list[str]:
    """Where the value is not as the page has it; keys that the page does not know may stand by."""
    if isinstance(tree, str):
        return [] if kind(value) == tree else [f"{place} is {kind(value)}, not {tree}"]
    if kind(value) != kind(tree):
        return [f"{place} is {kind(value)}, not {kind(tree)}"]
    if isinstance(tree, list):
        return [
            found
            for index, item in enumerate(value)
            for inside in tree
            for found in differences(inside, item, f"{place}.{index}")
        ]
    absent = [f"{place}.{key} is missing" for key in tree if key not in value]
    known = [key for key in value if key in tree]
    if not absent and known != list(tree):
        absent.append(f"{place} has its keys in another order: {known}")
    return absent + [
        found
        for key, inside in tree.items()
        if key in value
        for found in differences(inside, value[key], f"{place}.{key}")
    ]


def newer(tree: Any, value: Any, place: str = "body") -> list[str]:
    """The places of keys that the page does not know."""
    if isinstance(tree, list):
        return [
            found
            for index, item in enumerate(value)
            for inside in tree
            for found in newer(inside, item, f"{place}.{index}")
        ]
    if not isinstance(tree, dict):
        return []
    return [f"{place}.{key}" for key in value if key not in tree] + [
        found
        for key, inside in tree.items()
        for found in newer(inside, value[key], f"{place}.{key}")
    ]
