"""Trying a policy: the wizard itself, over a folder that is thrown away when its window closes."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from attrs import evolve
from PySide6.QtCore import QEvent, QObject, Qt, Signal

from ...audit.my_school import MySchool
from ...audit.saved_audits import SavedAudits
from ...audit.session import AuditSession
from ...audit.signing import SignedAttestation, Signing, VisibleSignature
from ...domain.audit import Person, School
from ...domain.model import Catalogue, PolicyPack
from ...domain.policy_draft import with_pack
from ...domain.vocabulary import Occasion, PersonKind
from ...drafts import DraftStore
from ...i18n import Message, _
from ...identity import KeyStore
from ...system import Trouble, shipped_folder
from ...system.progress import UNWATCHED, WorkProgress
from ..kit.theme import Theme
from .context import WizardContext
from .controller import WizardController

_NO_FILE = "0" * 64  # in the place of the digest of a file: there is none yet


class OnlyATrial(Trouble):
    """Nothing is signed under a policy that is being tried."""

    sentence = Message(
        "This is a trial of a policy in the making: nothing can be signed. Close the window whenever you like."
    )


class TrialWizard(QObject):
    """The wizard's window over a throw-away audit, at its first question; `ended` when it is closed."""

    ended = Signal()

    def __init__(self, context: WizardContext, folder: Path, theme: Theme) -> None:
        super().__init__()
        self.folder = folder
        self.context = context
        self.controller = WizardController(context, theme)
        self.is_open = True
        shell = self.controller.shell
        shell.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # and with it whatever would still be saved
        shell.installEventFilter(self)
        first = context.session.first_open
        if first is None:
            self.controller.start()
        else:
            self.controller.show(*first)
        self._say_so()

    def show(self) -> None:
        if self.is_open:
            self.controller.shell.show()
            self.controller.shell.raise_()
            self.controller.shell.activateWindow()

    def close(self) -> None:
        """Close the window, and throw everything away."""
        if self.is_open:
            self.controller.shell.close()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and self.is_open:
            self.is_open = False
            shutil.rmtree(self.folder, ignore_errors=True)
            self.ended.emit()
        return False

    def _say_so(self) -> None:
        title = _("Trial, nothing is kept: {policy}")
        pack = self.context.session.pack
        self.controller.shell.setWindowTitle(title.format(policy=pack.title if pack is not None else ""))


def begin_trial(
    catalogue: Catalogue, pack: PolicyPack, accounts: Iterable[str], theme: Theme, now: Callable[[], datetime]
) -> TrialWizard:
    """A member of staff with these accounts, under this policy. Nothing of it reaches anyone's own drafts or key."""
    folder = Path(tempfile.mkdtemp(prefix="privacy-wizard-trial-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    tried = with_pack(catalogue, evolve(pack, sha256=_NO_FILE))
    store = DraftStore(folder / "audits")
    session = AuditSession(tried, store, now)
    kind = pack.applies_to.people[0] if pack.applies_to.people else PersonKind.EMPLOYEE
    person = Person(name=_("Trial"), role=_("Trial"), kind=kind, identifier="trial")
    session.describe_person(person, Occasion.ANNUAL_REVIEW)
    session.choose_school(School(name=pack.issuer or _("Trial")))
    session.choose_policy(pack.id)
    for account in accounts:
        session.add_account(account)
    signing = _TrialSigning(session, KeyStore(folder / "signing-key.p12", now), now)
    school = MySchool(folder, shipped_folder("checklists"), now)
    return TrialWizard(
        WizardContext(
            session=lambda: session,
            saved_audits=lambda: SavedAudits(store),
            signing=lambda: signing,
            school=school,
            keeps=False,
        ),
        folder,
        theme,
    )


class _TrialSigning(Signing):
    """Draws the document, and signs nothing."""

    def sign(
        self,
        _visible: VisibleSignature,
        _passphrase: str | None,
        *,
        remember: bool = False,  # noqa: ARG002
        progress: WorkProgress = UNWATCHED,  # noqa: ARG002
    ) -> SignedAttestation:
        raise OnlyATrial
