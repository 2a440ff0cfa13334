"""`register inspection-report` and `register picture`: the document for an inspection, and the school report."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from ..domain.names import policy_name
from ..domain.staff import folded
from ..domain.vocabulary import ExportKind
from ..i18n import _
from ..office.chain_heads import ChainHeads
from ..office.exports import hand_out
from ..office.inspection_document import inspection_document
from ..office.inspection_report import groups_to_report, read_inspection
from ..office.school_figures import LEAST, ControlLine, FigureCell
from ..office.school_folder import SchoolFolder
from ..office.school_report import (
    SchoolPicture,
    read_picture,
    school_document,
    school_headings,
    school_rows,
    training,
    where_it_is_from,
)
from ..register import Register, SchoolRegister
from ..reports.report_sheet import draw_report
from ..reports.spreadsheet import to_csv, to_xlsx
from ..serialization import PrintedDocument, View, entries, given, the, worked_out
from .context import DONE, WRONG_USE, CliContext, say, stop
from .options import ALL_OF_THEM
from .register_acts import HEADS, MANY, NOT_WHOLE, Making, no_campaign, say_entered


def add_papers(make: Making) -> None:
    """The acts; `make` as for `add_people`."""
    what = _("the dated document for an inspection, as a PDF; it names nobody")
    shown = make("inspection-report", what, inspection_report, one=True, aliases=("evidence",))
    shown.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    shown.add_argument("--group", default="", metavar="GROUP", help=_("its people alone; if omitted: everyone"))
    drawn = make("picture", _("which points fail most in the whole school, by area and platform"), picture, one=True)
    drawn.add_argument("--campaign", default="", metavar="ID", help=str(ALL_OF_THEM))
    drawn.add_argument("--out", type=Path, metavar="FILE", help=_(".pdf, .csv or .xlsx; if omitted: printed"))


def inspection_report(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Read, check, draw, record and write it. The document also says if the record does not hold."""
    _require_ending(arguments.out, ".pdf")
    register.require_school(arguments.school)
    school_register, now = SchoolRegister(register=register, school=arguments.school), tools.now().astimezone()
    place = _place(school_register, tools)
    group = _group(arguments.group, school_register, now.date()) if arguments.group else ""
    found = read_inspection(
        school_register,
        at=now,
        group=group,
        policies={pack.id: policy_name(pack) for pack in tools.catalogue.packs.values()},
        card=place.card(),
        school_key=place.school_key.public(),
        known=ChainHeads(tools.key_file.parent / HEADS).known(register.identifier, arguments.school),
    )
    content = draw_report(inspection_document(found, place.letterhead(found.school)), tools.now())
    hand_out(school_register, arguments.out, content, ExportKind.INSPECTION_REPORT, for_others=True)
    state = "" if found.report.holds else f" {NOT_WHOLE}"
    return say_entered(
        arguments,
        _("The inspection report is {out}. That it was made is on record.{state}", out=arguments.out, state=state),
    )


def _group(given: str, register: SchoolRegister, today: date) -> str:
    """As the staff list writes it. Raises Stop."""
    known = {folded(each): each for each in groups_to_report(register, today)}
    if folded(given) not in known:
        names = ", ".join(known.values()) or _("none")
        wrong = _(
            "There is no group {group} of at least {least} people. Known are {names}.",
            group=given,
            least=LEAST,
            names=names,
        )
        stop(wrong, WRONG_USE)
    return known[folded(given)]


def picture(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Printed, or written in the format of the file's ending."""
    if arguments.out is not None:
        _require_ending(arguments.out, ".pdf", ".csv", ".xlsx")
    register.require_school(arguments.school)
    school_register = SchoolRegister(register=register, school=arguments.school)
    titles = {each.id: each.title for each in school_register.campaigns()}
    if arguments.campaign and arguments.campaign not in titles:
        stop(no_campaign(arguments.campaign, titles), WRONG_USE)
    found = read_picture(school_register, arguments.campaign or None)
    if not found.picture.is_enough:
        stop(
            _("Too few for a picture: there have to be accepted attestations of at least {least} people.", least=LEAST)
        )
    if arguments.out is None:
        _print(arguments, found)
        return DONE
    title = titles.get(arguments.campaign) or _("All campaigns")
    content = _as(arguments.out.suffix.lower(), found, title, school_register, tools)
    lines = len(found.picture.lines)
    hand_out(school_register, arguments.out, content, ExportKind.SCHOOL_REPORT, lines, for_others=True)
    return say_entered(arguments, _("The picture is {out}. That it was made is on record.", out=arguments.out))


def _as(ending: str, found: SchoolPicture, campaign: str, school_register: SchoolRegister, tools: CliContext) -> bytes:
    if ending != ".pdf":
        return (to_xlsx if ending == ".xlsx" else to_csv)(school_headings(), school_rows(found.picture))
    head = _place(school_register, tools).letterhead(school_register.name())
    return draw_report(school_document(found, head, campaign, tools.now().date()), tools.now())


def _print(arguments: Namespace, found: SchoolPicture) -> None:
    if arguments.json:
        say(PICTURE.text(found, school=arguments.school, campaign=arguments.campaign or None))
        return
    say(" ".join(where_it_is_from(found)))
    for sentence in training(found.picture):
        say(f"  {sentence}")
    for line in found.picture.lines:
        say(
            _("{percent:3} % of {asked}  {title}", percent=line.whole.percent, asked=line.whole.asked, title=line.title)
        )


def _place(school_register: SchoolRegister, tools: CliContext) -> SchoolFolder:
    return SchoolFolder.of(tools.key_file.parent, school_register.school, school_register.name, tools.now)


def _require_ending(out: Path, *endings: str) -> None:
    if out.suffix.lower() not in endings:
        stop(
            _("Name a file that ends in {endings}: the ending decides what is written.", endings=" or ".join(endings)),
            WRONG_USE,
        )


def _training(found: SchoolPicture) -> tuple[str, ...]:
    return training(found.picture)


def _groups(line: ControlLine) -> tuple[tuple[str | None, FigureCell], ...]:
    return (("all", line.whole), *((name or None, cell) for name, cell in line.by_platform.items()))


POINT = View(
    ControlLine,
    "One control.",
    "control",
    "title",
    "area",
    entries(
        worked_out("groups", _groups),
        'A group of at least five people; `platform` is "all" for everybody who was asked, null for the person.',
        "platform=key",
        "asked=value.asked",
        "failed=value.failed",
        the("percent=value.percent", most=100),
    ),
)
PICTURE = PrintedDocument(
    "privacy-wizard-picture/1",
    "What `register picture --json` prints; nobody is named, and no group is smaller than five.",
    given("school", str),
    given("campaign", str | None),
    "people=picture.people",
    "withheld=picture.withheld",
    "unread",
    "papers",
    worked_out("training", _training),
    the("points=picture.lines", **MANY),
    of=SchoolPicture,
    views=(POINT,),
)
