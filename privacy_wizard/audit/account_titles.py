"""What owners call their accounts."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ..domain.audit import Account
from ..domain.model import Catalogue


def account_titles(accounts: Sequence[Account], catalogue: Catalogue) -> Mapping[str, str]:
    """By identifier, as their owner sees them: "Instagram (family)", "Instagram 2"."""
    same = Counter((account.checklist, account.kind) for account in accounts)
    found = {}
    for account in accounts:
        title = catalogue.checklists[account.checklist].title
        numbered = f"{title} {account.number}" if same[account.checklist, account.kind] > 1 else title
        found[account.id] = f"{title} ({account.label})" if account.label else numbered
    return found
