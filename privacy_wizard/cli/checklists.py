"""`checklists`: find faults, what is due for review, and what each version changed."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from attrs import frozen

from ..catalogue import load_catalogue
from ..catalogue.lint import main as lint_files
from ..domain.checklist_index import head_of
from ..domain.model import Catalogue, Change, Checklist, PolicyPack, Withdrawn
from ..domain.names import confidence_name
from ..domain.versions import Reviewed, changes_since, screens, to_review
from ..i18n import _, ngettext
from ..serialization import PrintedDocument, View, given, worked_out
from .context import DONE, FAILED, WRONG_USE, CliContext, say, stop
from .options import ALL_OF_THEM, json_option


@frozen(kw_only=True)
class FileHistory:
    """The versions of one file, newest first."""

    file: str
    id: str
    title: str
    version: str
    changes: tuple[Change, ...]
    withdrawn: tuple[Withdrawn, ...]


def add_options(checklists: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    acts = checklists.add_subparsers(dest="act", required=True, metavar="ACT")
    lint = acts.add_parser("lint", help=_("find every fault; exit 1 if there is one"))
    lint.set_defaults(run=_lint)
    stale = acts.add_parser("stale", help=_("the checks that are due for review; exit 1 if there are any"))
    stale.add_argument("--on", type=_day, metavar="DATE", help=_("2026-11-20; if omitted: today"))
    stale.set_defaults(run=_stale)
    changes = acts.add_parser("changes", help=_("what each version of a checklist or policy pack brought"))
    changes.add_argument("id", nargs="?", metavar="ID", help=str(ALL_OF_THEM))
    changes.add_argument("--since", type=_version, metavar="VERSION", help=_("only what came after it"))
    changes.add_argument("--folder", type=Path, metavar="DIR", help=_("if omitted: the checklists that come with it"))
    changes.set_defaults(run=_changes)
    for act in (lint, stale):
        act.add_argument("folder", type=Path, nargs="?", metavar="DIR", help=_("if omitted: those that come with it"))
    for act in (stale, changes):
        json_option(act)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_('"{text}" is no day; write it like 2026-11-20', text=text)) from None


def _version(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}(\.[0-9]{1,3}){2}", text):
        raise ArgumentTypeError(_('"{text}" is no version; write it like 2026.11.1', text=text))
    return text


def _catalogue(arguments: Namespace, tools: CliContext) -> Catalogue:
    if arguments.folder is None:
        return tools.catalogue
    return load_catalogue(arguments.folder)


def _lint(arguments: Namespace, _tools: CliContext) -> int:
    return lint_files([str(arguments.folder)] if arguments.folder else [], say)


# ---- stale


def _stale(arguments: Namespace, tools: CliContext) -> int:
    on = arguments.on or tools.now().date()
    catalogue = _catalogue(arguments, tools)
    count, due = len([*screens(catalogue, on)]), to_review(catalogue, on)
    if arguments.json:
        say(STALE.text(on=on, screens=count, due=due))
    else:
        for line in _table(due):
            say(line)
        say(
            ngettext(
                "{n} of {screens} checks that lead to a screen is due for a look on {on}.",
                "{n} of {screens} checks that lead to a screen are due for a look on {on}.",
                len(due),
                screens=count,
                on=on.isoformat(),
            )
        )
    return FAILED if due else DONE


def _table(due: Sequence[Reviewed]) -> Iterable[str]:
    """Columns as wide as their widest cell; the source's title comes last and may overrun."""
    if not due:
        return []
    headings = (_("Months"), _("Dated"), _("Last seen"), _("How sure"), _("File"), _("Check"), _("Source"))
    rows = [headings, *(_cells(each) for each in due)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(headings) - 1)]
    return ("  ".join([*map(str.ljust, row, widths), row[-1]]) for row in rows)


def _cells(each: Reviewed) -> tuple[str, ...]:
    check, source = each.check, each.check.source
    dated = _("read {date}", date=source.date) if source.undated else source.date
    seen = check.last_seen.isoformat() if check.last_seen else _("never")
    sure = confidence_name(check.confidence)
    return f"{each.guidance.months:>6}", dated, seen, sure, _file_of(each.checklist), check.id, source.title


# ---- changes


def _changes(arguments: Namespace, tools: CliContext) -> int:
    named = list(_named(_catalogue(arguments, tools), arguments.id))
    files = [_history_of(each, arguments.since or "") for each in named]
    if arguments.json:
        say(CHANGES.text(files=files))
        return DONE
    told = [each for each in files if each.changes or each.withdrawn] if arguments.id is None else files
    for each in told:
        for line in _history(each):
            say(line)
    if not told:
        say(_("Nothing has changed.") if arguments.since else _("No changes are recorded."))
    return DONE


def _named(catalogue: Catalogue, identifier: str | None) -> Iterable[Checklist | PolicyPack]:
    if identifier is None:
        return [*catalogue.checklists.values(), *catalogue.packs.values()]
    found = catalogue.checklists.get(identifier) or catalogue.packs.get(identifier)
    if found is None:
        known = ", ".join([*catalogue.checklists, *catalogue.packs])
        stop(
            _(
                'There is no checklist and no policy "{identifier}". Known are {known}.',
                identifier=identifier,
                known=known,
            ),
            WRONG_USE,
        )
    return [found]


def _history(found: FileHistory) -> Iterable[str]:
    yield _("{title} ({file}), version {version}", title=found.title, file=found.file, version=found.version)
    for change in found.changes:
        yield _(
            "  {version} of {date}: {summary}",
            version=change.version,
            date=change.date.isoformat(),
            summary=change.summary,
        )
        touched = [*change.checks, *change.controls]
        if touched:
            yield _("    It touches {touched}.", touched=", ".join(touched))
    if not found.changes:
        yield _("  No changes are recorded.")
    for withdrawn in found.withdrawn:
        yield _(
            "  {version} is withdrawn since {date}: {reason}",
            version=withdrawn.version,
            date=withdrawn.date.isoformat(),
            reason=withdrawn.reason,
        )


def _file_of(found: Checklist | PolicyPack) -> str:
    """Where it lies in its library."""
    if isinstance(found, PolicyPack):
        return f"packs/{found.id}.yaml"
    return f"platforms/{found.id}.yaml" if head_of(found).is_platform else f"{found.id}.yaml"


def _history_of(found: Checklist | PolicyPack, since: str) -> FileHistory:
    return FileHistory(
        file=_file_of(found),
        id=found.id,
        title=found.title,
        version=found.version,
        changes=changes_since(found, since) if since else found.changes,
        withdrawn=found.withdrawn,
    )


def _file(each: Reviewed) -> str:
    return _file_of(each.checklist)


REVIEWED = View(
    Reviewed,
    "One check that somebody should look at.",
    worked_out("file", _file),
    "check=check.id",
    "source=check.source.title",
    "source_date=check.source.date",  # as exact as known; where it bears none, when it was read
    "source_undated=check.source.undated",
    "last_seen=check.last_seen",
    "confidence=check.confidence",
    "months=guidance.months",  # since the last look, else since the source's date
    "review_after_months=guidance.review_after",
    "why=guidance.due",
)
STALE = PrintedDocument(
    "privacy-wizard-stale/1",
    "What `checklists stale --json` prints, the oldest first.",
    given("on", date),
    given("screens", int),  # checks that lead to a screen
    given("due", tuple[Reviewed, ...], limit=100_000),
    views=(REVIEWED,),
)
CHANGES = PrintedDocument(
    "privacy-wizard-changes/1",
    "What `checklists changes --json` prints.",
    given("files", tuple[FileHistory, ...]),
)
