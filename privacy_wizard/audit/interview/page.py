"""What a page of questions shows: blocks of rows, each row one question about one account or about the person."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from attrs import frozen

from ...domain.audit import Account
from ...domain.model import Screen
from ...domain.questions import Question
from ...domain.vocabulary import Level
from ...i18n import Message, ngettext
from ..state import Key
from ..steps import Step, StepId

SAID_LAST_YEAR = Message("What you said last time")
ALIKE = Message("All of them")


_LOGO = "identity.school-logo"


def _line_of(row: "QuestionRow") -> tuple[str, str | None] | None:
    return None if row.question.is_acknowledgement else (row.label, row.said)


class PageKind(StrEnum):
    """What a page asks about, in the order in which pages are shown."""

    SCREENING = "screening"
    DOWNLOADS = "downloads"
    LAST_YEAR = "last year"
    PEOPLE = "people"
    PROFILE = "profile"
    SETTINGS = "settings"
    CONDUCT = "conduct"
    ACKNOWLEDGEMENTS = "acknowledgements"
    FURTHER = "further"  # after the result


@frozen(kw_only=True)
class QuestionRow:
    """One question, with the words that tell it from the others of its block."""

    question: Question
    label: str
    said: str | None = None  # last year's answer, or that of a download, where it may be confirmed
    source: str = ""  # what that rests on, where a download shows it


def source_of(line: Sequence[QuestionRow]) -> str:
    """What a line rests on that downloads show: said in full of one of them, counted of several."""
    if len(line) == 1 or not line[0].source:
        return line[0].source
    return ngettext("in {n} download", "in each of {n} downloads", len(line))


@frozen(kw_only=True)
class QuestionBlock:
    """Rows under one heading: a topic with an account in each row, a screen with a setting in each row, last year's
    answers about an account.
    """

    heading: str = ""
    hint: str = ""  # who is not meant
    ask: str = ""  # what every row asks; empty where each row's label is its question
    rows: tuple[QuestionRow, ...]
    screen: Screen | None = None
    together: bool = False  # one act answers all rows
    is_topic: bool = False  # one thing is asked of every account
    by_account: bool = False  # it is not so of all accounts alike, so each is asked about
    of_which: bool = False  # it was answered once, and asks of which accounts that is so

    @property
    def asks_about_logo(self) -> bool:
        """Whether it is asked where the school's logo shows; then it may be looked for in pictures."""
        return any(row.question.check.control == _LOGO and row.said is None for row in self.rows)

    @property
    def first_key(self) -> Key:
        """That of its first row."""
        return self.rows[0].question.key

    @property
    def is_once(self) -> bool:
        """Whether one answer is given for all accounts and stored for each."""
        return not (self.by_account or self.of_which) and self._counts_once

    @property
    def _counts_once(self) -> bool:
        return all(row.question.check.once for row in self.rows)

    def count(self, keys: Collection[Key]) -> int:
        """How many of these questions it asks; what is answered in one act is one, and so is what is asked once of all
        accounts, however many of them are then asked about.
        """
        asked = sum(row.question.key in keys for row in self.rows)
        return min(asked, 1) if self.together or self._counts_once else asked

    @property
    def lines(self) -> tuple[tuple[QuestionRow, ...], ...]:
        """Of answers to confirm: what stands on one line, for several accounts or for all that was acknowledged."""
        return tuple(tuple(rows) for _line, rows in groupby(self.rows, key=_line_of))

    @property
    def answers_alike(self) -> bool:
        """Whether every row has the same answers, so that they need to be written only once, above columns."""
        answers = {tuple(option.label for option in row.question.check.options) for row in self.rows}
        return self.is_topic and len(self.rows) > 1 and len(answers) == 1

    @property
    def may_be_alike(self) -> bool:
        """Whether one act may give every account the same answer, where that only decides what is asked."""
        return self.is_in_columns and all(row.question.check.screening for row in self.rows)

    @property
    def is_in_columns(self) -> bool:
        """Whether the answers stand once, above a column of places to choose for each.

        Those that are given once are too many and too long for that where each account is asked apart.
        """
        return self.answers_alike and not self._counts_once


@frozen(kw_only=True, slots=False)
class QuestionPage:
    """What is shown at once. Its identifier stays the same while the same questions are asked."""

    id: str
    kind: PageKind
    account: Account | None = None  # where all of it concerns one account
    blocks: tuple[QuestionBlock, ...]

    @cached_property
    def rows(self) -> tuple[QuestionRow, ...]:
        """All rows, in the order of the blocks."""
        return tuple(row for block in self.blocks for row in block.rows)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Under which the responses to its rows are kept."""
        return tuple(row.question.key for row in self.rows)

    @cached_property
    def asked(self) -> int:
        """How many questions it asks."""
        return self.count(self.keys)

    def count(self, keys: Collection[Key]) -> int:
        """How many of these questions it asks; what is answered in one act is one, and what is asked twice is one."""
        left, counted = set(keys), 0
        for block in self.blocks:
            counted += block.count(left)
            left -= {row.question.key for row in block.rows}
        return counted

    @cached_property
    def step(self) -> Step:
        """The step of the wizard to which the page belongs."""
        if self.kind is PageKind.SETTINGS:
            return Step(id=StepId.ACCOUNT, account=self.account.id) if self.account else Step(id=StepId.DEVICES)
        return Step(id=StepId(self.kind.value))

    @property
    def account_id(self) -> str | None:
        """The account's identifier."""
        return self.account.id if self.account else None

    @property
    def asks_how_known(self) -> bool:
        """Whether it is asked, once for all its rows, how the answers are known."""
        return not self.is_confirmed and any(row.question.is_looked_up for row in self.rows)

    @property
    def is_confirmed(self) -> bool:
        """Whether it shows answers that are said to be right, and asks nothing afresh."""
        return self.kind in (PageKind.DOWNLOADS, PageKind.LAST_YEAR)


def is_told(question: Question) -> bool:
    """Whether the person only has to read something, which nobody can decline."""
    return question.is_acknowledgement and question.own_requirement.level is Level.INFORM
