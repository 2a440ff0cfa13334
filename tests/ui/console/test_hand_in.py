"""Taking files in, deciding, countersigning: the whole way over real files, real processes and a real register."""

from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

from attrs import evolve
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.verify import examine
from privacy_wizard.domain.certificate_events import KeyConfirmed
from privacy_wizard.domain.register_events import AttestationStanding, Decided, DocumentKind, PersonEntered, Received
from privacy_wizard.domain.vocabulary import SendKind
from privacy_wizard.intake.countersigning import Done
from privacy_wizard.intake.decisions import NotDone
from privacy_wizard.intake.intake_run import IntakeOutcome
from privacy_wizard.intake.sentences import Rule, recorded_reason
from privacy_wizard.register import Register
from privacy_wizard.register.queue import TRIES
from privacy_wizard.register.tickets import HandedIn, Waiting
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.intake.attestation_facts import ReasonsCard, StatedCard
from privacy_wizard.ui.console.intake.hand_in_page import HandInPage
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.people.send_page import send_place
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.kit.widgets.text import TextLabel
from tests.replaced import program_being_replaced
from tests.ui.console.offices import NOW, REVIEW, SCHOOL, Came, busy_context, certified, member, person_id, take
from tests.ui.console.scenes import attestation, finger, wait
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import button, press, words_on
from tests.ui.stopping import stopped_at_first_count


def handed_in(folder: Path, at: int = 3) -> Path:
    """A folder with a good file, the same in a zip, one of somebody unknown, an empty one, a picture, and nonsense."""
    folder = folder / f"in {at}"
    folder.mkdir()
    (folder / "good.pdf").write_bytes(attestation(at))
    with ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("again.pdf", attestation(at))
        archive.writestr("other.pdf", attestation(at + 1))
        archive.writestr("empty.pdf", b"")
        archive.writestr("photo.jpg", b"\xff\xd8\xff")
    (folder / "nonsense.pdf").write_bytes(b"%%PDF-1.7 nothing of use %d" % at)
    return folder


def test_a_folder_is_taken_in_and_every_file_is_accounted_for_in_one_sentence(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    for at in (3, 5):
        busy.register.record(KeyConfirmed(person=person_id(at), fingerprint=finger(at)))
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.HAND_IN))
    window.page.taking.take([handed_in(tmp_path)])
    settle(qtbot)
    found = sorted(each.outcome for each in window.page.taking.results.rows)
    twice = IntakeOutcome.HELD_ALREADY
    other = (IntakeOutcome.NEEDS_A_LOOK, IntakeOutcome.REJECTED, IntakeOutcome.NOT_TAKEN)
    assert found == sorted([IntakeOutcome.ACCEPTED, twice, *other])
    assert "1 accepted" in words_on(window)
    assert "1 file of another kind came along and was left aside" in words_on(window), "the picture"
    window.page.taking.take([tmp_path / "in 3" / "good.pdf"])
    settle(qtbot)
    assert [each.outcome for each in window.page.taking.results.rows] == [IntakeOutcome.HELD_ALREADY]
    letter, page = b"%PDF-1.7 a letter", window.page
    told(qtbot, window, tmp_path, letter)
    press(qtbot, page.nobodys, "No attestation of ours")
    settle(qtbot)
    folder = handed_in(tmp_path, 5)
    (folder / "letter.pdf").write_bytes(letter)
    (folder / "stranger.pdf").write_bytes(attestation(50))
    with program_being_replaced():
        page.taking.take([folder])
        settle(qtbot)
    assert counted(page) == {"not taken": 1, "already held": 1, "waiting to be checked": 3}, "the zip, the letter"
    assert "4 files wait to be checked." in words_on(page.stuck)
    press(qtbot, page.stuck, "Check again")
    settle(qtbot)
    found = counted(page)
    assert found["already held"] == 2, "the letter, and what was in the zip as well"
    assert set(found) >= {"accepted", "handed in", "to look at", "rejected", "already held"}
    assert sum(found.values()) == page.taking.results.rowCount()
    assert not page.stuck.isVisible()


def test_files_that_were_set_aside_or_could_not_be_begun_are_shown_until_they_are_tried_again(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, register_url: str, tmp_path: Path
) -> None:
    busy.register.hand_in([HandedIn(name="sam.pdf", content=attestation(3))])
    for _try in range(TRIES):  # each as a process that takes it and is gone
        with Register.open(register_url, now=lambda: NOW) as other:
            assert other.queue(SCHOOL).take(9)
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.HAND_IN))
    settle(qtbot)
    assert window.page.stuck.isVisible()
    assert "The check of 1 file could not be finished" in words_on(window)
    press(qtbot, window.page.stuck, "Check again")
    settle(qtbot)
    assert [each.outcome for each in window.page.taking.results.rows] == [IntakeOutcome.NEEDS_A_LOOK]
    assert not window.page.stuck.isVisible()
    assert busy.register.queue.count() == Waiting()
    with program_being_replaced():
        assert "1 waiting to be checked" in told(qtbot, window, tmp_path, attestation(4))
    assert "1 file waits to be checked." in words_on(window.page.stuck)
    press(qtbot, window.page.stuck, "Check again")
    settle(qtbot)
    assert [each.outcome for each in window.page.taking.results.rows] == [IntakeOutcome.NEEDS_A_LOOK]
    assert not window.page.stuck.isVisible()


