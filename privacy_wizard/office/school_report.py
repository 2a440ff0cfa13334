"""The school report: which points of the policy are open with most people. It names nobody.

It is read from the register: the newest accepted attestation of each person counts.
"""

from datetime import date

from attrs import frozen

from ..catalogue import load_shipped
from ..domain.names import staff_area_name
from ..domain.versions import CURRENT_RULES, are_earlier
from ..domain.vocabulary import Area
from ..i18n import Message, _, long_date, ngettext
from ..register import RegisterTrouble, SchoolRegister
from ..reports.report_sheet import Letterhead, ReportDocument, ReportTable, Section
from ..reports.spreadsheet import Cell
from ..system.progress import UNWATCHED, WorkProgress, WorkStopped
from .declaration_reader import StatedAttestation
from .paper_attestations import stated_on_paper
from .school_figures import ControlLine, FigureCell, WholeSchool, whole_school

_WORTH_TRAINING = 20  # per cent with something open in an area
_MOST_SESSIONS, _MOST_LINES = 3, 40
_SESSIONS = {
    Area.VISIBILITY: Message("Go through the settings for who sees posts and profiles together."),
    Area.TAGGING: Message("Show how tags and mentions are checked before they appear."),
    Area.CONNECTIONS: Message("Talk about pupils, former pupils and parents among the contacts."),
    Area.IDENTITY: Message("Show what a profile gives away about work and home."),
    Area.DISCOVERABILITY: Message("Show how accounts are found by telephone number and search."),
    Area.CONTENT: Message("Talk about old posts and photos, and how to hide them at once."),
    Area.SECURITY: Message("Set up two-step sign-in together."),
    Area.CONDUCT: Message("Read the policy together, and answer questions about it."),
}
TRAINING = Message("What training would help")
POINT_BY_POINT = Message("Point by point, most open first")


@frozen(kw_only=True)
class SchoolPicture:
    """The figures, and what had to be left out."""

    picture: WholeSchool
    unread: int  # attestations whose file could not be read
    papers: int  # paper checklists of which only the outcome was entered
    earlier_rules: int = 0  # attestations under rules that counted other points


class PictureStopped(WorkStopped):
    """The officer stopped it. Figures on part of the school would mislead."""

    sentence = Message("Stopped, so there is no picture of the whole school. Open the page again to read everything.")


def read_picture(register: SchoolRegister, campaign: str | None, progress: WorkProgress = UNWATCHED) -> SchoolPicture:
    """For one campaign, or for all. Slow: it reads every attestation. Raises PictureStopped."""
    seen, found, unread, papers = set[str](), list[StatedAttestation](), 0, 0
    rows = register.attestations.accepted(campaign)
    for each in progress.ending_in(PictureStopped).through(rows, len(rows)):
        if each.person is None or each.person in seen:
            continue
        seen.add(each.person)
        try:
            statement = stated_on_paper(register, each)
        except RegisterTrouble:
            statement = None
        if statement is not None:
            found.append(statement)
        elif each.on_paper:
            papers += 1
        else:
            unread += 1
    earlier = sum(are_earlier(each.rules_version, CURRENT_RULES) for each in found)
    titles = {control.id: control.title for control in load_shipped().controls.values()}
    return SchoolPicture(picture=whole_school(found, titles), unread=unread, papers=papers, earlier_rules=earlier)


def school_document(found: SchoolPicture, head: Letterhead, campaign: str, on: date) -> ReportDocument:
    """Every text of the report; `campaign` is the title of the one that was asked for, or says that it is all."""
    picture = found.picture
    areas = [(staff_area_name(area), cell) for area, cell in picture.areas.items()]
    platforms = [(name or _("About the person"), cell) for name, cell in picture.platforms.items()]
    return ReportDocument(
        head=head,
        kicker=_("The whole school"),
        title=_("Privacy of personal accounts"),
        below=" · ".join((head.school, campaign, long_date(on))),
        lead=" ".join((what_it_is(), *where_it_is_from(found))),
        sections=(
            Section(heading=str(TRAINING), parts=training(picture)),
            Section(heading=_("By area"), parts=(_shares(_("Area"), areas),)),
            Section(heading=_("By platform"), parts=(_shares(_("Platform"), platforms),)),
            Section(heading=str(POINT_BY_POINT), parts=(_points(picture),)),
        ),
    )


