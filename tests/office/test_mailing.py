"""How a mailing leaves on paper and in a mail merge, and that it is written before it is on record."""

import csv
import io
import shutil
import subprocess
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from attrs import evolve

from privacy_wizard.domain.campaign import Campaign
from privacy_wizard.domain.register_events import AttestationStanding, Countersigned, Decided, EventKind, PersonEntered
from privacy_wizard.domain.vocabulary import SendKind, SendWay
from privacy_wizard.office.mailing import Mailing, mail_merge, plainly, write_drafts, write_letters, write_merge
from privacy_wizard.office.sending import SCHOOL_FILE, MailWriter, Outgoing, Sender
from privacy_wizard.reports.report_sheet import Letterhead
from privacy_wizard.school.mails import Attached
from privacy_wizard.system import NotWritten, OutgoingFiles
from privacy_wizard.system.progress import WorkProgress
from privacy_wizard.ui.console.context import ConsoleContext
from tests.attestation.reading import pages_of
from tests.pdf_structure import check_paper
from tests.ui.console.offices import NOW, REVIEW, Came, busy_context, member, person_id, school_file, take

PEOPLE = 6
TODAY = NOW.date()
PYTHON = "/usr/bin/python3"  # which has LibreOffice's bridge
MERGE = Path(__file__).with_name("merge_in_libreoffice.py")


@pytest.fixture
def office(tmp_path: Path):
    (tmp_path / "home").mkdir()
    context = busy_context(tmp_path / "home", people=PEOPLE)
    yield context
    context.register.close()


def mailing(context: ConsoleContext, kind: SendKind, *, with_address: bool = True) -> Mailing:
    sender = Sender(school="Bradley Primary", officer="Helen Ward")
    sending = context.sending
    writer = MailWriter(kind=kind, campaign=REVIEW, sender=sender, today=TODAY, attach=sending.attach(kind))
    to = [each for each in sending.concerned(kind, REVIEW) if each.has_address is with_address]
    return Mailing(kind=kind, campaign=REVIEW, to=to, make=plainly(writer), today=TODAY)


def one_late(context: ConsoleContext) -> Mailing:
    """A reminder to everybody, as they were asked; one of them by an earlier day."""
    found = mailing(context, SendKind.REMIND)
    to = [evolve(each, is_asked=True) for each in found.to]
    return evolve(found, to=[evolve(to[0], due=date(2026, 11, 10)), *to[1:]])


def made(mails: Mailing) -> list[Outgoing]:
    found: list[Outgoing] = []
    for each in mails.to:
        mails.make(each, SendWay.MERGE, lambda outgoing, _files: found.append(outgoing), OutgoingFiles())
    return found


def told(context: ConsoleContext, kind: EventKind) -> list[str]:
    return sorted(each.event.person for each in context.register.records_of((kind,), 1000))


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def test_libreoffice_makes_a_mail_for_each_from_the_list_and_the_document(
    office: ConsoleContext, tmp_path: Path
) -> None:
    if not (shutil.which("soffice") and Path("/usr/lib/python3/dist-packages/uno.py").exists()):
        pytest.skip("LibreOffice is not on this machine")
    out = tmp_path / "out"
    out.mkdir()
    write_merge(office.register, one_late(office), out)
    name = "mail merge remind"
    subprocess.run([PYTHON, MERGE, out, f"{name}.docx", name], check=True, timeout=120, env={"PATH": "/usr/bin:/bin"})
    merged = (out / "merged0.txt").read_text(encoding="utf-8-sig")
    assert _words(merged) == _words("\n".join(each.text for each in made(one_late(office))))
    assert "Zoë" in merged
    assert "was due on 10 November 2026" in merged, "one of them is late"
    assert "is due on 27 November 2026" in merged


def _words(text: str) -> list[str]:
    return text.replace("\f", " ").split()


def test_the_list_opens_in_any_spreadsheet_and_no_cell_has_two_lines(office: ConsoleContext, tmp_path: Path) -> None:
    write_merge(office.register, mailing(office, SendKind.ASK), tmp_path / "out")
    file = tmp_path / "out" / "mail merge ask.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = rows_of(file)
    assert [row["E-mail"] for row in rows] == [each.person.member.email for each in mailing(office, SendKind.ASK).to]
    assert not any("\n" in cell for row in rows for cell in row.values())
    assert set(rows[0]) == {"E-mail", "First name", "Last name", "Staff number", "Subject", "Name", "Due"}
    assert told(office, EventKind.EXPORTED) == [person_id(at) for at in range(PEOPLE)]


def test_what_differs_between_people_is_a_column_and_what_does_not_stands_in_the_document(
    office: ConsoleContext,
) -> None:
    merge = mail_merge(made(one_late(office)), [""] * PEOPLE)
    words = [part for paragraph in merge.paragraphs for part in paragraph if isinstance(part, str)]
    assert "If you need help or more time, please come and see us." in words
    assert sum(heading.startswith("Line ") for heading in merge.headings) == 1, "late or not"