def test_those_accepted_at_once_are_on_record_as_accepted_with_one_act(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    for at in (3, 4, 5):
        (tmp_path / f"{at}.pdf").write_bytes(attestation(at))
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.HAND_IN))
    assert window.page._standing.value == "", "none needs a look, so all are listed"
    window.page.taking.take([tmp_path / f"{at}.pdf" for at in (3, 4, 5)])
    settle(qtbot)
    assert "3 waiting" in at_the_side(window)
    with stopped_at_first_count(window.page.counting):
        press(qtbot, window, "Accept all 3")
        settle(qtbot)
    assert "Stopped, so none was accepted." in words_on(window)
    assert not list(busy.register.attestations.listed(AttestationStanding.ACCEPTED))
    press(qtbot, window, "Accept all 3")
    settle(qtbot)
    assert "3 attestations accepted." in words_on(window)
    assert "waiting" not in at_the_side(window)
    assert not window.page.taking.isVisible(), "what came in does not wait to be accepted any more"
    found = [each.event for each in busy.register.register.records(SCHOOL, last=3)]
    assert [type(each) for each in found] == [Decided] * 3
    assert {each.person for each in found} == {person_id(at) for at in (3, 4, 5)}
    assert {(each.standing, each.together, each.key_not_compared) for each in found} == {
        (AttestationStanding.ACCEPTED, 3, True)
    }
    window.show_place(ConsolePlace(id=PlaceId.PERSON, of=person_id(4)))
    settle(qtbot)
    assert "with one act for 3" in words_on(window)
    assert busy.register.check().holds


def test_an_empty_folder_is_said_to_be_empty_and_what_is_stopped_waits_for_the_next_time(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    window = window_on(qtbot, theme, busy, ConsolePlace(id=PlaceId.HAND_IN))
    (tmp_path / "nothing").mkdir()
    window.page.taking.take([tmp_path / "nothing"])
    settle(qtbot)
    assert "Nothing was found" in words_on(window)
    window.page.taking.take([handed_in(tmp_path)])
    window.page.taking.stop()
    settle(qtbot)
    assert len(window.page.taking.results.rows) < 3
    window.page.taking.take([tmp_path / "in 3"])
    settle(qtbot)
    assert sum(1 for _ in busy.register.attestations.listed()) == 3
    whatever_kept_some_from_being_accepted_or_countersigned_is_said_in_whole_in_a_small_window(qtbot, window)


def whatever_kept_some_from_being_accepted_or_countersigned_is_said_in_whole_in_a_small_window(
    qtbot: QtBot, window: ConsoleWindow
) -> None:
    window.resize(window.minimumSize())
    problems = [f"Reason {at}: this attestation was not taken, as something about it has changed." for at in range(12)]
    notice = window.page.notice
    for done, refused in (
        (window.page.accepting._on_done, [NotDone(attestation="a", problem=each) for each in problems]),
        (window.page.signing._on_done, [Done(attestation="a", document=None, problem=each) for each in problems]),
    ):
        notice.say("info", "")
        done(refused)
        settle(qtbot)
        assert notice.message.splitlines()[1:13] == problems
        words = notice.findChild(TextLabel)
        wait(lambda words=words: words.height() >= words.heightForWidth(words.width()))
        sheet = window._stack.currentWidget()
        sheet.verticalScrollBar().setValue(sheet.verticalScrollBar().maximum())
        assert notice.mapTo(sheet, notice.rect().bottomLeft()).y() < sheet.height(), "scrolls to its end"


def test_accepted_ones_are_countersigned_together_and_the_attestors_signature_stays_good(
    qtbot: QtBot, theme: Theme, busy: ConsoleContext, tmp_path: Path
) -> None:
    for at in (3, 4, 5):
        busy.register.record(KeyConfirmed(person=person_id(at), fingerprint=finger(at)))
    assert not busy.may_countersign, "nobody is an officer yet"
    window = window_on(qtbot, theme, certified(busy), ConsolePlace(id=PlaceId.HAND_IN))
    folder = handed_in(tmp_path)
    (folder / "third.pdf").write_bytes(attestation(5))
    a_countersigned_copy_goes_back_and_is_on_record(qtbot, window, folder)
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    settle(qtbot)
    window.page.taking.take([folder])
    settle(qtbot)
    press(qtbot, window, "Countersign all")
    settle(qtbot)
    rows = busy.register.attestations.listed(AttestationStanding.ACCEPTED)
    assert len(rows) == 3
    for row in rows:
        assert row.countersigned is not None
        examined = examine(busy.register.document(row.countersigned))
        assert (examined.valid, examined.officer is not None) == (True, True)
    assert not window.page.signing.isVisible()
    press(qtbot, window, "Send the copies")
    assert window.place == send_place(SendKind.COPIES, REVIEW.id), "what comes next is offered"


def a_countersigned_copy_goes_back_and_is_on_record(qtbot: QtBot, window: ConsoleWindow, folder: Path) -> None:
    register = window.context.register
    window.page.taking.take([folder / "good.pdf"])
    settle(qtbot)
    [row] = register.attestations.listed(AttestationStanding.ACCEPTED)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=row.attestation))
    settle(qtbot)
    press(qtbot, window, "Countersign")
    settle(qtbot)
    assert button(window, "Draft a mail").isEnabled()
    out = folder / "out"
    window.page.decision.save_copy(out)
    settle(qtbot)
    [copy] = out.iterdir()
    assert examine(copy.read_bytes()).officer is not None


