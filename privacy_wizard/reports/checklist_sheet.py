"""A checklist on paper: drawn and tagged like the attestation, with boxes to tick."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import frozen

from .. import __version__
from ..domain.model import Check, Checklist
from ..domain.names import area_name
from ..domain.questions import Question
from ..domain.vocabulary import Kind, Level, Subject
from ..i18n import Message, _
from ..pdf import pictures
from ..pdf.canvas import PAGE_HEIGHT, PAGE_WIDTH, Drawing, PageCanvas
from ..pdf.flow import BOTTOM, LEFT, LINE, TINT, WIDTH, PageFlow
from ..pdf.fonts import MEDIUM, SEMIBOLD
from ..pdf.metadata import PRODUCER, Description, finish
from ..pdf.text import Style, colour, width_of, wrap
from .checklist_questions import PrintedQuestion, only_if, references, where
from .report_sheet import page_number

_TITLE = Style(font=SEMIBOLD, size=25, leading=31)
_LEAD = Style(size=10.5, leading=15, colour=pictures.MUTED)
_EYEBROW = Style(font=SEMIBOLD, size=8, leading=11, colour=pictures.ACCENT, spacing=0.6)
_SECTION = Style(font=SEMIBOLD, size=13, leading=18)
_QUESTION = Style(font=SEMIBOLD, size=10, leading=14)
_BODY = Style(size=9, leading=13)
_SMALL = Style(size=8, leading=11.5, colour=pictures.MUTED)
_ONLY_IF = Style(font=MEDIUM, size=8.4, leading=12)
_TINY = Style(size=7, leading=9.5, colour=pictures.MUTED)
_INDENT, _BOX = 22.0, 9.5
_LINE = colour("7d838e")
_ROW = 38.0  # of a line to write on, in points


@frozen(kw_only=True)
class PaperQuestion:
    """One question with the texts around it; empty lines are left out."""

    number: int
    ask: str
    only_if: str = ""
    asked: str  # what the policy asks, and in which clauses
    details: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    remedy: str = ""
    options: tuple[str, ...]
    escapes: tuple[str, ...] = ()  # boxes for those who cannot answer, in a row of their own


@frozen(kw_only=True)
class PaperSection:
    """Questions under one heading."""

    heading: str
    questions: tuple[PaperQuestion, ...]


@frozen(kw_only=True)
class PaperSheet:
    """Every text of a paper checklist; the drawing adds none of its own."""

    eyebrow: str
    title: str
    lead: str
    lines: tuple[str, ...]  # labels of the lines to write on at the head, two in a row
    guidance: tuple[str, ...]
    sections: tuple[PaperSection, ...]
    declaration_heading: str
    declaration: tuple[str, ...]
    signature_lines: tuple[str, ...]
    office_heading: str
    office_lines: tuple[str, ...]
    foot: str
    box: str  # how a box to tick is read out
    author: str
    subject: str
    identifier: str


def draw_paper(paper: PaperSheet, created: datetime) -> bytes:
    """The PDF: tagged, PDF/A-3a and PDF/UA-1, the same bytes each time. Raises Unprintable."""
    description = Description(
        title=f"{paper.title}: {paper.lead}",
        subject=paper.subject,
        author=paper.author,
        creator=f"{PRODUCER} {__version__}",
        created=created,
        identifier=paper.identifier,
    )
    return finish(_draw(paper), description)


def _draw(paper: PaperSheet) -> Drawing:
    sheet = PageFlow()
    sheet.paragraph("P", paper.eyebrow, _EYEBROW, after=3)
    sheet.paragraph("H1", paper.title, _TITLE, after=2)
    sheet.paragraph("P", paper.lead, _LEAD, after=8)
    _lines_to_write_on(sheet, paper.lines)
    _guidance(sheet, paper.guidance)
    for section in paper.sections:
        _section(sheet, section, paper.box)
    _end(sheet, paper)
    return sheet.canvas.finish(lambda canvas, number, of: _foot(canvas, paper, number, of))


def _lines_to_write_on(sheet: PageFlow, labels: tuple[str, ...]) -> None:
    half = (WIDTH - 24) / 2
    for at in range(0, len(labels), 2):
        sheet.need(_ROW)
        top = sheet.y
        for label, x in zip(labels[at : at + 2], (LEFT, LEFT + half + 24), strict=False):
            sheet.y = top
            sheet.paragraph("P", label, _SMALL, x=x, width=half)
            with sheet.canvas.decoration():
                sheet.canvas.rule(x, top - _ROW + 8, half, _LINE)
        sheet.y = top - _ROW


def _guidance(sheet: PageFlow, texts: tuple[str, ...]) -> None:
    width = WIDTH - 28 - 12
    height = sum(len(wrap(text, _BODY, width)) * _BODY.leading + 3 for text in texts) + 20
    sheet.space(6)
    sheet.need(height)
    top = sheet.y
    with sheet.canvas.decoration():
        sheet.canvas.fill(LEFT, top - height, WIDTH, height, TINT, radius=8)
    sheet.y = top - 10
    sheet.items(texts, _BODY, x=LEFT + 14, width=WIDTH - 28)
    sheet.y = top - height - 4


def _section(sheet: PageFlow, section: PaperSection, box: str) -> None:
    first = _height(section.questions[0]) if section.questions else 0
    sheet.need(min(44 + first, 500))
    sheet.space(14)
    sheet.paragraph("H2", section.heading, _SECTION, after=4)
    for question in section.questions:
        _question(sheet, question, box)


def _texts(question: PaperQuestion) -> list[tuple[str, Style]]:
    """The lines under the question, before its boxes."""
    found = [(question.only_if, _ONLY_IF), (question.asked, _BODY)]
    found += [(f"– {text}", _BODY) for text in question.details]
    found += [(text, _SMALL) for text in (*question.where, question.remedy)]
    return [(text, style) for text, style in found if text]


def _height(question: PaperQuestion) -> float:
    width = WIDTH - _INDENT
    height: float = len(wrap(f"{question.number}. {question.ask}", _QUESTION, WIDTH)) * _QUESTION.leading + 2
    height += sum(len(wrap(text, style, width)) * style.leading for text, style in _texts(question))
    return height + sum(_row_height(row) for row in _all_rows(question)) + 20


def _question(sheet: PageFlow, question: PaperQuestion, box: str) -> None:
    """One question, kept on one page unless it is longer than a page."""
    sheet.need(min(_height(question), 600))
    sheet.space(8)
    sheet.paragraph("H3", f"{question.number}. {question.ask}", _QUESTION, after=2)
    for text, style in _texts(question):
        sheet.paragraph("P", text, style, x=LEFT + _INDENT, width=WIDTH - _INDENT)
    sheet.space(4)
    with sheet.canvas.element("L"):
        for row in _all_rows(question):
            _boxes(sheet, row, box)
    with sheet.canvas.decoration():
        sheet.canvas.rule(LEFT, sheet.y - 4, WIDTH, LINE)
    sheet.y -= 6


def _all_rows(question: PaperQuestion) -> list[tuple[str, ...]]:
    return [*_rows(question.options), *_rows(question.escapes)]


def _rows(options: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Two options in a row where all are short."""
    half = _half()
    if all(width_of(option, _BODY) <= half for option in options):
        return [options[at : at + 2] for at in range(0, len(options), 2)]
    return [(option,) for option in options]


