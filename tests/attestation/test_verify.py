"""Examining files: what is hostile ends in a reason, what is changed is noticed, and nothing ever raises."""

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from privacy_wizard.attestation import verify
from privacy_wizard.attestation.layouts import draw
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.redraw import RedrawCheck, difference
from privacy_wizard.attestation.sign import Attestation, CountersignedAttestation
from privacy_wizard.attestation.verify import Examination, examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.pdf.strict_reader import OBJECT_LIMIT, REVISION_LIMIT, STREAM_LIMIT, read_plain, read_when_asked
from privacy_wizard.pdf.strict_values import Name, NotPlain, PdfText, Ref, Scanner, Value
from tests.in_turn import in_turn
from tests.shelf.hostile import HEADER, SHELF, plain, stream

from .samples import statement


def reasons(found: Examination) -> set[Reason]:
    return {doubt.reason for doubt in found.doubts}


def test_what_was_signed_here_is_found_in_order(
    attestation: Attestation, countersigned: CountersignedAttestation
) -> None:
    for signed in (attestation, countersigned):
        found = examine(signed.pdf)
        assert found.doubts == ()
        assert (found.intact, found.valid, found.covers_whole_file, found.page_agrees) == (True,) * 4
        assert found.statement == attestation.statement
    assert examine(attestation.pdf).officer is None


@in_turn("name", SHELF)
def test_a_hostile_file_ends_in_a_reason(name: str) -> None:
    found = examine(SHELF[name]())
    assert found.doubts
    assert all(reason.rejects for reason in reasons(found))
    assert Reason.CRASHED not in reasons(found)
    assert found.statement is None


@pytest.mark.parametrize("fault", [MemoryError, RecursionError, ZeroDivisionError])
def test_whatever_goes_wrong_while_a_file_is_examined_rejects_it(attestation: Attestation, fault: type) -> None:
    def own(_name: str) -> list[str]:
        raise fault

    found = examine(attestation.pdf, own)
    assert reasons(found) == {Reason.CRASHED}
    assert all(reason.rejects for reason in reasons(found))


def test_a_file_that_ends_too_early_is_never_in_order(attestation: Attestation) -> None:
    pdf = attestation.pdf
    ends = {match.end() + more for match in re.finditer(b"%%EOF\n", pdf) for more in (-7, -1, 0, 1)}  # of revisions
    for end in (*range(0, len(pdf), 4096), *(ends - {len(pdf), len(pdf) + 1})):
        found = examine(pdf[:end])
        assert found.doubts
        assert found.attestor is None


# ---- the strict reader


def _values(source: bytes) -> Value:
    scanner = Scanner(source)
    return scanner.value()


@in_turn(
    ("written", "value"),
    [
        (b"(a\\(b\\)\\\\ (c) \\101\\n)", PdfText(b"a(b)\\ (c) A\n")),
        (b"<0aFF>", PdfText(b"\x0a\xff")),
        (b"[ true false null 1 /N ]", (True, False, None, 1, Name(b"N"))),
        (b"<< /A << /B [ ] >> >>", {b"A": {b"B": ()}}),
    ],
)
def test_values_are_read_as_they_are_written(written: bytes, value: Value) -> None:
    assert _values(written) == value


@in_turn(
    "written",
    [
        *(
            b"",
            b"]",
            b">>",
            b"[",
            b"<<",
            b"<< /A >>",
            b"<< 1 2 >>",
            b"<< /A 1 /A 2 >>",
            b"(",
            b"(\\",
            b"(a\\x)",
            b"(a\rb)",
        ),
        *(
            b"<0>",
            b"<0g>",
            b"+1",
            b"1e5",
            b"--1",
            b"1 1 R",
            b"truely",
            b"% comment\n1",
            b"/",
            b"/A#\x00",
            b"{1}",
            b"<</A 1]",
        ),
    ],
)
def test_what_this_program_never_writes_is_refused(written: bytes) -> None:
    value: Value = None
    try:
        value = _values(written)
    except NotPlain:
        return
    assert (written, value) == (b"1 1 R", 1)  # a number, with something behind it that no object may have


def test_the_strict_reader_sees_what_other_readers_see(attestation: Attestation) -> None:
    found = read_plain(attestation.pdf)[-1]
    with pikepdf.open(BytesIO(attestation.pdf)) as pdf:
        assert found.at(b"Root", b"Pages", b"Count") == len(pdf.pages)
        assert len(found.objects) == len([each for each in pdf.objects if each is not None])
        title = found.at(b"Info", b"Author")
        assert isinstance(title, PdfText)
        assert str(pikepdf.String(title.value)) == str(pdf.docinfo["/Author"])


def test_what_is_read_when_asked_for_is_what_is_read_at_once(countersigned: CountersignedAttestation) -> None:
    for at_once, asked in zip(read_plain(countersigned.pdf), read_when_asked(countersigned.pdf), strict=True):
        assert (asked.end, asked.trailer, dict(asked.objects)) == (at_once.end, at_once.trailer, at_once.objects)


@pytest.mark.parametrize("behind", [b"\n", b"1 0 obj\nnull\nendobj\n", b"startxref\n%d\n%%%%EOF\n"])
def test_the_tables_lead_from_the_very_end_to_the_first(behind: bytes) -> None:
    file = plain(b"<< >>")
    (table,) = re.findall(rb"startxref\n(\d+)\n", file)
    with pytest.raises(NotPlain):
        read_when_asked(file + (behind % int(table) if b"%" in behind else behind))
    with pytest.raises(NotPlain, match="lead back to the first"):
        read_when_asked(file.replace(b"trailer << ", b"trailer << /Prev %b " % table))


