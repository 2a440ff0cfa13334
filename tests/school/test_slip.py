from datetime import timedelta

import numpy as np
import pypdfium2
import pytest

from privacy_wizard.i18n import long_moment
from privacy_wizard.pdf.faults import Unprintable
from privacy_wizard.reports.letters import Slip, draw_slips
from tests.attestation.reading import pages_of, text_of
from tests.pdf_structure import check_paper

from .profiles import NOW

WORDS = ("acrobat", "bishop", "candle", "desert", "ember", "falcon", "garden")


def slip(name: str = "Ada Łąka", code: str = "7KQF-2MXD-9TB4") -> Slip:
    return Slip(
        school="Hillside & Sons",
        name=name,
        staff_number="S-1042",
        code=code,
        expires=NOW + timedelta(days=30),
        words=WORDS,
    )


def test_a_slip_says_whose_it_is_the_code_and_until_when() -> None:
    for text in (slip().as_text(), text_of(draw_slips((slip(),), NOW))):
        assert "Ada Łąka" in text
        assert "7KQF-2MXD-9TB4" in text
        assert long_moment(NOW + timedelta(days=30)) in text
        assert " ".join(WORDS) in " ".join(text.split()), "staff compare them when they open the school's file"


def test_slips_are_tagged_and_each_is_whole_on_one_page() -> None:
    slips = tuple(slip(f"Ada {'Longname ' * (at % 7)}{at}", f"CODE-{at:04}") for at in range(40))
    pdf = draw_slips(slips, NOW)
    assert check_paper(pdf) == ()
    pages = pages_of(pdf)
    assert len(pages) > 8
    for each in slips:
        [page] = [page for page in pages if each.code in page]
        at = page.index(each.code)
        assert each.staff_number in page[:at]
        assert "tear this slip up" in page[at:]
    assert all(page.count("Your one-time code") == page.count("slip up") for page in pages)


def test_below_each_slip_runs_a_line_to_cut_along_and_no_slip_is_cut_by_it() -> None:
    pdf = draw_slips(tuple(slip(code=f"CODE-{at:04}") for at in range(9)), NOW)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page, text in zip(document, pages_of(pdf), strict=True):
            picture = page.render(scale=3, grayscale=True).to_numpy()
            edges = (np.diff(picture < 200, axis=1) != 0).sum(axis=1)
            busy = np.flatnonzero(edges > 100)  # rows of dashes, and of small letters, which stand higher
            rows = np.split(busy, np.flatnonzero(np.diff(busy) > 1) + 1)
            around = [(picture[each[0] - 20 : each[0]], picture[each[-1] + 2 : each[-1] + 20]) for each in rows]
            lines = [
                each for each, beside in zip(rows, around, strict=True) if all((one > 200).all() for one in beside)
            ]
            assert len(lines) == text.count("Your one-time code") > 0, "with nothing right above or below"
            assert all(len(each) < 5 for each in lines)
    finally:
        document.close()


def test_what_people_wrote_is_drawn_as_it_is() -> None:
    text = text_of(draw_slips((slip("<img src=x onerror=alert(1)>"), slip("{code}")), NOW))
    assert "For <img src=x onerror=alert(1)>, staff number" in text
    assert "For {code}, staff number" in text
    with pytest.raises(Unprintable):
        draw_slips((slip("\U000f0000"),), NOW)


def test_a_slip_does_not_show_its_code_by_accident() -> None:
    assert "7KQF" not in repr(slip())
