"""What is more than the simple way is offered where it pays, in one sentence, and needs no page before it is there."""

from datetime import timedelta
from pathlib import Path

from attrs import evolve
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.certificate_events import Certified
from privacy_wizard.domain.register_events import AttestationStanding, PersonEntered
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.office.next_steps import Upgrade
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.upgrade_lines import upgrade_sentence
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.console.offices import NOW, Came, busy_context, officer, person_id, take
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import words_on

SECRET = "lantern river oak"
HOME, SCHOOL = ConsolePlace(id=PlaceId.OVERVIEW), ConsolePlace(id=PlaceId.SCHOOL)


def accept(context: ConsoleContext, people: range) -> None:
    for at in people:
        came = Came(person=person_id(at), standing=AttestationStanding.ACCEPTED)
        take(context.register, f"%PDF-1.7 {at}".encode(), came)


def offered(qtbot: QtBot, window: ConsoleWindow, place: ConsolePlace) -> set[Upgrade]:
    window.show_place(place)
    settle(qtbot)
    words = words_on(window)
    return {each for each in Upgrade if upgrade_sentence(each) in words}


def pages(window: ConsoleWindow) -> set[PlaceId]:
    return {each.id for each in window.navigation.entries}


def made_officer(context: ConsoleContext) -> ConsoleContext:
    helen = StaffMember(number="HR-1", first_name="Helen", last_name="Ward")
    context.register.record(PersonEntered(person="helen", member=helen))
    key = context.issuing.certify_officer(context.key, SECRET)
    return evolve(context, key=key, register=context.register.signed_by(officer(key)))


def certify_somebody(context: ConsoleContext) -> None:
    ends = NOW + timedelta(days=365)
    context.register.record(Certified(person=person_id(0), serial="ab", fingerprint="cd" * 32, starts=NOW, ends=ends))


def test_each_of_the_six_is_offered_where_it_pays_and_none_has_a_page_before_it_is_there(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    context = busy_context(tmp_path)
    window = window_on(qtbot, theme, context, HOME)
    assert offered(qtbot, window, HOME) == set(), "nothing has come in yet"
    assert PlaceId.CERTIFICATES not in pages(window)

    accept(context, range(5))
    assert offered(qtbot, window, HOME) == {Upgrade.AUTHORITY}, "so many keys that nobody compared"
    assert Upgrade.SMART_CARD in offered(qtbot, window, SCHOOL), "beside the button that makes the key"
    assert window.page.authority.token.isVisible()

    context.make_authority(SECRET)
    assert offered(qtbot, window, HOME) == {Upgrade.COUNTERSIGNING}
    assert Upgrade.SMART_CARD not in offered(qtbot, window, SCHOOL), "its key is made"
    assert PlaceId.CERTIFICATES in pages(window)
    assert window.page.context.may_countersign is False
    assert "Countersign" not in words_on(window)

    context = made_officer(context)
    window = window_on(qtbot, theme, context, HOME)
    assert offered(qtbot, window, HOME) == {Upgrade.CERTIFICATES}
    certify_somebody(context)
    assert offered(qtbot, window, HOME) == set()

    accept(context, range(5, 22))
    assert offered(qtbot, window, HOME) == {Upgrade.OWN_POLICY}, "most of them are done"
    context.register.register.add_school("elm", "Elm School")
    assert offered(qtbot, window, HOME) == {Upgrade.SERVER}, "two schools in one file"
    context.register.close()