def test_each_letter_is_a_page_that_says_how_to_get_at_the_schools_file_and_which_words_to_compare(
    office: ConsoleContext, tmp_path: Path
) -> None:
    for at in (1, 4):
        office.register.record(PersonEntered(person=person_id(at), member=evolve(member(at), email="")))
    sender, file = Sender(school="Bradley Primary", officer=""), school_file(1, "baseline")
    attached = Attached(name=SCHOOL_FILE, content=file)
    writer = MailWriter(kind=SendKind.ASK, campaign=REVIEW, sender=sender, today=TODAY, attach=lambda _to: (attached,))
    to_both = evolve(mailing(office, SendKind.ASK, with_address=False), make=plainly(writer))
    head = Letterhead(school="Bradley Primary", words=("oak", "lantern"))
    letters = write_letters(office.register, to_both, tmp_path / "letters ask.pdf", head, NOW)
    assert {each.name for each in tmp_path.iterdir()} >= {"letters ask.pdf", "school.pwschool"}
    pdf = (tmp_path / "letters ask.pdf").read_bytes()
    pages = pages_of(pdf)
    assert len(letters) == len(pages) == 2
    for at, page in zip((1, 4), sorted(pages, key=lambda page: member(4).name in page), strict=True):
        assert page.startswith("Bradley Primary")
        assert member(at).number not in page, "the staff number is for two of the same name and role"
        assert f"Dear {member(at).name}," in page
        assert "Ask the office for the school's file: you get it on a memory stick" in page
        assert page.endswith("shows seven words. They must be these: oak lantern")
    assert check_paper(pdf) == ()
    assert set(told(office, EventKind.EXPORTED)) == {person_id(1), person_id(4)}
    twin = evolve(member(4), first_name=member(1).first_name, last_name=member(1).last_name, role=member(1).role)
    office.register.record(PersonEntered(person=person_id(4), member=evolve(twin, email="")))
    to_both = evolve(mailing(office, SendKind.ASK, with_address=False), make=plainly(writer))
    write_letters(office.register, to_both, tmp_path / "twins.pdf", head, NOW)
    assert all(member(at).number in "".join(pages_of((tmp_path / "twins.pdf").read_bytes())) for at in (1, 4))


def test_only_what_carries_its_files_says_that_they_are_attached(office: ConsoleContext) -> None:
    [to, *_] = office.sending.concerned(SendKind.ASK, REVIEW)
    sender = Sender(school="B", officer="", file="The school's file is on the S drive.")
    for kind in (SendKind.ASK, SendKind.INVITE, SendKind.CERTIFICATES, SendKind.COPIES):
        writer = MailWriter(kind=kind, campaign=REVIEW, sender=sender, today=TODAY)
        told = {way: writer.write(to, way).text for way in SendWay}
        assert {way for way, text in told.items() if "attached" in text} == {SendWay.DRAFT, SendWay.SERVER}
        if kind in (SendKind.ASK, SendKind.INVITE):
            assert {way for way, text in told.items() if sender.file in text} == {SendWay.MERGE, SendWay.LETTER}


def test_every_kind_of_mail_reaches_those_whom_it_concerns(office: ConsoleContext, tmp_path: Path) -> None:
    done = take(office.register, b"%PDF-1.7 done", Came(person=person_id(0), standing=AttestationStanding.ACCEPTED))
    office.register.record(Countersigned(attestation=done, person=person_id(0), document=done))
    back = take(office.register, b"%PDF-1.7 back", Came(person=person_id(1), standing=AttestationStanding.NEEDS_A_LOOK))
    reason = "One question was left open."
    standing = AttestationStanding.SENT_BACK
    office.register.record(
        Decided(attestation=back, person=person_id(1), campaign=REVIEW.id, standing=standing, reason=reason)
    )
    for kind, whom in ((SendKind.COPIES, [0]), (SendKind.SEND_BACKS, [1]), (SendKind.REMIND, [1, 2, 3, 4, 5])):
        folder = tmp_path / kind
        write_drafts(office.register, mailing(office, kind), folder)
        mails = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in folder.glob("*.eml")]
        assert sorted(str(mail["To"]) for mail in mails) == sorted(member(at).email for at in whom)
        assert [each for each in folder.iterdir() if member(whom[0]).last_name.replace("'", "_") in each.name]
        had = {
            each.person.person
            for each in office.sending.concerned(kind, REVIEW)
            if any(one.on == TODAY for one in each.got)
        }
        assert had == {person_id(at) for at in whom}
    [mail] = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in tmp_path.glob("send-backs/*")]
    assert reason in mail.get_body().get_content()
    [copy] = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in tmp_path.glob("copies/*")]
    assert [part.get_content() for part in copy.iter_attachments()] == [b"%PDF-1.7 done"]


def test_what_could_not_be_written_is_not_on_record_and_stopping_keeps_what_left(
    office: ConsoleContext, tmp_path: Path
) -> None:
    file = tmp_path / "a file"
    file.write_text("not a folder")
    with pytest.raises(NotWritten):
        write_drafts(office.register, mailing(office, SendKind.REMIND), file / "out")
    assert told(office, EventKind.REMINDED) == []
    out = tmp_path / "out"
    stop = WorkProgress(stopped=lambda: out.exists() and len(list(out.iterdir())) == 2)
    write_drafts(office.register, mailing(office, SendKind.REMIND), out, stop)
    assert len(list(out.iterdir())) == len(told(office, EventKind.REMINDED)) == 2


def test_the_mail_follows_the_campaigns_occasion(office: ConsoleContext) -> None:
    [campaign] = [each for each in office.register.campaigns() if each.id == "induction"]
    assert isinstance(campaign, Campaign)
    writer = MailWriter(kind=SendKind.ASK, campaign=campaign, sender=Sender(school="B", officer=""), today=TODAY)
    [to, *_] = office.sending.concerned(SendKind.ASK, REVIEW)
    text = writer.write(evolve(to, due=date(2026, 12, 4)), SendWay.DRAFT).text
    assert "Welcome to B." in text
    assert text.rstrip().endswith("\n\nB"), "nobody's name stands there where nobody said who they are"
