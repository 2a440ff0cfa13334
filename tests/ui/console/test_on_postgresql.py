"""The window over a register on PostgreSQL, for an officer who may see one school: the same pages, the same acts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.campaign import CampaignState
from privacy_wizard.domain.certificate_events import KeyConfirmed
from privacy_wizard.domain.register_events import AttestationStanding, Noted
from privacy_wizard.domain.register_views import PeopleAsked
from privacy_wizard.register import Register, SchoolRegister
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from tests.register import postgres
from tests.ui.console.offices import NOW, REVIEW, SCHOOL, TODAY, certified, officer, officer_key, person_id
from tests.ui.console.scenes import filled_context, finger
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.console.test_hand_in import handed_in
from tests.ui.contexts import press, words_on


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[tuple[ConsoleContext, str]]:
    """A filled register on a server, as seen by a role that was given this school and no other."""
    try:
        server = postgres.shared()
    except LookupError:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql).")
    address = server.new_database()
    owner, look = filled_context(tmp_path, address=address)
    owner.register.register.add_school("hilltop", "Hilltop School")
    role = server.new_role()
    owner.register.register.give_access(role, [SCHOOL])
    owner.register.close()
    register = Register.open(server.as_role(address, role), officer(officer_key()), now=lambda: NOW)
    yield evolve(owner, register=SchoolRegister(register=register, school=SCHOOL)), look
    register.close()


_OF_SOMETHING = (PlaceId.PERSON, PlaceId.ATTESTATION, PlaceId.CAMPAIGN, PlaceId.POLICY)
PLACES = (
    *(ConsolePlace(id=each) for each in PlaceId if each not in _OF_SOMETHING),
    ConsolePlace(id=PlaceId.PERSON, of=person_id(0)),
    ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id),
)


def test_every_page_opens_and_what_is_done_on_them_is_kept(
    qtbot: QtBot, theme: Theme, shared: tuple[ConsoleContext, str], tmp_path: Path
) -> None:
    context, look = shared
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.OVERVIEW))
    for place in (*PLACES, ConsolePlace(id=PlaceId.ATTESTATION, of=look)):
        window.show_place(place)
        settle(qtbot)
        assert window.page.notice.message == "", place
        assert window.page.heading.text()
    assert [row.school for row in context.register.schools()] == [SCHOOL]
    people_are_filtered_files_taken_in_and_notes_kept(qtbot, window, tmp_path)
    a_correction_and_a_countersignature_are_kept(qtbot, theme, context)
    assert context.register.check().holds


def people_are_filtered_files_taken_in_and_notes_kept(qtbot: QtBot, window: ConsoleWindow, folder: Path) -> None:
    register = window.context.register
    window.show_place(ConsolePlace(id=PlaceId.PEOPLE, of=REVIEW.id, filter="overdue"))
    settle(qtbot)
    overdue = PeopleAsked(schools=(SCHOOL,), campaign=REVIEW.id, state=CampaignState.OVERDUE)
    assert window.page.model.rowCount() == register.people.count(overdue, TODAY) > 0
    register.record(KeyConfirmed(person=person_id(3), fingerprint=finger(3)))
    before = len(register.attestations.listed())
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    window.page.taking.take([handed_in(folder)])
    settle(qtbot)
    assert len(register.attestations.listed()) > before
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(5)))
    settle(qtbot)
    window.page.note.setPlainText("On leave until May")
    press(qtbot, window, "Keep the note")
    settle(qtbot)
    assert "Note: On leave until May" in words_on(window)


def a_correction_and_a_countersignature_are_kept(qtbot: QtBot, theme: Theme, context: ConsoleContext) -> None:
    row = context.register.attestations.listed(AttestationStanding.ACCEPTED)[0]
    context = certified(context)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.ATTESTATION, of=row.attestation))
    press(qtbot, window, "Countersign")
    settle(qtbot)
    found = context.register.attestations.one(row.attestation)
    assert found is not None
    assert found.countersigned is not None
    correction = window.page.correction
    correction.what.row("strike").click()
    correction.reason.setText("Entered twice")
    correction.keep.click()
    settle(qtbot)
    assert context.register.attestations.one(row.attestation) is None
    context.register.record(Noted(person=person_id(0), text=f"Looked at on {date(2026, 11, 20)}"))
