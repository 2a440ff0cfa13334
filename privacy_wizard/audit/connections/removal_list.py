"""The connections to remove, with account and address, for removing them one by one on the platform."""

from collections.abc import Iterable, Mapping

from ...i18n import _
from .connection import Connection


def removal_list(connections: Iterable[Connection], account_titles: Mapping[str, str]) -> str:
    """Plain text, by account; a name without a page there still has what it is found by."""
    by_account: dict[str, list[Connection]] = {}
    for each in connections:
        by_account.setdefault(each.account, []).append(each)
    parts = [_("To remove. This list names people: delete it when you are done.")]
    for account, people in by_account.items():
        parts += ["", account_titles.get(account, account), *map(_line, people)]
    return "\n".join(parts) + "\n"


def _line(each: Connection) -> str:
    where = each.page or each.exported.email or each.exported.phone
    return " · ".join(dict.fromkeys(filter(None, (each.name, each.handle, where))))
