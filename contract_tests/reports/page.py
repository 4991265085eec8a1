"""The report as one page of HTML that needs nothing else: no network, no other file."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from contract_tests.places import Places
from contract_tests.report import Report
from contract_tests.reports.data import as_data

FOLDER = Path(__file__).parent
SEVERITIES = {"breaks": 0, "drift": 1, "hygiene": 2}


def as_page(report: Report) -> str:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (FOLDER / "page.css").read_text("utf-8")
    script = (FOLDER / "page.js").read_text("utf-8")
    template = environment.get_template("page.html.jinja")
    return template.render(
        report=as_data(report),
        groups=_groups(report),
        matrix=_matrix(report),
        unreached=report.unreached,
        style=style,
        script=script,
    )


def _groups(report: Report) -> list[dict[str, Any]]:
    places = Places(report.settings.document_path) if report.settings.document_path else None
    groups = sorted(report.groups, key=lambda group: SEVERITIES[group.first.severity])
    return [
        {
            "finding": group.first,
            "line": _line(places, group.first.place),
            "came": _indented(group.first.came),
            "operations": group.operations,
            "fingerprints": group.fingerprints,
            "words": _words(group.first.rule, group.first.title, *group.operations),
        }
        for group in groups
    ]


def _line(places: Places | None, pointer: str) -> str:
    place = places.find(pointer) if places else None
    return f"{place.file.name}, line {place.line}" if place else ""


def _indented(came: str) -> str:
    """The status, and the JSON after it as people lay it out."""
    status, _, body = came.partition(" ")
    try:
        return f"{status}\n{json.dumps(json.loads(body), ensure_ascii=False, indent=2)}"
    except ValueError:
        return came


def _words(*texts: str) -> str:
    """What the filter box looks through."""
    return re.sub(r"\s+", " ", " ".join(texts)).lower()


def _matrix(report: Report) -> Mapping[str, Any]:
    """Operation by check: how often it was looked at, and what was found."""
    found = Counter((f.rule, f.operation) for f in report.findings)
    rules = sorted({rule for rule, _ in [*report.tried, *found]})
    labels = [operation.label for operation in report.target.operations]
    labels += sorted({label for _, label in found} - set(labels))
    rows = []
    for label in labels:
        cells = [(found[rule, label], report.tried[rule, label]) for rule in rules]
        rows.append({"label": label, "reached": label in report.succeeded, "cells": cells})
    return {"rules": rules, "rows": rows}
