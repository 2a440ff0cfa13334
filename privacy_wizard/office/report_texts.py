"""The evidence and the whole school's picture in English, for the command line; a window has its own translations."""

from collections.abc import Iterator

from ..attestation.statement import LogoPart
from ..domain.vocabulary import Area
from ..i18n import long_date, long_moment
from ..reports.report_sheet import ReportDocument, ReportTable, Section, Small
from .inspection_report import InspectionReport
from .school_figures import ControlLine, FigureCell, WholeSchool
from .school_report import SchoolPicture

AREAS = {
    Area.VISIBILITY: "Who sees what",
    Area.TAGGING: "Tags and mentions",
    Area.CONNECTIONS: "Connections",
    Area.IDENTITY: "The school and you",
    Area.DISCOVERABILITY: "Being found",
    Area.CONTENT: "What is published",
    Area.SECURITY: "Security",
    Area.CONDUCT: "Conduct",
}
_SESSIONS = {
    Area.VISIBILITY: "Go through the settings for who sees posts and profiles together.",
    Area.TAGGING: "Show how tags and mentions are checked before they appear.",
    Area.CONNECTIONS: "Talk about pupils, former pupils and parents among the contacts.",
    Area.IDENTITY: "Show what a profile gives away about work and home.",
    Area.DISCOVERABILITY: "Show how accounts are found by telephone number and search.",
    Area.CONTENT: "Talk about old posts and photos, and how to hide them at once.",
    Area.SECURITY: "Set up two-step sign-in together.",
    Area.CONDUCT: "Read the policy together, and answer questions about it.",
}
_WORTH_TRAINING, _MOST_SESSIONS, _MOST_LINES = 20, 3, 40
_HOW_TO_VERIFY = (
    "1. Choose any attestations from the school's files, and copy them to a computer of your own.",
    "2. Get the school's certificate from the office as a file, and compare its words with those below.",
    "3. Run: privacy-wizard verify --trust school.pem FILE. Nothing is sent anywhere.",
    "4. Or open the files in another program that checks signatures, and trust that certificate in it.",
)
PICTURE_HEADINGS = ("Area", "Point", "Platform", "People asked", "With something open", "Share in %")


def evidence_report(found: InspectionReport, logo: LogoPart | None) -> ReportDocument:
    """The document for an inspection."""
    kicker = "Evidence for an inspection"
    return ReportDocument(
        kicker=kicker,
        title="Privacy of staff accounts",
        below=f"{found.school} · {long_date(found.at)}, {found.at:%H:%M}",
        lead=(
            "How to read this: it says in numbers how far the school has come, and what proves it. It names nobody. "
            "Whoever wants to see for themselves takes a sample, as told at the end."
        ),
        sections=(_policy(found), _coverage(found), _cases(found), _record(found), _verifying(found)),
        foot=f"{found.school} · {kicker}",
        logo=logo,
        logo_text=f"Logo of {found.school}",
    )


def _policy(found: InspectionReport) -> Section:
    rows = tuple((title, version or "–", f"{count:,}") for title, version, count in found.by_policy())
    return Section(
        heading="Policy",
        parts=(
            "Staff answer, for each of their accounts, what the policy asks, look each setting up, and sign what they "
            "found with a key of their own. The school checks each signature and countersigns it.",
            ReportTable(headings=("Policy", "Version", "Accepted"), rows=rows, shares=(6, 2, 1.5), numbers=1),
        ),
    )


def _coverage(found: InspectionReport) -> Section:
    rows = []
    for campaign, overview in found.campaigns:
        asked = overview.done + overview.open + overview.overdue
        share = f"{round(100 * overview.done / asked)}\u00a0%" if asked else "–"
        numbers = (overview.done, overview.open, overview.overdue, overview.excused)
        when = long_date(campaign.due) if campaign.due else "–"
        rows.append((campaign.title, when, *(f"{number:,}" for number in numbers), share))
    headings = ("Campaign", "Due", "Done", "Open", "Overdue", "Excused", "Share done")
    days = sorted(each.audited for each in found.accepted if each.audited is not None)
    people = "1 person works" if found.people == 1 else f"{found.people:,} people work"
    parts: list[str | Small | ReportTable] = [
        f"{people} at the school now.",
        ReportTable(headings=headings, rows=tuple(rows), shares=(5, 3.4, 1.4, 1.4, 1.8, 1.8, 2.2), numbers=5),
    ]
    if days:
        parts.append(
            f"The first accepted attestation was signed on {long_date(days[0])}, the last on {long_date(days[-1])}."
        )
    return Section(heading="Coverage", parts=tuple(parts))


