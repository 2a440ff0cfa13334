"""The words of the pages of questions: headings and leads, what the policy says, and what is said at the foot."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import accumulate

from ....audit.interview.contradictions import Answered
from ....audit.interview.interview import Interview
from ....audit.interview.page import SAID_LAST_YEAR, PageKind, QuestionPage
from ....audit.session import AuditSession
from ....audit.state import Key
from ....audit.steps import Step
from ....domain.model import Requirement
from ....domain.names import area_name
from ....domain.questions import Question
from ....domain.vocabulary import Area, Basis, Level
from ....i18n import _, long_date, ngettext
from ...kit.widgets.button import shortened
from ...kit.widgets.text import Voice
from ..page import FootNote, FootNoteLink
from ..words import account_name


def title_of(page: QuestionPage | None, session: AuditSession) -> str:
    """The heading of a page: the account where all of it is about one, else what it is about."""
    if page is None:
        return _("Nothing to answer")
    if page.account is not None:
        return account_name(session, page.account)
    return {
        PageKind.SCREENING: _("First questions"),
        PageKind.DOWNLOADS: _("What your downloads show"),
        PageKind.LAST_YEAR: str(SAID_LAST_YEAR),
        PageKind.PEOPLE: area_name(Area.CONNECTIONS),
        PageKind.PROFILE: _("Your school in your profile"),
        PageKind.SETTINGS: _("Your devices"),
        PageKind.CONDUCT: _("How you use social media"),
        PageKind.ACKNOWLEDGEMENTS: _("What your policy asks of you"),
        PageKind.FURTHER: _("Further protection"),
    }[page.kind]


def numbered_title(page: QuestionPage | None, pages: Sequence[QuestionPage], session: AuditSession) -> str:
    """The heading of a page of a step; those of one title are told apart by their numbers."""
    title = title_of(page, session)
    alike = [each for each in pages if title_of(each, session) == title]
    if page not in alike or len(alike) == 1:
        return title
    place = _("{n} of {of}", n=alike.index(page) + 1, of=len(alike)).replace(" ", "\u00a0")  # no line ends within
    return f"{title}, {place}"


def lead_of(page: QuestionPage | None) -> str:
    """One short sentence; empty where the questions speak for themselves."""
    if page is None:
        return ""
    return {
        PageKind.SCREENING: _("They decide what you need not be asked later."),
        PageKind.DOWNLOADS: _("What is no longer so is asked in its place, with the way to the screen."),
        PageKind.LAST_YEAR: _("What is still true is kept as confirmed, with the date on which it was last looked up."),
        PageKind.FURTHER: _("Beyond what counts: it changes neither score nor outcome."),
        PageKind.PEOPLE: _("Go through friends, followers, contacts and groups. No name is asked for or kept."),
    }.get(page.kind, "")


def clauses_of(requirement: Requirement) -> str:
    """The clauses that a requirement cites, as the policy numbers them."""
    return ", ".join(requirement.references) or _("every policy here")


def policy_says(requirement: Requirement) -> str:
    """What a policy says in the words of a requirement, and how strictly; or that it says nothing of it."""
    silent = {
        Level.MUST: _("Where a policy does not mention this, the baseline requires ({clauses}): {words}"),
        Level.SHOULD: _("Where a policy does not mention this, the baseline recommends ({clauses}): {words}"),
        Level.INFORM: _("Where a policy does not mention this, the baseline says ({clauses}): {words}"),
    }[requirement.level]
    said = {
        Level.MUST: _("What your policy requires ({clauses}): {words}"),
        Level.SHOULD: _("What your policy recommends ({clauses}): {words}"),
        Level.INFORM: _("Your policy says ({clauses}): {words}"),
    }[requirement.level]
    beyond = _("Your policy asks for it only in general ({clauses}), so it does not count. {words}")
    said = {Basis.BASELINE: silent, Basis.READING: beyond}.get(requirement.basis, said)
    return said.format(clauses=clauses_of(requirement), words=requirement.summary)


_LINK, _BETWEEN, _LINE = 40, 3, 90  # letters of a name that a link repeats, of what parts two, of a line of links
_SIGN: tuple[str, Voice] = ("warning", "warn")


def open_keys(page: QuestionPage | None, interview: Interview | None) -> tuple[Key, ...]:
    """The questions of a page that are asked and still need something, in their order."""
    if page is None or interview is None:
        return ()
    asked = {question.key for question in interview.asked}
    rows = {row.question.key: row.question for row in page.rows if row.question.key in asked}
    return tuple(key for key, question in rows.items() if not interview.is_answered(question))


def note_on(page: QuestionPage, interview: Interview, keys: Collection[Key]) -> FootNote:
    """How many there are; where all are answered, that it is not said how the answers are known."""
    number = page.count(frozenset(keys) - interview.audit.responses.keys())
    if not number:
        said = _("It is not said yet how you know: looked, or remembered. That is asked once, above the questions.")
    else:
        said = ngettext(
            "{n} question here has no answer yet. It is marked.",
            "{n} questions here have no answer yet. They are marked.",
            number,
        )
    return FootNote(sentence=f"{said} {_('Press Continue again to leave it so.')}", sign=_SIGN)


def note_on_contradiction(
    interview: Interview | None, key: Key | None, go_to: Callable[[Step, Key], object]
) -> FootNote | None:
    """That an answer cannot be true beside another one, and the way there; None where it can."""
    if interview is None or key is None:
        return None
    each = next((each for each in interview.contradictions if key in (each.answer, each.other)), None)
    if each is None:
        return None
    other = each.answer if each.other == key else each.other
    page = interview.page_with(other) if other is not None else None
    links: tuple[FootNoteLink, ...] = ()
    if other is not None and page is not None:
        links = (FootNoteLink(label=_("Go to the other answer"), act=lambda: go_to(page.step, other)),)
    return FootNote(sentence=each.beside(key), sign=_SIGN, acts=links)


def note_on_left_behind(others: Sequence[Answered], go_to: Callable[[Key], object]) -> FootNote | None:
    """That other answers may rest on what was just put right, and the way to each; None where there are none."""
    if not others:
        return None
    question, option = others[0]
    said = _(
        "You also said “{answer}” to “{asked}”. Has that changed too?", answer=option.label, asked=question.check.ask
    )
    if len(others) > 1:
        said = _("{n} other answers may rest on the same thing. Have they changed too?", n=len(others))
    labels = [_("Go to that answer")] if len(others) == 1 else _labels_on_a_line(others)
    if len(labels) < len(others):
        said = _(
            "{n} other answers may rest on the same thing, these among them. Have they changed too?", n=len(others)
        )
    links = (
        FootNoteLink(label=label, act=partial(go_to, each.key))
        for label, (each, _option) in zip(labels, others, strict=False)
    )
    return FootNote(sentence=said, acts=tuple(links))


def _labels_on_a_line(others: Sequence[Answered]) -> list[str]:
    """What the first of them are about, as many as one line of the footer has room for."""
    names = [shortened(_name_of(each), _LINK) for each, _option in others]
    lengths = accumulate(len(name) + _BETWEEN for name in names)
    return [name for name, end in zip(names, lengths, strict=True) if end <= _LINE]


def _name_of(question: Question) -> str:
    control = question.own_requirement.control
    return control.topic.heading if control.topic is not None else control.title


def ask_before_unsigning(
    session: AuditSession, begin: Callable[[], object], leave: Callable[[], object]
) -> FootNote | None:
    """What a change to a signed audit means, and both ways to go on from there; None where it is not signed."""
    signed = session.audit.signed
    if signed is None:
        return None
    said = _("You signed this on {day}. A change begins a new audit, which you sign again.", day=long_date(signed.on))
    links = (
        FootNoteLink(label=_("Change it in a new audit"), act=begin, icon="pen"),
        FootNoteLink(label=_("Leave it as I signed it"), act=leave),
    )
    return FootNote(sentence=said, sign=_SIGN, acts=links)


class AfterSigning:
    """Holds an act back while the audit is a signed one; `changed` is called when it holds one, or lets it go."""

    def __init__(self, session: AuditSession, changed: Callable[[], object]) -> None:
        self._session, self._changed = session, changed
        self._held: Callable[[], object] | None = None

    @property
    def question(self) -> FootNote | None:
        """What is asked at the foot of the page; None while nothing is held back."""
        return None if self._held is None else ask_before_unsigning(self._session, self._on_begin, self._on_leave)

    def do(self, act: Callable[[], object]) -> None:
        """Do the act, at once where nothing is signed; else hold it back and ask."""
        self._held = None
        if self._session.audit.signed is None:
            act()
        else:
            self._held = act
            self._changed()

    def forget(self) -> None:
        """Drop the act that is held back."""
        self._held = None

    def _on_begin(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held()

    def _on_leave(self) -> None:
        self._held = None
        self._changed()