def reject(context: ConsoleContext, content: bytes, reason: Reason) -> None:
    """A file that states nothing, as intake records it."""
    rejected = AttestationStanding.REJECTED
    with context.register.session() as act:
        document = act.put(content)
        act.record(
            Received(
                attestation=document,
                person=None,
                campaign=None,
                standing=rejected,
                file_name="a.pdf",
                reasons=(reason,),
            )
        )
        act.keep(content, DocumentKind.ATTESTATION, "a.pdf", attestation=document)


def test_what_waits_of_somebody_who_has_left_has_a_card_on_the_first_page_since_the_table_does_not_show_them(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    context = busy_context(tmp_path)
    left = Came(person="left", standing=AttestationStanding.NEEDS_A_LOOK, reasons=(Rule.UNKNOWN_KEY,), campaign=None)
    context.register.record(PersonEntered(person="left", member=evolve(member(50), last_day=date(2026, 8, 31))))
    take(context.register, attestation(50), left)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.OVERVIEW))
    assert "1 attestation is from somebody who is not on the list below." in words_on(window)
    assert "No attestation of ours" not in words_on(window)
    press(qtbot, window, "Look")
    settle(qtbot)
    assert window.page.title == member(50).name
    what_was_done_at_the_foot_of_a_page_is_told_where_it_is_seen(qtbot, window, context)
    context.register.close()


def what_was_done_at_the_foot_of_a_page_is_told_where_it_is_seen(
    qtbot: QtBot, window: ConsoleWindow, context: ConsoleContext
) -> None:
    unclear = Came(person=None, standing=AttestationStanding.NEEDS_A_LOOK, reasons=(Rule.NOBODY, Rule.UNKNOWN_KEY))
    unknown = take(context.register, attestation(51), unclear)
    reject(context, b"%PDF-1.7 a letter", Reason.NOT_SIGNED)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=unknown))
    settle(qtbot)
    window.resize(1000, 500)
    window.page.decision.reason.setPlainText("You are not on our staff list.")
    window.page.bring_into_view(window.page.decision.back)
    qtbot.wait(1)
    press(qtbot, window, "Send back")
    settle(qtbot)
    wait(lambda: not window.page.notice.visibleRegion().isEmpty())
    assert "Tell them yourself" in window.page.notice.message
    [letter] = context.register.attestations.listed(AttestationStanding.REJECTED)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=letter.attestation))
    settle(qtbot)
    correction = window.page.correction
    correction.set_open(True)
    correction.what.row("strike").click()
    correction.reason.setText("A thank-you letter")
    correction.keep.click()
    settle(qtbot)
    assert "Not in the register" in words_on(window)
    assert "not opened here" not in words_on(window), "there is nothing to enter as a paper any more"


