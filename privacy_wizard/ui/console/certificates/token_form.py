"""The school's certificate on a token (PKCS #11): a smart card or a USB key from which its key never comes."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ....i18n import _
from ....identity.authority_token import TokenPlace
from ...kit.files import ask_which
from ...kit.layouts import row
from ...kit.text_field import TextField
from ...kit.widgets.button import Button
from ...kit.widgets.disclosure import Disclosure
from ...kit.widgets.field import Field
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel

if TYPE_CHECKING:
    from ..page import ConsolePage

_PATH = 1000


class TokenForm(Disclosure):
    """`made` when the certificate is there, and its key on the token."""

    made = Signal()

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__("", parent=page)
        self._page = page
        self.button.setText(_("Keep it on a token instead"))
        words = _(
            "A smart card or a USB key with a chip keeps the key and signs with it; nothing can copy it. You need the "
            "driver that came with it (a file that ends in .so, .dll or .dylib), its name, and its PIN."
        )
        self.driver = TextField(_("Driver of the token"), longest=_PATH)
        self.choose = Button(_("Choose the driver"), "quiet", "folder")
        self.choose.clicked.connect(self._on_choose)
        self.token = TextField(_("Name of the token"), _("Its label, as the token's own program shows it."))
        self.key = TextField(_("What the key is to be called on it"))
        self.key.show_text("privacy-wizard")
        self.pin = PassphraseField()
        self.make = Button(_("Make the certificate on the token"), "plain", "key")
        self.make.clicked.connect(self._on_make)
        self.body.addWidget(TextLabel(words, "muted"))
        self.body.addWidget(self.driver)
        self.body.addLayout(row(self.choose))
        for part in (self.token, self.key, Field(_("PIN of the token"), self.pin)):
            self.body.addWidget(part)
        self.body.addLayout(row(self.make))

    @property
    def missing(self) -> str:
        """What is still to be said, in one sentence; empty where nothing is."""
        if not self.driver.text:
            return _("Choose the driver of the token.")
        if not self.token.text or not self.key.text:
            return _("Write the name of the token, and what the key is to be called.")
        return "" if self.pin.text else _("Type the PIN of the token.")

    def _on_choose(self) -> None:
        kinds = _("Drivers (*.so *.dll *.dylib);;All files (*)")
        ask_which(self, _("Choose the driver"), lambda path: self.driver.show_text(str(path)), kinds=kinds)

    def _on_make(self) -> None:
        if self.missing:
            self._page.notice.say("warn", self.missing)
            self._page.show_notice()
            return
        place = TokenPlace(module=Path(self.driver.text), token=self.token.text, key=self.key.text)
        desk, pin = self._page.desk, self.pin.text
        name = desk.books.name()
        self.pin.clear()  # a PIN that was wrong is not tried a second time by chance: tokens lock themselves
        self._page.aside(
            lambda: desk.issuing.acts.make_on_token(name, place, pin),
            lambda _result: self.made.emit(),
            _("Making it on the token …"),
        )


def secret_label(*, on_token: bool) -> str:
    """What the school's certificate is opened with."""
    if on_token:
        return _("PIN of the token with the school's certificate")
    return _("Passphrase of the school's certificate")
