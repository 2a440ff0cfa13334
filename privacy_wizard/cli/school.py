"""`school`: the authority and the profile, in the office and on the staff's computers."""

import getpass
import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from ..audit.profiles import OpenedProfile, accept_profile, open_profile
from ..domain.retention import DEFAULT_RULES
from ..domain.school_profile import HandIn, HandInKind, Keeping, PackFor, SchoolContact, SchoolProfile
from ..i18n import _, long_date
from ..identity import COPY_MADE
from ..identity.authority_token import TokenPlace
from ..office.authority_events import AuthorityActs
from ..office.authority_record import authority_record, has_record, record_file
from ..office.authority_store import AuthorityStore, AuthoritySummary
from ..office.errors import NoAuthority
from ..office.profiles import last_number
from ..register import CertificateRecord, Register, SchoolRegister
from ..school.invitation_files import write_certificates
from ..school.known_school import KnownSchool, Opening
from ..school.profile_file import TIME_SERVICE, ProfileFile, read_some, time_service_member
from ..school.zip_files import LARGEST_FILE
from ..serialization import Refused, from_plain, to_readable
from ..system import shipped_folder, text_of, write_whole
from .context import DONE, WRONG_USE, CliContext, passphrase, say, stop
from .school_outputs import ForgottenOut, ProfileOut, SchoolOut, WrittenOut

_FORM_LIMIT = 400_000
_MOST_YAML = 100


def school_folder(arguments: Namespace, tools: CliContext) -> Path:
    """The school's folder."""
    named: Path | None = arguments.folder
    return named or tools.key_file.parent / "school"


def room(arguments: Namespace, tools: CliContext) -> AuthorityStore:
    """Where the authority is kept."""
    return AuthorityStore(school_folder(arguments, tools), tools.now)


def record(arguments: Namespace, tools: CliContext, *, writes: bool = True) -> CertificateRecord:
    """What was done with the authority so far: in the register, or beside the authority where there is none yet."""
    own = tools.key_file.parent / "register.sqlite"
    if not arguments.register and not own.exists():
        folder = school_folder(arguments, tools)
        if not writes and not has_record(folder) and not room(arguments, tools).is_there:
            raise NoAuthority(folder)
        return tools.closing.enter_context(authority_record(folder, officer(arguments), tools.now))
    wanted = Namespace(
        register=arguments.register, key=arguments.key, passphrase_file=arguments.key_passphrase_file, writes=writes
    )
    register: Register = arguments.open_register(wanted, tools)
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
    return AuthorityActs(room=room(arguments, tools), record=record(arguments, tools), now=tools.now)


def known_school(arguments: Namespace, tools: CliContext) -> KnownSchool:
    """On a member of staff's computer: the school that it knows."""
    named: Path | None = arguments.folder
    return KnownSchool(named or tools.key_file.parent)


def officer(arguments: Namespace) -> str:
    """Who acts, for the record."""
    return str(arguments.by).strip() or getpass.getuser()


def new(arguments: Namespace, tools: CliContext) -> int:
    """Make the authority, in a file or on a token."""
    if arguments.token_driver is not None:
        token = TokenPlace(module=arguments.token_driver, token=arguments.token, key=arguments.token_key)
        card = acts(arguments, tools).make_on_token(arguments.school, token, passphrase(arguments.passphrase_file))
    else:
        card = acts(arguments, tools).make(arguments.school, passphrase(arguments.passphrase_file, again=True))
    _say_authority(card, arguments, tools)
    if not arguments.json and not card.on_token:
        say(_("Make a backup now (school backup --out FILE) and keep it and its passphrase in two safe places."))
    return DONE


def show(arguments: Namespace, tools: CliContext) -> int:
    """The authority without its passphrase."""
    _say_authority(room(arguments, tools).card(), arguments, tools)
    return DONE


def backup(arguments: Namespace, tools: CliContext) -> int:
    """Copy the encrypted key."""
    place = room(arguments, tools)
    place.backup(arguments.out)
    if arguments.json:
        whose = place.card().fingerprint
        say(to_readable(WrittenOut(what="backup", file=str(arguments.out), fingerprint=whose, certificates=0)))
        return DONE
    say(COPY_MADE.format(path=arguments.out))
    kept = record_file(school_folder(arguments, tools))
    if kept.exists():
        say(_("Copy the file {kept} as well.", kept=kept))
    return DONE


