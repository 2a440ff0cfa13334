"""The keys of the console."""

from ...i18n import _
from ..kit.help_windows import keys_of_both


def console_keys() -> tuple[tuple[str, str], ...]:
    """What to press, and what it does."""
    return (
        (_("Ctrl+1 to Ctrl+9"), _("Open a page")),
        (_("Ctrl+F"), _("Search for a person")),
        (_("Enter"), _("Open the chosen row of a table")),
        (_("Esc, Alt+Left"), _("Go back")),
        (_("F5"), _("Show what the register holds now")),
        (_("Ctrl+P"), _("Print the page, if it can be printed")),
        *keys_of_both(),
    )
