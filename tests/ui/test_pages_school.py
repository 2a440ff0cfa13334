"""The school, its policy, and what the policy asks."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint
from PySide6.QtGui import QImage, QImageWriter
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.school_profile import email_domain
from privacy_wizard.domain.vocabulary import Occasion, PersonKind
from privacy_wizard.i18n import readable_date
from privacy_wizard.ui.kit.pdf_pages import count_pages
from privacy_wizard.ui.kit.widgets.logo_picker import LIGHT as MOST_BYTES
from privacy_wizard.ui.kit.widgets.logo_picker import small_enough
from privacy_wizard.ui.wizard.school.page import SchoolPolicyPage
from privacy_wizard.ui.wizard.school.policy import PolicySummary
from tests.attestation.reading import text_of
from tests.pdf_structure import check_paper
from tests.ui import contexts

TODAY = date(2026, 11, 20)


def test_the_page_asks_for_the_policy_and_offers_the_name_of_the_school_that_issued_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    context = contexts.new_context(tmp_path)
    context.session.describe_person(contexts.SAM, Occasion.INDUCTION)
    page = SchoolPolicyPage(context)
    contexts.opened(qtbot, page)
    assert page.blocked_reason == "Choose the policy to go on."
    assert page._policy.mapTo(page, QPoint()).y() < page._name.mapTo(page, QPoint()).y()
    contexts.press(qtbot, page, "Bradley Primary School")
    assert (page.blocked_reason, page._name.text) == ("", "Bradley Primary School")
    assert context.session.pack is not None
    assert context.session.pack.id == "bradley-primary-2023"
    context.session.undo()
    page.entered()
    assert (context.session.pack, page._name.text) == (None, "")
    contexts.press(qtbot, page, "Bradley Primary School")
    contexts.press(qtbot, page, "Aspire Academies Trust")
    assert page._name.text == "", "a trust is not the school"
    assert page.blocked_reason == "Type the name of your school to go on."
    qtbot.keyClicks(page._name.line, "Hill Street School")
    contexts.press(qtbot, page, "Helsby Hillside Primary School")
    assert page._name.text == "Hill Street School", "what was typed stays"


def test_names_and_domains_are_saved_when_added(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    page = SchoolPolicyPage(context)
    contexts.opened(qtbot, page)
    qtbot.keyClicks(page._domains.line, "office@Bradley.sch.uk")
    page.left()
    assert context.session.audit.school is not None
    assert context.session.audit.school.email_domains == ("bradley.example.org", "bradley.sch.uk")
    assert context.session.audit.school.name == "Bradley Primary School"


def test_the_time_stamping_service_is_kept_with_the_school(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    page = SchoolPolicyPage(context)
    contexts.opened(qtbot, page)
    qtbot.keyClicks(page._clock.line, "https://time.bradley.example.org/stamp")
    page.left()
    assert context.session.audit.school is not None
    assert context.session.audit.school.time_authority == "https://time.bradley.example.org/stamp"
    contexts.press(qtbot, page, "Remove Bradley")
    assert context.session.audit.school.time_authority == "https://time.bradley.example.org/stamp"


@pytest.mark.parametrize("typed", ["time.example.org", "ftp://time.example.org", "https://", "https://me:pw@a.org"])
def test_what_is_no_time_stamping_service_is_not_used_and_said_so(typed: str, qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    page = SchoolPolicyPage(context)
    contexts.opened(qtbot, page)
    qtbot.keyClicks(page._clock.line, typed)
    page.left()
    assert "none will be used" in contexts.words_on(page)
    assert context.session.audit.school is not None
    assert context.session.audit.school.time_authority == ""


@pytest.mark.parametrize("typed", ["", "school", "school..org", "http://school.org", "-a.org", "a b.org"])
def test_what_is_no_domain_is_refused_with_a_sentence(typed: str, qapp: object) -> None:
    with pytest.raises(ValueError, match="ending of an e-mail address"):
        email_domain(typed)


def test_a_policy_that_does_not_cover_the_reader_says_so_and_lets_them_go_on(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    context.session.describe_person(evolve(contexts.SAM, kind=PersonKind.GOVERNOR), Occasion.INDUCTION)
    page = SchoolPolicyPage(context)
    contexts.opened(qtbot, page)
    assert "does not say that it is for you" in contexts.words_on(page)
    assert page.blocked_reason == ""


def test_a_review_date_that_has_passed_is_pointed_out(qtbot: QtBot, tmp_path: Path) -> None:
    page = SchoolPolicyPage(contexts.context_with_school(tmp_path, "helsby-hillside-primary-2023"))
    contexts.opened(qtbot, page)
    assert page.foot_note is not None
    assert "was to be reviewed by: autumn 2024" in page.foot_note.sentence, "beside the button it is always in view"
    helsby, ladysmith = (page._policy._group.row(f) for f in ("helsby-hillside-primary-2023", "ladysmith-federation"))
    assert "Its review was due: autumn 2024" in helsby.accessibleDescription()
    assert "was due" not in ladysmith.accessibleDescription()
    page._policy._group.row("baseline").click()
    assert page.foot_note is None


def test_dates_are_shown_as_exactly_as_they_are_known(qapp: object) -> None:
    assert [readable_date(d) for d in ("2023-11-20", "2023-05", "2023", "autumn 2024")] == [
        "20 November 2023",
        "May 2023",
        "2023",
        "autumn 2024",
    ]


def test_the_summary_shows_every_requirement_and_fits_few_sheets_of_paper(qtbot: QtBot) -> None:
    for pack in contexts.catalogue().packs.values():
        panel = PolicySummary(pack)
        qtbot.addWidget(panel)
        panel.show()
        shown = contexts.words_on(panel)
        assert all(requirement.summary in shown for requirement in pack.requirements)
        pdf = panel.as_pdf()
        assert check_paper(pdf) == ()
        text = " ".join(text_of(pdf).split())
        assert all(" ".join(requirement.summary.split()) in text for requirement in pack.requirements)
        assert all("“baseline”: asked although it is silent" in each for each in (shown, text))  # a must is no advice
        assert count_pages(pdf) <= 2


def test_a_large_logo_is_made_small_enough_for_a_draft(qapp: object) -> None:
    noise = QImage.fromData(_png(_noise(700)))
    logo = _png(noise)
    assert len(logo) > MOST_BYTES
    small = small_enough(logo)
    assert small is not None
    assert len(small) <= MOST_BYTES
    assert not QImage.fromData(QByteArray(small)).isNull()
    assert small_enough(None) is None


def _noise(side: int) -> QImage:
    import random

    return QImage(random.Random(4).randbytes(side * side * 4), side, side, QImage.Format.Format_RGB32).copy()


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
