"""`evidence`: what a person's own data exports show, which parts are never read, and pictures in which
something looks like the school's logo.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from ..domain.audit import School
from ..evidence import (
    ConnectionList,
    DataExport,
    ExplainedExport,
    ExportNote,
    ExportsExplained,
    ExportsRead,
    FaultyExport,
    Observation,
    Observed,
    explain_exports,
    read_exports,
)
from ..evidence.observation import MOST_CONNECTIONS, MOST_OBSERVATIONS, ExportedConnection
from ..evidence.observation_names import connection_name, kind_name, observation_name, observed_name
from ..evidence.pictures import LogoSearch, PictureLookedThrough, logo_sentence, look_for_logo, sources_at
from ..evidence.school_mentions import SchoolMention, school_mentions
from ..i18n import _, long_date, ngettext
from ..school.profile_file import read_some
from ..serialization import PrintedDocument, View, given, the, worked_out
from .context import DONE, FAILED, SOME_NEED_A_LOOK, WRONG_USE, CliContext, complain, say, stop
from .options import json_option

_LARGEST_LOGO = 30_000_000  # bytes


def add_logo_options(act: ArgumentParser) -> None:
    """What beside the pictures is given."""
    wanted = _("PNG or JPEG; if omitted: that of the school whose file is in use here")
    act.add_argument("--logo", type=Path, metavar="FILE", help=wanted)
    act.set_defaults(run=look)


def look(arguments: Namespace, tools: CliContext) -> int:
    """Look through pictures, and through the profile and cover pictures of downloads; print where to have a look."""
    sources = [source for path in arguments.paths for source in sources_at(path)]
    found = look_for_logo(_logo(arguments, tools), sources)
    if found.logo_fault is not None:
        stop(logo_sentence(found.logo_fault))
    if arguments.json:
        say(LOGO.text(found))
    else:
        for each in found.pictures:
            _say_picture(each)
    if all(each.fault is not None for each in found.pictures):
        return FAILED
    return SOME_NEED_A_LOOK if any(each.fault or each.place for each in found.pictures) else DONE


def _logo(arguments: Namespace, tools: CliContext) -> bytes:
    if arguments.logo is not None:
        return read_some(arguments.logo, _LARGEST_LOGO)
    school = tools.own_school.school if tools.own_school is not None else None
    if school is None or school.logo is None:
        stop(_("No school's file with a logo is in use here. Name the logo with --logo FILE."), WRONG_USE)
    return school.logo


def _say_picture(looked: PictureLookedThrough) -> None:
    if looked.fault is not None:
        complain(f"{looked.name}: {looked.fault.sentence}")
    elif looked.place:
        corners = ", ".join(f"{each.x / 10:.0f} % {each.y / 10:.0f} %" for each in looked.place)
        say(
            _("{picture}: have a look here, from the left and the top: {corners}", picture=looked.name, corners=corners)
        )
    else:
        say(_("{picture}: nothing that looks like the logo was found", picture=looked.name))


def _sentence(looked: PictureLookedThrough) -> str:
    return looked.fault.sentence if looked.fault is not None else ""


LOGO = PrintedDocument(
    "privacy-wizard-evidence-logo/1",
    "What `evidence logo --json` prints. Places are in thousandths of a picture's width and height.",
    the("pictures", limit=100_000),
    of=LogoSearch,
    views=(
        View(
            PictureLookedThrough,
            "A picture: four corners where something looks like the logo, none where nothing does.",
            "name",
            "place",
            "fault",
            worked_out("sentence", _sentence),
        ),
    ),
)


_MANY = {"limit": 5_000}
_SHOWN_ENTRIES = 5  # of a list, unless all are asked for


def add_options(command: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    acts = command.add_subparsers(dest="act", required=True, metavar="ACT")
    reading = acts.add_parser("read", help=_("read downloads: zips, all parts of one, unpacked folders, single files"))
    reading.add_argument("--posts", action="store_true", help=_("old posts too, with their places"))
    reading.add_argument("--all", action="store_true", help=_("every entry of every list"))
    reading.add_argument(
        "--school-name",
        action="append",
        default=[],
        metavar="NAME",
        help=_("point at texts that name it, nearly too; if omitted: the school whose file is in use here"),
    )
    reading.add_argument("--school-domain", action="append", default=[], metavar="DOMAIN", help=_("of its e-mail"))
    reading.set_defaults(run=read)
    explaining = acts.add_parser("explain", help=_("which files would be read, and which never are"))
    explaining.set_defaults(run=explain)
    looking = acts.add_parser("logo", help=_("look for the school's logo in pictures, and in those of a profile"))
    add_logo_options(looking)
    for act in (reading, explaining, looking):
        _paths(act)


def _paths(act: ArgumentParser) -> None:
    act.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    json_option(act)


def read(arguments: Namespace, tools: CliContext) -> int:
    """Print what the exports show."""
    found, school = read_exports(arguments.paths, posts=arguments.posts), _school(arguments, tools)
    observations = [each for export in found.exports for each in export.observations]
    mentions = tuple(school_mentions(school, observations)) if school is not None else ()
    if arguments.json:
        say(READ.text(found, mentions=mentions))
    else:
        for export in found.exports:
            _say_export(export, arguments.all)
        _say_mentions(mentions)
        _say_faulty(found.faulty)
    return _code(bool(found.exports), bool(found.faulty))


def explain(arguments: Namespace, tools: CliContext) -> int:  # noqa: ARG001 - every command takes the same
    """Print what would be read, without reading it."""
    found = explain_exports(arguments.paths)
    if arguments.json:
        say(EXPLAINED.text(found))
    else:
        for export in found.exports:
            _say_explained(export)
        _say_faulty(found.faulty)
    return _code(bool(found.exports), bool(found.faulty))


def _school(arguments: Namespace, tools: CliContext) -> School | None:
    names, domains = arguments.school_name, tuple(arguments.school_domain)
    if names or domains:
        return School(name=names[0] if names else "", other_names=tuple(names[1:]), email_domains=domains)
    return tools.own_school.school if tools.own_school is not None else None


def _say_mentions(mentions: Sequence[SchoolMention]) -> None:
    if mentions:
        say(_("Texts that name the school; whether that is allowed says its policy:"))
    for each in mentions:
        what, place = observation_name(each.observation.kind), f"[{each.observation.file} › {each.observation.key}]"
        say(f"  {what}: “{each.found}” – {each.kind.reason} ({each.listed}), {each.strength} %  {place}")


def _code(any_read: bool, any_faulty: bool) -> int:
    if any_read:
        return SOME_NEED_A_LOOK if any_faulty else DONE
    return FAILED


def _say_export(export: DataExport, every_entry: bool) -> None:
    facts = (export.generation, str(export.form), export.language, long_date(export.made) if export.made else "")
    say(f"{export.title} ({', '.join(filter(None, facts))})")
    for each in export.observations:
        if each.shown is not Observed.NOT_IN_EXPORT:
            say(_observed(each))
    unsaid = sorted(
        {observation_name(each.kind) for each in export.observations if each.shown is Observed.NOT_IN_EXPORT}
    )
    if unsaid:
        say(_("  not in this export: {kinds}", kinds=", ".join(unsaid)))
    for found in export.lists:
        _say_list(found, every_entry)
    _say_notes(export.notes)


def _observed(found: Observation) -> str:
    unsure = "" if found.proven else _(" (layout not proven)")
    value = f" “{found.value}”" if found.value else ""
    return (
        f"  {observation_name(found.kind)}: {observed_name(found.shown)}{value}{unsure}  [{found.file} › {found.key}]"
    )


def _say_list(found: ConnectionList, every_entry: bool) -> None:
    if found.shown is Observed.NOT_IN_EXPORT:
        say(_("  {list}: not in this export", list=connection_name(found.kind)))
        return
    count = ngettext("{n} entry", "{n} entries", len(found.connections))
    say(f"  {connection_name(found.kind)}: {count}  [{found.file}]")
    entries = found.connections if every_entry else found.connections[:_SHOWN_ENTRIES]
    for each in entries:
        words = (each.name, each.handle, each.link, each.email, each.phone, each.employer, each.position, each.source)
        since = each.since.isoformat() if each.since else ""
        say("    " + "  ".join(filter(None, (*words, since))))
    if len(entries) < len(found.connections):
        say("    …")


def _say_explained(export: ExplainedExport) -> None:
    platforms = ", ".join(export.platforms) or _("not recognised")
    say(f"{export.path}: {platforms}")
    for each in export.read:
        say(_("  read: {file} ({kinds})", file=each.name, kinds=", ".join(kind_name(kind) for kind in each.kinds)))
        if each.has_messages:
            say(_("    messages in this file are passed over, and nothing of them is kept"))
    for closed in export.never:
        files = ngettext("{n} file", "{n} files", closed.count)
        say(_("  never opened: {files}. {why}", files=files, why=closed.reason.sentence))
    say(_("  left alone: {files}", files=ngettext("{n} file", "{n} files", export.left)))
    _say_notes(export.notes)


def _say_notes(notes: tuple[ExportNote, ...]) -> None:
    for each in notes:
        where = " › ".join(filter(None, (each.file, each.detail)))
        say(f"  ! {where}: {each.kind.sentence}")


def _say_faulty(faulty: tuple[FaultyExport, ...]) -> None:
    for each in faulty:
        complain(f"{each.path}: {each.fault.sentence}")


def _connections(found: ConnectionList) -> tuple[ExportedConnection, ...]:
    return found.connections


def _note_sentence(note: ExportNote) -> str:
    return note.kind.sentence


def _fault_sentence(faulty: FaultyExport) -> str:
    return faulty.fault.sentence


VIEWS = (
    View(
        ExportNote,
        "Something to be said about a file.",
        "kind",
        "file",
        "detail",
        worked_out("sentence", _note_sentence),
    ),
    View(
        SchoolMention,
        "A text of a profile that names the school.",
        "why=kind",
        "found",
        "listed",
        "strength",
        "kind=observation.kind",
        "file=observation.file",
        "key=observation.key",
    ),
    View(
        ConnectionList,
        "One list of one file: whether anybody is in it, and who.",
        "kind",
        "shown",
        "file",
        "made",
        "proven",
        worked_out("connections", _connections, limit=MOST_CONNECTIONS),
    ),
    View(FaultyExport, "What could not be read, and why.", "path", "fault", worked_out("sentence", _fault_sentence)),
)
READ = PrintedDocument(
    "privacy-wizard-evidence/1",
    "What `evidence read --json` prints.",
    the("exports", **_MANY),
    given("mentions", tuple[SchoolMention, ...], limit=MOST_OBSERVATIONS),
    the("faulty", **_MANY),
    of=ExportsRead,
    views=VIEWS,
)
EXPLAINED = PrintedDocument(
    "privacy-wizard-evidence-explained/1",
    "What `evidence explain --json` prints.",
    the("exports", **_MANY),
    the("faulty", **_MANY),
    of=ExportsExplained,
    views=VIEWS,
)
