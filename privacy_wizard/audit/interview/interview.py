"""An audit as an interview: its current pages, and how far it is. Pure; built anew for every answer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import frozen

from ...domain.judgement import Gated, gate_of
from ...domain.model import Catalogue, Check
from ...domain.questions import Question, is_asked, needed
from ...domain.vocabulary import HowKnown
from ..migrate_answers import confirmable
from ..state import Audit, Key, account_titles
from ..steps import Step
from .arrangement import Arrangement, ShownAnswer
from .contradictions import Contradiction, contradictions
from .effort import SECONDS_WAITING
from .page import PageKind, QuestionPage

if TYPE_CHECKING:
    from ..downloads import Shown


@frozen(kw_only=True)
class Progress:
    """How far one step, or the whole audit, has come."""

    answered: int
    asked: int
    waiting: int  # questions behind gates that are not answered yet
    minutes_left: int
    unsaid: int = 0  # of those that still need something: there is an answer, and it is not said how it is known

    @property
    def open(self) -> int:
        """Questions that still need an answer, as far as is known."""
        return self.asked - self.answered


@frozen(slots=False)
class Interview:
    """The pages of one audit, and what is open on them."""

    audit: Audit
    catalogue: Catalogue
    checks: Mapping[str, Check]
    questions: tuple[Question, ...]  # those of the expected set, gates included
    today: date
    arranged_before: Arrangement | None = None  # most answers change nothing about the pages
    shown: Mapping[Key, "Shown"] = MappingProxyType({})  # by downloads, and not doubted

    @cached_property
    def last_year(self) -> Mapping[Key, str]:
        """What is asked by showing last year's answer, with that answer in words."""
        core = needed(self.questions)
        pack = self.catalogue.packs[self.audit.pack or ""]
        may_stand = confirmable(core, self.audit, pack, self.checks, self.today)
        return {each.key: _label(each, self.audit.earlier[each.key].answer) for each in may_stand}

    @cached_property
    def downloaded(self) -> Mapping[Key, ShownAnswer]:
        """What is asked by showing what a download says: what is open, or was confirmed so.

        Whom one is connected with is asked on its own page, beside the review; so is all that is critical.
        """
        core = (each for each in needed(self.questions) if each.key in self.shown)
        return {
            each.key: ShownAnswer(said=_label(each, found.option), source=found.source, made=found.made)
            for each in core
            if (found := self.shown[each.key]) and self._may_be_confirmed(each, found)
        }

    def _may_be_confirmed(self, question: Question, found: "Shown") -> bool:
        given = self.audit.responses.get(question.key)
        if given is not None and (given.known is not HowKnown.FROM_EXPORT or given.answer != found.option):
            return False
        return not any(each.is_critical for each in question.requirements)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that are to be answered as far as is known now; those beyond the core among them."""
        return tuple(each for each in self.questions if each.key in self.last_year or self._is_asked(each))

    def _is_asked(self, question: Question) -> bool:
        return question.check.id not in self._held_back and is_asked(question, self.audit.responses, self.checks)

    @cached_property
    def _held_back(self) -> frozenset[str]:
        """What is asked once for all accounts, until it is known of which: else it would be asked several times."""
        gated = (each for each in self.questions if each.check.once and each.check.gate is not None)
        return frozenset(each.check.id for each in gated if self._gate(each) is Gated.UNANSWERED)

    def _gate(self, question: Question) -> Gated:
        return gate_of(question.check, question.key[1], self.audit.responses, self.checks)

    @cached_property
    def arrangement(self) -> Arrangement:
        """What the pages follow from."""
        names = account_titles(self.audit.accounts, self.catalogue)
        new = Arrangement(self.asked, self.catalogue, names, self.last_year, self.downloaded)
        return self.arranged_before if self.arranged_before is not None and self.arranged_before == new else new

    @property
    def pages(self) -> tuple[QuestionPage, ...]:
        """All pages in their order; the further questions last."""
        return self.arrangement.pages

    def pages_at(self, step: Step) -> tuple[QuestionPage, ...]:
        """The pages of one step of the wizard."""
        return tuple(page for page in self.pages if page.step == step)

    def page_with(self, key: Key) -> QuestionPage | None:
        """The page of a question; None if it is not asked."""
        return next((page for page in self.pages if key in page.keys), None)

    def is_answered(self, question: Question) -> bool:
        """Whether nothing more is needed: an answer, and how it is known where it was looked up."""
        response = self.audit.responses.get(question.key)
        return response is not None and (not question.is_looked_up or not response.lacks_how_known)

    def open_questions(self, pages: Iterable[QuestionPage]) -> int:
        """How many questions of these pages still need an answer; what is answered in one act is one."""
        left = ((page, {row.question.key for row in page.rows if not self.is_answered(row.question)}) for page in pages)
        return sum(page.count(keys) for page, keys in left)

    def progress(self, pages: Sequence[QuestionPage]) -> Progress:
        """How far these pages have come."""
        asked, left = sum(page.asked for page in pages), sum(self._open[page.id] for page in pages)
        unanswered = sum(page.count(frozenset(page.keys) - self.audit.responses.keys()) for page in pages)
        waiting = self.waiting if any(page.kind is PageKind.SCREENING for page in pages) else 0
        return Progress(
            answered=asked - left,
            asked=asked,
            waiting=waiting,
            minutes_left=-(-int(self.seconds_left(pages) + waiting * SECONDS_WAITING) // 60),
            unsaid=left - unanswered,
        )

    @cached_property
    def _open(self) -> Mapping[str, int]:
        """How many questions of each page still need an answer, by the page's identifier."""
        return {page.id: self.open_questions([page]) for page in self.pages}

    @cached_property
    def progress_of_core(self) -> Progress:
        """How far the pages before the result have come."""
        return self.progress(self.core)

    @cached_property
    def progress_by_step(self) -> Mapping[Step, Progress]:
        """How far each step with questions has come."""
        return {step: self.progress(self.pages_at(step)) for step in {page.step for page in self.pages}}

    @cached_property
    def core(self) -> tuple[QuestionPage, ...]:
        """The pages before the result."""
        return tuple(page for page in self.pages if page.kind is not PageKind.FURTHER)

    @property
    def required(self) -> tuple[QuestionPage, ...]:
        """The pages without which nothing can be signed, including the further ones if the school asks for them."""
        return self.pages if self.audit.asks_further else self.core

    def is_open(self, key: Key) -> bool:
        """Whether a question that is asked still needs an answer."""
        page = self.page_with(key)
        return page is not None and any(r.question.key == key and not self.is_answered(r.question) for r in page.rows)

    @cached_property
    def first_open(self) -> tuple[QuestionPage, Key] | None:
        """The first question that still needs an answer before signing, and its page."""
        return None if self.is_complete else self._first_open(self.required)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to answer before signing: known before there are pages."""
        return all(self.is_answered(each) for each in self.asked if self.audit.asks_further or not each.is_further)

    def open_after(self, page: QuestionPage) -> tuple[QuestionPage, Key] | None:
        """The next one that does, on a later page than those of which that shows something."""
        pages, shown = self.required, {*page.keys}
        last = max((at for at, each in enumerate(pages) if shown & {*each.keys}), default=len(pages))
        return self._first_open(pages[last + 1 :])

    def _first_open(self, pages: Iterable[QuestionPage]) -> tuple[QuestionPage, Key] | None:
        rows = ((page, row.question) for page in pages for row in page.rows)
        return next(((page, each.key) for page, each in rows if not self.is_answered(each)), None)

    @cached_property
    def waiting(self) -> int:
        """Questions of the core behind gates that are not answered yet."""
        gates = ((each.check.id in self._held_back, self._gate(each)) for each in needed(self.questions))
        return sum(gate is Gated.UNANSWERED or (held and gate is Gated.OPEN) for held, gate in gates)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The answers that cannot both be true."""
        return contradictions(self.asked, self.audit.responses, self.audit.accounts)

    @property
    def contradicting(self) -> tuple[Step, Key] | None:
        """The place of the first contradiction."""
        answers = (each.answer for each in self.contradictions)
        return next(((page.step, key) for key in answers if (page := self.page_with(key)) is not None), None)

    def seconds_left(self, pages: Iterable[QuestionPage]) -> float:
        """The time that these pages still take; each answer takes its part of its page away."""
        seconds = self.arrangement.seconds
        return sum(seconds[page.id] * self._open[page.id] / page.asked for page in pages)


def renewed(
    known: Interview | None,
    audit: Audit,
    catalogue: Catalogue,
    checks: Mapping[str, Check],
    questions: tuple[Question, ...],
    today: date,
    shown: Mapping[Key, "Shown"],
) -> Interview:
    """The interview at hand while nothing has changed but the place where somebody is; else a new one."""
    if known is None or known.catalogue is not catalogue or known.today != today:
        return Interview(audit, catalogue, checks, questions, today, shown=shown)
    is_same = known.audit is audit or known.audit.anywhere == audit.anywhere
    if is_same and known.shown == shown:
        return known
    return Interview(audit, catalogue, checks, questions, today, known.arrangement, shown)


def _label(question: Question, answer: object) -> str:
    if question.is_acknowledgement:
        return ""
    option = question.check.option(str(answer))
    return option.label if option is not None else ""
