"""The closed vocabularies in the reader's words. Asked anew at each use, so that they follow the language."""

import re
from datetime import date

from ...audit.session import AuditSession
from ...domain.audit import Account
from ...domain.vocabulary import AccountKind
from ...i18n import _, long_date


def readable_date(when: str) -> str:
    """ "2023-11-20" → "20 November 2023", "2023-05" → "May 2023"; words stay as they are."""
    iso = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", when)
    if iso is None:
        return when
    day = long_date(date(int(iso[1]), int(iso[2]), int(iso[3] or 1)))
    return day if iso[3] else day.partition(" ")[2]


def account_name(session: AuditSession, account: Account) -> str:
    """As its owner knows it, and whether it is one that is run for the school."""
    title = session.account_title(account)
    if account.kind is AccountKind.PERSONAL:
        return title
    return _("{account}, for the school", account=title)


def shortened(text: str, most: int = 60) -> str:
    """At most so many characters, for buttons: they have one line only."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
