"""What to keep of one's key, once it has signed."""

from ....audit.signing import Signing
from ....i18n import _
from ...kit.key_copy import KeyCopyCard
from ...kit.widgets.card import Disclosure
from ...kit.widgets.text import TextLabel


class KeyAndItsWords(KeyCopyCard):
    """A copy, and the words by which the key is recognised."""

    def __init__(self, signing: Signing) -> None:
        lead = _("With a copy of it and your passphrase you can sign on another computer, and again next year.")
        super().__init__(signing.key_store, lead)
        words = signing.key_card().words
        shown = TextLabel(" ".join(words))
        shown.setAccessibleName(_("The words of your key: {words}", words=", ".join(words)))
        about = _(
            "By these words, which are on your statement. They are not your passphrase, and not secret: your school "
            "may compare them with you once."
        )
        fold = Disclosure(_("How your school knows your key"))
        for part in (TextLabel(about, "small"), shown):
            fold.body.addWidget(part)
        self.body.addWidget(fold)
