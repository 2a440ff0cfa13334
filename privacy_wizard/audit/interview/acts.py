"""What can be done on a page of the interview: each act gives the audit that follows from it. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from ...domain.audit import Response
from ...domain.questions import Question, best_options
from ...domain.vocabulary import Device, HowKnown, NotApplicable, Unresolved
from ..migrate_answers import as_response, set_aside
from ..state import Audit, Key, answer_digest, answered
from .page import PageKind, QuestionBlock, QuestionPage, QuestionRow
from .page_height import with_apart

if TYPE_CHECKING:
    from ..downloads import Shown

_LOOKED = (HowKnown.LOOKED, HowKnown.LOOKED_AS_STRANGER, HowKnown.STATED_TOGETHER)
Answer = str | Unresolved | NotApplicable


def with_answer(audit: Audit, question: Question, answer: Answer, today: date, *, just_changed: bool = False) -> Audit:
    """One row answered, known as was said of its page."""
    key = question.key
    known = audit.how_known.get(key)
    given = answered(audit.responses.get(key), key, answer, known, just_changed=just_changed)
    return _with(audit, {key: _known(given, known, today)}, [question])


def holds_for_all(block: QuestionBlock, answer: Answer) -> bool:
    """Whether an answer that is given once may be kept for every account: none that would count against one of them."""
    question = block.rows[0].question
    option = question.check.option(answer) if type(answer) is str else None
    if option is None:
        return len(block.rows) == 1
    is_judged = option.verdict is not None or option.fact is not None
    return not is_judged or option.id in best_options(question) or len(block.rows) == 1


@frozen(kw_only=True)
class ForSome:
    """An answer given once that holds for some accounts: of the others the best is kept."""

    answer: Answer
    keys: frozenset[Key]  # none while it is not said yet of which


def kept_of_some(audit: Audit, block: QuestionBlock) -> ForSome | None:
    """What was answered once and is so of some accounts only; None where it holds for all, or they differ further."""
    given = _given(audit, block)
    found = {*given.values()} - {*best_options(block.rows[0].question)[:1]}
    if len(given) < len(block.rows) or len(found) != 1:
        return None
    (answer,) = found
    keys = frozenset(key for key, each in given.items() if each == answer)
    return None if len(keys) == len(given) and holds_for_all(block, answer) else ForSome(answer=answer, keys=keys)


def is_by_account(audit: Audit, block: QuestionBlock) -> bool:
    """Whether what would be asked once has been answered apart, and in more than one other way."""
    given = _given(audit, block)
    answers = {*given.values()}
    alike = len(given) == len(block.rows) and len(answers) == 1 and holds_for_all(block, *answers)
    return block.is_once and bool(given) and not alike and kept_of_some(audit, block) is None


def _given(audit: Audit, block: QuestionBlock) -> dict[Key, Answer]:
    keys = (row.question.key for row in block.rows)
    return {key: audit.responses[key].answer for key in keys if key in audit.responses}


def with_none(audit: Audit, block: QuestionBlock) -> Audit:
    """A block without its answers."""
    keys = {row.question.key for row in block.rows}
    return evolve(audit, responses={key: kept for key, kept in audit.responses.items() if key not in keys})


def with_row_answered(
    audit: Audit, block: QuestionBlock, row: QuestionRow, answer: Answer, today: date, *, just_changed: bool
) -> Audit:
    """A row answered; where a block is asked once, every account in it, as far as that does not count against one."""
    if not block.is_once:
        return with_answer(audit, row.question, answer, today, just_changed=just_changed)
    return with_alike(audit, block, answer, today) if holds_for_all(block, answer) else with_none(audit, block)


def with_alike(audit: Audit, block: QuestionBlock, answer: Answer, today: date) -> Audit:
    """The same answer of every account in a block."""
    for each in block.rows:
        audit = with_answer(audit, each.question, answer, today)
    return audit


def with_some(audit: Audit, block: QuestionBlock, answer: Answer, keys: Collection[Key], today: date) -> Audit:
    """An answer kept of the accounts with these questions, and of the others that all is well; of none, no answer."""
    if not keys:
        return with_none(audit, block)
    best = best_options(block.rows[0].question)[:1]
    for each in (row.question for row in block.rows):
        for given in (answer,) if each.key in keys else best:
            audit = with_answer(audit, each, given, today)
    return audit


def with_how_known(audit: Audit, page: QuestionPage, known: HowKnown, today: date) -> Audit:
    """How the answers of a page are known, those that are still to come among them."""
    rows = [row.question for row in page.rows if row.question.is_looked_up and not _is_from_export(audit, row.question)]
    given = {q.key: _known(audit.responses[q.key], known, today) for q in rows if q.key in audit.responses}
    return evolve(_with(audit, given, ()), how_known={**audit.how_known, **{question.key: known for question in rows}})


def may_be_stated_together(audit: Audit, page: QuestionPage) -> bool:
    """Whether *all as my school asks* may be said: of settings that were looked at, none of them critical."""
    rows = [row.question for row in page.rows]
    looked = all(audit.how_known.get(question.key) in _LOOKED for question in rows)
    critical = any(each.is_critical for question in rows for each in question.requirements)
    return page.kind is PageKind.SETTINGS and looked and not critical and all(map(best_options, rows))


def with_all_as_asked(audit: Audit, page: QuestionPage, today: date) -> Audit:
    """Every row of the page that has no answer yet, as the policy asks."""
    rows = [row.question for row in page.rows if row.question.key not in audit.responses]
    given = {
        question.key: _known(
            answered(None, question.key, best_options(question)[0], None, just_changed=False),
            HowKnown.STATED_TOGETHER,
            today,
        )
        for question in rows
    }
    return _with(audit, given, rows)


def with_all_told(audit: Audit, questions: Iterable[Question]) -> Audit:
    """Everything that one is only told, as heard."""
    rows = list(questions)
    given = {q.key: answered(None, q.key, best_options(q)[0], None, just_changed=False) for q in rows}
    return _with(audit, given, rows)


def with_still_true(audit: Audit, block: QuestionBlock) -> Audit:
    """Last year's answers of a block as this year's, without having been looked up again."""
    rows = [row.question for row in block.rows if row.question.key not in audit.responses]
    given = {question.key: _confirmed(audit, question.key) for question in rows}
    return _with(audit, given, rows)


def with_shown(audit: Audit, page: QuestionPage, shown: Mapping[Key, "Shown"]) -> Audit:
    """What a download of one's own data shows of the rows that have no answer yet, said to be still right."""
    rows = [row.question for row in page.rows if row.question.key in shown and row.question.key not in audit.responses]
    given = {}
    for question in rows:
        found = shown[question.key]
        response = answered(None, question.key, found.option, HowKnown.FROM_EXPORT, just_changed=False)
        given[question.key] = evolve(response, looked_on=found.made)
    return _with(audit, given, rows)


