"""`school new`, `show`, `backup`, `restore`, `hand-over` and `trust`: the school's authority, and where it is kept."""

import getpass
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from ..i18n import _, long_date
from ..identity import COPY_MADE
from ..identity.authority_token import TokenPlace
from ..office.authority_events import AuthorityActs
from ..office.authority_store import AuthorityStore, AuthoritySummary, authority_record, has_record, record_file
from ..office.errors import NoAuthority
from ..office.profiles import last_number
from ..register import CertificateRecord, Register, SchoolRegister
from ..school.invitation_files import write_certificates
from ..school.known_school import KnownSchool
from ..serialization import PrintedDocument, given, the, worked_out
from ..system import write_whole
from .context import DONE, WRONG_USE, CliContext, passphrase, say, stop


def school_folder(arguments: Namespace, tools: CliContext) -> Path:
    """The school's folder."""
    named: Path | None = arguments.folder
    return named or tools.key_file.parent / "school"


def authority_store(arguments: Namespace, tools: CliContext) -> AuthorityStore:
    """Where the authority is kept."""
    return AuthorityStore(school_folder(arguments, tools), tools.now)


def record(arguments: Namespace, tools: CliContext, *, writes: bool = True) -> CertificateRecord:
    """The record of the authority's acts: in the register, or beside the authority if there is none."""
    own = tools.key_file.parent / "register.sqlite"
    if not arguments.register and not own.exists():
        folder = school_folder(arguments, tools)
        if not writes and not has_record(folder) and not authority_store(arguments, tools).is_there:
            raise NoAuthority(folder)
        return tools.closing.enter_context(authority_record(folder, officer(arguments), tools.now))
    wanted = Namespace(
        register=arguments.register, key=arguments.key, passphrase_file=arguments.key_passphrase_file, writes=writes
    )
    register: Register = tools.register(wanted)
    schools = register.schools()
    if arguments.in_register not in schools and (arguments.in_register or len(schools) != 1):
        stop(
            _(
                "Say which school of the register it is, with --in: {schools}.",
                schools=", ".join(schools) or _("it holds none"),
            ),
            WRONG_USE,
        )
    return SchoolRegister(register=register, school=arguments.in_register or schools[0]).certificates.record()


def acts(arguments: Namespace, tools: CliContext) -> AuthorityActs:
    """What is done with the authority itself."""
    return AuthorityActs(
        authority_store=authority_store(arguments, tools), record=record(arguments, tools), now=tools.now
    )


def known_school(arguments: Namespace, tools: CliContext) -> KnownSchool:
    """On a member of staff's computer: the school it knows."""
    named: Path | None = arguments.folder
    return KnownSchool(named or tools.key_file.parent)


def officer(arguments: Namespace) -> str:
    """Who acts, for the record."""
    return str(arguments.by).strip() or getpass.getuser()


def new(arguments: Namespace, tools: CliContext) -> int:
    """Make the authority, in a file or on a token."""
    if arguments.token_driver is not None:
        token = TokenPlace(module=arguments.token_driver, token=arguments.token, key=arguments.token_key)
        card = acts(arguments, tools).make_on_token(
            arguments.school, token, passphrase(arguments.passphrase_file), another=arguments.another
        )
    else:
        card = acts(arguments, tools).make(
            arguments.school, passphrase(arguments.passphrase_file, again=True), another=arguments.another
        )
    _say_authority(card, arguments, tools)
    if not arguments.json and not card.on_token:
        say(_("Make a backup now (school backup --out FILE) and keep it and its passphrase in two safe places."))
    return DONE


def show(arguments: Namespace, tools: CliContext) -> int:
    """The authority without its passphrase."""
    _say_authority(authority_store(arguments, tools).card(), arguments, tools)
    return DONE


def backup(arguments: Namespace, tools: CliContext) -> int:
    """Copy the encrypted key."""
    place = authority_store(arguments, tools)
    place.backup(arguments.out)
    if arguments.json:
        whose = place.card().fingerprint
        say(WRITTEN.text(what="backup", file=str(arguments.out), fingerprint=whose, certificates=0))
        return DONE
    say(COPY_MADE.format(path=arguments.out))
    kept = record_file(school_folder(arguments, tools))
    if kept.exists():
        say(_("Copy the file {kept} as well.", kept=kept))
    return DONE


