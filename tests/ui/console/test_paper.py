"""Entering a paper checklist: the scan is looked at, the ticks are copied by their numbers, and it is on record."""

from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.model import AllowedException
from privacy_wizard.domain.register_events import AttestationStanding, DocumentKind, Received
from privacy_wizard.domain.vocabulary import AccountKind, ExceptionReason, Occasion, Verdict
from privacy_wizard.office.paper_attestations import answers_of, declaration_of
from privacy_wizard.office.paper_transcript import Transcript
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.intake.paper_copying import PaperCopying
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.console.offices import REVIEW, TODAY, catalogue, member, person_id
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import button, press, words_on

PACK = "bradley-primary-2023"


def scan(folder: Path, kind: str = "PNG") -> Path:
    file = BytesIO()
    Image.new("L", (600, 850), 230).save(file, kind)
    path = folder / f"scan.{kind.lower()}"
    path.write_bytes(file.getvalue())
    return path


def begun(qtbot: QtBot, theme: Theme, context: ConsoleContext, folder: Path):
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.PAPER, of=person_id(2)))
    page = window.page
    page.facts.policy.choose(PACK)
    page.take_scan(scan(folder))
    settle(qtbot)
    return window


def test_ticks_are_copied_by_their_numbers_and_end_on_record(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = begun(qtbot, theme, busy, tmp_path)
    page = window.page
    assert not page.enter.isEnabled()
    assert "Copy the answers first." in words_on(window)
    page.accounts.platform.choose("instagram")
    press(qtbot, window, "Add the account")
    press(qtbot, window, "Begin to copy")
    count = 0
    while page.copying.isVisible():
        keys = {3: Qt.Key.Key_0, 5: Qt.Key.Key_Minus}
        qtbot.keyClick(page.copying, keys.get(count, Qt.Key.Key_1))
        count += 1
    assert count > 10
    assert "out of 100" in words_on(window)
    page.enter.click()
    settle(qtbot)
    [row] = busy.register.attestations.listed(AttestationStanding.ACCEPTED)
    assert (row.person, row.campaign, row.on_paper) == (person_id(2), REVIEW.id, True)
    assert row.score is not None
    press(qtbot, window, "Look at the entry")
    settle(qtbot)
    assert window.place == ConsolePlace(id=PlaceId.ATTESTATION, of=row.attestation)
    assert {"On paper", "An officer entered it; no key vouches for it."} <= set(words_on(window).split("\n"))
    assert window.page.preview.page == 1


def test_a_scan_that_was_handed_in_and_rejected_is_entered_from_its_own_page(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    content = scan(tmp_path, "PDF").read_bytes()
    with busy.register.session() as act:
        held = act.put(content)
        turned_away = AttestationStanding.REJECTED
        act.record(
            Received(attestation=held, person=None, campaign=None, standing=turned_away, file_name="tom's paper.pdf")
        )
        act.keep(content, DocumentKind.ATTESTATION, "tom's paper.pdf", attestation=held)
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.ATTESTATION, of=held))
    press(qtbot, window, "Enter it as a paper checklist")
    settle(qtbot)
    page = window.page
    assert "Scan: tom's paper.pdf" in words_on(window)
    page.facts.show_person(busy.register.people.one(person_id(2)))
    page.facts.policy.choose(PACK)
    press(qtbot, window, "Only the outcome")
    press(qtbot, window, "Meets the policy")
    page.enter.click()
    settle(qtbot)
    row = busy.register.attestations.one(held)
    assert (row.person, row.standing, row.on_paper) == (person_id(2), AttestationStanding.ACCEPTED, True)
    assert busy.register.overview(REVIEW.id, TODAY).done == 1


