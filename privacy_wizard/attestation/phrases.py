"""What the statement says, by key: the layout writes nothing of its own."""

from .faults import WordingMissing
from .statement import AccountPart, Statement


def say(statement: Statement, key: str) -> str:
    """The finished text of that key. Raises WordingMissing."""
    try:
        return statement.wording.texts[key]
    except KeyError:
        raise WordingMissing(key) from None


def account_name(statement: Statement, account: str | None) -> str:
    """How an account, or the person where it is None, is called on the page. Raises WordingMissing."""
    return say(statement, "account.person" if account is None else f"account.{account}")


def weakest_first(statement: Statement) -> list[AccountPart]:
    """The accounts, the lowest score first, those without a score last."""
    return sorted(statement.accounts, key=lambda account: (account.score is None, account.score or 0))
