"""Names in Arabic, Hebrew, Devanagari and Chinese: printed as they are written, and read from the page as typed."""

import hashlib
import io
import re
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime

import pikepdf
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_wizard.attestation.layouts import CURRENT_LAYOUT, FONTS, LAYOUTS, draw
from privacy_wizard.attestation.sign import countersign, sign
from privacy_wizard.attestation.statement import Statement, to_json
from privacy_wizard.attestation.verify import examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.domain.accents import overloaded
from privacy_wizard.pdf.fonts import unprintable
from privacy_wizard.pdf.shaping import (
    ARABIC,
    CHINESE,
    DEVANAGARI,
    HEBREW,
    SCRIPT_FONTS,
    characters_of,
    meaning,
    shaped_text,
    visual_runs,
)
from privacy_wizard.pdf.text import Style, width_of, wrap
from privacy_wizard.system.places import resource
from tests.in_turn import in_turn
from tests.pdf_structure import check_structure

from .authority import stated_by, vouched_key
from .reading import needs_tools
from .samples import statement

NAMES = {
    "Arabic": "محمد عبد الله",
    "Arabic with a lam before an alef": "علاء الأحمد",
    "Arabic with a mark": "محمّد الحسن",
    "Persian, with letters that share a form": "نرگس کریمی",
    "Persian with a joiner": "می‌خواهد پور",
    "Urdu": "عائشہ چوہدری",
    "Hebrew": "דוד בן־גוריון",
    "Hebrew with points": "דָּוִד לוי",
    "Devanagari with conjuncts": "क्षत्रिय प्रिया शर्मा",
    "Devanagari, signs before their letter": "नितिन ज्योति श्रीनिवासन",
    "Chinese": "李小明",
    "Chinese, traditional": "歐陽靜宜",
    "Chinese, a rare letter of names": "王玥喆",
    "beside Latin letters": "Sam 李 Lee",
    "Latin letters": "Siân Nguyễn-O’Brien",
}
_DIRECTIONS = re.compile("[\u202a-\u202e\u200e\u200f]")  # pdftotext puts them round whatever runs from the right


def named(name: str) -> Statement:
    return worded(statement(person=evolve(statement().person, name=name)))


def read_by_poppler(pdf: bytes) -> str:
    ran = subprocess.run(["pdftotext", "-l", "1", "-", "-"], input=pdf, capture_output=True, check=True)
    return _DIRECTIONS.sub("", ran.stdout.decode())


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return {name: draw(named(name)) for name in NAMES.values()}


@needs_tools
def test_a_name_is_read_from_the_page_as_it_was_typed(drawn: dict[str, bytes]) -> None:
    read = {name: " ".join(read_by_poppler(made).split()) for name, made in drawn.items()}
    assert [name for name in read if unicodedata.normalize("NFC", name) not in read[name]] == []


def test_the_document_stays_tagged_and_every_code_says_a_letter(drawn: dict[str, bytes]) -> None:
    assert {name: faults for name, made in drawn.items() if (faults := check_structure(made))} == {}
    for name, made in drawn.items():
        with pikepdf.open(io.BytesIO(made)) as pdf:
            for font in pdf.pages[0].Resources.Font.values():
                if "Noto" in str(font.BaseFont):
                    codes = re.findall(rb"<..> <([0-9A-F]{4,})>", font.ToUnicode.read_bytes())
                    assert len(codes) == len(font.Widths), name
                    assert not {b"0000", b"FEFF", b"FFFE"} & {*codes}, name
                    assert len(font.FontDescriptor.FontFile2.read_bytes()) < 60_000, f"only what is used of it: {name}"


def test_the_same_statement_gives_the_same_bytes_in_another_process(drawn: dict[str, bytes]) -> None:
    program = (
        "import sys; from privacy_wizard.attestation import layouts, statement as s; "
        "sys.stdout.buffer.write(b''.join(layouts.draw(s.from_json(line)) for line in sys.stdin.buffer))"
    )
    names = [*reversed(drawn)]  # in another order: what was drawn before leaves no trace
    lines = b"".join(to_json(named(name)).replace(b"\n", b" ") + b"\n" for name in names)
    other = subprocess.run([sys.executable, "-c", program], input=lines, capture_output=True, check=True)
    assert other.stdout == b"".join(drawn[name] for name in names)