def what_it_is() -> str:
    """The sentences at the head of the report."""
    return _(
        "Which points of the policy are open for most people. Nobody is named, and nothing is shown "
        "about fewer than five people."
    )


def where_it_is_from(found: SchoolPicture) -> tuple[str, ...]:
    """How many people it covers, and what had to be left out."""
    people, unread, papers, withheld = found.picture.people, found.unread, found.papers, found.picture.withheld
    sentences = {
        ngettext(
            "From the newest accepted attestations of {n} person.",
            "From the newest accepted attestations of {n} people.",
            people,
        ): people,
        ngettext(
            "{n} file could not be read: run the register's check.",
            "{n} files could not be read: run the register's check.",
            unread,
        ): unread,
        ngettext(
            "{n} paper checklist without answers is left out.",
            "{n} paper checklists without answers are left out.",
            papers,
        ): papers,
        ngettext(
            "{n} of them was judged by older rules, under which more points counted.",
            "{n} of them were judged by older rules, under which more points counted.",
            found.earlier_rules,
        ): found.earlier_rules,
        ngettext(
            "{n} group of fewer than five people is left out.",
            "{n} groups of fewer than five people are left out.",
            withheld,
        ): withheld,
    }
    return tuple(sentence for sentence, count in sentences.items() if count)


def training(picture: WholeSchool) -> tuple[str, ...]:
    """A sentence for each area that is open with many people, worst first; one sentence if there is none."""
    worst = [(area, cell) for area, cell in picture.areas.items() if cell.percent >= _WORTH_TRAINING][:_MOST_SESSIONS]
    if not worst:
        return (_("No area is open for as many as one person in five. No training stands out as needed."),)
    sentence = _("{area}: open with {count} of {asked}. {what}")
    return tuple(
        sentence.format(area=staff_area_name(area), count=cell.failed, asked=cell.asked, what=_SESSIONS[area])
        for area, cell in worst
    )


def school_headings() -> tuple[str, ...]:
    """The headings of `school_rows`."""
    return (_("Area"), _("Point"), _("Platform"), _("People asked"), _("With something open"), _("Share in %"))


def school_rows(picture: WholeSchool) -> list[list[Cell]]:
    """The figures as rows for a spreadsheet."""
    return [
        [staff_area_name(line.area), line.title, name or _("About the person"), cell.asked, cell.failed, cell.percent]
        for line in picture.lines
        for name, cell in ((_("all"), line.whole), *line.by_platform.items())
    ]


def by_platform(line: ControlLine) -> str:
    """As "Facebook 60 %, Instagram 20 %"."""
    return ", ".join(f"{name} {percent(cell)}" for name, cell in line.by_platform.items() if name)


def percent(cell: FigureCell) -> str:
    """As "60 %"."""
    return f"{cell.percent}\u00a0%"


def _shares(first: str, cells: list[tuple[str, FigureCell]]) -> ReportTable:
    rows = tuple((name, percent(cell), f"{cell.asked:,}") for name, cell in cells)
    return ReportTable(headings=(first, _("Open with"), _("People asked")), rows=rows, shares=(5, 2, 2), numbers=2)


def _points(picture: WholeSchool) -> ReportTable:
    return ReportTable(
        headings=(_("Point"), _("Open with"), _("People asked"), _("By platform")),
        rows=tuple(
            (line.title, percent(line.whole), f"{line.whole.asked:,}", by_platform(line))
            for line in picture.lines[:_MOST_LINES]
        ),
        shares=(5, 1.5, 1.8, 5),
    )
