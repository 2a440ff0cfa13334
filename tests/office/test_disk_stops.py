"""The disk stops at every write of every act that leaves the program: what leaves is there, or nothing has changed.

The windows and the commands are thin over these; a few tests of their own show that they are.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from attrs import frozen

from privacy_wizard.audit.handover import save_copy
from privacy_wizard.audit.school_files import request_certificate
from privacy_wizard.domain.protected_list import ProtectedPerson
from privacy_wizard.domain.register_events import AttestationStanding
from privacy_wizard.domain.school_profile import SchoolProfile
from privacy_wizard.domain.vocabulary import ExportKind, SendKind
from privacy_wizard.identity import KeyStore, key_file, make_key
from privacy_wizard.identity.authority_trust import Withdrawal
from privacy_wizard.office.exports import hand_out
from privacy_wizard.office.mailing import Mailing, inviting, plainly, write_drafts, write_letters, write_merge
from privacy_wizard.office.sending import MailWriter, Recipient, Sender
from privacy_wizard.reports.checklist import SheetKind, make_sheet
from privacy_wizard.reports.checklist_questions import PrintedQuestion
from privacy_wizard.school.invitation_files import read_invitation
from privacy_wizard.system import NotWritten, write_private, write_whole
from privacy_wizard.ui.console.context import ConsoleContext
from tests.disk import Disk, on_record, outside
from tests.ui.console.offices import NOW, REVIEW, Came, busy_context, certified, person_id, take

SECRET = "lantern river oak"
PEOPLE = 4


@frozen
class Act:
    """One thing that leaves; `writes`: at least so many files of its own; `notes`: after them, missed by nobody."""

    name: str
    do: Callable[[], object]
    writes: int = 1
    notes: int = 0


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleContext]:
    with mock.patch.multiple(key_file, SEAL_ROUNDS=1000, KEY_ROUNDS=1000):
        context = certified(busy_context(tmp_path_factory.mktemp("office"), people=PEOPLE))
        for at, standing in ((0, AttestationStanding.ACCEPTED), (1, AttestationStanding.ACCEPTED)):
            take(context.register, b"%%PDF-1.7 %d" % at, Came(person=person_id(at), standing=standing))
        yield context
        context.register.close()


def reports(context: ConsoleContext, out: Path) -> Iterator[Act]:
    for what in (ExportKind.CAMPAIGN, ExportKind.PEOPLE, ExportKind.INSPECTION_REPORT, ExportKind.SCHOOL_REPORT):
        yield Act(what, lambda what=what: hand_out(context.register, out / f"{what}.csv", b"1,2", what, 1))
    register = context.register
    yield Act("person", lambda: register.register.export_person(register.school, person_id(0), out / "person.zip"))


def copies(context: ConsoleContext, out: Path) -> Iterator[Act]:
    back = context.handing_back()
    files = [each.attestation for at in range(2) for each in context.register.attestations.of(person_id(at))]
    yield Act("copies", lambda: back.to_folder(files, out / "copies"), 2)
    yield Act("copies by person", lambda: back.to_folders_of_people(files, out / "people"), 2)
    yield Act("drafts with copies", lambda: back.to_drafts(files, out / "mails", "Helen Ward"), 2)
    yield Act("draft with a copy", lambda: back.draft(files[0], out / "copy.eml", "Helen Ward"))


def mailings(context: ConsoleContext, out: Path) -> Iterator[Act]:
    sender = Sender(school="Bradley", officer="Helen Ward")

    def concerned(kind: SendKind) -> list[Recipient]:
        return [each for each in context.sending.concerned(kind, REVIEW) if each.has_address]

    def mailing(kind: SendKind) -> Mailing:
        attach = context.sending.attach(kind)
        writer = MailWriter(kind=kind, campaign=REVIEW, sender=sender, today=context.today, attach=attach)
        to = concerned(kind)
        if kind is not SendKind.INVITE:
            return Mailing(kind=kind, campaign=REVIEW, to=to, make=plainly(writer), today=context.today)
        make = inviting(writer, context.issuing, context.key, REVIEW)  # one: of many, those made stay
        return Mailing(kind=kind, campaign=REVIEW, to=to[:1], make=make, today=context.today)

    register, head = context.register, context.letterhead()
    for kind in SendKind:
        if concerned(kind):
            yield Act(f"drafts: {kind}", lambda kind=kind: write_drafts(register, mailing(kind), out / kind))
    yield Act("merge", lambda: write_merge(register, mailing(SendKind.ASK), out / "merge"), 2)
    yield Act(
        "letters",
        lambda: write_letters(register, mailing(SendKind.ASK), out / "letters" / "letters ask.pdf", head, NOW),
    )
    yield Act("outbox", lambda: context.outbox.fill(mailing(SendKind.ASK)), 3)


def authority(context: ConsoleContext, out: Path) -> Iterator[Act]:
    issuing, store = context.issuing, context.school_place.authority_store
    person = context.register.people.one(person_id(0))
    key = make_key(name=person.member.name, identifier=person.member.number, school="Bradley", now=NOW)
    invite = issuing.inviting(context.key, REVIEW)
    invited = []

    def answered() -> object:
        invitation = read_invitation(invited[0].file, lambda _signature, _content: None)
        return issuing.grant(issuing.read(request_certificate(invitation, invited[0].slip.code, key)), SECRET)

    def serial() -> str:
        return context.register.certificates.valid_of(person.member.number, NOW).serial

    def invites() -> None:
        invited[:] = [invite(person)]

    profile = SchoolProfile(name="Bradley Primary School")
    listed = [ProtectedPerson(first="Noah", last="Price")]
    yield Act("invitation", invites)
    yield Act("certificate", answered)
    yield Act("renewed", lambda: issuing.renew(serial(), SECRET))
    yield Act("revoked", lambda: issuing.revoke(serial(), SECRET, since=NOW, why=Withdrawal.KEY_COMPROMISED))
    yield Act("profile", lambda: context.sign_profile(SECRET, profile, {}, out / "school.pwschool"), 2)
    yield Act(
        "protected list",
        lambda: issuing.acts.make_protected_list(
            SECRET,
            listed,
            school="Bradley",
            expires=NOW + timedelta(days=30),
            into=context.school_place.protected_list,
            out=out / "school.pwlist",
            weighed=True,
        ),
        2,
    )
    yield Act("authority's back-up", lambda: store.backup(out / "authority.p12"))
    yield Act(
        "handed over",
        lambda: issuing.acts.hand_over(SECRET, school="Bradley", new_passphrase="brick moss harp otter lamp"),
        3,
    )


def of_staff(context: ConsoleContext, out: Path) -> Iterator[Act]:
    """Nothing of these is on record; a file is whole or not there."""
    key_store = KeyStore(out / "home" / "signing-key.p12", context.now)
    key = make_key(name="Sam Lee", identifier="T-1", school="Bradley", now=NOW)
    catalogue = context.load_catalogue()
    sheet = make_sheet(catalogue, PrintedQuestion(checklist=catalogue.checklists["facebook"]), SheetKind.CSV, NOW)
    yield Act("key", lambda: key_store.keep(key, SECRET), 2)
    yield Act("key's copy", lambda: key_store.backup(out / "key.p12"), notes=1)
    for name in ("attestation.pdf", "reminders.ics", "draft.eml"):
        yield Act(name, lambda name=name: save_copy(b"content", out / name))
    yield Act("sheet", lambda: write_whole(out / "sheet.csv", sheet))
    yield Act("list to remove", lambda: write_private(out / "remove.txt", b"Noah"))


def written(do: Callable[[], object]) -> NotWritten | None:
    try:
        do()
    except NotWritten as refused:
        return refused
    return None


@pytest.mark.parametrize("acts", [reports, copies, mailings, authority, of_staff])
def test_wherever_the_disk_stops_nothing_has_left_and_nothing_is_on_record(
    office: ConsoleContext,
    acts: Callable[[ConsoleContext, Path], Iterator[Act]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = Disk(monkeypatch)

    def seen() -> object:
        return on_record(office.home), dict(outside(office.home)), dict(outside(tmp_path)), len(records())

    def records() -> object:
        return office.register.register.records(office.register.school)

    for act in acts(office, tmp_path):
        before = seen()
        for write in range(1, 99):
            disk.stop_at(write)
            refused = written(act.do)
            if refused is None:
                is_note = act.writes < write <= act.writes + act.notes
                assert is_note or not disk.has_stopped, (act.name, "goes on as if it were written")
                break
            assert refused.disk_is_full, act.name
            assert seen() == before, (act.name, write)
        assert disk.count >= act.writes, act.name
        assert seen() != before, act.name
