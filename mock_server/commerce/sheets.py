"""Sheets of rows as merchants send and receive them: XLSX, which is XML in a ZIP, or CSV."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree
from xml.sax.saxutils import escape

MOST_ROWS = 2000
MOST_BYTES = 16 * 1024 * 1024
"""Of a sheet when it is unpacked: a small ZIP can hold a very large one."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'
)


class UnreadableSheet(Exception):
    """Bytes that are no sheet, or too large a one; says why."""


def read_sheet(data: bytes) -> list[dict[str, str]]:
    """The rows below the first, by the names in it; rows without a word are left out.

    Raises:
        UnreadableSheet: it is neither XLSX nor CSV, or too large.
    """
    rows = _xlsx_rows(data) if data[:2] == b"PK" else _csv_rows(data)
    if not rows:
        raise UnreadableSheet("it has no rows")
    if len(rows) > MOST_ROWS + 1:
        raise UnreadableSheet(f"it has more than {MOST_ROWS} rows")
    names, *others = rows
    named = [dict(zip(names, row, strict=False)) for row in others if any(row)]
    return [{name.strip(): text.strip() for name, text in row.items() if name} for row in named]


def write_csv(names: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A sheet as CSV with the mark by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([_text(row.get(name)) for name in names] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(names: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """A workbook of one sheet; the same rows are the same bytes."""
    lines = [list(names), *([_text(row.get(name)) for name in names] for row in rows)]
    cells = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in line)
        + "</row>"
        for line in lines
    )
    main = _MAIN.strip("{}")
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_RELATED}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode())  # no moment: ZIP's own first one
    return out.getvalue()


def _relation(kind: str, target: str) -> str:
    return _RELATIONS.format(kind=f"{_RELATED}/{kind}", target=target)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _csv_rows(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSheet("it is neither XLSX nor CSV in UTF-8") from error
    if "\0" in text:
        raise UnreadableSheet("it is neither XLSX nor CSV in UTF-8")
    try:
        return list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise UnreadableSheet("it is no CSV") from error


def _xlsx_rows(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            shared = _shared(archive)
            name = next(
                n for n in sorted(archive.namelist()) if n.startswith("xl/worksheets/sheet")
            )
            tree = _parsed(archive, name)
    except (zipfile.BadZipFile, ElementTree.ParseError, StopIteration, OSError) as error:
        raise UnreadableSheet("it is no workbook") from error
    except (NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise UnreadableSheet("it is packed in a way that is not known here") from error
    return [_cells(row, shared) for row in tree.iter(f"{_MAIN}row")]


def _parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part of a workbook; entities could make it endless, and no workbook has any."""
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise UnreadableSheet("it is too large")
    content = archive.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableSheet("it has a document type, which no workbook has")
    return ElementTree.fromstring(content)  # noqa: S314 (without entities there is nothing to fear)


def _shared(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    tree = _parsed(archive, "xl/sharedStrings.xml")
    return ["".join(t.text or "" for t in each.iter(f"{_MAIN}t")) for each in tree]


def _cells(row: ElementTree.Element, shared: Sequence[str]) -> list[str]:
    """The texts of a row, each at its column; columns that a row leaves out are empty."""
    texts: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        column = _column(cell.get("r", ""), len(texts))
        texts += [""] * (column - len(texts))
        texts.append(_cell_text(cell, shared))
    return texts


def _column(reference: str, following: int) -> int:
    letters = re.match(r"[A-Z]{1,2}", reference)
    if letters is None:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell_text(cell: ElementTree.Element, shared: Sequence[str]) -> str:
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_MAIN}t"))
    return value
