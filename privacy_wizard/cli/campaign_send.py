"""`campaign send`: what the office's page *Send* does, without a window."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from time import sleep

from attrs import evolve, frozen

from ..domain.campaign import Campaign
from ..domain.vocabulary import SendKind
from ..i18n import _, ngettext
from ..identity import load_key
from ..intake.handing_back import HandingBack
from ..office import campaigns
from ..office.certificate_office import CertificateOffice
from ..office.home_table import home_rows
from ..office.mailing import (
    Mailing,
    SomeSent,
    inviting,
    letters_file,
    plainly,
    record_drafts_sent,
    write_drafts,
    write_letters,
    write_merge,
)
from ..office.outbox import ASKED_EACH_TIME, OUTBOX, MailSettings, Outbox, SendReport, check
from ..office.recipients import SendingOffice
from ..office.school_folder import SchoolFolder
from ..office.send_sentences import drafts_noted, report_sentences
from ..office.sending import HOW_TO_GET_FILE, HOW_TO_GET_IT, MailWriter, Outgoing, Recipient, Sender
from ..register import SchoolRegister
from ..school.mail_server import MailSecurity, MailServer
from ..serialization import PrintedDocument, given
from ..system.keyring import NOT_KEPT, system_keychain
from .context import DONE, FAILED, SOME_NEED_A_LOOK, WRONG_USE, CliContext, complain, passphrase, say, stop
from .options import SCHOOL_FOLDER, WHO_SIGNS
from .school_authority import school_folder

_WAYS = {"drafts": write_drafts, "merge": write_merge}


def add_send(send: ArgumentParser) -> None:
    """Its options."""
    send.add_argument("campaign", metavar="ID")
    send.add_argument("--what", choices=[*SendKind], required=True)
    send.add_argument(
        "--to", action="append", default=[], metavar="STAFF-NUMBER", help=_("if omitted: whoever had none")
    )
    send.add_argument("--as", dest="way", choices=[*_WAYS, "letters", "server"], default="drafts")
    send.add_argument("--everybody", action="store_true", help=_("letters also to those who have an address"))
    send.add_argument("--out", type=Path, metavar="DIR", help=_("where drafts, lists and letters go"))
    send.add_argument("--officer", default="", metavar="NAME", help=str(WHO_SIGNS))
    send.add_argument("--school-name", default="", metavar="NAME", help=_("if omitted: as the school's file says"))
    send.add_argument("--program", default="", metavar="LINE", help=_("for the mails: how staff get the program"))
    send.add_argument("--file-line", default="", metavar="LINE", help=_("for letters: how staff get the school's file"))
    send.add_argument("--folder", type=Path, metavar="DIR", help=str(SCHOOL_FOLDER))
    send.add_argument("--host", default="", metavar="SERVER", help=_("the mail server; if omitted: that of last time"))
    send.add_argument("--port", type=int, default=0)
    send.add_argument("--security", choices=[*MailSecurity], default=MailSecurity.STARTTLS.value)
    send.add_argument("--user", default="", metavar="NAME", help=_("to log in with"))
    send.add_argument("--from", dest="sender", default="", metavar="ADDRESS")
    send.add_argument("--mail-password-file", type=Path, metavar="FILE", help=_("if omitted: from the keyring"))
    send.add_argument("--dry-run", action="store_true", help=_("ask the mail server, send nothing"))
    send.add_argument("--resume", action="store_true", help=_("send what was broken off"))
    send.add_argument("--sent", action="store_true", help=_("write nothing: record that the drafts of this are sent"))
    send.set_defaults(do=send_mails)


@frozen(kw_only=True)
class _Desk:
    """What the command works with."""

    arguments: Namespace
    tools: CliContext
    register: SchoolRegister
    campaign: Campaign
    place: SchoolFolder

    @property
    def school(self) -> str:
        """The school's name as people know it."""
        named: str = self.arguments.school_name
        return named or self.place.name(self.register.name())

    @property
    def outbox(self) -> Outbox:
        """Where mails wait."""
        return Outbox(folder=self.tools.key_file.parent / OUTBOX / self.register.school)


