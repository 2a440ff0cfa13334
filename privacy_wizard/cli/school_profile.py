"""`school profile`, `open` and `forget`: the school's profile, signed in its office and used by its staff."""

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from ..audit.school_files import OpenedProfile, accept_profile, open_profile
from ..domain.retention import DEFAULT_RULES
from ..domain.school_profile import HandIn, HandInKind, Keeping, PackFor, SchoolContact, SchoolProfile
from ..i18n import _, long_date
from ..school.known_school import ProfileStatus
from ..school.profile_file import TIME_SERVICE, ProfileFile, read_some, time_service_member
from ..school.zip_files import LARGEST_FILE
from ..serialization import PrintedDocument, Refused, from_plain, given, the, to_readable, worked_out
from ..system import shipped_folder, text_of
from .context import DONE, WRONG_USE, CliContext, passphrase, say, stop
from .school_authority import SHA256, acts, authority_store, known_school

_FORM_LIMIT = 400_000
_MOST_YAML = 100


def profile(arguments: Namespace, tools: CliContext) -> int:
    """Sign a profile, or print a form for one."""
    if arguments.template:
        say(to_readable(_form()))
        return DONE
    if arguments.form is None:
        stop(_("Name the filled-in form with --form FILE, or ask for one with --template."), WRONG_USE)
    said = _read_form(arguments.form)
    members = {**_logo(arguments.logo), **_time_service(arguments.time_certificate), **_library(arguments.library)}
    place = authority_store(arguments, tools)
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
    if not arguments.json and opened.opening is ProfileStatus.FIRST and not arguments.accept:
        say(_("Ask your school's office for its words. If they are the same: school open … --accept --words “…”."))
    return DONE


def forget(arguments: Namespace, tools: CliContext) -> int:
    """On a member of staff's computer: forget the school, for instance after its authority was lost."""
    if not arguments.sure:
        stop(
            _(
                "This computer would no longer know any school. Nothing was changed. If that is what you "
                "want, add --sure."
            ),
            WRONG_USE,
        )
    gone = known_school(arguments, tools).forget()
    if arguments.json:
        say(FORGOTTEN.text(forgotten=gone))
    elif gone:
        say(_("The school is forgotten. Open its new file, and compare the words with its office in person."))
    else:
        say(_("This computer knew no school. Nothing was changed."))
    return DONE


def _require_words(opened: OpenedProfile, words: str) -> None:
    if opened.opening is ProfileStatus.FIRST and tuple(words.casefold().split()) != opened.words:
        stop(
            _(
                "This computer knows no school yet, so the words must be compared first. Nothing was taken into "
                "use. Ask your school's office for its words, and give them with --words. This file's are: {words}",
                words=" ".join(opened.words),
            )
        )


def _say_profile(
    file: ProfileFile, opening: str, words: tuple[str, ...], arguments: Namespace, *, in_use: bool
) -> None:
    manifest = file.manifest
    if arguments.json:
        say(PROFILE.text(file, opening=opening, in_use=in_use, words=words))
        return
    say(
        _(
            "{profile}: file number {number} of {issued} ({opening})",
            profile=manifest.profile.name,
            number=manifest.number,
            issued=long_date(manifest.issued),
            opening=opening,
        )
    )
    say(_("  words of the school's authority: {words}", words=" ".join(words)))
    if in_use:
        say(_("  It is in use on this computer now."))


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


def _checklists(file: ProfileFile) -> tuple[str, ...]:
    return tuple(file.checklists)


PROFILE = PrintedDocument(
    "privacy-wizard-profile/1",
    "What `school profile|open --json` prints.",
    given("opening", str, pattern="signed|first|same|newer|handed over"),
    given("in_use", bool),
    "number=manifest.number",
    "issued=manifest.issued",
    the("authority=manifest.authority", **SHA256),
    given("words", tuple[str, ...]),
    "profile=manifest.profile",
    worked_out("checklists", _checklists),
    of=ProfileFile,
)
FORGOTTEN = PrintedDocument(
    "privacy-wizard-forgotten/1",
    "What `school forget --json` prints.",
    given("forgotten", bool),  # false: no school was known here
)
