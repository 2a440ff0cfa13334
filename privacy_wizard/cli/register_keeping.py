"""`register keeping`, `export-person` and `erase-person`: what falls due, and what is held about one person."""

import hashlib
from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ..domain.names import kept_name
from ..domain.retention import FallsDue
from ..i18n import _, ngettext
from ..register import Register
from ..serialization import PrintedDocument, View, given
from .context import DONE, CliContext, say, stop
from .register_acts import MANY, SHA256, Making, known_person


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