def send_mails(arguments: Namespace, tools: CliContext, register: SchoolRegister) -> int:
    """Exits with 2 if something is left, was refused or may have arrived; with 1 if nothing could be sent."""
    campaign = campaigns.campaign(register, arguments.campaign)
    place = SchoolFolder(folder=school_folder(arguments, tools), now=tools.now)
    desk = _Desk(arguments=arguments, tools=tools, register=register, campaign=campaign, place=place)
    if arguments.sent:
        return _drafts_sent(desk)
    if arguments.way == "server":
        return _through_server(desk)
    if arguments.out is None:
        stop(_("Say where it is to go: --out DIR."), WRONG_USE)
    is_letters = arguments.way == "letters"
    mailing, without = _mailing(desk, with_address=None if is_letters and arguments.everybody else not is_letters)
    try:
        made = _written(desk, mailing)
    except SomeSent as some:
        _say_made(desk, some.made, without)
        stop(str(some), FAILED)
    _say_made(desk, made, without)
    return DONE


def _drafts_sent(desk: _Desk) -> int:
    """What *I have sent them* records on Home: of the drafts that are not sent yet, or only of those to some."""
    arguments, register, now = desk.arguments, desk.register, desk.tools.now()
    kind, wanted = SendKind(arguments.what), {each.casefold() for each in arguments.to}
    office = SendingOffice(register=register, place=desk.place, now=now)
    rows = home_rows(register, desk.campaign, office.today)
    drafts = office.mail_state(desk.campaign, rows).drafts.get(kind, ())
    numbers = {each.person.person: each.person.member.number for each in rows}
    people = [who for who in drafts if not wanted or numbers[who].casefold() in wanted]
    if people:
        record_drafts_sent(register, kind, people)
    if arguments.json:
        say(_mailing_text(desk, SendReport(sent=len(people)), (), [numbers[who] for who in people]))
    else:
        say(drafts_noted(len(people)))
    return DONE


def _written(desk: _Desk, mailing: Mailing) -> Sequence[Outgoing]:
    out, way = desk.arguments.out, desk.arguments.way
    if way != "letters":
        return _WAYS[way](desk.register, mailing, out)
    head = evolve(desk.place.letterhead(desk.school), school=desk.school)
    file = letters_file(out, mailing.kind, len(mailing.to), without_address=not desk.arguments.everybody)
    return write_letters(desk.register, mailing, file, head, desk.tools.now())


def _mailing(desk: _Desk, *, with_address: bool | None) -> tuple[Mailing, Sequence[Recipient]]:
    """And who is left out: without an address, or for letters with one."""
    arguments, now = desk.arguments, desk.tools.now()
    kind = SendKind(arguments.what)
    copy = HandingBack(register=desk.register, school_name=desk.school).attached
    sending = SendingOffice(register=desk.register, place=desk.place, now=now, copy=copy)
    wanted = {each.casefold() for each in arguments.to}
    found = [
        each
        for each in sending.concerned(kind, desk.campaign)
        if (each.person.member.number.casefold() in wanted if wanted else each.is_next)
    ]
    writer = MailWriter(
        kind=kind,
        campaign=desk.campaign,
        sender=Sender(
            school=desk.school,
            officer=arguments.officer,
            program=arguments.program or str(HOW_TO_GET_IT),
            file=arguments.file_line or str(HOW_TO_GET_FILE),
        ),
        today=now.date(),
        attach=sending.attach(kind),
    )
    make = plainly(writer)
    if kind is SendKind.INVITE:
        office = CertificateOffice(place=desk.place, register=desk.register, by=arguments.officer, now=desk.tools.now)
        key = load_key(arguments.key or desk.tools.key_file, passphrase(arguments.passphrase_file))
        make = inviting(writer, office, key, desk.campaign)
    to = [each for each in found if with_address in (None, each.has_address)]
    mailing = Mailing(kind=kind, campaign=desk.campaign, to=to, make=make, today=now.date())
    return mailing, [each for each in found if with_address is not None and each.has_address is not with_address]


