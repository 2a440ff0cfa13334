"""`school invite`, `slip`, `withdraw` and `request`: an invitation, from the office and on the way back."""

import getpass
import sys
from argparse import Namespace
from datetime import datetime, timedelta

from ..audit.school_files import open_invitation, request_certificate
from ..certificates import certified_name, certified_school
from ..domain.signature import DetachedSignature, Purpose
from ..domain.vocabulary import Occasion
from ..i18n import _, long_date
from ..identity import SigningKey, load_key
from ..identity.authority_trust import check_officer_signature
from ..office.invitations import MadeInvitation, Wanted, new_slip
from ..office.invitations import invite as make_invitation
from ..office.invitations import withdraw as end_invitation
from ..office.school_folder import SchoolFolder
from ..office.sending import HOW_TO_GET_IT, SCHOOL_FILE
from ..school.invitation_files import INVITATION_LIMIT, read_invitation
from ..school.mails import Attached, Fact, MailKind, mail_draft
from ..school.profile_file import read_some
from ..serialization import PrintedDocument, given
from ..system import outgoing_files, write_whole
from .context import DONE, CliContext, complain, passphrase, say
from .options import REQUEST_WRITTEN
from .school_authority import authority_store, known_school, record


def invite(arguments: Namespace, tools: CliContext) -> int:
    """Invite one person. The slip goes to standard output, to be printed; the code is written nowhere."""
    key = _own_key(arguments, tools)
    wanted = Wanted(
        school=certified_school(key.certificate),
        name=arguments.name,
        staff_number=arguments.number,
        campaign=arguments.campaign,
        occasion=Occasion(arguments.occasion),
        due=arguments.due,
        lasts=timedelta(days=max(1, arguments.days)),
    )
    mail = arguments.out.with_suffix(".eml") if arguments.mail else None
    with outgoing_files() as files:

        def write(made: MadeInvitation) -> None:
            files.private(arguments.out, made.file)
            if mail is not None:
                files.private(mail, _mail(made, arguments, tools, key))

        made = make_invitation(key, wanted, record(arguments, tools), now=tools.now(), write=write)
    if arguments.json:
        said = INVITED.text(
            invitation=made.invitation.id,
            state="made",
            file=str(arguments.out),
            mail=str(mail) if mail else None,
            expires=made.invitation.expires,
        )
        say(said)
        complain(made.slip.as_text())  # a script reads one stream, the printer the other
    else:
        say(made.slip.as_text())
    return DONE


def slip(arguments: Namespace, tools: CliContext) -> int:
    """A new code for an open invitation; the code on the old slip stops working, the file stays valid."""
    card, now = authority_store(arguments, tools).known_card(), tools.now()
    pinned = bytes.fromhex(card.fingerprint)

    def check(signature: DetachedSignature, signed: bytes) -> None:
        check_officer_signature(signature, signed, Purpose.INVITATION, pinned, now, (card.certificate, *card.chain))

    invitation = read_invitation(read_some(arguments.file, INVITATION_LIMIT + 1), check)
    made = new_slip(invitation, card.words, record(arguments, tools), now)
    if arguments.json:
        until, file = invitation.expires, str(arguments.file)
        say(INVITED.text(invitation=invitation.id, state="new slip", file=file, mail=None, expires=until))
    (complain if arguments.json else say)(made.as_text())
    return DONE


def withdraw(arguments: Namespace, tools: CliContext) -> int:
    """End an invitation before it is answered."""
    event = end_invitation(arguments.invitation, record(arguments, tools))
    state = "withdrawn" if event else _("nothing to withdraw")
    if arguments.json:
        say(INVITED.text(invitation=arguments.invitation, state=state, file=None, mail=None, expires=None))
    else:
        say(_("Invitation {invitation}: {state}.", invitation=arguments.invitation, state=state))
    return DONE


def request(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: answer an invitation."""
    known = known_school(arguments, tools)
    invitation = open_invitation(read_some(arguments.file, INVITATION_LIMIT + 1), known, tools.now())
    content = request_certificate(invitation, _typed_code(), _own_key(arguments, tools))
    write_whole(arguments.out, content)
    if arguments.json:
        file, until = str(arguments.out), invitation.expires
        say(INVITED.text(invitation=invitation.id, state="answered", file=file, mail=None, expires=until))
    else:
        say(REQUEST_WRITTEN.format(out=arguments.out))
    return DONE


def _mail(made: MadeInvitation, arguments: Namespace, tools: CliContext, key: SigningKey) -> bytes:
    invitation = made.invitation
    facts: dict[str, Fact] = {
        "name": invitation.name,
        "school": invitation.school,
        "occasion": invitation.occasion.value,
        "due": long_date(invitation.due) if invitation.due else "",
        "expires": long_date(invitation.expires),
        "officer": certified_name(key.certificate),
        "has_code": True,
        "program": arguments.program or str(HOW_TO_GET_IT),
        "attached": True,
        "file": "",
    }
    profile = SchoolFolder(folder=authority_store(arguments, tools).folder, now=tools.now).profile_file
    attached = [Attached(name=arguments.out.name, content=made.file)]
    if profile.exists():
        attached.append(Attached(name=SCHOOL_FILE, content=profile.read_bytes()))
    return mail_draft(MailKind.INVITATION, arguments.mail, facts, tuple(attached))


def _own_key(arguments: Namespace, tools: CliContext) -> SigningKey:
    return load_key(arguments.key or tools.key_file, passphrase(arguments.key_passphrase_file))


def _typed_code() -> str:
    """The one-time code: from the terminal without showing it, else the first line of the input; never an argument."""
    if sys.stdin.isatty():
        return getpass.getpass(_("One-time code from your slip: "))
    return sys.stdin.readline(200).strip()


INVITED = PrintedDocument(
    "privacy-wizard-invited/1",
    "What `school invite|slip|request|withdraw --json` prints; `file` is null where none was written.",
    given("invitation", str, pattern="[0-9a-f]{32}"),
    given("state", str, pattern="made|answered|new slip|withdrawn|nothing to withdraw"),
    given("file", str | None),
    given("mail", str | None),
    given("expires", datetime | None),
)
