"""The operations of a document as routes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.contract_power.rules import Rules

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Route:
    """An operation of the document, and where it is found."""

    path: str
    pattern: re.Pattern[str]
    method: str
    operation: dict[str, Any]
    parameters: list[dict[str, Any]]

    @property
    def name(self) -> str:
        return str(self.operation["operationId"])

    @property
    def method_name(self) -> str:
        """The rule of the trade that it stands for."""
        return re.sub("([A-Z])", r"_\1", self.name).lower()

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.operation["security"][0]["oauth"])

    @property
    def table(self) -> str:
        return "carts" if "carts" in self.path else self.path.split("/")[1]


def routes(rules: Rules) -> Iterator[Route]:
    for path, item in rules.document["paths"].items():
        text = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path).replace(r"\_", "_"))
        for method in METHODS:
            if method in item:
                own = [*item.get("parameters", []), *item[method].get("parameters", [])]
                parameters = [rules.resolved(each) for each in own]
                yield Route(path, re.compile(text), method, item[method], parameters)
