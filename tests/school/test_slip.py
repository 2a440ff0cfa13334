from datetime import timedelta

from privacy_wizard.reports.slip import Slip, slips_page

from .profiles import NOW


def slip(name: str = "Ada Łąka", code: str = "7KQF-2MXD-9TB4") -> Slip:
    return Slip(school="Hillside & Sons", name=name, staff_number="S-1042", code=code, expires=NOW + timedelta(days=30))


def test_a_slip_says_whose_it_is_the_code_and_until_when() -> None:
    for text in (slip().as_text(), slip().as_html()):
        assert "Ada Łąka" in text
        assert "7KQF-2MXD-9TB4" in text
        assert "20 December 2026, 09:30" in text


def test_what_people_wrote_cannot_become_part_of_the_page() -> None:
    page = slips_page((slip("<img src=x onerror=alert(1)>"), slip("{code}")))
    assert "<img" not in page
    assert page.count("7KQF-2MXD-9TB4") == 2
    assert "Hillside &amp; Sons" in page
    assert "{code}" in page


def test_a_slip_does_not_show_its_code_by_accident() -> None:
    assert "7KQF" not in repr(slip())
