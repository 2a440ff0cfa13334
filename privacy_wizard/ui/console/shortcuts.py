"""The keys of the console."""

from ..shortcuts import ShortcutsWindow


class ConsoleShortcuts(ShortcutsWindow):
    """Opened with F1."""

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Ctrl+1 to Ctrl+9"), self.tr("Open a page")),
            (self.tr("Ctrl+F"), self.tr("Search for a person")),
            (self.tr("Enter"), self.tr("Open what is chosen in a table")),
            (self.tr("Esc, Alt+Left"), self.tr("Go back")),
            (self.tr("F5"), self.tr("Show what the register holds now")),
            (self.tr("Ctrl+P"), self.tr("Print the page, where it can be printed")),
            (self.tr("Ctrl++, Ctrl+−, Ctrl+0"), self.tr("Larger, smaller, normal text")),
            (self.tr("F1"), self.tr("Show these keys")),
        )
