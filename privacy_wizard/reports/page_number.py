"""The number at the foot of every page that is not signed."""

from ..i18n import _


def page_number(number: int, of: int) -> str:
    """Which page of how many."""
    return _("Page {number} of {of}", number=number, of=of)