def test_backspace_goes_back_and_another_campaign_keeps_the_answers_that_are_asked_again(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = begun(qtbot, theme, busy, tmp_path)
    page = window.page
    for about in ("person", "instagram"):  # an empty sheet, to be printed
        page.blank.about.choose(about)
        page.blank.save(tmp_path / f"{about}.pdf")
        settle(qtbot)
        assert page.notice.message.startswith("Saved as")
        assert page.context.renderer.count((tmp_path / f"{about}.pdf").read_bytes()) >= 1
    press(qtbot, window, "Begin to copy")
    first = page.copying.question
    qtbot.keyClick(page.copying, Qt.Key.Key_2)
    assert page.copying.question != first
    qtbot.keyClick(page.copying, Qt.Key.Key_Backspace)
    assert page.copying.question == first
    assert page.copying._options.current() == "2", "what was given"
    for _ in range(4):
        qtbot.keyClick(page.copying, Qt.Key.Key_1)
    press(qtbot, window, "Change")
    page.facts.campaign.choose("induction")
    page.facts.campaign.chosen.emit()
    press(qtbot, window, "Go on copying")
    assert page._transcript.declaration.occasion is Occasion.INDUCTION
    assert len(page._transcript.responses) >= 4
    assert button(window, "Enter it").isEnabled() is False


def allowing_exceptions() -> Transcript:
    """A paper under a policy that allows one for relatives."""
    allowed = AllowedException(reasons=(ExceptionReason.RELATIVE,), approver="headteacher")
    whole = catalogue()
    pack = whole.packs[PACK]
    pack = evolve(pack, requirements=tuple(evolve(each, exception=allowed) for each in pack.requirements))
    said = declaration_of(member(2), pack, Occasion.ANNUAL_REVIEW, (("instagram", AccountKind.PERSONAL),))
    return Transcript(evolve(whole, packs={PACK: pack}), said, TODAY)


def test_an_exception_that_the_paper_declares_is_copied_with_who_approved_it(qtbot: QtBot, theme: Theme) -> None:
    transcript, copying = allowing_exceptions(), PaperCopying()
    qtbot.addWidget(copying)
    copying.show()
    copying.begin(transcript)
    excepted = None
    while (question := copying.question) is not None:
        for digit in range(len(question.check.options), 0, -1):
            copying.press(str(digit))  # an answer that leaves something open waits: an exception may be declared
            if copying.question is question and excepted is None:
                copying.excepted.setChecked(True)
                assert not copying.next.isEnabled()
                copying._approver.setText("Mrs Ward")
                assert copying.next.isEnabled()
                excepted = question
                copying.next.click()
            if copying.question is not question:
                break
        if copying.question is question:
            copying.next.click()
    assert excepted is not None
    answers = answers_of(transcript)
    [kept] = [each for each in answers.responses if each.exception is not None]
    assert (kept.check, kept.exception.approver_name) == (excepted.check.id, "Mrs Ward")
    assert any(each.verdict is Verdict.EXCEPTED for each in answers.findings)


def test_only_the_outcome_is_entered_where_it_was_judged_on_paper(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = begun(qtbot, theme, busy, tmp_path)
    page = window.page
    page.how.row("outcome").click()
    assert page.missing == "Say what the outcome is."
    page.outcome.row("meets the policy").click()
    page.enter.click()
    settle(qtbot)
    [row] = busy.register.attestations.listed(AttestationStanding.ACCEPTED)
    assert (row.score, row.outcome, row.on_paper) == (None, "meets the policy", True)
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(2)))
    settle(qtbot)
    assert "on paper" in words_on(window)
    assert "A signed paper checklist was entered." in words_on(window)


def test_a_file_that_is_no_scan_is_refused_with_a_sentence(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.PAPER))
    drop, facts = window.page.facts.drop, window.page.facts
    sides = [each.mapTo(window.page, each.rect().center()).x() < window.page.width() / 2 for each in (drop, facts)]
    assert sides == [True, False], "where the scan will be seen, it is dropped"
    path = tmp_path / "bad.pdf"
    for content in (b"%PDF-1.7 nothing", b"hello", b"\x89PNG\r\n\x1a\nbroken", b""):
        path.write_bytes(content)
        window.page.notice.say("info", "")
        window.page.take_scan(path)
        settle(qtbot)
        assert "not taken" in window.page.notice.message, content
        assert not window.page.preview.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_page_has_room_without_sideways_scrolling(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path, percent: int
) -> None:
    theme.choose(theme.looks._replace(text_percent=percent))
    window = begun(qtbot, theme, busy, tmp_path)
    for copying in (False, True):
        if copying:
            window.page.accounts.add.click()
            press(qtbot, window, "Begin to copy")
        for size in ((683, 384), (1240, 820)):
            window.resize(*size)
            settle(qtbot)
            qtbot.wait(1)
            sheet = window._sheets[PlaceId.PAPER][1]
            assert sheet.widget().width() <= sheet.viewport().width() + 1, size
