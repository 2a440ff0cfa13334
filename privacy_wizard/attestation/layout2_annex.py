"""Layout 2, its annex: findings by account in groups, further ones, what left the set, exceptions, versions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from attrs import evolve

from ..domain.vocabulary import Basis, Level, Verdict
from ..pdf.flow import LEFT, PageFlow, PageTable, TableCell, TableColumn, row_height, table_start
from ..pdf.fonts import MEDIUM, SEMIBOLD
from ..pdf.pictures import MUTED, VERDICT_COLOURS, verdict_mark
from ..pdf.text import Style, wrap
from .findings import by_subject, further
from .page_parts import BODY, PLAIN, SECTION, SMALL, SUBSECTION, TINY
from .phrases import account_name, say, weakest_first
from .statement import FindingPart, Statement

_NAME = Style(font=MEDIUM, size=8, leading=10.6)
_TEXT = Style(size=7.8, leading=10.6)
_DIGEST = Style(size=6.6, leading=10.6, colour=MUTED)
_MARK, _PAD, _TIGHT = 14.0, 1.3, 0.4
_SECTION, _APART = 15, 4  # points around the heading of a section, and after a paragraph
_WORST_FIRST = (
    Verdict.NOT_ANSWERED,
    Verdict.NOT_MET,
    Verdict.NOT_SURE,
    Verdict.PARTLY_MET,
    Verdict.EXCEPTED,
    Verdict.NOT_APPLICABLE,
)
_GROUPED = {Verdict.MET: "met", Verdict.ACKNOWLEDGED: "acknowledged"}
_WITH_KNOWN = (("verdict", 0.15), ("what", 0.43), ("level", 0.08), ("clauses", 0.15), ("known", 0.19))
_WITHOUT = (("verdict", 0.15), ("what", 0.53), ("level", 0.08), ("clauses", 0.24))
_NO_FINDINGS = "findings.none"
_CLAUSES_TWICE = ("2", "3")  # the layouts that name a clause as often as it is cited
Row = tuple[TableCell, ...]


def draw_findings(sheet: PageFlow, statement: Statement) -> None:
    """By account, weakest first: a sentence for everything that is in order, a line for each thing that is not."""
    if nothing := statement.wording.texts.get(_NO_FINDINGS):  # earlier wordings had none
        sheet.paragraph("P", nothing, PLAIN)
    found = by_subject(statement)
    for subject, _score in weakest_first(statement):
        if findings := found.get(subject):
            _subject(sheet, statement, subject, findings)


def _subject(sheet: PageFlow, statement: Statement, subject: str | None, findings: Sequence[FindingPart]) -> None:
    single = sorted(
        (finding for finding in findings if finding.verdict not in _GROUPED),
        key=lambda f: (_WORST_FIRST.index(f.verdict), f.level.rank),
    )
    says_known = any(finding.known or finding.changed for finding in single)
    table = _columns(sheet, statement, "findings", _WITH_KNOWN if says_known else _WITHOUT)
    rows = [_finding_row(statement, finding)[: len(table)] for finding in single]
    known = f"group.{subject or 'person'}.known" if any(finding.known for finding in findings) else ""
    first = known and sheet.never_alone  # at the end it could come to stand on a page of its own
    heading = say(statement, f"findings.{subject or 'person'}")
    above = len(wrap(say(statement, known), SMALL, sheet.width)) * SMALL.leading if first else 0
    above += 1 if sheet.never_alone else 0  # after the heading
    groups = {name: [f for f in findings if f.verdict is verdict] for verdict, name in _GROUPED.items()}
    begin = _start(sheet, table, rows) if rows else 3 * BODY.leading
    if sheet.never_alone and not rows:
        begin = next(_group_height(sheet, statement, grouped) for grouped in groups.values() if grouped)
    sheet.need(8 + SUBSECTION.leading + above + begin)
    sheet.space(8)
    sheet.paragraph("H3", heading, SUBSECTION, after=1)
    if first:
        sheet.paragraph("P", say(statement, known), SMALL)
    if rows:
        again = f"{account_name(statement, subject)}, {say(statement, 'continued')}"
        PageTable(sheet, table, again=again, pad=_pad(sheet)).rows(rows)
        sheet.space(5)
    for name, grouped in groups.items():
        _group(sheet, statement, f"group.{subject or 'person'}.{name}", grouped)
    if known and not first:
        sheet.paragraph("P", say(statement, known), SMALL)


def _group(sheet: PageFlow, statement: Statement, key: str, findings: Sequence[FindingPart]) -> None:
    """One sentence on all of them, and below it which they are, by level."""
    if not findings:
        return
    sheet.need(_group_height(sheet, statement, findings))
    with sheet.canvas.decoration():
        verdict_mark(findings[0].verdict)(sheet.canvas, LEFT, sheet.y)
    sheet.paragraph("P", say(statement, key), _NAME, x=LEFT + _MARK, width=sheet.width - _MARK)
    for text in _by_level(statement, findings):
        sheet.paragraph("P", text, PLAIN, x=LEFT + _MARK, width=sheet.width - _MARK)
    sheet.space(4)


def _group_height(sheet: PageFlow, statement: Statement, findings: Sequence[FindingPart]) -> float:
    """How much of a group stays together."""
    lines = sum(len(wrap(text, PLAIN, sheet.width - _MARK)) for text in _by_level(statement, findings))
    return min(_NAME.leading + lines * PLAIN.leading + 5, 200)


def _by_level(statement: Statement, findings: Sequence[FindingPart]) -> list[str]:
    return [_names(statement, level, findings) for level in Level if any(f.level is level for f in findings)]


def _names(statement: Statement, level: Level, findings: Iterable[FindingPart]) -> str:
    names = (f"{f.title} ({_clauses(statement, f)})" for f in findings if f.level is level)
    return f"{say(statement, f'level.{level}')}: {'; '.join(names)}."


def _clauses(statement: Statement, finding: FindingPart) -> str:
    each_once = statement.layout_version not in _CLAUSES_TWICE
    cited = dict.fromkeys(", ".join(finding.clauses).split(", ")) if each_once else finding.clauses
    return ", ".join(cited) or (say(statement, "findings.baseline") if finding.basis is Basis.BASELINE else "–")


def _finding_row(statement: Statement, finding: FindingPart) -> Row:
    verdict = Style(font=SEMIBOLD, size=8, leading=10.6, colour=VERDICT_COLOURS[finding.verdict])
    known = [say(statement, f"known.{finding.known}")] if finding.known else []
    known += [say(statement, "findings.changed")] if finding.changed else []
    return (
        TableCell(
            paragraphs=((say(statement, f"verdict.{finding.verdict}"), verdict),),
            ornament=verdict_mark(finding.verdict),
            indent=_MARK,
        ),
        TableCell(paragraphs=((finding.title, _NAME),), names_row=True),
        _cell(say(statement, f"level.{finding.level}")),
        _cell(_clauses(statement, finding)),
        TableCell(paragraphs=tuple((text, _TEXT) for text in known or ["–"])),
    )


def draw_further(sheet: PageFlow, statement: Statement) -> None:
    """What the school asks for beyond its policy: what is settled and what is open."""
    findings = further(statement)
    if not findings or statement.further is None:
        return
    _section(sheet, statement, "further", 4 * PLAIN.leading)
    sheet.paragraph("P", say(statement, "further.text"), PLAIN, after=2)
    for name, is_open in (("settled", False), ("open", True)):
        titles: dict[str, list[str]] = defaultdict(list)
        for finding in findings:
            if finding.verdict.is_open is is_open:
                titles[finding.title].append(account_name(statement, finding.account))
        if titles:
            text = "; ".join(f"{title} ({'; '.join(where)})" for title, where in titles.items())
            sheet.paragraph("P", f"{say(statement, f'further.{name}')}: {text}.", PLAIN, after=2)


def draw_left_out(sheet: PageFlow, statement: Statement) -> None:
    """What left the set, with equal reasons together."""
    if not statement.left_out:
        return
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for part in statement.left_out:
        places[part.title, part.reason].append(account_name(statement, part.account))
    alike: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for (title, reason), where in places.items():
        # Under the first wordings of this layout each stood alone, and what was signed then is drawn so again.
        alone = "" if _NO_FINDINGS in statement.wording.texts else title
        alike["; ".join(where), reason, alone].append(title)
    texts = [f"{'; '.join(titles)} ({where}): {reason}" for (where, reason, _), titles in alike.items()]
    lines = sum(len(wrap(text, PLAIN, sheet.width)) for text in texts[:3])
    _section(sheet, statement, "left_out", lines * PLAIN.leading)
    sheet.items(texts, PLAIN, after=1)


def draw_exceptions(sheet: PageFlow, statement: Statement) -> None:
    """The declared exceptions; nobody's name but the approver's."""
    if not statement.exceptions:
        return
    shares = (("what", 0.38), ("reason", 0.2), ("approver", 0.26), ("until", 0.16))
    columns = _columns(sheet, statement, "exceptions", shares)
    rows = [_exception_row(statement, parts) for parts in _exceptions(sheet, statement)]
    _section(sheet, statement, "exceptions", _start(sheet, columns, rows))
    PageTable(sheet, columns, pad=_pad(sheet)).rows(rows)


def _exceptions(sheet: PageFlow, statement: Statement) -> Iterable[Sequence[int]]:
    """By their places in the statement, those that say the same of several accounts together; once each was alone."""
    alike: dict[object, list[int]] = defaultdict(list)
    for at, part in enumerate(statement.exceptions):
        alike[evolve(part, account=None) if sheet.never_alone else at].append(at)
    return alike.values()


def _exception_row(statement: Statement, places: Sequence[int]) -> Row:
    part = statement.exceptions[places[0]]
    titles = {(finding.control, finding.account): finding.title for finding in statement.findings}
    parts = [statement.exceptions[at] for at in places]
    title = "; ".join(dict.fromkeys(titles.get((each.control, each.account), each.control) for each in parts))
    where = "; ".join(account_name(statement, each.account) for each in parts)
    return (
        TableCell(paragraphs=((title, _NAME), (where, SMALL)), names_row=True),
        _cell(say(statement, f"exception.{part.reason}")),
        TableCell(paragraphs=((part.approver_name or "–", _TEXT), (part.approver_role, SMALL))),
        _cell(say(statement, f"exception.{places[0]}.until")),
    )


def draw_about(sheet: PageFlow, statement: Statement, texts: Sequence[str]) -> None:
    """How it was checked, in paragraphs."""
    draw_texts(sheet, statement, "about", texts)


def about_height(sheet: PageFlow, texts: Sequence[str]) -> float:
    """How much of a page `draw_about` needs."""
    return _SECTION + SECTION.leading + _height(sheet, texts)


def about_all(statement: Statement) -> list[str]:
    """How old the guidance was, how the score is made, and the figures of XCCDF."""
    written = (statement.guidance.text, say(statement, "about.score"), say(statement, "about.xccdf"))
    return [text for text in written if text]


def draw_texts(sheet: PageFlow, statement: Statement, name: str, texts: Sequence[str]) -> None:
    """A section of paragraphs, where there are any."""
    if not texts:
        return
    _section(sheet, statement, name, _height(sheet, texts))
    for text in texts:
        sheet.paragraph("P", text, PLAIN, after=_APART)


def _height(sheet: PageFlow, texts: Iterable[str]) -> float:
    return sum(len(wrap(text, PLAIN, sheet.width)) * PLAIN.leading + _APART for text in texts)


def draw_versions(sheet: PageFlow, statement: Statement, digest: str) -> None:
    """Versions and digests, at the very end."""
    columns = _columns(sheet, statement, "versions", (("title", 0.33), ("version", 0.11), ("digest", 0.56)))
    named = [(statement.policy.title, statement.policy.version, statement.policy.sha256)]
    named += [(part.title, part.version, part.sha256) for part in statement.checklists]
    rows = [
        (TableCell(paragraphs=((title, _TEXT),), names_row=True), _cell(version), _cell(sha256, _DIGEST))
        for title, version, sha256 in named
    ]
    digests = (say(statement, "key.fingerprint"), f"{say(statement, 'proof.digest')} {digest}")
    after = 4 + len(digests) * TINY.leading
    whole = table_start(columns, rows, _pad(sheet)) + sum(row_height(columns, cells, _pad(sheet)) for cells in rows[2:])
    sheet.need(min(10 + whole + after, 400))  # two lines of digits on a page of their own say nothing
    sheet.space(10)
    PageTable(sheet, columns, pad=_pad(sheet)).rows(rows)
    sheet.need(after)
    sheet.space(4)
    for text in digests:
        sheet.paragraph("P", text, TINY)


def _section(sheet: PageFlow, statement: Statement, name: str, height: float) -> None:
    """A heading that stays with that much of what follows."""
    spare = _APART if sheet.never_alone else 0  # after the items of a list
    sheet.need(min(_SECTION + SECTION.leading + height + spare, 400))
    sheet.space(12)
    sheet.paragraph("H2", say(statement, f"{name}.heading"), SECTION, after=3)


def _columns(
    sheet: PageFlow, statement: Statement, name: str, columns: Sequence[tuple[str, float]]
) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(title=say(statement, f"{name}.{column}"), width=share * sheet.width) for column, share in columns
    )


def _start(sheet: PageFlow, columns: Sequence[TableColumn], rows: Sequence[Row]) -> float:
    return table_start(columns, rows, _pad(sheet), sheet.first(len(rows)))


def _pad(sheet: PageFlow) -> float:
    """Above and below each row: what has to be set smaller gives up its air before its letters."""
    return _PAD if sheet.size == 1 else _TIGHT


def _cell(text: str, style: Style = _TEXT) -> TableCell:
    return TableCell(paragraphs=((text, style),))