def _cases(found: InspectionReport) -> Section:
    rows = (
        ("Accepted", f"{len(found.accepted):,}"),
        ("of these countersigned", f"{sum(each.countersigned is not None for each in found.accepted):,}"),
        ("of these signed on paper", f"{sum(each.on_paper for each in found.accepted):,}"),
        ("Waiting for an officer to look", f"{found.needs_a_look:,}"),
        ("Sent back", f"{found.sent_back:,}"),
    )
    return Section(
        heading="Cases in numbers",
        parts=(ReportTable(headings=("Attestations", "Number"), rows=rows, shares=(5, 2), numbers=1),),
    )


def _record(found: InspectionReport) -> Section:
    report = found.report
    what = (
        f"{report.events:,} entries, {report.documents:,} files"
        if report.holds
        else f"{len(report.faults):,} {'fault' if len(report.faults) == 1 else 'faults'} found"
    )
    state = f"whole: {what}." if report.holds else f"NOT whole: {what}."
    parts: list[str | Small | ReportTable] = [f"The register was checked when this was made, and it is {state}"]
    if report.head is not None:
        parts.append(
            f"Last signed entry: {report.head.number}, {long_moment(report.head.signed_at)}. Its digest, by which a "
            "later change would show:"
        )
        parts.append(Small(text=report.head.digest))
    return Section(heading="The record", parts=tuple(parts))


def _verifying(found: InspectionReport) -> Section:
    if found.words:
        words: tuple[str | Small, ...] = (
            "The words of the school's certificate:",
            " ".join(found.words),
            Small(text=found.fingerprint),
        )
    else:
        words = (
            "This school has no certificate of its own. Each person's key was compared with them in person; the words "
            "of it stand on their attestation.",
        )
    return Section(heading="How to verify a sample yourself", parts=(*_HOW_TO_VERIFY, *words))


def picture_report(found: SchoolPicture, school: str, campaign: str, day: str, logo: LogoPart | None) -> ReportDocument:
    """The picture for the headteacher."""
    kicker, picture = "The whole school", found.picture
    areas = tuple((AREAS[area], _percent(cell), str(cell.asked)) for area, cell in picture.areas.items())
    platforms = tuple(
        (name or "About the person", _percent(cell), str(cell.asked)) for name, cell in picture.platforms.items()
    )
    lines = tuple(
        (line.title, _percent(line.whole), str(line.whole.asked), _by_platform(line))
        for line in picture.lines[:_MOST_LINES]
    )
    return ReportDocument(
        kicker=kicker,
        title="Privacy of personal accounts",
        below=f"{school} · {campaign} · {day}",
        lead=(
            "Which points of the policy are open with most people. Nobody is named, and nothing is shown about fewer "
            f"than five people. {' '.join(_about(found))}"
        ),
        sections=(
            Section(heading="What training would help", parts=tuple(training(picture))),
            Section(heading="By area", parts=(_shares("Area", areas),)),
            Section(heading="By platform", parts=(_shares("Platform", platforms),)),
            Section(
                heading="Point by point, most open first",
                parts=(
                    ReportTable(
                        headings=("Point", "Open with", "People asked", "By platform"),
                        rows=lines,
                        shares=(5, 1.5, 1.8, 5),
                    ),
                ),
            ),
        ),
        foot=f"{school} · {kicker}",
        logo=logo,
        logo_text=f"Logo of {school}",
    )


def _shares(first: str, rows: tuple[tuple[str, ...], ...]) -> ReportTable:
    return ReportTable(headings=(first, "Open with", "People asked"), rows=rows, shares=(5, 2, 2), numbers=2)


def _about(found: SchoolPicture) -> Iterator[str]:
    yield f"From the newest accepted attestations of {found.picture.people:,} people."
    if found.unread:
        yield f"Files that could not be read: {found.unread:,}; run the register's check."
    if found.papers:
        yield f"Paper checklists without answers, left out: {found.papers:,}."
    if found.picture.withheld:
        yield f"Groups of fewer than five people, left out: {found.picture.withheld:,}."


def training(picture: WholeSchool) -> list[str]:
    """A sentence for each area that is open with many, the worst first; one sentence where there is none."""
    worst = [(area, cell) for area, cell in picture.areas.items() if cell.percent >= _WORTH_TRAINING][:_MOST_SESSIONS]
    if not worst:
        return ["No area is open with one person in five. No training stands out as needed."]
    return [f"{AREAS[area]}: open with {cell.failed} of {cell.asked}. {_SESSIONS[area]}" for area, cell in worst]


def picture_rows(picture: WholeSchool) -> list[tuple[str, str, str, int, int, int]]:
    """For a spreadsheet, under PICTURE_HEADINGS."""
    return [
        (AREAS[line.area], line.title, name or "About the person", cell.asked, cell.failed, cell.percent)
        for line in picture.lines
        for name, cell in (("all", line.whole), *line.by_platform.items())
    ]


def _percent(cell: FigureCell) -> str:
    return f"{cell.percent}\u00a0%"


def _by_platform(line: ControlLine) -> str:
    return ", ".join(f"{name} {_percent(cell)}" for name, cell in line.by_platform.items() if name)
