"""Fields of the school's file that are more than a line: which policy applies to whom, the time-stamping service."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.names import person_kind_name
from ....domain.vocabulary import PersonKind
from ....i18n import Message, _
from ....school.profile_file import read_some, time_service_certificates, time_service_member
from ....school.zip_files import LARGEST_FILE
from ....system import Trouble
from ...kit.chooser import Chooser
from ...kit.files import ask_which
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Disclosure
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel

_AS_EVERYONE, _NONE = "", "-"  # no policy has that identifier
_LETTERS = 34
WHICH_POLICY = Message("Which policy applies?")
_THEY_CHOOSE = Message("None: staff choose it themselves")


class AppliedPolicies(QWidget):
    """`chosen` when something else was chosen; what only some schools need is folded away."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.everyone = Chooser(str(WHICH_POLICY))
        self.of_some = {kind: Chooser(person_kind_name(kind)) for kind in PersonKind}
        self.some = Disclosure(_("Another policy for some"))
        for chooser in (self.everyone, *self.of_some.values()):
            chooser.setMinimumContentsLength(_LETTERS)
            chooser.chosen.connect(self.chosen)
        for kind, chooser in self.of_some.items():
            words = TextLabel(person_kind_name(kind))
            words.setMinimumWidth(140)
            self.some.body.addLayout(row(words, chooser))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (TextLabel(str(WHICH_POLICY), "strong"), self.everyone, self.some):
            column.addWidget(part)

    @property
    def values(self) -> Mapping[PersonKind, str]:
        """The identifier for each kind of person; empty where they choose it themselves."""
        said = {kind: chooser.value or self.everyone.value for kind, chooser in self.of_some.items()}
        return {kind: "" if value == _NONE else value for kind, value in said.items()}

    def offer(self, policies: Sequence[tuple[str, str]]) -> None:
        """These (identifier, name); what is chosen stays if it is among them, and else nothing is chosen."""
        none, same = str(_THEY_CHOOSE), _("The same as everyone")
        self.everyone.offer([("", none), *policies])
        for chooser in self.of_some.values():
            before = chooser.value
            chooser.offer([(_AS_EVERYONE, same), (_NONE, none), *policies])
            _choose(chooser, before)

    def show_values(self, values: Mapping[PersonKind, str]) -> None:
        """What applies to most stands as what applies to everyone."""
        [(most, _count)] = Counter(values.values()).most_common(1)
        self.everyone.choose(most)
        for kind, chooser in self.of_some.items():
            _choose(chooser, _AS_EVERYONE if values[kind] == most else values[kind])
        self.some.set_open(len(set(values.values())) > 1)


def _choose(chooser: Chooser, value: str) -> None:
    """One that is gone gives nobody another policy."""
    chooser.choose(value if chooser.findData(value) >= 0 else _NONE)


class TimeServicePicker(QWidget):
    """The certificate of the service: without it anybody could run a service of that name.

    `content` is what the profile keeps: certificates in PEM, or nothing.
    """

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
