"""The certificate of the school's time-stamping service: without it anybody could run a service of that name."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....i18n import _
from ....school.profile_file import read_some, time_service_certificates, time_service_member
from ....school.zip_files import LARGEST_FILE
from ....system import Trouble
from ...kit.files import ask_which
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel


class TimeServicePicker(QWidget):
    """`content` is what the profile keeps: certificates in PEM, or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._content = b""
        self._shown, self._fault = TextLabel("", "small"), NoticeBox("warn", "", parent=self)
        self.choose, self.remove = Button(_("Choose its certificate"), "plain", "folder"), Button(_("Remove"), "quiet")
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(lambda: self.show_content(b""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        column.addLayout(row(self.choose, self.remove))
        column.addWidget(self._fault)
        self.show_content(b"")

    @property
    def content(self) -> bytes:
        return self._content

    @property
    def fault(self) -> str:
        """Why the last file was refused; empty if it was not."""
        return self._fault.message

    def show_content(self, content: bytes) -> None:
        """Show whose certificates these are."""
        self._content = content
        names = [each.subject.rfc4514_string() for each in time_service_certificates(content)]
        self._shown.setText("; ".join(names) or _("None. Then every time stamp needs a look."))
        self.remove.setVisible(bool(names))
        self._fault.say("warn", "")

    def take(self, path: Path) -> None:
        """Take the certificates in a file, or say why not."""
        try:
            self.show_content(time_service_member(read_some(path, LARGEST_FILE)))
        except Trouble as trouble:
            self._fault.say("warn", str(trouble))

    def _on_choose(self) -> None:
        kinds = _("Certificates (*.pem *.crt *.cer *.der)")
        ask_which(self, _("The certificate of the time-stamping service"), self.take, kinds=kinds)
