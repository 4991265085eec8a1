"""What is special about a platform, read from `platforms/<platform>.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from contract_tests.document import Document
from contract_tests.inference import pagings
from contract_tests.names import (
    NO_NAMES,
    NO_REFUSALS,
    Names,
    Refusals,
    read_names,
    read_refusals,
)

FOLDER = Path(__file__).parent / "platforms"


@dataclass(frozen=True, slots=True)
class Paging:
    """One way of the platform to cut a list into pages; `kind` is `page`, `offset` or `cursor`.

    `total` is a pointer into the body or `header:NAME`; `next` points to the cursor that leads on.
    """

    page: str
    size: str
    largest: int
    kind: str = "page"
    first: int = 1
    items: str | None = None
    total: str | None = None
    next: str | None = None
    id: str = "id"
    operations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """The platform as data; everything has a default that fits an unknown platform."""

    credentials: Mapping[str, str] = field(default_factory=dict)
    path_parameters: Mapping[str, str] = field(default_factory=dict)
    paging: tuple[Paging, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    unfiltered: frozenset[str] = frozenset()
    defaults_vary: frozenset[str] = frozenset()
    untried: frozenset[str] = frozenset()
    slow_after_seconds: float = 1.0
    record: str | None = None
    volatile: Names = NO_NAMES
    touched: Names = NO_NAMES
    not_echoed: Names = NO_NAMES
    put_keeps_the_rest: bool = False
    may_refuse: Refusals = NO_REFUSALS
    refuses_with: int = 422
    skip: frozenset[str] = frozenset()
    checks_off: frozenset[str] = frozenset()


DEFAULT_PAGING = tuple(
    Paging("page", size, 50, total="/total") for size in ("per_page", "page_size", "limit")
)


def load_profile(platform: str, document: Document) -> Profile:
    """The profile of a known platform, or one derived from the document."""
    path = FOLDER / f"{platform}.yaml"
    raw: dict[str, Any] = yaml.safe_load(path.read_text("utf-8")) or {} if path.is_file() else {}
    shapes = tuple(_paging(shape) for shape in raw.get("paging", []))
    return Profile(
        credentials=raw.get("credentials") or derive_credentials(document),
        path_parameters=raw.get("path_parameters", {}),
        paging=shapes or tuple(derive_paging(document)) or DEFAULT_PAGING,
        filters=raw.get("filters", {}),
        unfiltered=frozenset(raw.get("unfiltered", [])),
        defaults_vary=frozenset(raw.get("defaults_vary", [])),
        untried=frozenset(raw.get("untried", [])),
        slow_after_seconds=float(raw.get("slow_after_seconds", 1.0)),
        record=raw.get("record"),
        volatile=read_names(raw.get("volatile", [])),
        touched=read_names(raw.get("touched", ["updated_at"])),
        not_echoed=read_names(raw.get("not_echoed", [])),
        put_keeps_the_rest=raw.get("put_keeps_the_rest", False),
        may_refuse=read_refusals(raw.get("may_refuse", [])),
        refuses_with=raw.get("refuses_with", 422),
        skip=frozenset(raw.get("skip", [])),
        checks_off=frozenset(raw.get("checks_off", [])),
    )


def _paging(raw: Mapping[str, Any]) -> Paging:
    return Paging(**{**raw, "operations": tuple(raw.get("operations", []))})


def derive_paging(document: Document) -> Iterator[Paging]:
    """Each list of the document with its own way of paging."""
    for found in pagings(document):
        yield Paging(
            page=found.page,
            size=found.size,
            largest=found.largest,
            kind=found.kind,
            first=found.first,
            total=found.total,
            next=found.next,
            operations=(found.operation,),
        )


def derive_credentials(document: Document) -> dict[str, str]:
    """Header templates from the document's security schemes, in their order."""
    templates: dict[str, str] = {}
    parts = iter(["{token}", "{second}"])
    for scheme in document.security_schemes().values():
        if scheme["type"] == "apiKey" and scheme["in"] == "header":
            templates.setdefault(scheme["name"], next(parts, "{second}"))
        elif scheme["type"] in ("http", "oauth2", "openIdConnect"):
            word = scheme.get("scheme", "bearer").capitalize()
            templates.setdefault("Authorization", f"{word} {{token}}")
    return templates


def headers_for(profile: Profile, document: Document, token: str) -> dict[str, str]:
    """The credentials as headers, spelled as the document spells them; `T,T2` gives two tokens."""
    first, _, second = token.partition(",")
    spelling = {
        scheme["name"].lower(): scheme["name"]
        for scheme in document.security_schemes().values()
        if scheme["type"] == "apiKey" and scheme["in"] == "header"
    }
    return {
        spelling.get(name.lower(), name): template.format(token=first, second=second or first)
        for name, template in profile.credentials.items()
    }
