"""`exchange`: XCCDF 1.2, OCIL 2.0 and OSCAL out, OCIL 2.0 in; tables and paper for people."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import Any

from ..audit.batch import score_answers
from ..audit.session import AuditSession
from ..audit.statement_builder import shown_accounts
from ..domain.vocabulary import AccountKind, PersonKind
from ..exchange import (
    AuditRecord,
    DocumentRefused,
    Files,
    ShownAs,
    XmlRefusal,
    audit_results,
    checklist_yaml,
    oscal_audit,
    oscal_policy,
    policy_checklists,
    read_ocil,
    whole_checklist,
)
from ..exchange.xml_document import LARGEST_DOCUMENT
from ..i18n import _, ngettext
from ..system import NotWritten, read_regular, write_private, write_whole
from .context import DONE, WRONG_USE, CliContext, say, stop
from .options import PACK_OR_FILE, PACK_UNKNOWN
from .output_place import require_new
from .pack_options import find_pack, find_platform, library_for, require_policy


def add_options(exchange: ArgumentParser) -> None:
    """Add the acts and options of the command."""
    acts = exchange.add_subparsers(dest="act", required=True, metavar="ACT")
    benchmark = acts.add_parser("xccdf", help=_("a policy on one platform as XCCDF 1.2 with OCIL 2.0 questionnaires"))
    benchmark.add_argument("--policy", metavar="PACK", required=True, help=str(PACK_OR_FILE))
    benchmark.add_argument("--platform", metavar="ID", required=True)
    benchmark.add_argument("--official", action="store_true", help=_("for an account that is run for the school"))
    scored = acts.add_parser("results", help=_("an answers file as XCCDF results that OpenSCAP can check"))
    scored.add_argument("--answers", type=Path, metavar="FILE", required=True)
    scored.add_argument("--policy", metavar="PACK", default="", help=str(PACK_UNKNOWN))
    both = acts.add_parser("oscal", help=_("controls and a policy as OSCAL catalog and profile, an audit as results"))
    both.add_argument("--policy", metavar="PACK", default="", help=str(PACK_OR_FILE))
    both.add_argument("--answers", type=Path, metavar="FILE", help=_("an answers file: the audit's results too"))
    for act in (benchmark, scored, both):
        act.add_argument("--out", type=Path, metavar="DIR", required=True)
    questions = acts.add_parser("ocil", help=_("a whole checklist as OCIL 2.0"))
    questions.add_argument("--checklist", metavar="ID", required=True)
    foreign = acts.add_parser("import", help=_("an OCIL 2.0 document as the draft of a checklist"))
    foreign.add_argument("document", type=Path, metavar="FILE")
    for act in (questions, foreign):
        act.add_argument("--out", type=Path, metavar="FILE", required=True)
    for act, run in ((benchmark, xccdf), (scored, results), (both, oscal), (questions, ocil), (foreign, bring_in)):
        act.set_defaults(run=run)
    _add_sheet(acts)


def _add_sheet(acts: "_SubParsersAction[Any]") -> None:
    table = acts.add_parser(
        "sheet", help=_("the questions for a meeting (CSV, XLSX) or on paper, to tick and sign (PDF)")
    )
    table.add_argument(
        "--policy", metavar="PACK", default="", help=_("an id or a file; if omitted: all that can be asked")
    )
    table.add_argument("--platform", metavar="ID", default="", help=_("if omitted: what is asked once of the person"))
    table.add_argument(
        "--official", action="store_true", help=_("an account run for the school; a platform is optional")
    )
    table.add_argument("--person-kind", choices=[*PersonKind], default=PersonKind.EMPLOYEE.value)
    table.add_argument(
        "--as", dest="kind", choices=["csv", "xlsx", "pdf"], default="", help=_("if omitted: by its name")
    )
    table.add_argument("--out", type=Path, metavar="FILE", required=True)
    table.set_defaults(run=sheet)


def xccdf(arguments: Namespace, tools: CliContext) -> int:
    """A policy on one platform: the benchmark and its questionnaires."""
    catalogue, pack = find_pack(arguments.policy, tools)
    platform = find_platform(arguments.platform, catalogue)
    _write_all(policy_checklists(catalogue, pack, platform, tools.now(), official=arguments.official), arguments.out)
    return DONE


def results(arguments: Namespace, tools: CliContext) -> int:
    """An audit as XCCDF results, with what OpenSCAP needs to score it for itself."""
    session = _scored(arguments, tools)
    record = record_of(session, tools)
    _write_all(audit_results(record), arguments.out)
    return DONE


def record_of(session: AuditSession, tools: CliContext) -> AuditRecord:
    """What leaves the computer: as on the attestation, without the name."""
    audit = session.audit
    if audit.person is None or audit.school is None or session.pack is None:
        stop(_("The answers name no person, school or policy. Nothing was written."), WRONG_USE)
    return AuditRecord(
        catalogue=session.catalogue,
        pack=session.pack,
        findings=session.findings(),
        shown=_shown(session),
        identifier=audit.person.identifier,
        school=audit.school.name,
        when=tools.now(),
    )


def _shown(session: AuditSession) -> dict[str, ShownAs]:
    shown = shown_accounts(session.audit.accounts)
    found = {}
    for account in session.audit.accounts:
        its = shown[account.id]
        title = f"{session.catalogue.checklists[its.checklist].title} {its.number}"
        title += _(", run for the school") if account.kind is AccountKind.OFFICIAL else ""
        found[account.id] = ShownAs(name=its.id, title=title, hidden=account.shown_as_other)
    return found


def ocil(arguments: Namespace, tools: CliContext) -> int:
    """A whole checklist as OCIL, for editing elsewhere and importing again."""
    checklists = tools.catalogue.checklists
    if arguments.checklist not in checklists:
        stop(
            _(
                'There is no checklist "{checklist}". Known are {checklists}.',
                checklist=arguments.checklist,
                checklists=", ".join(sorted(checklists)),
            ),
            WRONG_USE,
        )
    content = whole_checklist(tools.catalogue, checklists[arguments.checklist], tools.now())
    write_private(arguments.out, content)
    say(_("The checklist is {out}.", out=arguments.out))
    return DONE


def bring_in(arguments: Namespace, _tools: CliContext) -> int:
    """An OCIL document as a draft checklist."""
    draft = read_ocil(_content(arguments.document))
    require_new(arguments.out)
    write_private(arguments.out, checklist_yaml(draft.checklist).encode())
    for remark in draft.remarks:
        say(str(remark))
    say(
        _(
            "The draft is {out}. Among the other checklists, its name must be {id}.yaml.",
            out=arguments.out,
            id=draft.checklist.id,
        )
    )
    say(_("Put it there, then find what is still to be filled in: privacy-wizard checklists lint DIR"))
    return DONE


def oscal(arguments: Namespace, tools: CliContext) -> int:
    """A policy as an OSCAL profile of the catalog of all controls; with answers, the audit's results too."""
    if arguments.answers is not None:
        _write_all(oscal_audit(record_of(_scored(arguments, tools), tools)), arguments.out)
        return DONE
    if not arguments.policy:
        stop(_("Name a policy (--policy PACK) or an answers file (--answers FILE)."), WRONG_USE)
    catalogue, pack = find_pack(arguments.policy, tools)
    _write_all(oscal_policy(catalogue, pack, tools.now()), arguments.out)
    return DONE


