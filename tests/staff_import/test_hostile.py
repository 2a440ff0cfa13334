"""Files made to harm: each is refused with a sentence, and without filling the memory."""

import io
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.reports.spreadsheet import to_csv, to_xlsx
from privacy_wizard.staff_import import (
    Note,
    Refusal,
    TableRefused,
    read_table,
    sheets,
    table,
    workbook,
    workbook_parts,
)
from privacy_wizard.staff_import.table import MOST_BYTES, SENTENCES
from privacy_wizard.staff_import.text_file import _MOST_SIGNS, _out_of_place
from privacy_wizard.staff_import.workbook import _Count, read_sheet
from tests.in_turn import in_turn

SHEET = "xl/worksheets/sheet1.xml"
GOOD = to_xlsx(["Staff Number", "Surname"], [["1", "Lee"], ["2", "Khan"]])
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
MOST_ROWS, MOST_LINES = table.MOST_ROWS // 100, table.MOST_LINES // 100
LIMITS = {  # as high as each may be in the program
    table: {"MOST_ROWS": 100_000, "MOST_LINES": 1_500_000},
    sheets: {"_MOST_AROUND": 8_000_000},
    workbook: {"_BOTTOM": 1_048_576, "_MOST_CELLS": 1_000_000, "_MOST_LINES": 1_500_000},
    workbook_parts: {"_MOST_BETWEEN": 1_000_000, "_MOST_TAGS": 2_400_000, "_MOST_TAGS_OF_STRINGS": 1_200_000},
}


