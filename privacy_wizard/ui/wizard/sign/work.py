"""What the page *Sign* has done aside: everything here may take a moment, and none of it touches a widget."""

from attrs import frozen

from ....audit.signing import KeyCard, VisibleSignature
from ....audit.statement_builder import NotReady
from ....i18n import _
from ....system import Trouble
from ..context import WizardContext


@frozen(kw_only=True)
class KeyState:
    """What is known of the key that would sign, without its passphrase."""

    exists: bool  # made here before; else it is made now and saved with the signature
    card: KeyCard
    can_remember: bool
    remembered: bool


@frozen(kw_only=True)
class Draft:
    """The document as it would be signed now."""

    pdf: bytes
    key: KeyState
    declaration: tuple[str, ...]


def draw(desk: WizardContext, visible: VisibleSignature) -> Draft:
    """Draw the document. Raises NotReady, DrawingFault."""
    preview = desk.signing.preview(visible)
    return Draft(pdf=preview.pdf, key=key_state(desk), declaration=preview.declaration)


def key_state(desk: WizardContext) -> KeyState:
    """Ask the key file and the keyring."""
    signing = desk.signing
    return KeyState(
        exists=signing.has_key,
        card=signing.key_card(),
        can_remember=signing.can_remember,
        remembered=signing.remembered,
    )


def explained(error: Exception) -> str:
    """What went wrong, for the reader."""
    if isinstance(error, Trouble):
        return str(error)
    if isinstance(error, NotReady):
        return _("Something is still unanswered, so nothing can be signed yet. Go back and finish.")
    return _(
        "The document could not be made ({kind}). Nothing was signed, and your answers are safe. "
        "Start the program again; if this stays, tell whoever looks after it.",
        kind=type(error).__name__,
    )