def test_what_is_nobodys_is_gone_through_and_a_scan_is_entered_from_the_first_page(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    context = busy_context(tmp_path)
    unclear = Came(person=None, standing=AttestationStanding.NEEDS_A_LOOK, reasons=(Rule.NOBODY, Rule.UNKNOWN_KEY))
    for at in (50, 51):  # on no list
        take(context.register, attestation(at), unclear)
    reject(context, b"%PDF-1.7 a scan", Reason.NOT_SIGNED)
    reject(context, b"%PDF-1.7 a changed one", Reason.NOT_INTACT)
    window = window_on(qtbot, theme, context, ConsolePlace(id=PlaceId.OVERVIEW))
    press(qtbot, window, "Say whose")
    settle(qtbot)
    titles = [window.page.title]
    window.page.decision.picker.picked.emit(context.register.people.one(person_id(1)))
    press(qtbot, window, "Accept without comparing words")
    settle(qtbot)
    titles.append(window.page.title)
    assert "Accepted. This is the last one." in words_on(window)
    assert sorted(titles) == sorted(member(at).name for at in (50, 51))
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    assert "“a.pdf” was rejected. If it is an attestation, ask for the original." in words_on(window)
    press(qtbot, window, "See why")
    settle(qtbot)
    [why, *_rest] = window.page.findChildren(ReasonsCard)
    assert str(recorded_reason(Reason.NOT_INTACT).sentence) in words_on(why), "of one file alone, in whole"
    [stated] = window.page.findChildren(StatedCard)
    assert why.mapTo(window, QPoint()).y() < stated.mapTo(window, QPoint()).y(), "and first"
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    press(qtbot, window, "Enter it as a paper checklist")
    settle(qtbot)
    assert window.place is not None
    assert window.place.id is PlaceId.PAPER
    context.register.close()


def test_what_is_no_attestation_of_ours_is_settled_with_one_click_and_several_by_ticking_them(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    context = busy_context(tmp_path)
    attestations, home = context.register.attestations, ConsolePlace(id=PlaceId.OVERVIEW)
    before = sum(attestations.received_by_day(NOW - timedelta(days=99)).values())
    not_ours, rejected = AttestationStanding.NOT_OURS, AttestationStanding.REJECTED
    reject(context, b"%PDF-1.7 a letter", Reason.NOT_INTACT)
    window = window_on(qtbot, theme, context, home)
    press(qtbot, window, "No attestation of ours")
    settle(qtbot)
    assert "On record as not one of our attestations." in window.page.notice.message
    assert "was rejected" not in words_on(window)
    press(qtbot, window, "Take it back")
    settle(qtbot)
    assert not attestations.listed(not_ours)
    press(qtbot, window, "No attestation of ours")
    settle(qtbot)
    assert "already held" in told(qtbot, window, tmp_path, b"%PDF-1.7 a letter"), "it is not asked about again"
    [letter] = attestations.listed(not_ours)
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=letter.attestation))
    settle(qtbot)
    assert not window.page.preview.isVisible(), "it may be anything"
    press(qtbot, window, "Take it back")
    settle(qtbot)
    assert [each.attestation for each in attestations.listed(rejected)] == [letter.attestation]
    assert not attestations.listed(not_ours)

    unclear = Came(person=None, standing=AttestationStanding.NEEDS_A_LOOK, reasons=(Rule.NOBODY, Rule.UNKNOWN_KEY))
    stranger = take(context.register, attestation(50), unclear)
    reject(context, b"%PDF-1.7 a scan", Reason.NOT_SIGNED)
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    settle(qtbot)
    nobodys = window.page.nobodys
    assert not nobodys.act.isEnabled(), "none is ticked yet"
    files = [nobodys.files.item(at) for at in range(nobodys.files.count())]
    assert sorted(each.text().split(" · ")[1] for each in files) == ["Needs a look", "Rejected", "Rejected"]
    for each in files:
        each.setCheckState(Qt.CheckState.Checked)
    press(qtbot, nobodys, "No attestation of ours")
    settle(qtbot)
    assert not nobodys.isVisible()
    assert "3 files are noted" in window.page.notice.message
    found = [each.event for each in context.register.register.records(SCHOOL, last=3)]
    assert {(each.standing, each.person, each.together) for each in found} == {(not_ours, None, 3)}
    assert stranger in {each.attestation for each in attestations.listed(not_ours)}
    assert sum(attestations.received_by_day(NOW - timedelta(days=99)).values()) == before, "counted in no figure"
    assert context.register.check().holds
    context.register.close()


def at_the_side(window: ConsoleWindow) -> str:
    """What a screen reader says of the page where files are taken in."""
    at = [each.id for each in window.navigation.entries].index(PlaceId.HAND_IN)
    return str(window.navigation.item(at).data(Qt.ItemDataRole.AccessibleTextRole))


def counted(page: HandInPage) -> dict[str, int]:
    """What the sentence says of the files that were taken in."""
    counts = page.taking.sentence.partition(".")[0].split(" · ")
    return {word: int(count) for count, word in (each.split(" ", 1) for each in counts)}


def told(qtbot: QtBot, window: ConsoleWindow, folder: Path, content: bytes) -> str:
    """What the page says of a file that is dropped on it."""
    (folder / "dropped.pdf").write_bytes(content)
    window.page.taking.take([folder / "dropped.pdf"])
    settle(qtbot)
    return words_on(window.page.taking)
