"""A mailing through a real mail server, encrypted and logged in to: all of it, cut in the middle, gone on with."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from attrs import evolve

from privacy_wizard.domain.register_events import EventKind, Exported, PersonEntered, Reminded
from privacy_wizard.domain.vocabulary import Dispatch, SendKind, SendWay
from privacy_wizard.office.home_table import home_rows
from privacy_wizard.office.mailing import Mailing, plainly, record_drafts_sent, record_sent, write_drafts
from privacy_wizard.office.outbox import MailSettings, Outbox, OutboxBusy, SendReport, check
from privacy_wizard.office.recipients import MailState
from privacy_wizard.office.send_sentences import got_sentence
from privacy_wizard.office.sending import HOW_TO_GET_IT, SCHOOL_FILE, MailWriter, Outgoing, Sender
from privacy_wizard.school.mail_server import MailSecurity, MailServer
from privacy_wizard.school.mails import MailKind
from privacy_wizard.system.progress import UNWATCHED, WorkProgress
from privacy_wizard.ui.console.context import ConsoleContext
from tests.in_turn import in_turn
from tests.office.post import PASSWORD, SENDER, Post, post
from tests.ui.console.offices import NOW, REVIEW, busy_context, member, person_id, school_file

__all__ = ["post"]
PEOPLE = 5
TODAY = NOW.date()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ConsoleContext]:
    (tmp_path / "home").mkdir()
    context = busy_context(tmp_path / "home", people=PEOPLE)
    yield context
    context.register.close()


def sign_file(context: ConsoleContext, number: int, policy: str, *domains: str) -> None:
    file = context.school_place.profile_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(school_file(number, policy, *domains))


def mail_state(context: ConsoleContext) -> MailState:
    return context.sending.mail_state(REVIEW, home_rows(context.register, REVIEW, TODAY))


def filled(context: ConsoleContext, kind: SendKind = SendKind.REMIND) -> Outbox:
    sender, attach = Sender(school="Bradley Primary", officer="Helen Ward"), context.sending.attach(kind)
    writer = MailWriter(kind=kind, campaign=REVIEW, sender=sender, today=TODAY, attach=attach)
    to = [each for each in context.sending.concerned(kind, REVIEW) if each.has_address]
    context.outbox.fill(Mailing(kind=kind, campaign=REVIEW, to=to, make=plainly(writer), today=NOW.date()))
    return context.outbox


def test_whoever_was_never_asked_gets_what_asks_them_and_the_schools_file_in_the_place_of_a_reminder(
    office: ConsoleContext,
) -> None:
    sending = office.sending
    sign_file(office, 1, "baseline")
    sender = Sender(school="Bradley Primary", officer="Helen Ward")

    def written() -> list[tuple[MailKind, list[str]]]:
        kind = SendKind.REMIND
        writer = MailWriter(kind=kind, campaign=REVIEW, sender=sender, today=NOW.date(), attach=sending.attach(kind))
        made = [writer.write(each, SendWay.DRAFT) for each in sending.concerned(kind, REVIEW)]
        return [(each.kind, [file.name for file in each.attached]) for each in made]

    assert written() == [(MailKind.ASK, [SCHOOL_FILE])] * PEOPLE
    asked = Dispatch(kind=SendKind.ASK, way=SendWay.DRAFT).text()
    office.register.record(*(Exported(what=asked, rows=1, person=person_id(at)) for at in range(2)))
    assert written() == [(MailKind.REMINDER, [])] * 2
    assert mail_state(office).unasked == PEOPLE - 2, "who are asked first"
    second = Dispatch(kind=SendKind.REMIND, way=SendWay.LETTER).text()
    office.register.record(Exported(what=second, rows=1, person=person_id(2)))
    assert mail_state(office).unasked == PEOPLE - 2, "a second reminder of a day may be another campaign's"


def written(context: ConsoleContext, kind: SendKind, out: Path) -> Sequence[Outgoing]:
    """Drafts for everyone whose turn it is."""
    out.mkdir()
    sender, sending = Sender(school="Bradley Primary", officer="Helen Ward"), context.sending
    writer = MailWriter(kind=kind, campaign=REVIEW, sender=sender, today=TODAY, attach=sending.attach(kind))
    to = [each for each in sending.concerned(kind, REVIEW) if each.is_next]
    mailing = Mailing(kind=kind, campaign=REVIEW, to=to, make=plainly(writer), today=TODAY)
    return write_drafts(context.register, mailing, out)


def test_whoever_holds_an_earlier_school_file_is_brought_the_present_one_by_their_next_reminder(
    office: ConsoleContext, tmp_path: Path
) -> None:
    def held() -> tuple[int, int, int]:
        state = mail_state(office)
        return state.old_files, state.old_policies, state.to_remind

    sign_file(office, 1, "baseline")
    written(office, SendKind.ASK, tmp_path / "asked")
    assert held() == (0, 0, PEOPLE)
    sign_file(office, 2, "baseline")
    assert held() == (0, 0, PEOPLE), "it says the same, under another number"
    made = written(office, SendKind.REMIND, tmp_path / "first")
    assert {(len(each.attached), "has changed" in each.text) for each in made} == {(0, False)}
    assert {str(HOW_TO_GET_IT) in each.text for each in made} == {True}, "who never had the program cannot carry on"
    assert held() == (0, 0, 0)
    sign_file(office, 3, "bradley-primary-2023")
    assert held() == (PEOPLE, PEOPLE, PEOPLE), "though they were reminded today"
    made = written(office, SendKind.REMIND, tmp_path / "second")
    assert {"Please open the attached one with Privacy Wizard first" in each.text for each in made} == {True}
    file = office.school_place.profile_file.read_bytes()
    assert {tuple(part.content for part in each.attached) for each in made} == {(file,)}
    assert held() == (0, 0, 0)
    sign_file(office, 4, "bradley-primary-2023", "school.example")
    assert held() == (PEOPLE, 0, PEOPLE), "what changed is not the policy"


def test_a_draft_counts_as_sent_once_somebody_says_so_and_a_letter_beside_it_is_not_forgotten(
    office: ConsoleContext, tmp_path: Path
) -> None:
    everybody = {person_id(at) for at in range(PEOPLE)}

    def got(kind: SendKind) -> set[str]:
        found = office.sending.concerned(kind, REVIEW)
        return {", ".join(got_sentence(one, "today") for one in each.got) for each in found}

    written(office, SendKind.ASK, tmp_path / "asked")
    assert {kind: set(who) for kind, who in mail_state(office).drafts.items()} == {SendKind.ASK: everybody}
    record_sent(office.register, SendKind.ASK, REVIEW.id, dict.fromkeys(everybody), SendWay.LETTER, TODAY)
    assert got(SendKind.ASK) == {"draft written on today, letter made on today"}
    record_drafts_sent(office.register, SendKind.ASK, everybody)
    assert got(SendKind.ASK) == {"sent on today, letter made on today"}
    written(office, SendKind.REMIND, tmp_path / "reminded")
    record_sent(office.register, SendKind.REMIND, REVIEW.id, {person_id(0): None}, SendWay.LETTER, TODAY)
    assert (mail_state(office).reminded, set(mail_state(office).drafts)) == (1, {SendKind.REMIND}), "by the letter"
    record_drafts_sent(office.register, SendKind.REMIND, everybody)
    assert (mail_state(office).reminded, mail_state(office).drafts) == (PEOPLE, {})
    assert got(SendKind.REMIND) == {"sent on today", "sent on today, letter made on today"}
    assert len(reminded(office)) == PEOPLE, "nobody is put down twice on one day"


def test_it_is_time_to_remind_from_two_weeks_before_the_day_on_and_not_on_the_day_of_another_mail(
    office: ConsoleContext,
) -> None:
    def is_time(at: datetime) -> bool:
        sending = evolve(office.sending, now=at)
        return sending.mail_state(REVIEW, home_rows(office.register, REVIEW, sending.today)).is_time_to_remind

    assert [is_time(datetime(2026, 11, day, 14, tzinfo=UTC)) for day in (12, 13)] == [False, True], "due on 27 November"
    assert is_time(NOW)
    asked = Dispatch(kind=SendKind.ASK, way=SendWay.DRAFT).text()
    for at in range(PEOPLE):
        assert is_time(NOW), "somebody was not written to"
        office.register.record(Exported(what=asked, rows=1, person=person_id(at)))
    assert not is_time(NOW)
    assert is_time(NOW + timedelta(days=1))


def send(
    context: ConsoleContext,
    server: MailServer,
    password: str = PASSWORD,
    pause: Callable[[float], object] = lambda _seconds: None,
    progress: WorkProgress = UNWATCHED,
) -> SendReport:
    return context.outbox.send(
        context.register,
        server,
        password,
        school="Bradley Primary",
        now=lambda: NOW,
        pause=pause,
        progress=progress,
    )


def reminded(context: ConsoleContext) -> list[str]:
    found = context.register.records_of((EventKind.REMINDED,), 1000)
    return sorted(each.event.person for each in found if isinstance(each.event, Reminded))


def test_everybody_gets_one_mail_from_the_school_as_people_know_it(
    office: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    taken, server = post
    filled(office)
    pauses: list[float] = []
    report = send(office, server, pause=pauses.append)
    assert (report.sent, report.left, report.trouble) == (PEOPLE, 0, None)
    assert sorted(taken.to) == sorted(member(at).email for at in range(PEOPLE))
    first = message_from_bytes(taken.came[0], policy=policy.default)
    assert str(first["From"]) == f"Bradley Primary <{SENDER}>"
    assert first["X-Unsent"] is None
    assert first["Subject"].startswith("Bradley Primary: ")
    assert first.get_body().get_content().rstrip().splitlines()[-2:] == ["Helen Ward", "Bradley Primary"]
    assert pauses == [60 / 25] * (PEOPLE - 1), "no more in a minute than providers take"
    assert reminded(office) == [person_id(at) for at in range(PEOPLE)]
    assert office.outbox.kind is None
    assert send(office, server).sent == 0, "nobody gets it twice"
    assert len(taken.came) == PEOPLE


@pytest.mark.parametrize("at", range(1, PEOPLE + 1))
def test_cut_before_any_mail_the_rest_is_sent_the_next_time_and_nobody_gets_it_twice(
    office: ConsoleContext, post: tuple[Post, MailServer], at: int
) -> None:
    taken, server = post
    filled(office)
    taken.hangs_up_at = at
    first = send(office, server)
    assert (first.sent, first.left, list(first.in_doubt)) == (at - 1, PEOPLE - at + 1, [])
    assert "was lost" in str(first.trouble)
    assert len(reminded(office)) == at - 1
    taken.hangs_up_at = None
    second = send(office, server)
    assert (second.sent, second.left) == (PEOPLE - at + 1, 0)
    assert len(taken.to) == len(set(taken.to)) == PEOPLE
    assert reminded(office) == [person_id(each) for each in range(PEOPLE)]


def test_a_mail_that_may_have_arrived_is_named_and_not_sent_again(
    office: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    taken, server = post
    filled(office)
    taken.hangs_up_at, taken.within_data = 3, True
    first = send(office, server)
    [doubtful] = first.in_doubt
    assert (first.sent, first.left) == (2, 2)
    assert [each.called for each in office.outbox.in_doubt] == [doubtful]
    second = send(office, server)
    assert second.sent == 2
    assert len(taken.to) == len(set(taken.to)) == PEOPLE
    assert len(reminded(office)) == 4, "nobody knows it of the one"
    office.outbox.clear()
    assert office.outbox.in_doubt == []


def test_a_computer_that_goes_off_after_the_server_has_a_mail_sends_it_once(
    office: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    taken, server = post
    box = filled(office)
    first, second = box.waiting[:2]
    (box.folder / f"{first.name}.eml").rename(box.folder / f"{first.name}.gone")
    (box.folder / f"{second.name}.eml").rename(box.folder / f"{second.name}.going")
    report = send(office, server)
    assert report.sent == PEOPLE - 2
    assert not {first.to, second.to} & {*taken.to}
    assert first.person in reminded(office)
    assert second.person not in reminded(office)


def test_stopped_in_the_middle_what_left_is_on_record_and_the_rest_waits(
    office: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    taken, server = post
    filled(office)
    told = WorkProgress(stopped=lambda: len(taken.came) == 2)
    assert send(office, server, progress=told).left == PEOPLE - 2
    assert len(reminded(office)) == len(taken.came) == 2
    assert len(office.outbox.waiting) == PEOPLE - 2


def test_a_dry_run_logs_in_asks_of_each_and_sends_nothing(
    office: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    taken, server = post
    taken.refused = frozenset({member(2).email})
    to = office.sending.concerned(SendKind.REMIND, REVIEW)
    report = check(server, PASSWORD, to)
    assert (report.sent, [name for name, _why in report.refused]) == (PEOPLE - 1, [member(2).name])
    assert taken.came == []
    assert reminded(office) == []


def test_one_address_that_is_refused_stops_none_of_the_others(
    office: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    taken, server = post
    taken.refused = frozenset({member(0).email})
    filled(office)
    report = send(office, server)
    assert (report.sent, report.left) == (PEOPLE - 1, 0)
    [(name, why)] = report.refused
    assert (name, "550 no such mailbox" in why) == (member(0).name, True)
    assert person_id(0) not in reminded(office)


def test_nothing_is_sent_where_the_server_is_not_the_right_one(
    office: ConsoleContext, post: tuple[Post, MailServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, server = post
    filled(office)
    assert "does not let office in" in str(send(office, server, password="wrong").trouble)
    assert "does not answer at port 1." in str(send(office, evolve(server, port=1)).trouble)
    wrong_way = evolve(server, security=MailSecurity.TLS)
    assert "does not answer" in str(send(office, wrong_way).trouble)
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "no certificate that this computer trusts" in str(send(office, server).trouble)
    assert (taken.came, reminded(office), len(office.outbox.waiting)) == ([], [], PEOPLE)


def test_the_password_is_in_no_file_and_two_windows_do_not_send_at_once(
    office: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    _taken, server = post
    box = filled(office)
    settings = MailSettings(home=office.home, keychain=None)
    assert not settings.keep(server, PASSWORD), "there is no keyring here"
    assert settings.server() == server
    assert settings.password(server) == ""
    with box._held(), pytest.raises(OutboxBusy):
        send(office, server)
    send(office, server)
    files = [each for each in office.home.rglob("*") if each.is_file()]
    assert len(files) > 2
    assert not any(PASSWORD.encode() in each.read_bytes() for each in files)


def test_what_left_is_recorded_once_though_another_window_is_opened_while_one_sends_or_fills(
    office: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    box = filled(office)
    first = box.waiting[0].person
    with box._held():  # as while it sends, and before the first mail of a new one is written
        (box.folder / "00001.eml").rename(box.folder / "00001.gone")
        box.record(office.register, TODAY)
        assert (reminded(office), (box.folder / "00001.gone").exists()) == ([], True)
    for _window in range(2):
        box.record(office.register, TODAY)
    assert reminded(office) == [first]
    send(office, post[1])
    assert len(reminded(office)) == PEOPLE
    box.record(office.register, TODAY)
    assert not (box.folder / "mailing.json").exists()


def test_what_was_sent_is_on_record_for_each_person_and_shown_the_next_time(
    office: ConsoleContext, post: tuple[Post, MailServer]
) -> None:
    _taken, server = post
    office.register.record(PersonEntered(person=person_id(1), member=evolve(member(1), email="")))
    sign_file(office, 1, "baseline")
    filled(office, SendKind.ASK)
    sign_file(office, 2, "bradley-primary-2023")
    assert send(office, server).sent == PEOPLE - 1
    assert mail_state(office).old_policies == PEOPLE - 1, "theirs is the file of when the mails were written"
    assert mail_state(office).drafts == {}, "the server has sent them"
    found = office.register.records_of((EventKind.EXPORTED,), 100)
    sent = {each.event.person for each in found if isinstance(each.event, Exported)}
    assert sent == {person_id(at) for at in range(PEOPLE) if at != 1}
    again = office.sending.concerned(SendKind.ASK, REVIEW)
    assert {each.person.person for each in again if any(one.on == NOW.date() for one in each.got)} == sent


@in_turn(
    "head",
    [
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"kind":"remind","campaign":"c","mails":[{"name":"../../theirs","person":"p","called":"c","to":"t"}]}',
        b'{"kind":"gossip","campaign":"c","mails":[]}',
    ],
)
def test_a_damaged_or_false_note_of_a_mailing_is_none_and_names_no_file_elsewhere(tmp_path: Path, head: bytes) -> None:
    folder, theirs = tmp_path / "home" / "outbox", tmp_path / "theirs.eml"
    folder.mkdir(parents=True)
    theirs.write_bytes(b"theirs")
    (folder / "mailing.json").write_bytes(head)
    found = Outbox(folder=folder)
    assert (list(found.waiting), list(found.in_doubt), found.kind) == ([], [], None)
    found.clear()
    assert theirs.exists()


def test_what_a_damaged_note_left_behind_does_not_count_as_sent_of_the_next_mailing(office: ConsoleContext) -> None:
    before = filled(office)
    mail, other = (before.folder / f"{each.name}.eml" for each in before.waiting[:2])
    mail.rename(mail.with_suffix(".gone"))
    other.rename(other.with_suffix(".going"))
    (before.folder / "mailing.json").write_bytes(b"damaged")
    again = filled(office)
    assert (len(again.waiting), again.in_doubt) == (PEOPLE, [])
    again.record(office.register, TODAY)
    assert not office.register.records_of((EventKind.REMINDED,), 9)


def test_a_mailing_to_a_whole_trust_is_gone_on_with(tmp_path: Path) -> None:
    folder, many = tmp_path / "outbox", 5000
    folder.mkdir()
    mails = [{"name": f"{at:05}", "person": f"p{at}", "called": "c", "to": "t"} for at in range(many)]
    head = {"kind": "remind", "campaign": "c", "mails": mails, "files": {f"p{at}": "x" for at in range(many)}}
    (folder / "mailing.json").write_text(json.dumps(head))
    (folder / "04999.eml").write_bytes(b"")
    assert [each.person for each in Outbox(folder=folder).waiting] == ["p4999"]
