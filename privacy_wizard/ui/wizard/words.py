"""The closed vocabularies in the reader's words. Asked anew at each use, so that they follow the language."""

from ...audit.session import AuditSession
from ...domain.audit import Account
from ...domain.vocabulary import AccountKind
from ...i18n import _


def account_name(session: AuditSession, account: Account) -> str:
    """As its owner knows it, and whether it is one that is run for the school."""
    title = session.account_title(account)
    if account.kind is AccountKind.PERSONAL:
        return title
    return _("{account}, for the school", account=title)