def restore(arguments: Namespace, tools: CliContext) -> int:
    """Bring a copy back."""
    card = room(arguments, tools).restore(arguments.source, passphrase(arguments.passphrase_file))
    _say_authority(card, arguments, tools)
    return DONE


def hand_over(arguments: Namespace, tools: CliContext) -> int:
    """A new authority, with both trusted."""
    place = room(arguments, tools)
    name = arguments.school or _school_name(place.card())
    secret = passphrase(arguments.passphrase_file)
    coming = passphrase(arguments.new_passphrase_file, again=True)
    card = acts(arguments, tools).hand_over(secret, school=name, new_passphrase=coming)
    _say_authority(card, arguments, tools)
    if not arguments.json:
        say(_("Sign the profile again and give it to everyone. Then put the old key and its passphrase away."))
    return DONE


def trust(arguments: Namespace, tools: CliContext) -> int:
    """The public certificates, for `verify --trust` or for other programs."""
    card = room(arguments, tools).card()
    certificates = card.roots if arguments.roots else card.trusted
    write_whole(arguments.out, write_certificates(certificates))
    if arguments.json:
        many = len(certificates)
        out = WrittenOut(what="trust", file=str(arguments.out), fingerprint=card.fingerprint, certificates=many)
        say(to_readable(out))
        return DONE
    say(_("The certificates are in {out}. They hold no secret.", out=arguments.out))
    return DONE


def profile(arguments: Namespace, tools: CliContext) -> int:
    """Sign a profile, or print a form for one."""
    if arguments.template:
        say(to_readable(_form()))
        return DONE
    if arguments.form is None:
        stop(_("Name the filled-in form with --form FILE, or ask for one with --template."), WRONG_USE)
    said = _read_form(arguments.form)
    members = {**_logo(arguments.logo), **_time_service(arguments.time_certificate), **_library(arguments.library)}
    place = room(arguments, tools)
    kept = place.folder / "profile.pwschool"
    secret, shipped = passphrase(arguments.passphrase_file), shipped_folder("checklists")
    signed = acts(arguments, tools).sign_profile(secret, said, members, into=kept, shipped=shipped, out=arguments.out)
    _say_profile(signed, "signed", place.card().words, arguments, in_use=False)
    if not arguments.json:
        say(_("It is {out}. Give it to all staff, and tell them these words in person.", out=arguments.out or kept))
    return DONE