def test_an_object_that_does_not_stand_where_the_table_says_is_refused_when_it_is_asked_for() -> None:
    file = plain(b"<< >>", b"(seen)").replace(b"2 0 obj", b"3 0 obj")
    with pytest.raises(NotPlain, match="where they stand"):
        read_when_asked(file)[0].resolved(Ref(2))


def test_a_file_that_is_as_drawn_is_found_to_be_what_it_is_found_to_be_when_read_whole(
    countersigned: CountersignedAttestation, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = examine(countersigned.pdf)
    monkeypatch.setattr(verify, "read_when_asked", read_plain)
    assert examine(countersigned.pdf) == at_once
    monkeypatch.setattr(RedrawCheck, "is_byte_for_byte", False)
    assert examine(countersigned.pdf) == at_once


def test_an_object_may_not_hide_behind_another(attestation: Attestation) -> None:
    """Two readers must never see two documents: nothing may stand in the file that the tables do not name."""
    pdf = attestation.pdf
    at = pdf.index(b"\nendobj\n") + 8
    with pytest.raises(NotPlain):
        read_plain(pdf[:at] + b"7000 0 obj\nnull\nendobj\n" + pdf[at:])
    with pytest.raises(NotPlain):
        read_plain(pdf[:at] + b"% a comment\n" + pdf[at:])


@in_turn("size", [b"", b"/Size 2 ", b"/Size 2.0 ", b"/Size (3) "])
def test_an_object_at_or_above_the_size_that_the_trailer_names_is_refused(size: bytes) -> None:
    """Other readers take such an object for one that is not there, and so see another document."""
    good = plain(b"<< /A 2 0 R >>", b"(seen)")
    assert read_plain(good)[0].at(b"Root", b"A") == PdfText(b"seen")
    with pytest.raises(NotPlain, match="number that the trailer does not allow"):
        read_plain(good.replace(b"/Size 3 ", size))


def test_a_loop_of_objects_is_compared_to_its_end() -> None:
    def loop(word: bytes) -> bytes:
        return plain(b"<< /Next 2 0 R >>", b"<< /Next 1 0 R /Word (%s) >>" % word)

    one, other = read_plain(loop(b"a"))[0], read_plain(loop(b"b"))[0]
    assert difference(one, one) is None
    assert difference(one, other) == "/Root/Next/Word"


def test_one_object_for_two_is_a_difference() -> None:
    shared = read_plain(plain(b"<< /A 2 0 R /B 2 0 R >>", b"<< >>", b"<< >>"))[0]
    apart = read_plain(plain(b"<< /A 2 0 R /B 3 0 R >>", b"<< >>", b"<< >>"))[0]
    assert difference(shared, apart) is not None
    assert difference(apart, shared) is not None


def test_numbers_of_objects_do_not_matter() -> None:
    one = read_plain(plain(b"<< /A 2 0 R /B 3 0 R >>", b"(a)", b"(b)"))[0]
    other = read_plain(plain(b"<< /A 3 0 R /B 2 0 R >>", b"(b)", b"(a)"))[0]
    assert difference(one, other) is None


def test_a_stream_that_unpacks_without_measure_is_refused_before_it_does() -> None:
    bomb = read_plain(plain(b"<< /A 2 0 R >>", stream(bytes(STREAM_LIMIT + 1))))[0]
    with pytest.raises(NotPlain, match="larger than any"):
        difference(bomb, bomb)


def test_the_drawn_page_is_the_same_as_itself_and_no_other() -> None:
    drawn = read_plain(draw(worded(statement())))[0]
    other = read_plain(draw(worded(statement(comment="Another comment."))))[0]
    assert difference(drawn, drawn) is None
    assert difference(drawn, other) is not None


def test_a_header_may_not_stand_twice() -> None:
    with pytest.raises(NotPlain):
        read_plain(HEADER + plain(b"<< >>"))


@in_turn("read", [read_plain, read_when_asked])
def test_a_table_with_more_entries_than_any_is_refused_before_they_are_read(read: Callable[[bytes], object]) -> None:
    many = plain(b"<< >>").replace(b"xref\n0 2\n", b"xref\n0 %d\n" % (OBJECT_LIMIT + 2))
    apart = plain(b"<< >>").replace(b"trailer", b"2 %d\ntrailer" % (OBJECT_LIMIT + 1))
    for file in (many, apart):
        with pytest.raises(NotPlain, match="more entries than any"):
            read(file)


def test_a_file_that_was_added_to_again_and_again_is_too_large(attestation: Attestation) -> None:
    file = attestation.pdf
    root, size = re.findall(rb"/Root (\d+ 0 R)", file)[-1], re.findall(rb"/Size (\d+)", file)[-1]
    for _ in range(REVISION_LIMIT):
        last = re.findall(rb"startxref\n(\d+)\n", file)[-1]
        trailer = b"trailer\n<< /Size %b /Root %b /Prev %b >>" % (size, root, last)
        file += b"xref\n0 1\n0000000000 65535 f \n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(file))
    assert reasons(examine(file)) == {Reason.TOO_LARGE}
