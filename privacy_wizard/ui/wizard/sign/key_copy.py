"""What to keep of one's key, once it has signed."""

from ....audit.signing import Signing
from ....i18n import _
from ...kit.key_copy import KeyCopyCard
from ...kit.widgets.text import Heading, TextLabel


class KeyAndItsWords(KeyCopyCard):
    """A copy, and the words by which the key is recognised."""

    def __init__(self, signing: Signing) -> None:
        lead = _("With a copy of it and your passphrase you can sign on another computer, and again next year.")
        super().__init__(signing.key_store, lead)
        self.body.addWidget(Heading(_("How your school knows your key"), "question"))
        words = signing.key_card().words
        shown = TextLabel(" ".join(words))
        shown.setAccessibleName(_("The words of your key: {words}", words=", ".join(words)))
        about = _(
            "By these words. They are not secret: they are on the statement, and your school may compare them once."
        )
        for part in (TextLabel(about, "small"), shown):
            self.body.addWidget(part)
