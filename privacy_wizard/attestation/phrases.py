"""What the statement says, by key: the layout writes nothing of its own."""

from .faults import WordingMissing
from .statement import Statement


def say(statement: Statement, key: str) -> str:
    """The finished text of that key. Raises WordingMissing."""
    try:
        return statement.wording.texts[key]
    except KeyError:
        raise WordingMissing(key) from None


def account_name(statement: Statement, account: str | None) -> str:
    """How an account, or the person where it is None, is called on the page. Raises WordingMissing."""
    return say(statement, "account.person" if account is None else f"account.{account}")


def weakest_first(statement: Statement) -> list[tuple[str | None, int | None]]:
    """The accounts, and the person as None where something was asked of them, with their scores: the lowest first.

    Those without a score come last.
    """
    subjects: list[tuple[str | None, int | None]] = [(account.id, account.score) for account in statement.accounts]
    if any(finding.account is None for finding in statement.findings):
        subjects.append((None, statement.person_score))
    return sorted(subjects, key=lambda subject: (subject[1] is None, subject[1] or 0))