def _half() -> float:
    width: float = (WIDTH - _INDENT) / 2
    return width - _BOX - 14


def _row_height(row: tuple[str, ...]) -> float:
    width = _half() if len(row) > 1 else WIDTH - _INDENT - _BOX - 7
    return max(len(wrap(option, _BODY, width)) for option in row) * _BODY.leading + 4


def _boxes(sheet: PageFlow, row: tuple[str, ...], box: str) -> None:
    sheet.need(_row_height(row))
    top = sheet.y
    for at, option in enumerate(row):
        x = LEFT + _INDENT + at * (WIDTH - _INDENT) / 2
        sheet.y = top
        with sheet.canvas.element("LI"):
            with sheet.canvas.element("Lbl", Alt=box), sheet.canvas.content():
                sheet.canvas.frame(x, top - _BOX - 2, _BOX, _BOX, pictures.INK, radius=1.5)
            width = _half() if len(row) > 1 else WIDTH - _INDENT - _BOX - 7
            sheet.paragraph("LBody", option, _BODY, x=x + _BOX + 7, width=width)
    sheet.y = top - _row_height(row)


def _end(sheet: PageFlow, paper: PaperSheet) -> None:
    """Declaration and signature, and the lines for the office, on one page."""
    texts = sum(len(wrap(text, _BODY, WIDTH)) * _BODY.leading + 4 for text in paper.declaration)
    rows = (len(paper.signature_lines) + 1) // 2 + (len(paper.office_lines) + 1) // 2
    sheet.need(texts + rows * _ROW + 100)
    sheet.space(16)
    sheet.paragraph("H2", paper.declaration_heading, _SECTION, after=4)
    for text in paper.declaration:
        sheet.paragraph("P", text, _BODY, after=4)
    sheet.space(6)
    _lines_to_write_on(sheet, paper.signature_lines)
    sheet.space(10)
    sheet.paragraph("H2", paper.office_heading, _QUESTION, after=4)
    _lines_to_write_on(sheet, paper.office_lines)