def with_no_longer_true(audit: Audit, key: Key) -> Audit:
    """One of last year's answers set aside: its question is asked afresh."""
    return evolve(
        audit,
        responses={each: response for each, response in audit.responses.items() if each != key},
        earlier=set_aside(audit.earlier, key),
    )


def with_device(audit: Audit, device: Device) -> Audit:
    """On which device things are looked up, said once for the whole audit."""
    return evolve(audit, device=device)


def _is_from_export(audit: Audit, question: Question) -> bool:
    response = audit.responses.get(question.key)
    return response is not None and response.known is HowKnown.FROM_EXPORT


def _confirmed(audit: Audit, key: Key) -> Response:
    last = audit.earlier[key]
    return evolve(as_response(key, last), known=HowKnown.CONFIRMED, looked_on=last.looked_on)


def _known(response: Response, known: HowKnown | None, today: date) -> Response:
    return evolve(response, known=known, looked_on=today if known in _LOOKED else None)


def _with(audit: Audit, given: Mapping[Key, Response], questions: Iterable[Question]) -> Audit:
    digests = {q.key: answer_digest(q.check, given[q.key].answer) for q in questions if q.key in given}
    return evolve(audit, responses={**audit.responses, **given}, asked_as={**audit.asked_as, **digests})


class GivenOnce:
    """Remembers what no response says yet: an answer until it is said of which accounts, and what is asked of each."""

    def __init__(self) -> None:
        self._apart: frozenset[Key] = frozenset()
        self._said: dict[Key, Answer] = {}

    def say(self, block: QuestionBlock, answer: Answer) -> None:
        """An answer that was given to such a question."""
        key = block.first_key
        self._said.pop(key, None)
        if not holds_for_all(block, answer):
            self._said[key] = answer

    def ask_apart(self, key: Key) -> None:
        """From now on every account is asked about by itself."""
        self._apart |= {key}

    def for_some(self, audit: Audit, pages: Iterable[QuestionPage]) -> Mapping[Key, ForSome]:
        """The answers that hold for some accounts only, by the first question of their blocks; those that wait for
        their accounts among them.
        """
        blocks = (block for page in pages for block in page.blocks if block.is_once)
        found = ((block.first_key, self._for_some(audit, block)) for block in blocks)
        return {key: each for key, each in found if each is not None and key not in self._apart}

    def laid_out(self, audit: Audit, pages: Iterable[QuestionPage]) -> tuple[QuestionPage, ...]:
        """The pages with what is asked again: in which accounts an answer is so, or the question of each of them."""
        asked = tuple(pages)
        blocks = [block for page in asked for block in page.blocks if block.is_once]
        some = self.for_some(audit, asked)
        self._apart |= {each.first_key for each in blocks if is_by_account(audit, each)}
        return with_apart(asked, self._apart, some)

    def _for_some(self, audit: Audit, block: QuestionBlock) -> ForSome | None:
        said = self._said.get(block.first_key)
        if said is None or any(row.question.key in audit.responses for row in block.rows):
            return kept_of_some(audit, block)
        return ForSome(answer=said, keys=frozenset())