def restore(arguments: Namespace, tools: CliContext) -> int:
    """Bring a copy back."""
    card = authority_store(arguments, tools).restore(arguments.source, passphrase(arguments.passphrase_file))
    _say_authority(card, arguments, tools)
    return DONE


def hand_over(arguments: Namespace, tools: CliContext) -> int:
    """A new authority, with both trusted."""
    place = authority_store(arguments, tools)
    name = arguments.school or _school_name(place.card())
    secret = passphrase(arguments.passphrase_file)
    coming = passphrase(arguments.new_passphrase_file, again=True)
    card = acts(arguments, tools).hand_over(secret, school=name, new_passphrase=coming)
    _say_authority(card, arguments, tools)
    if not arguments.json:
        say(_("Sign the school's file again and give it to everyone. Then put the old key and its passphrase away."))
    return DONE


def trust(arguments: Namespace, tools: CliContext) -> int:
    """The public certificates, for `verify --trust` or for other programs."""
    card = authority_store(arguments, tools).card()
    certificates = card.roots if arguments.roots else card.trusted
    write_whole(arguments.out, write_certificates(certificates))
    if arguments.json:
        file, many = str(arguments.out), len(certificates)
        say(WRITTEN.text(what="trust", file=file, fingerprint=card.fingerprint, certificates=many))
        return DONE
    say(_("The certificates are in {out}. They hold no secret.", out=arguments.out))
    return DONE


def _say_authority(card: AuthoritySummary, arguments: Namespace, tools: CliContext) -> None:
    place, done = authority_store(arguments, tools), record(arguments, tools, writes=False)
    number, issued = last_number(place.folder / "profile.pwschool"), len(done.certified())
    revoked = len(done.revoked())
    if arguments.json:
        folder = str(place.folder)
        said = AUTHORITY.text(card, folder=folder, profile_number=number, certificates=issued, revoked=revoked)
        say(said)
        return
    say(
        _("The authority of {school}, on a token {folder}", school=_school_name(card), folder=place.folder)
        if card.on_token
        else _("The authority of {school}, in {folder}", school=_school_name(card), folder=place.folder)
    )
    say(_("  words: {words}", words=" ".join(card.words)))
    say(_("  SHA-256 of the public key: {fingerprint}", fingerprint=card.fingerprint))
    say(_("  until: {until}", until=long_date(_until(card))))
    say(_("  certificates issued: {certificates}, revoked: {revoked}", certificates=issued, revoked=revoked))
    say(_("  number of the school's file: {profile_number}", profile_number=number or _("none yet")))


def _school_name(card: AuthoritySummary) -> str:
    from ..certificates import certified_school

    return certified_school(card.certificate)


def _until(card: AuthoritySummary) -> datetime:
    return card.certificate.not_valid_after_utc


def _predecessors(card: AuthoritySummary) -> int:
    return len(card.trusted) - 1


SHA256 = {"pattern": "[0-9a-f]{64}"}
AUTHORITY = PrintedDocument(
    "privacy-wizard-authority/1",
    "What `school new|show|restore|hand-over --json` prints: the authority, and the school's file that was signed "
    "last.",
    given("folder", str),
    worked_out("authority", _school_name),
    "words",
    the("fingerprint", **SHA256),
    worked_out("until", _until),
    "on_token",
    worked_out("predecessors", _predecessors),
    given("profile_number", int),  # 0: none was signed yet
    given("certificates", int),
    given("revoked", int),
    of=AuthoritySummary,
)
WRITTEN = PrintedDocument(
    "privacy-wizard-written/1",
    "What `school backup|trust --json` prints.",
    given("what", str, pattern="backup|trust"),
    given("file", str),
    given("fingerprint", str, **SHA256),  # of the authority's public key
    given("certificates", int),  # in the file; 0: it holds an encrypted key
)