def _foot(canvas: PageCanvas, paper: PaperSheet, number: int, of: int) -> None:
    page = page_number(number, of)
    with canvas.decoration("Pagination"):
        canvas.rule(LEFT, BOTTOM - 18, WIDTH, LINE)
        foot = wrap(paper.foot, _TINY, WIDTH - width_of(page, _TINY) - 16)
        for at, line in enumerate(foot[:2]):
            canvas.text(LEFT, BOTTOM - 31 - at * _TINY.leading, line, _TINY)
        canvas.text(PAGE_WIDTH - LEFT - width_of(page, _TINY), BOTTOM - 31, page, _TINY)
        if number > 1:
            canvas.text(LEFT, PAGE_HEIGHT - 48, wrap(f"{paper.title}: {paper.lead}", _TINY, WIDTH)[0], _TINY)
            canvas.rule(LEFT, PAGE_HEIGHT - 56, WIDTH, LINE)


_SECTIONS = {Level.MUST: Message("Rules"), Level.SHOULD: Message("Advice"), Level.INFORM: Message("To be known")}
_LEVELS = {Level.MUST: Message("a rule"), Level.SHOULD: Message("advice"), Level.INFORM: Message("to be known")}
_FURTHER, _BEYOND = Message("Further protection"), Message("beyond what counts")
_NOT_SURE, _DOES_NOT_APPLY = Message("Not sure, or cannot find it"), Message("Does not apply")
_GUIDANCE = Message(
    "Tick one box for each question. To change an answer, cross it out and put your initials beside it."
)
_ON_ACCOUNTS = (
    Message("Look at the setting itself, on your phone or on any computer, rather than answer from memory."),
    Message("First put right whatever you want to. Then tick how it is now."),
    Message("Menus change. If a step does not match your screen, look for the words in the app's own settings."),
)
_ON_HONESTY = (
    Message("“Not sure” is an honest answer. It counts as open, and someone will help you with it."),
    Message("Write no passwords, no user names and no names of other people on this paper."),
)


