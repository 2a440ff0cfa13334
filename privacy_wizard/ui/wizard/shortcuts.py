"""The keyboard shortcuts of the wizard."""

from ...i18n import _
from ..kit.help_windows import keys_of_both


def wizard_keys() -> tuple[tuple[str, str], ...]:
    """The keys to press, and what each does."""
    return (
        (_("Enter, Alt+Right"), _("Go on")),
        (_("Esc, Alt+Left"), _("Go back")),
        (_("1 to 9"), _("Choose an answer")),
        (_("Arrow keys"), _("Move between answers")),
        (_("Tab"), _("Move to the next thing")),
        (_("Ctrl+Z"), _("Undo the last act")),
        *keys_of_both(),
    )
