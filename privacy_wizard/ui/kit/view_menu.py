"""The view menu: light or dark, contrast, motion, text size, and the shortcuts."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ...i18n import _
from .theme import Appearance, Looks, Theme
from .translation import Retranslated


class ViewMenu(Retranslated, QMenu):
    """Changes the looks; follows them when they change elsewhere. `keys` and `office` are for the window to connect."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._appearances = {each: self._add_appearance(each) for each in Appearance}
        group = QActionGroup(self)
        for action in self._appearances.values():
            group.addAction(action)
        self.addSeparator()
        self._contrast = self._add_switch(lambda on: theme.looks._replace(high_contrast=on))
        self._motion = self._add_switch(lambda on: theme.looks._replace(reduced_motion=on))
        self.addSeparator()
        self._larger = self._add_scale(1, QKeySequence.StandardKey.ZoomIn)
        self._smaller = self._add_scale(-1, QKeySequence.StandardKey.ZoomOut)
        self._normal = self._add_scale(0, QKeySequence("Ctrl+0"))
        self.addSeparator()
        self.keys = self.addAction("")
        self.keys.setShortcut(QKeySequence("F1"))
        self.about = self.addAction("")
        self.about.triggered.connect(self._show_about)
        self.office = self.addAction("")
        self.office.setVisible(False)  # where the window says that there is a way to it
        theme.looks_changed.connect(self.refresh)
        self.aboutToShow.connect(self.refresh)
        self._lock()
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Show what is in force."""
        self._appearances[self._theme.looks.appearance].setChecked(True)
        self._contrast.setChecked(self._theme.tokens.is_high)
        self._motion.setChecked(self._theme.reduced_motion)

    def retranslate(self) -> None:
        self._appearances[Appearance.SYSTEM].setText(_("As the system"))
        self._appearances[Appearance.LIGHT].setText(_("Light"))
        self._appearances[Appearance.DARK].setText(_("Dark"))
        self._contrast.setText(_("High contrast"))
        self._motion.setText(_("Less motion"))
        self._larger.setText(_("Larger text"))
        self._smaller.setText(_("Smaller text"))
        self._normal.setText(_("Normal text"))
        self.keys.setText(_("Keyboard"))
        self.about.setText(_("About Privacy Wizard"))
        self.office.setText(_("Open the office (for human resources)"))

    def _lock(self) -> None:
        """What the IT service of this computer has set for good can be seen, and not changed."""
        of_look = {
            "appearance": [*self._appearances.values()],
            "high_contrast": [self._contrast],
            "reduced_motion": [self._motion],
            "text_percent": [self._larger, self._smaller, self._normal],
        }
        for name in self._theme.locked:
            for action in of_look.get(name, ()):
                action.setEnabled(False)

    def _add_appearance(self, appearance: Appearance) -> QAction:
        action = self.addAction("")
        action.setCheckable(True)
        action.triggered.connect(lambda: self._theme.choose(self._theme.looks._replace(appearance=appearance)))
        return action

    def _add_switch(self, looks_with: Callable[[bool], Looks]) -> QAction:
        action = self.addAction("")
        action.setCheckable(True)
        action.triggered.connect(lambda on: self._theme.choose(looks_with(on)))
        return action

    def _show_about(self) -> None:
        from .help_windows import AboutWindow  # rarely asked for

        AboutWindow(self.parentWidget()).open()

    def _add_scale(self, steps: int, keys: QKeySequence | QKeySequence.StandardKey) -> QAction:
        action = self.addAction("")
        action.setShortcut(keys)
        action.triggered.connect(lambda: self._theme.scale_text(steps))
        return action