def paper_sheet(asked: PrintedQuestion, questions: Sequence[Question]) -> PaperSheet:
    """The paper for these questions."""
    pack, checklist = asked.pack, asked.checklist
    is_person = checklist.subject is Subject.PERSON
    about = () if is_person else (_("Which of your accounts here, if you have several (1, 2, 3)"),)
    policy = f"policy {pack.id} {pack.version}" if pack is not None else "no policy"
    return PaperSheet(
        eyebrow=_("Paper checklist").upper(),
        title=asked.title,
        lead=f"{pack.title}, {pack.issuer}"
        if pack is not None
        else _("Everything that can be looked up, whatever the policy"),
        lines=(_("Name"), _("Staff number"), _("Role"), _("Date"), *about),
        guidance=tuple(_guidance_of(checklist, is_person=is_person)),
        sections=tuple(_sections(asked, questions)),
        declaration_heading=_("Declaration"),
        declaration=(
            _("I have answered these questions myself, truthfully, and as far as I could find out."),
            _("I know that this paper goes into my personnel file."),
        ),
        signature_lines=(_("Signature"), _("Date of the signature")),
        office_heading=_("For the office"),
        office_lines=(_("Entered by"), _("Entered on")),
        foot=f"{_origin(asked)} {_age(questions)}",
        box=_("Box to tick"),
        author=pack.issuer if pack is not None else PRODUCER,
        subject=_("A checklist to be filled in by hand: {title}", title=asked.title),
        identifier=f"{policy} {checklist.id} {checklist.version}",
    )


def _guidance_of(checklist: Checklist, *, is_person: bool) -> Iterator[str]:
    yield str(_GUIDANCE)
    if not is_person:
        yield from map(str, _ON_ACCOUNTS)
        if checklist.status is not None:
            yield checklist.status.summary
        if checklist.fallback:
            yield checklist.fallback
    yield from map(str, _ON_HONESTY)


def _sections(asked: PrintedQuestion, questions: Sequence[Question]) -> Iterator[PaperSection]:
    """By level, what counts first, without a policy by area; what lies behind a gate stays with its gate."""
    made: list[PaperQuestion] = []
    heading = ""
    for number, question in enumerate(questions, 1):
        own = area_name(question.area)
        if asked.pack is not None:
            own = str(_FURTHER if question.is_further else _SECTIONS[question.level])
        begins = own if question.check.gate is None else heading
        if begins != heading and made:
            yield PaperSection(heading=heading, questions=tuple(made))
            made = []
        heading = begins
        made.append(_question_of(asked, number, question, questions))
    yield PaperSection(heading=heading, questions=tuple(made))


def _question_of(
    asked: PrintedQuestion, number: int, question: Question, questions: Sequence[Question]
) -> PaperQuestion:
    check, strictest = question.check, question.requirements[0]
    kind = strictest.control.kind
    escapes = [] if kind is Kind.ACK else [str(_NOT_SURE)]
    escapes += [] if question.account is None else [str(_DOES_NOT_APPLY)]
    level = _BEYOND if question.is_further else _LEVELS[question.level]
    said = f": {level} ({references(question)})" if asked.pack is not None else ""
    return PaperQuestion(
        number=number,
        ask=check.ask,
        only_if=only_if(check, questions),
        asked=f"{strictest.control.title}{said}. {strictest.summary}",
        details=strictest.details,
        where=where(check.steps),
        remedy="" if kind is Kind.ACK else _("To put it right: {fix}", fix=check.fix),
        options=tuple(option.label for option in check.options),
        escapes=tuple(escapes),
    )


def _origin(asked: PrintedQuestion) -> str:
    """By which checklist and policy the answers are copied later."""
    pack, checklist = asked.pack, f"{asked.checklist.id} {asked.checklist.version}"
    if pack is None:
        return _("Checklist {checklist}, no policy.", checklist=checklist)
    return _("Checklist {checklist}, policy {policy}.", checklist=checklist, policy=f"{pack.id} {pack.version}")


def _age(questions: Sequence[Question]) -> str:
    dates = sorted({_day(question.check) for question in questions})
    if len(dates) > 1:
        return _("Guidance from {first} to {last}.", first=dates[0], last=dates[-1])
    return _("Guidance from {day}.", day=dates[0])


def _day(check: Check) -> str:
    return check.last_seen.isoformat()[:7] if check.last_seen else check.source.date[:7]
