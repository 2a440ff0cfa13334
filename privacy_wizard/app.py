"""Builds the adapters and hands them in; the one place that knows them all."""

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

NO_DISPLAY = 3

if TYPE_CHECKING:
    from argparse import Namespace

    from .audit.my_school import MySchool
    from .audit.own_school import OwnSchool
    from .audit.saved_audits import SavedAudits
    from .audit.session import AuditSession
    from .audit.signing import Signing
    from .cli.context import CliContext
    from .domain.model import Catalogue, PolicyPack
    from .drafts import Cipher, DraftStore
    from .register import Register
    from .ui.console.context import Trial
    from .ui.kit.theme import Theme


def main(argv: Sequence[str] | None = None) -> int:
    """The program: the wizard without a command, else the command. Returns the exit code. A window loads no command."""
    given = sys.argv[1:] if argv is None else argv
    _print_whatever_comes()
    if not given or _is_file(given):
        return open_wizard(*map(Path, given))
    if list(given) == ["console"]:
        return open_console()
    from .cli.context import CliContext
    from .cli.main import parser, run
    from .i18n import choose_language
    from .system import shipped_folder
    from .system.places import user_places

    choose_language(shipped_folder("resources") / "translations")
    arguments = parser(given[0]).parse_args(given)
    if arguments.command in (None, "wizard"):
        return open_wizard(*getattr(arguments, "files", ()))
    if arguments.command == "console":
        return open_console()
    places = user_places()
    tools = CliContext(_load_catalogue, _now, places.key_file, lambda: _school_in(places.home), _register)
    return run(arguments, tools)


def _print_whatever_comes() -> None:
    """A console that has not all letters shows a sign in their place, and ends no act half-way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _can_show_windows() -> bool:
    """Whether there is a display; if not, that is said: Qt would end the program without a word to the reader."""
    from .i18n import _, choose_language
    from .system import has_display, shipped_folder

    if has_display():
        return True
    choose_language(shipped_folder("resources") / "translations")
    print(
        _(
            "There is no display here, so no window can be opened. The same works without one: "
            "“privacy-wizard --help” lists the commands."
        ),
        file=sys.stderr,
    )
    return False


def open_wizard(*files: Path) -> int:
    """The window, over this user's own drafts and key. Whatever the first page does not show is loaded later.

    `files` came from the school: the first is opened as if it had been dropped onto the window.
    """
    if not _can_show_windows():
        return NO_DISPLAY
    gc.disable()  # start_application lets the window's thread collect; what is loaded until then stays anyway
    from .audit.my_school import MySchool
    from .system import shipped_folder
    from .system.places import user_places
    from .ui.kit.application import start_application
    from .ui.wizard.context import WizardContext
    from .ui.wizard.window import open_wizard as show

    places = user_places()
    app = start_application(places.settings)
    school = MySchool(places.home, shipped_folder("checklists"), _now)
    context = WizardContext(
        session=lambda: _session(places.drafts, school),
        saved_audits=lambda: _saved_audits(places.drafts),
        signing=lambda: _signing(context.session, places.key_file),
        school=school,
    )
    return show(app, context, files[0] if files else None)


def _is_file(given: Sequence[str]) -> bool:
    """Whether a file manager started the program with a file, as it does for what is opened with it."""
    return len(given) == 1 and given[0].lower().endswith((".pwschool", ".pwinvite", ".pwcert", ".pwlist", ".pdf"))


def own_school(school: "MySchool") -> "OwnSchool | None":
    """What the accepted profile sets. Where it cannot be used, the first page says so, and what is shipped serves."""
    from .system import Trouble

    try:
        return _school_of(school)
    except Trouble:
        return None


def _school_in(home: Path) -> "OwnSchool | None":
    """For the command line, which ends with a sentence where the accepted profile cannot be used."""
    from .audit.my_school import MySchool
    from .system import shipped_folder

    return _school_of(MySchool(home, shipped_folder("checklists"), _now))


def _school_of(school: "MySchool") -> "OwnSchool | None":
    from .audit.own_school import OwnSchool

    opened = school.profile() if school.is_known else None
    if opened is None:
        return None
    return OwnSchool(profile=opened.file.profile, logo=opened.file.logo, catalogue=opened.catalogue)


def open_console() -> int:
    """The officer's window, over the register that this user names."""
    if not _can_show_windows():
        return NO_DISPLAY
    gc.disable()  # start_application lets the window's thread collect; what is loaded until then stays anyway
    from .system.places import user_places
    from .ui.console.controller import open_console as show
    from .ui.kit.application import start_application

    places = user_places()
    return show(start_application(places.settings), places, _load_catalogue, _begin_trial, _now)


def _begin_trial(
    catalogue: "Catalogue", pack: "PolicyPack", accounts: "Iterable[str]", theme: "Theme", now: "Callable[[], datetime]"
) -> "Trial":
    """The wizard over a policy in the making, which the console offers; neither window knows the other."""
    from .ui.wizard.trial import begin_trial

    return begin_trial(catalogue, pack, accounts, theme, now)


def _session(drafts: Path, school: "MySchool") -> "AuditSession":
    from .audit.session import AuditSession

    return AuditSession(_load_catalogue, _draft_store(drafts), _now, lambda: own_school(school))


def _saved_audits(drafts: Path) -> "SavedAudits":
    from .audit.saved_audits import SavedAudits

    return SavedAudits(_draft_store(drafts))


@cache
def _draft_store(drafts: Path) -> "DraftStore":
    """One for each folder: what the keyring says is asked once."""
    from .drafts import DraftStore

    return DraftStore(drafts, find_cipher=_cipher)


def _cipher() -> "Cipher | None":
    from .drafts import keyring_cipher
    from .system.keyring import system_keychain

    return keyring_cipher(system_keychain())


def _signing(session: "AuditSession", key_file: Path) -> "Signing":
    from .audit.signing import Signing
    from .identity import KeyStore

    return Signing(session, KeyStore(key_file, _now), _now)


def _register(arguments: "Namespace", tools: "CliContext") -> "Register":
    """The register that a command names, for its length; what is signed is remembered beside the key."""
    from .cli.context import passphrase
    from .identity import load_key
    from .office.chain_heads import ChainHeads
    from .office.office_key import officer_of
    from .register import Register

    officer = None
    if arguments.writes:
        officer = officer_of(load_key(arguments.key or tools.key_file, passphrase(arguments.passphrase_file)))
    address = arguments.register or str(tools.key_file.parent / "register.sqlite")
    heads = ChainHeads(tools.key_file.parent / "register-heads.json")
    return tools.closing.enter_context(Register.open(address, officer, now=tools.now, on_signed=heads.remember))


def _load_catalogue() -> "Catalogue":
    from .catalogue import load_shipped

    return load_shipped()


def _now() -> datetime:
    """By this computer's clock, with its zone."""
    try:
        return datetime.now().astimezone()
    except ValueError:  # a zone beyond any on earth, which a computer may be set to
        return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
