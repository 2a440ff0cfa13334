"""What is said at the foot of a page of questions before one goes on, or changes what was signed."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import accumulate

from ....audit.interview.contradictions import Answered
from ....audit.interview.interview import Interview
from ....audit.interview.page import QuestionPage
from ....audit.session import AuditSession
from ....audit.state import Key
from ....audit.steps import Step
from ....domain.questions import Question
from ....i18n import _, long_date, ngettext
from ...kit.widgets.button import shortened
from ...kit.widgets.text import Voice
from ..foot_note import FootNote, FootNoteLink

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
