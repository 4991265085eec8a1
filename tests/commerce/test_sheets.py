"""Sheets are read as they were written, and what is none is refused in words."""

import io
import zipfile
from typing import Any

import pytest

from mock_server.commerce.sheets import (
    MOST_ROWS,
    UnreadableSheet,
    read_sheet,
    write_csv,
    write_xlsx,
)

ROWS = [{"name": "عسل, مصفى", "price": 12.5}, {"name": "A & <B>", "price": None}]
READ = [{"name": "عسل, مصفى", "price": "12.5"}, {"name": "A & <B>", "price": ""}]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_what_is_written_is_read_again_and_twice_the_same(write: Any) -> None:
    data = write(["name", "price"], ROWS)

    assert read_sheet(data) == READ
    assert write(["name", "price"], ROWS) == data


def test_shared_words_and_left_out_columns_are_understood() -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData>'
        '<row><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
        '<row><c r="C2"><v>7</v></c></row></sheetData></worksheet>'
    )
    shared = f'<sst xmlns="{MAIN}"><si><t>sku</t></si><si><t>quantity</t></si></sst>'

    rows = read_sheet(packed({"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": shared}))

    assert rows == [{"sku": "", "quantity": "7"}]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no rows"),
        (b"\xff\xff", "neither XLSX nor CSV"),
        (b"a\0b", "neither XLSX nor CSV"),
        (b"PK\x03\x04", "no workbook"),
        (b"a\n" * (MOST_ROWS + 2), "more than"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableSheet, match=words):
        read_sheet(data)


def test_entities_are_not_followed() -> None:
    sheet = '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'

    with pytest.raises(UnreadableSheet, match="document type"):
        read_sheet(packed({"xl/worksheets/sheet1.xml": sheet}))


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
