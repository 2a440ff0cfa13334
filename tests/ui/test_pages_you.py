"""Who makes the audit: saved as it is typed."""

from pathlib import Path

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.vocabulary import Occasion, PersonKind
from privacy_wizard.ui.wizard.you_page import YouPage
from tests.ui import contexts


def _page(qtbot: QtBot, folder: Path) -> YouPage:
    page = YouPage(contexts.new_context(folder))
    contexts.opened(qtbot, page)
    return page


def test_the_page_asks_for_a_name_and_then_for_a_role(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, tmp_path)
    assert page.blocked_reason == "Type your name to go on."
    qtbot.keyClicks(page._name.line, "Sam Lee")
    assert page.blocked_reason == "Type your role to go on."
    qtbot.keyClicks(page._role.line, "Teacher")
    assert page.blocked_reason == "Say why you are doing this now to go on."
    contexts.press(qtbot, page, "Annual review")
    assert page.blocked_reason == ""


def test_the_occasion_is_never_chosen_beforehand(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, tmp_path)
    assert page._occasions.current() is None
    qtbot.keyClicks(page._name.line, "Sam Lee")
    page.left()
    assert page.session.audit.occasion is None


def test_what_is_typed_is_saved_when_typing_pauses(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, tmp_path)
    qtbot.keyClicks(page._name.line, "Sam Lee")
    qtbot.waitUntil(lambda: len(page.context.saved_audits.drafts()) == 1)
    assert page.context.saved_audits.drafts()[0].name == "Sam Lee"


def test_without_a_staff_number_one_random_identifier_is_made_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, tmp_path)
    qtbot.keyClicks(page._name.line, "S")
    page.left()
    first = page.session.audit.person
    qtbot.keyClicks(page._name.line, "am")
    page.left()
    person = page.session.audit.person
    assert first is not None
    assert person is not None
    assert person.identifier == first.identifier
    assert not person.has_staff_number
    assert page._number.line.placeholderText() == f"None. Your statement carries {person.identifier}."


def test_nothing_moves_while_one_types(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, tmp_path)
    parts = (page._number, page._occasions, page._kinds)
    before = [part.mapTo(page, QPoint()) for part in parts]
    for line in (page._name.line, page._role.line, page._number.line):
        qtbot.keyClicks(line, "Class")
        page._typing.flush()
        contexts.words_on(page)
        assert [part.mapTo(page, QPoint()) for part in parts] == before


def test_a_staff_number_takes_the_place_of_the_random_identifier(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, tmp_path)
    qtbot.keyClicks(page._name.line, "Sam")
    qtbot.keyClicks(page._number.line, " 4711 ")
    page.left()
    person = page.session.audit.person
    assert person is not None
    assert (person.identifier, person.has_staff_number) == ("4711", True)


def test_kind_and_occasion_are_saved_with_the_click(qtbot: QtBot, tmp_path: Path) -> None:
    page = _page(qtbot, tmp_path)
    contexts.press(qtbot, page, "Governor")
    contexts.press(qtbot, page, "Re-check")
    person = page.session.audit.person
    assert person is not None
    assert person.kind is PersonKind.GOVERNOR
    assert page.session.audit.occasion is Occasion.RE_CHECK


def test_a_disk_that_refuses_is_explained_and_nothing_typed_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "audits").write_text("a file where the folder should be")
    page = _page(qtbot, tmp_path)
    qtbot.keyClicks(page._name.line, "Sam Lee")
    page.left()
    assert "not saved yet" in page.notice.message
    assert page._name.text == "Sam Lee"