def _through_server(desk: _Desk) -> int:
    arguments, tools = desk.arguments, desk.tools
    server, password = _server(desk)
    if arguments.dry_run:
        mailing, without = _mailing(desk, with_address=True)
        report = check(server, password, mailing.to)
        return _say_report(desk, report, without)
    without = ()
    outbox = desk.outbox
    if not arguments.resume:
        if outbox.waiting:
            stop(_("A mailing was broken off. Send the rest of it first: --resume."), WRONG_USE)
        outbox.record(desk.register, tools.now().date())
        outbox.clear()
        mailing, without = _mailing(desk, with_address=True)
        for each in outbox.fill(mailing):
            if each.slip is not None:
                (complain if arguments.json else say)(each.slip.as_text())
    report = outbox.send(desk.register, server, password, school=desk.school, now=tools.now, pause=sleep)
    return _say_report(desk, report, without)


def _server(desk: _Desk) -> tuple[MailServer, str]:
    arguments = desk.arguments
    settings = MailSettings(home=desk.tools.key_file.parent, keychain=system_keychain())
    server = settings.server()
    if arguments.host:
        security = MailSecurity(arguments.security)
        port = arguments.port or (587 if security is MailSecurity.STARTTLS else 465)
        if not arguments.sender:
            stop(_("Say what address the mails come from: --from ADDRESS."), WRONG_USE)
        server = MailServer(
            host=arguments.host, port=port, security=security, user=arguments.user, sender=arguments.sender
        )
    if server is None:
        stop(_("Say which mail server: --host SERVER --from ADDRESS."), WRONG_USE)
    password = settings.password(server) if server.user else ""
    if server.user and (arguments.mail_password_file or not password):
        password = passphrase(arguments.mail_password_file)
    if not settings.keep(server, password):
        complain(f"{NOT_KEPT} {ASKED_EACH_TIME}")
    return server, password


def _say_made(desk: _Desk, made: Sequence[Outgoing], without: Sequence[Recipient]) -> None:
    if desk.arguments.json:
        report = SendReport(sent=len(made))
        say(_mailing_text(desk, report, without, [each.to.person.member.number for each in made]))
        for each in made:
            if each.slip is not None:
                complain(each.slip.as_text())  # a script reads one stream, the printer the other
        return
    say(ngettext("{n} is written, and on record.", "{n} are written, and on record.", len(made)))
    for each in made:
        if each.slip is not None:
            say(each.slip.as_text())
    _say_without(desk, without)


def _say_report(desk: _Desk, report: SendReport, without: Sequence[Recipient]) -> int:
    arguments = desk.arguments
    if arguments.json:
        say(_mailing_text(desk, report, without, ()))
    else:
        for sentence in report_sentences(report, is_try=arguments.dry_run):
            say(sentence)
        _say_without(desk, without)
    if report.trouble is not None and not report.sent:
        return FAILED
    return SOME_NEED_A_LOOK if report.left or report.refused or report.in_doubt else DONE


def _say_without(desk: _Desk, without: Sequence[Recipient]) -> None:
    if desk.arguments.way == "letters":
        return
    for name in _names(without):
        say(_("{name} has no e-mail address on the staff list: --as letters.", name=name))


def _names(people: Sequence[Recipient]) -> tuple[str, ...]:
    return tuple(each.person.member.name for each in people)


def _mailing_text(desk: _Desk, report: SendReport, without: Sequence[Recipient], numbers: Sequence[str]) -> str:
    return MAILING.text(
        report,
        what=SendKind(desk.arguments.what),
        way="sent" if desk.arguments.sent else "dry run" if desk.arguments.dry_run else desk.arguments.way,
        people=tuple(numbers),
        refused=tuple(name for name, _why in report.refused),
        in_doubt=tuple(report.in_doubt),
        without=_names(without),
        problem=str(report.trouble) if report.trouble is not None else "",
    )


_MANY = {"limit": 200_000, "each": {}}
MAILING = PrintedDocument(
    "privacy-wizard-mailing/1",
    "What `campaign send --json` prints. `people` are the staff numbers of whom something was written for.",
    given("what", SendKind),
    given("way", str, pattern="drafts|merge|letters|server|sent|dry run"),
    "sent",
    given("people", tuple[str, ...], **_MANY),
    given("refused", tuple[str, ...], **_MANY),
    given("in_doubt", tuple[str, ...], **_MANY),
    "left",
    given("without", tuple[str, ...], **_MANY),  # who has no address
    given("problem", str),
    of=SendReport,
)