def test_the_fonts_are_those_of_the_layout() -> None:
    assert {*FONTS} == {*LAYOUTS}
    assert {*SCRIPT_FONTS} <= {*FONTS[CURRENT_LAYOUT]}
    for fonts in FONTS.values():
        for name, digest in fonts.items():
            assert hashlib.sha256(resource("fonts", f"{name}.ttf").read_bytes()).hexdigest() == digest


def test_a_signed_and_countersigned_document_is_the_one_that_is_drawn_again() -> None:
    key = vouched_key("محمّد علاء", "T-20417")
    made = sign(worded(stated_by(named("محمّد علاء"), key)), key)
    officer = vouched_key("प्रिया 李", "O-1")
    signed = countersign(made, officer, name="प्रिया 李", at=datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
    found = examine(signed.pdf)
    assert (found.doubts, found.page_agrees, found.valid) == ((), True, True)
    assert found.officer is not None
    assert found.officer.name == "प्रिया 李"


def shapes(font: str, text: str) -> list[str]:
    [found] = visual_runs(text)
    assert found.font == font
    return [letters.drawn for letters in shaped_text(found).letters]


def test_arabic_is_joined_and_runs_from_the_right() -> None:
    [joined] = shapes(ARABIC, "ممم")
    assert len({*joined}) == 3, "the first, the middle and the last form"
    assert [meaning(ARABIC, each) for each in joined] == ["م"] * 3
    [word] = shapes(HEBREW, "דוד כהן")
    assert "".join(meaning(HEBREW, each) for each in word) == "ןהכ דוד"


def test_devanagari_has_conjuncts_and_signs_that_go_before_their_letter() -> None:
    [conjunct] = shapes(DEVANAGARI, "क्ष")
    assert len(conjunct) == 1
    alone, [before] = shapes(DEVANAGARI, "क"), shapes(DEVANAGARI, "कि")
    assert before.endswith(alone[0])
    assert not before.startswith(alone[0])


@in_turn(
    ("line", "parts"),
    [
        ("Prepared for محمد علي, 28 May", ["Prepared for ", "محمد علي", ", 28 May"]),
        ("محمد ٢٣ علي", [" علي", "٢٣", "محمد "]),
        ("דוד 12 כהן x", [" כהן", "12", "דוד ", " x"]),
        ("李 Lee", ["李", " Lee"]),
    ],
)
def test_what_runs_from_the_right_stands_as_a_whole_at_its_place(line: str, parts: list[str]) -> None:
    assert [found.text for found in visual_runs(line)] == parts


WORDS = st.one_of(
    *(
        st.text(st.sampled_from(sorted(map(chr, characters_of(font) - set(range(0x21))))), min_size=1, max_size=12)
        for font in SCRIPT_FONTS
    ),
    st.sampled_from(["Lee", "12", "(x)", "–", "Zoë"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), st.floats(30, 200))
def test_whatever_can_be_printed_keeps_its_letters_on_their_lines(text: str, width: float) -> None:
    text = unicodedata.normalize("NFC", text)
    if unprintable(text) or overloaded(text):
        return
    style = Style(size=9)
    lines = wrap(text, style, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert sorted("".join(part.text for part in visual_runs(text))) == sorted(text)
    assert width_of(text, style) >= 0


def test_a_joiner_is_printed_where_a_script_knows_it_and_nowhere_else() -> None:
    assert unprintable("می‌خواهد") == ()
    assert unprintable("क्‍ष") == ()
    for text in ("Le‌e", "‌می", "م‌‌ی", "李‌明"):
        assert unprintable(text) == ("‌",)


def test_the_chinese_font_has_the_letters_of_gbk() -> None:
    assert len([code for code in characters_of(CHINESE) if 0x4E00 <= code <= 0x9FFF]) == 20_902
