"""`register keeping`, `export-person`, `erase-person`, `backup` and `restore`: what falls due, what is held
about one person, and everything that an office has in one encrypted file.
"""

import hashlib
from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.names import kept_name
from ..domain.retention import FallsDue
from ..i18n import _, long_moment, ngettext
from ..office.backup import back_up, is_whole, open_backup
from ..office.office_key import SECRET_IN_A_FILE, OfficeKey
from ..office.restore import put_back
from ..register import Register
from ..serialization import PrintedDocument, View, given
from ..system.keyring import NOT_KEPT, system_keychain
from .context import DONE, CliContext, passphrase, say, stop
from .options import register_options
from .register_acts import MANY, NOT_WHOLE, SHA256, Making, known_person, own_address

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_keeping(make: Making) -> None:
    """The acts; `make` takes a name, a help text, what to do, and whether it is about `one` school and `writes`."""
    keeping = make("keeping", _("what falls due under the rules of keeping; delete it with --confirm"), keep, one=True)
    keeping.add_argument(
        "--confirm", default="", metavar="DIGEST", help=_("delete what the preview of that digest showed")
    )
    export = make(
        "export-person", _("everything held about one person, as a zip"), export_person, one=True, writes=True
    )
    export.add_argument("number", metavar="STAFF-NUMBER")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    erase = make("erase-person", _("delete everything about one person now"), erase_person, one=True, writes=True)
    erase.add_argument("number", metavar="STAFF-NUMBER")
    erase.add_argument("--reason", required=True)


def keep(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """A preview; or, confirmed by its digest, the deletion of exactly that."""
    today = tools.now().date()
    due = register.falls_due(arguments.school, today)
    digest = _digest(due)
    confirmed = bool(arguments.confirm)
    if confirmed and arguments.confirm != digest:
        stop(_("Nothing was deleted: what falls due is no longer what was shown. Look at a new preview."))
    if confirmed:
        register.erase_due(arguments.school, due, today)
    if arguments.json:
        say(KEEPING.text(school=arguments.school, today=today, digest=digest, deleted=confirmed, due=due))
        return DONE
    for each in due:
        say(f"{each.due}  {kept_name(each.thing.kept)}  {each.thing.identifier}")
    if not due:
        say(_("Nothing falls due."))
    elif confirmed:
        say(
            ngettext(
                "{n} was deleted; a tombstone for it stays on record.",
                "{n} were deleted; a tombstone for each stays on record.",
                len(due),
            )
        )
    else:
        say(
            ngettext(
                "{n} falls due. Confirm: --confirm {digest}",
                "{n} fall due. Confirm: --confirm {digest}",
                len(due),
                digest=digest,
            )
        )
    return DONE


def export_person(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Write everything held about one person as a zip with a readable index."""
    register.export_person(arguments.school, known_person(arguments, register).person, arguments.out)
    say(_("Everything held about this person is in {out}. Hand it over in a safe way.", out=arguments.out))
    return DONE


def erase_person(arguments: Namespace, _tools: CliContext, register: Register) -> int:
    """Delete everything about one person now, as when a request for it was granted."""
    register.erase_person(arguments.school, known_person(arguments, register).person, arguments.reason)
    say(_("Everything about this person was deleted. That it was, and why, stays on record."))
    return DONE


def _digest(due: Iterable[FallsDue]) -> str:
    said = "\n".join(f"{each.due} {each.thing.kept} {each.thing.identifier}" for each in due)
    return hashlib.sha256(said.encode()).hexdigest()


DUE = View(
    FallsDue,
    "One thing that is to be deleted.",
    "kind=thing.kept",
    "identifier=thing.identifier",
    "kept_since=thing.since",
    "left=thing.left",
    "due",
)
KEEPING = PrintedDocument(
    "privacy-wizard-keeping/1",
    "What `register keeping --json` prints; `digest` confirms exactly this list.",
    given("school", str),
    given("today", date),
    given("digest", str, **SHA256),
    given("deleted", bool),
    given("due", tuple[FallsDue, ...], **MANY),
    views=(DUE,),
)


def add_backup(acts: "_SubParsersAction[Any]") -> None:
    """The two acts."""
    out = acts.add_parser("backup", help=_("everything of this office in one encrypted file"))
    register_options(out)
    out.add_argument("--out", type=Path, required=True, metavar="FILE")
    out.set_defaults(run=everything)
    back = acts.add_parser("restore", help=_("put a backup where nothing is yet"))
    register_options(back)
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--put-aside", action="store_true", help=_("move an existing office into a folder of its own"))
    back.set_defaults(run=restore)


def everything(arguments: Namespace, tools: CliContext) -> int:
    """Register, documents, keys, profile, certificates and settings. The passphrase is the backup's own."""
    home = tools.key_file.parent
    secret = passphrase(arguments.passphrase_file, again=True)
    with Register.open(own_address(arguments, tools)) as register:
        made = back_up(register, home, arguments.out, secret, tools.now())
    documents = len(made.register.documents) if made.register is not None else 0
    files = ngettext("{n} file beside it", "{n} files beside it", len(made.files))
    say(
        ngettext(
            "The backup is {out}: the register with {n} document, and {files}. Keep it and its passphrase elsewhere.",
            "The backup is {out}: the register with {n} documents, and {files}. Keep it and its passphrase elsewhere.",
            documents,
            out=arguments.out,
            files=files,
        )
    )
    if made.lacks:
        say(made.lacks)
    return DONE


def restore(arguments: Namespace, tools: CliContext) -> int:
    """Nothing is ever overwritten; on request, what is there is moved aside."""
    found = open_backup(arguments.file, passphrase(arguments.passphrase_file))
    address = own_address(arguments, tools)
    today = tools.now().astimezone().date() if arguments.put_aside else None
    unfit = put_back(found, tools.key_file.parent, address, aside=today, now=tools.now())
    office = OfficeKey(home=tools.key_file.parent, now=tools.now, find_keychain=system_keychain)
    kept = f" {NOT_KEPT} {SECRET_IN_A_FILE}" if office.is_in_a_file else ""
    with Register.open(address) as register:
        state = _("The register is whole.") if is_whole(register) else str(NOT_WHOLE)
        say(
            _(
                "Everything of {made} is back. The register is {place}. {state}{kept}",
                made=long_moment(found.made),
                place=register.place,
                state=state,
                kept=kept,
            )
        )
    for sentence in unfit:
        say(sentence)
    return DONE
