"""What was answered once for all accounts and does not hold for all of them: how each is then asked about."""

from collections.abc import Iterable, Mapping

from ..state import Audit, Key
from .acts import Answer, ForSome, holds_for_all, is_by_account, kept_of_some
from .page import QuestionBlock, QuestionPage
from .steady import with_apart


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