def open_file(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: check a profile, and take it into use with --accept."""
    known = known_school(arguments, tools)
    content = read_some(arguments.file, LARGEST_FILE + 1)
    opened = open_profile(content, known, shipped=shipped_folder("checklists"), now=tools.now())
    if arguments.accept:
        _require_words(opened, arguments.words)
        accept_profile(opened, known)
    _say_profile(opened.file, opened.opening, opened.words, arguments, in_use=arguments.accept)
    if not arguments.json and opened.opening is Opening.FIRST and not arguments.accept:
        say(_("Ask your school's office for its words. If they are the same: school open … --accept --words “…”."))
    return DONE


def forget(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: know no school any more, such as after its authority was lost."""
    if not arguments.sure:
        stop(
            _("This computer would know no school any more. Nothing was changed. If that is right, add --sure."),
            WRONG_USE,
        )
    gone = known_school(arguments, tools).forget()
    if arguments.json:
        say(to_readable(ForgottenOut(forgotten=gone)))
    elif gone:
        say(_("The school is forgotten. Open its new profile, and compare the words with its office in person."))
    else:
        say(_("This computer knew no school. Nothing was changed."))
    return DONE


def _require_words(opened: OpenedProfile, words: str) -> None:
    if opened.opening is Opening.FIRST and tuple(words.casefold().split()) != opened.words:
        stop(
            _(
                "This computer knows no school yet, so the words must be compared first. Nothing was taken into "
                "use. Ask your school's office for its words, and give them with --words. This file's are: {words}",
                words=" ".join(opened.words),
            )
        )


def _say_authority(card: AuthoritySummary, arguments: Namespace, tools: CliContext) -> None:
    place, done = room(arguments, tools), record(arguments, tools, writes=False)
    out = SchoolOut(
        folder=str(place.folder),
        authority=_school_name(card),
        words=card.words,
        fingerprint=card.fingerprint,
        until=card.certificate.not_valid_after_utc,
        on_token=card.on_token,
        predecessors=len(card.trusted) - 1,
        profile_number=last_number(place.folder / "profile.pwschool"),
        certificates=len(done.certified()),
        revoked=len(done.revoked()),
    )
    if arguments.json:
        say(to_readable(out))
        return
    say(
        _("The authority of {school}, on a token {folder}", school=out.authority, folder=out.folder)
        if out.on_token
        else _("The authority of {school}, in {folder}", school=out.authority, folder=out.folder)
    )
    say(_("  words: {words}", words=" ".join(out.words)))
    say(_("  SHA-256 of the public key: {fingerprint}", fingerprint=out.fingerprint))
    say(_("  until: {until}", until=long_date(out.until)))
    say(
        _(
            "  certificates issued: {certificates}, revoked: {revoked}",
            certificates=out.certificates,
            revoked=out.revoked,
        )
    )
    say(_("  last profile: {profile_number}", profile_number=out.profile_number or _("none yet")))


def _say_profile(
    file: ProfileFile, opening: str, words: tuple[str, ...], arguments: Namespace, *, in_use: bool
) -> None:
    manifest = file.manifest
    out = ProfileOut(
        opening=opening,
        in_use=in_use,
        number=manifest.number,
        issued=manifest.issued,
        authority=manifest.authority,
        words=words,
        profile=manifest.profile,
        checklists=tuple(file.checklists),
    )
    if arguments.json:
        say(to_readable(out))
        return
    say(
        _(
            "{profile}: profile {number} of {issued} ({opening})",
            profile=out.profile.name,
            number=out.number,
            issued=long_date(out.issued),
            opening=out.opening,
        )
    )
    say(_("  words of the school's authority: {words}", words=" ".join(words)))
    if in_use:
        say(_("  It is in use on this computer now."))


def _school_name(card: AuthoritySummary) -> str:
    from cryptography.x509.oid import NameOID

    found = card.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(found[0].value) if found else ""


def _form() -> SchoolProfile:
    """A form with one example of everything; none of it is real."""
    return SchoolProfile(
        name="Example Primary School",
        other_names=("Example School",),
        email_domains=("school.example",),
        contacts=(SchoolContact(role="headteacher", name="Their name", email="head@school.example"),),
        packs=(PackFor(pack="baseline", people=()),),
        hand_in=(HandIn(kind=HandInKind.EMAIL, where="office@school.example"),),
        keeping=tuple(Keeping(kept=kept, rule=rule) for kept, rule in DEFAULT_RULES.items()),
    )


def _read_form(path: Path) -> SchoolProfile:
    content = read_some(path, _FORM_LIMIT + 1)
    try:
        if len(content) > _FORM_LIMIT:
            raise Refused("", _("is far too large"))
        found: SchoolProfile = from_plain(json.loads(text_of(content)), SchoolProfile)
    except Refused as refused:
        stop(
            _("{path}: {fault}. Nothing was signed. Correct it and try again.", path=path, fault=refused.fault),
            WRONG_USE,
        )
    except (ValueError, RecursionError) as error:
        stop(
            _(
                "{path} is not a form that can be read ({error}). Nothing was signed. Correct it.",
                path=path,
                error=error,
            ),
            WRONG_USE,
        )
    return found


def _logo(path: Path | None) -> Mapping[str, bytes]:
    if path is None:
        return {}
    content = read_some(path, LARGEST_FILE)
    return {"logo.png" if content.startswith(b"\x89PNG") else "logo.jpg": content}


def _time_service(path: Path | None) -> Mapping[str, bytes]:
    return {} if path is None else {TIME_SERVICE: time_service_member(read_some(path, LARGEST_FILE))}


def _library(folder: Path | None) -> Mapping[str, bytes]:
    if folder is None:
        return {}
    found = sorted([*folder.glob("packs/*.yaml"), *folder.glob("platforms/*.yaml")])
    if not found or len(found) > _MOST_YAML:
        stop(_("{folder} holds no packs/*.yaml or platforms/*.yaml, or too many.", folder=folder), WRONG_USE)
    return {path.relative_to(folder).as_posix(): read_some(path, LARGEST_FILE) for path in found}


def typed_code() -> str:
    """The one-time code: from the terminal without showing it, else the first line of the input; never an argument."""
    if sys.stdin.isatty():
        return getpass.getpass(_("One-time code from your slip: "))
    return sys.stdin.readline(200).strip()
