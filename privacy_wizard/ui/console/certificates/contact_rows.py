"""Whom staff turn to, by the role that the policy names."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ....domain.school_profile import SchoolContact
from ....i18n import _
from ...kit.layouts import row
from ...kit.widgets.button import Button, IconButton
from ...kit.widgets.text import TextLabel


class ContactRows(QWidget):
    """A line for each: role, name, e-mail."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QWidget, QLineEdit, QLineEdit, QLineEdit]] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add = Button(_("Add a contact"), "quiet", "plus")
        self.add.clicked.connect(lambda: self._add("", "", ""))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TextLabel(_("Contacts, by the role that the policy names"), "strong"))
        outer.addLayout(self._column)
        outer.addLayout(row(self.add))

    @property
    def contacts(self) -> tuple[SchoolContact, ...]:
        """Those that are filled in at all."""
        found = ((role.text().strip(), name.text().strip(), mail.text().strip()) for _, role, name, mail in self._rows)
        return tuple(
            SchoolContact(role=role, name=name, email=mail) for role, name, mail in found if role or name or mail
        )

    def show_contacts(self, contacts: Iterable[SchoolContact]) -> None:
        """Show these."""
        for line, *_fields in list(self._rows):
            self._remove(line)
        for contact in contacts:
            self._add(contact.role, contact.name, contact.email)

    def _add(self, role: str, name: str, mail: str) -> None:
        line = QWidget()
        fields = [QLineEdit(role), QLineEdit(name), QLineEdit(mail)]
        hints = (_("Role, such as headteacher"), _("Name"), _("E-mail"))
        for field, hint in zip(fields, hints, strict=True):
            field.setPlaceholderText(hint)
            field.setAccessibleName(hint)
            field.setMaxLength(200)
        remove = IconButton(_("Remove this contact"), "close")
        remove.clicked.connect(lambda: self._remove(line))
        inside = row(*fields, remove, stretch=fields[1])
        inside.setContentsMargins(0, 0, 0, 0)
        line.setLayout(inside)
        self._column.addWidget(line)
        self._rows.append((line, fields[0], fields[1], fields[2]))

    def _remove(self, line: QWidget) -> None:
        self._rows = [each for each in self._rows if each[0] is not line]
        line.hide()
        line.deleteLater()
