"""`register evidence` and `register picture`: the document for an inspection, and the whole school's picture."""

from argparse import ArgumentParser, Namespace
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import field, frozen

from .. import __version__
from ..attestation.statement import LogoPart
from ..domain.register_events import Exported
from ..domain.vocabulary import Area
from ..i18n import long_date
from ..office.books import Books
from ..office.chain_heads import ChainHeads
from ..office.inspection_report import read_evidence
from ..office.report_texts import PICTURE_HEADINGS, evidence_report, picture_report, picture_rows, training
from ..office.school_figures import LEAST
from ..office.school_folder import SchoolFolder
from ..office.school_report import SchoolPicture, read_picture
from ..register import Register
from ..reports.report_sheet import ReportDocument, draw_report
from ..reports.spreadsheet import to_csv, to_xlsx
from ..serialization import document_schema, format_field, to_readable
from ..system import write_whole
from .context import DONE, WRONG_USE, CliContext, say, stop
from .person_outputs import EnteredOut

Making = Callable[..., ArgumentParser]
_HEADS = "register-heads.json"
_MANY = {"limit": 1_000_000}


@frozen(kw_only=True)
class GroupOut:
    """A group of at least five people; `platform` is "all" for everybody who was asked, null for the person."""

    platform: str | None
    asked: int
    failed: int
    percent: int = field(metadata={"most": 100})


@frozen(kw_only=True)
class PointOut:
    """One control."""

    control: str
    title: str
    area: Area
    groups: tuple[GroupOut, ...]


@frozen(kw_only=True)
class PictureOut:
    """What `register picture --json` prints; nobody is named, and no group is smaller than five."""

    format: str = format_field("privacy-wizard-picture/1")
    school: str
    campaign: str | None
    people: int
    withheld: int
    unread: int
    papers: int
    training: tuple[str, ...]
    points: tuple[PointOut, ...] = field(metadata=_MANY)


def add_papers(make: Making) -> None:
    """The acts; `make` as for `add_people`."""
    shown = make("evidence", "the dated document for an inspection, as a PDF; it names nobody", evidence, one=True)
    shown.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    drawn = make("picture", "which points fail most in the whole school, by area and platform", picture, one=True)
    drawn.add_argument("--campaign", default="", metavar="ID", help="left out: all of them")
    drawn.add_argument("--out", type=Path, metavar="FILE", help=".pdf, .csv or .xlsx; left out: printed")


def paper_schemas() -> Mapping[str, dict[str, Any]]:
    """File name → schema, as shipped in resources/schemas."""
    return {"picture-1.schema.json": document_schema(PictureOut, "privacy-wizard-picture/1")}


def evidence(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Read, checked, drawn, on record, written. A record that does not hold is said so in the document, too."""
    _require_ending(arguments.out, ".pdf")
    register.require_school(arguments.school)
    books, now = Books(register=register, school=arguments.school), tools.now().astimezone()
    place = _place(books, tools)
    found = read_evidence(
        books,
        at=now,
        policies={pack.id: pack.title for pack in tools.catalogue.packs.values()},
        card=place.card(),
        known=ChainHeads(tools.key_file.parent / _HEADS).known(register.identifier, arguments.school),
    )
    content = _drawn(evidence_report(found, _logo(place)), found.school, tools)
    _hand_out(books, arguments.out, content, Exported(what="evidence for an inspection", rows=1))
    state = "" if found.report.holds else " The register is NOT whole: run register check."
    return _told(arguments, f"The evidence is {arguments.out}. That it was made is on record.{state}")


def picture(arguments: Namespace, tools: CliContext, register: Register) -> int:
    """Printed, or written as what the ending of the name says."""
    if arguments.out is not None:
        _require_ending(arguments.out, ".pdf", ".csv", ".xlsx")
    register.require_school(arguments.school)
    books = Books(register=register, school=arguments.school)
    titles = {each.id: each.title for each in books.campaigns()}
    if arguments.campaign and arguments.campaign not in titles:
        stop(f"There is no campaign {arguments.campaign}. Known are {', '.join(titles) or 'none'}.", WRONG_USE)
    found = read_picture(books, arguments.campaign or None)
    if not found.picture.is_enough:
        stop(f"Too few for a picture: there have to be accepted attestations of at least {LEAST} people.")
    if arguments.out is None:
        _print(arguments, found)
        return DONE
    title = titles.get(arguments.campaign, "All campaigns")
    content = _as(arguments.out.suffix.lower(), found, title, books, tools)
    _hand_out(books, arguments.out, content, Exported(what="whole-school picture", rows=len(found.picture.lines)))
    return _told(arguments, f"The picture is {arguments.out}. That it was made is on record.")


def _as(ending: str, found: SchoolPicture, campaign: str, books: Books, tools: CliContext) -> bytes:
    if ending != ".pdf":
        return (to_xlsx if ending == ".xlsx" else to_csv)(PICTURE_HEADINGS, picture_rows(found.picture))
    today: date = tools.now().date()
    name = books.name()
    report = picture_report(found, name, campaign, long_date(today), _logo(_place(books, tools)))
    return _drawn(report, name, tools)


def _drawn(report: ReportDocument, author: str, tools: CliContext) -> bytes:
    return draw_report(report, author=author, version=__version__, created=tools.now())


def _hand_out(books: Books, out: Path, content: bytes, event: Exported) -> None:
    """On record first: what is written and not recorded would be worse than the other way round."""
    books.record(event)
    write_whole(out, content)


def _print(arguments: Namespace, found: SchoolPicture) -> None:
    if arguments.json:
        say(to_readable(_out(arguments, found)))
        return
    say(f"From the newest accepted attestations of {found.picture.people} people.")
    for sentence in training(found.picture):
        say(f"  {sentence}")
    for line in found.picture.lines:
        say(f"{line.whole.percent:3} % of {line.whole.asked}  {line.title}")


def _out(arguments: Namespace, found: SchoolPicture) -> PictureOut:
    picture = found.picture
    return PictureOut(
        school=arguments.school,
        campaign=arguments.campaign or None,
        people=picture.people,
        withheld=picture.withheld,
        unread=found.unread,
        papers=found.papers,
        training=tuple(training(picture)),
        points=tuple(
            PointOut(
                control=line.control,
                title=line.title,
                area=line.area,
                groups=tuple(
                    GroupOut(platform=name or None, asked=cell.asked, failed=cell.failed, percent=cell.percent)
                    for name, cell in (("all", line.whole), *line.by_platform.items())
                ),
            )
            for line in picture.lines
        ),
    )


def _place(books: Books, tools: CliContext) -> SchoolFolder:
    return SchoolFolder.of(tools.key_file.parent, books.school, books.name(), tools.now)


def _logo(place: SchoolFolder) -> LogoPart | None:
    """Of the last signed profile."""
    signed = place.signed_profile()
    if signed is None or signed.logo is None:
        return None
    kind = "image/png" if signed.logo.startswith(b"\x89PNG") else "image/jpeg"
    return LogoPart(media_type=kind, base64=b64encode(signed.logo).decode())


def _require_ending(out: Path, *endings: str) -> None:
    if out.suffix.lower() not in endings:
        stop(f"Name a file that ends with {' or '.join(endings)}: the ending says what is written.", WRONG_USE)


def _told(arguments: Namespace, sentence: str) -> int:
    say(to_readable(EnteredOut(school=arguments.school, entered=sentence)) if arguments.json else sentence)
    return DONE