def _scored(arguments: Namespace, tools: CliContext) -> AuditSession:
    session = score_answers(arguments.answers, library_for(arguments.policy, tools), tools.now)
    require_policy(arguments.policy, session.audit.pack or "", tools)
    return session


def sheet(arguments: Namespace, tools: CliContext) -> int:
    """The questions about one platform, or about the person, as a table or on paper."""
    from ..reports.checklist import SheetKind, make_sheet
    from ..reports.checklist_questions import PrintedQuestion

    kind = arguments.kind or arguments.out.suffix.lower().removeprefix(".")
    if kind not in [*SheetKind]:
        stop(_("Name a file that ends in .csv, .xlsx or .pdf, or say which with --as. Nothing was written."), WRONG_USE)
    if arguments.platform:
        checklist = find_platform(arguments.platform, tools.catalogue)
    else:
        checklist = tools.catalogue.checklists["official" if arguments.official else "person"]
    asked = PrintedQuestion(
        pack=find_pack(arguments.policy, tools)[1] if arguments.policy else None,
        checklist=checklist,
        official=arguments.official and bool(arguments.platform),
        person=PersonKind(arguments.person_kind),
    )
    write_whole(arguments.out, make_sheet(tools.catalogue, asked, SheetKind(kind), tools.now()))
    say(_("The sheet is {out}.", out=arguments.out))
    return DONE


def _content(document: Path) -> bytes:
    try:
        return read_regular(document, LARGEST_DOCUMENT + 1)
    except OSError:
        raise DocumentRefused(XmlRefusal.UNREADABLE) from None


def _write_all(files: Files, folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        write_private(path, content)
        if path.suffix == ".sh":
            _make_runnable(path)
    say(ngettext("{n} file is in {folder}:", "{n} files are in {folder}:", len(files), folder=folder))
    for name in files:
        say(f"  {name}")


def _make_runnable(path: Path) -> None:
    try:
        path.chmod(0o700)
    except OSError as error:
        raise NotWritten(path, error) from error