@pytest.fixture
def a_hundredth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that go beyond the limits as they are take seconds: one is among them, for all."""
    for module, limits in LIMITS.items():
        for name, highest in limits.items():
            limit = getattr(module, name)
            assert limit <= highest, name
            monkeypatch.setattr(module, name, limit // 100)


def rebuilt(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A good workbook with members changed."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_sheet(content: bytes) -> bytes:
    return rebuilt(lambda members: members.update({SHEET: content}))


def empty_cells(rows: int) -> bytes:
    return with_sheet(HEAD + (b"<row>" + b"<c/>" * 180 + b"</row>") * rows + TAIL)


def refused(tmp_path: Path, content: bytes) -> Refusal:
    file = tmp_path / "staff.xlsx"
    file.write_bytes(content)
    is_workbook = content.startswith(b"PK")  # read here as the worker does
    with pytest.raises(TableRefused) as error:
        _ = read_sheet(content) if is_workbook else read_table(file)
    assert str(error.value)
    return error.value.reason


def test_a_workbook_is_read_apart_from_the_officers_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> None:
        raise AssertionError("read here")

    too_large = empty_cells(20_000)
    monkeypatch.setattr(openpyxl, "load_workbook", read)
    monkeypatch.setattr(zipfile, "ZipFile", read)
    file = tmp_path / "staff.xlsx"
    file.write_bytes(GOOD)
    assert [row.cells for row in read_table(file).rows] == [("1", "Lee"), ("2", "Khan")]
    for content, reason in ((GOOD[:-100], Refusal.NOT_A_WORKBOOK), (too_large, Refusal.TOO_LARGE)):
        file.write_bytes(content)
        with pytest.raises(TableRefused) as error:
            read_table(file)
        assert error.value.reason is reason


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (lambda: LAUGHS + HEAD + b"<row><c><v>&b;</v></c></row>" + TAIL, Refusal.UNUSUAL_WORKBOOK),
        (lambda: (LAUGHS + HEAD + TAIL).decode().encode("utf-16"), Refusal.UNUSUAL_WORKBOOK),
        (lambda: b'<?xml version="1.0" encoding="cp037"?>' + (HEAD + TAIL), Refusal.UNUSUAL_WORKBOOK),
        (lambda: HEAD + b'<row r="1">' + b"<c><v/></c>" * 3_000 + b"</row>" + TAIL, Refusal.UNUSUAL_WORKBOOK),
        (lambda: HEAD + b'<row r="1">' + b"<c/>" * 7_000 + b"</row>" + TAIL, Refusal.EMPTY),
        (lambda: HEAD + b"<row><c><v>1</v></c></row>" * (MOST_ROWS + 1) + TAIL, Refusal.TOO_MANY_ROWS),
        (lambda: HEAD + b"<row/>" * (MOST_ROWS + 1) + TAIL, Refusal.EMPTY),
        (lambda: HEAD + b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>' + TAIL, Refusal.TOO_MANY_ROWS),
        (lambda: HEAD + b'<row><c t="s"><v>99</v></c></row>' + TAIL, Refusal.NOT_A_WORKBOOK),
        (lambda: HEAD + b"<row><c><v>" + b"9" * 5000 + b"</v></c></row>" + TAIL, Refusal.NOT_A_WORKBOOK),
        (lambda: HEAD, Refusal.NOT_A_WORKBOOK),
        (lambda: HEAD + TAIL, Refusal.EMPTY),
        (lambda: b"", Refusal.NOT_A_WORKBOOK),
        (lambda: HEAD + b" " * 1_300_000 + TAIL, Refusal.UNUSUAL_WORKBOOK),
    ],
)
@pytest.mark.usefixtures("a_hundredth")
def test_a_sheet_made_to_harm_is_refused(tmp_path: Path, sheet: Callable[[], bytes], reason: Refusal) -> None:
    assert refused(tmp_path, with_sheet(sheet())) is reason


def test_a_list_with_a_link_in_every_row_is_read(tmp_path: Path) -> None:
    rows = b"".join(b'<row><c t="inlineStr"><is><t>%d</t></is></c></row>' % at for at in range(20_000))
    links = b"".join(
        b'<hyperlink ref="A%d" location="mailto:someone.%d@school.sch.uk"/>' % (n, n) for n in range(1, 20_001)
    )
    file = tmp_path / "staff.xlsx"
    file.write_bytes(with_sheet(HEAD + rows + b"</sheetData><hyperlinks>" + links + b"</hyperlinks></worksheet>"))
    assert len(read_table(file).rows) == 19_999


def test_a_large_part_under_a_harmless_name_is_refused(tmp_path: Path) -> None:
    def swell(members: dict[str, bytes]) -> None:
        members["xl/styles.xml"] = b"<a>" + b" " * 9_000_000 + b"</a>"

    assert refused(tmp_path, rebuilt(swell)) is Refusal.TOO_LARGE


def test_a_part_that_poses_as_a_picture_is_never_parsed(tmp_path: Path) -> None:
    def hide(members: dict[str, bytes]) -> None:
        members["xl/media/sheet.png"] = LAUGHS + HEAD + TAIL
        members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
            b"worksheets/sheet1.xml", b"media/sheet.png"
        )

    assert refused(tmp_path, rebuilt(hide)) in (Refusal.NOT_A_WORKBOOK, Refusal.EMPTY)


def test_a_member_that_stands_twice_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(SHEET.upper(), b"<x/>")
    assert refused(tmp_path, stream.getvalue().replace(b"SHEET1.XML", b"sheet1.XML")) is Refusal.UNUSUAL_WORKBOOK


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b"Staff Number,Surname\n", Refusal.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, Refusal.NOT_A_WORKBOOK),
        (b"PK\x03\x04 and then nothing", Refusal.NOT_A_WORKBOOK),
        (GOOD[:-100], Refusal.NOT_A_WORKBOOK),
        (b"a,b\n\0\0\0,1\n", Refusal.NOT_TEXT),
        (b"\xff\xfea,b", Refusal.NOT_TEXT),
        (b"a,b\n\x81\x8d,1\n", Refusal.NOT_TEXT),
        (b'a,b\n"1,2\n3,4\n', Refusal.QUOTES),
        (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), Refusal.TOO_MANY_ROWS),
        (b"a" * (MOST_BYTES + 1), Refusal.TOO_LARGE),
        (b"a,b\n" + b"\n" * MOST_LINES + b"1,2\n", Refusal.TOO_LARGE),
    ],
)
@pytest.mark.usefixtures("a_hundredth")
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes, reason: Refusal) -> None:
    assert refused(tmp_path, content) is reason


@pytest.mark.parametrize(("row", "limit"), [(b",,x\n", "MOST_CELLS"), (b"1,x" + b"," * 100 + b"\n", "_MOST_LOOKED_AT")])
def test_a_text_of_more_cells_than_any_list_has_is_too_large_and_commas_behind_a_row_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: bytes, limit: str
) -> None:
    monkeypatch.setattr(table, "MOST_CELLS", 100)
    file = tmp_path / "staff.csv"
    file.write_bytes(b"a,b\n" + (b"1,x" + b"," * 30 + b"\n") * 30)
    assert len(read_table(file).rows) == 30
    monkeypatch.setattr(table, limit, 100)
    assert refused(tmp_path, row * 40) is Refusal.TOO_LARGE


def test_a_code_page_is_told_by_no_more_letters_than_a_list_has() -> None:
    odd = "aÀb" * _MOST_SIGNS
    assert _out_of_place(odd) == _out_of_place(odd * 3) == _MOST_SIGNS


def test_what_is_not_a_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe", tmp_path / "missing", Path("/dev/zero"), tmp_path / "a\0b"):
        with pytest.raises(TableRefused) as error:
            read_table(place)
        assert error.value.reason is Refusal.NOT_READABLE


def test_headings_and_sheets_cannot_speak_to_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "staff"
    file.write_text("Staff\x1b[2J Number,Sur\u202ename\n1,Lee\n", encoding="utf-8")
    assert all(heading.isprintable() for heading in read_table(file).headings)
    file.write_bytes(
        rebuilt(
            lambda members: members.update(
                {"xl/workbook.xml": members["xl/workbook.xml"].replace(b'name="Staff"', 'name="St\u202eaff"'.encode())}
            )
        )
    )
    table = read_table(file)
    assert table.sheet == "St�aff"
    assert read_table(file, sheet=table.sheet).rows == table.rows


def test_every_refusal_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Refusal)


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(TableRefused):
        read_sheet(bytes(content))


@given(st.data())
def test_a_damaged_sheet_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    def damage(members: dict[str, bytes]) -> None:
        for name in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
            content = bytearray(members[name])
            for _ in range(data.draw(st.integers(0, 3))):
                content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
            members[name] = bytes(content)

    with suppress(TableRefused):
        read_sheet(rebuilt(damage))


@given(content=st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_or_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any"
    file.write_bytes(content)
    with suppress(TableRefused):
        read_table(file)


@in_turn("start", ["=", "+", "-", "@", "\t=", " =", "'=", "＝", "\r\n="])
def test_no_text_is_written_as_a_formula(start: str) -> None:
    hostile = start + 'cmd|"/c calc"!A1'
    written = to_csv(["Name"], [[hostile]]).decode("utf-8-sig")
    assert written.splitlines()[1].startswith("\"'")
    with zipfile.ZipFile(io.BytesIO(to_xlsx(["Name"], [[hostile]]))) as archive:
        sheet = archive.read(SHEET)
    assert b"<f>" not in sheet
    assert b"<f " not in sheet


# ---- counts that a file is free to choose


def _with(name: str, content: bytes) -> bytes:
    return rebuilt(lambda members: members.update({name: content}))


_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REFERENCES = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def _sheets(number: int) -> bytes:
    named = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (at, at) for at in range(1, number + 1))
    return b"<workbook %b %b><sheets>%b</sheets></workbook>" % (_MAIN, _REFERENCES, named)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            lambda: _with("xl/sharedStrings.xml", b"<sst %b>" % _MAIN + b"<si><t>a</t></si>" * 9_000 + b"</sst>"),
            "strings",
        ),
        (lambda: empty_cells(200), "empty cells"),
        (lambda: with_sheet(HEAD + (b"<row>" + b"<c><v>1</v></c>" * 40 + b"</row>") * 200 + TAIL), "cells"),
        (lambda: with_sheet(HEAD + b'<row><c r="XFD1"><v>1</v></c></row>' * 50 + TAIL), "cells far to the right"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.usefixtures("a_hundredth")
def test_a_workbook_with_more_in_it_than_any_staff_list_is_too_large(
    tmp_path: Path, content: Callable[[], bytes], reason: str
) -> None:
    assert refused(tmp_path, content()) is Refusal.TOO_LARGE, reason


def test_a_workbook_of_more_sheets_than_anybody_makes_is_unusual(tmp_path: Path) -> None:
    assert refused(tmp_path, _with("xl/workbook.xml", _sheets(20_000))) is Refusal.UNUSUAL_WORKBOOK


@pytest.mark.parametrize("rows", [b"<row/>" * 9_000, (b"<row>" + b"<c/>" * 150 + b"</row>") * 500])
def test_a_part_that_many_sheets_lead_to_is_read_once(rows: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    lines, count = 0, _Count.add

    def counted(of_all: _Count, width: int) -> None:
        nonlocal lines
        lines += 1
        count(of_all, width)

    def change(members: dict[str, bytes]) -> None:
        members[SHEET], members["xl/workbook.xml"] = HEAD + rows + TAIL, _sheets(20)

    monkeypatch.setattr(_Count, "add", counted)
    with pytest.raises(TableRefused) as error:
        read_sheet(rebuilt(change))
    assert (error.value.reason, lines) == (Refusal.EMPTY, rows.count(b"<row"))


def test_lines_that_hold_nothing_count_over_all_sheets(tmp_path: Path) -> None:
    rows = b'<row r="1000000"><c><v>1</v></c></row>'

    def change(members: dict[str, bytes]) -> None:
        members["xl/worksheets/sheet2.xml"] = members[SHEET] = HEAD + rows + TAIL
        members["xl/workbook.xml"] = _sheets(2).replace(b'sheetId="2" r:id="rId1"', b'sheetId="2" r:id="rId99"')
        maps = members["xl/_rels/workbook.xml.rels"]
        other = b'<Relationship Id="rId99" Target="worksheets/sheet2.xml" Type="%b/worksheet"/></Relationships>'
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        members["xl/_rels/workbook.xml.rels"] = maps.replace(b"</Relationships>", other % kind)

    assert refused(tmp_path, rebuilt(change)) is Refusal.TOO_LARGE


def test_a_list_of_nothing_but_headings_is_read_once_through(tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_text("Staff Number,First Name,Last Name\n" * 10_000 + "1,Ada,Ng\n")
    table = read_table(file)
    assert (len(table.rows), table.notes) == (1, {Note.REPEATED_HEADINGS})
