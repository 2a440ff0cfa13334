"""What a school sends back: a certificate for the signing key, a countersigned copy."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ....audit.signing import KeyCard
from ....domain.names import outcome_name
from ....i18n import _, local_time, long_date, long_moment
from ....intake.report import FileVerdict, VerificationReport
from ...kit.background import run_in_background
from ...kit.key_copy import KeyRestore
from ...kit.layouts import add_all, clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox, mood_of
from ...kit.widgets.progress import CountedProgress
from ...kit.widgets.text import TextLabel
from ..context import WizardContext
from ..sign.key import KeyPanel, explained, key_state
from ..words import certificate_sentence, not_kept
from .received_file import CopyCame


class CertificatePanel(Card):
    """`taken(sentence)` when the key has it."""

    taken = Signal(str)

    def __init__(self, context: WizardContext, content: bytes) -> None:
        super().__init__(quiet=True)
        self._context, self._content = context, content
        self._notice, self.counting = NoticeBox(), CountedProgress()
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.set_title(_("A certificate from your school"))
        self.body.addLayout(self._inside)
        add_all(self.body, self.counting, self._notice)
        self._ask()

    def _ask(self) -> None:
        clear(self._inside)
        if not self._context.signing.has_key:
            words = _(
                "There is no signing key on this computer, and a certificate is only of use with its "
                "key. If you made the request on another computer, open this file there, or restore the "
                "key here from its backup."
            )
            restore = KeyRestore(self._context.signing.key_store, explained)
            restore.restored.connect(self._ask)
            add_all(self._inside, TextLabel(words), restore)
            return
        words = _("With it your signature is recognised as yours. Unlock your signing key to add it.")
        self._key = KeyPanel(self._context)
        self._key.changed.connect(self._refresh)
        self._key.entered.connect(self._on_take)
        self.take = Button(_("Add it to my key"), "plain", "check")
        self.take.clicked.connect(self._on_take)
        add_all(self._inside, TextLabel(words), self._key)
        self._inside.addLayout(row(self.take))
        self._refresh()
        run_in_background(
            lambda: key_state(self._context), on_done=self._key.show_state, on_failed=self._on_failed, parent=self
        )

    def _refresh(self) -> None:
        missing = self._key.missing
        self.take.setEnabled(not missing)
        self.take.setToolTip(missing)
        self.take.setAccessibleDescription(missing)

    def _on_take(self) -> None:
        if self._key.missing:
            return
        context, content = self._context, self._content
        passphrase, remember = self._key.passphrase, self._key.remember
        self._notice.say("info", "")
        self.counting.run(
            lambda told: context.signing.take_certificate(
                lambda key: context.school.take(content, key), passphrase, remember=remember, progress=told
            ),
            on_done=self._on_taken,
            on_failed=self._on_failed,
            saying=_("Checking the certificate…"),
            held=[self._key, self.take],
        )

    def _on_taken(self, card: KeyCard) -> None:
        sentence = certificate_sentence(card)
        self.taken.emit(f"{sentence} {not_kept()}" if self._context.signing.not_remembered else sentence)

    def _on_failed(self, error: Exception) -> None:
        self._notice.say(mood_of(error), explained(error))


class CopyPanel(Card):
    """What was found, with the three words intact, valid and trusted kept apart."""

    def __init__(self, copy: CopyCame) -> None:
        super().__init__(copy.path.name, quiet=True)
        report = copy.report
        self.body.addWidget(self._verdict(copy))
        for words in (*self._three_words(report), *self._who(copy), *self._stated(report)):
            if words:
                self.body.addWidget(TextLabel(words))
        if report.verdict is not FileVerdict.ACCEPTED:
            for reason in report.reasons:
                self.body.addWidget(TextLabel(f"•  {reason.sentence}", "muted"))

    def _verdict(self, copy: CopyCame) -> NoticeBox:
        report = copy.report
        if report.verdict is FileVerdict.REJECTED:
            return NoticeBox("bad", _("This is not a genuine attestation. Do not rely on it."))
        if not copy.has_school:
            words = _(
                "This computer does not know your school, so nobody can tell here whose signatures these are. Open the "
                "school's file first, then this file again."
            )
            return NoticeBox("warn", words)
        officer = report.officer
        if report.countersigned and officer is not None and officer.trusted:
            words = _("Countersigned by {name} for your school. The attestation is genuine.")
            return NoticeBox("good", words.format(name=officer.name))
        if report.countersigned:
            words = _("It carries a second signature, but not from an officer of your school.")
            return NoticeBox("warn", words)
        if copy.own:
            return NoticeBox("info", _("This is what you signed. Your school has not countersigned this copy."))
        return NoticeBox("warn", _("Nobody from your school has countersigned this file."))

    def _three_words(self, report: VerificationReport) -> tuple[str, ...]:
        return (
            self._said(
                report.intact,
                _("Intact: not a byte was changed since it was signed."),
                _("Not intact: it was changed after it was signed."),
            ),
            self._said(
                report.valid,
                _("Valid: every signature is right."),
                _("Not valid: a signature is wrong."),
            ),
            self._said(
                report.trusted,
                _("Trusted: it is known whose keys signed."),
                _("Not trusted: nobody vouches for a key that signed."),
            ),
        )

    def _said(self, value: bool | None, yes: str, no: str) -> str:
        return "" if value is None else yes if value else no

    def _who(self, copy: CopyCame) -> tuple[str, ...]:
        found, report = [], copy.report
        if report.signer is not None:
            mine = _("Signed by {name} on {moment}, with this computer's key.")
            other = _("Signed by {name} on {moment}, with a key other than this computer's.")
            said = mine if copy.own else other
            found.append(said.format(name=report.signer.name, moment=long_moment(report.signer.signed_at)))
            if copy.own and copy.certified != report.signer.name:
                otherwise = _(
                    "Your certificate says “{now}” today, and this was signed as “{then}”. It is the same key, so this "
                    "is your signature. If your school asks, say that both are you."
                )
                found.append(otherwise.format(now=copy.certified, then=report.signer.name))
        if report.officer is not None:
            said = _("Countersigned by {name} on {moment}.")
            found.append(said.format(name=report.officer.name, moment=long_moment(report.officer.signed_at)))
        return tuple(found)

    def _stated(self, report: VerificationReport) -> tuple[str, ...]:
        stated = report.stated
        if stated is None:
            return ()
        said = _("It states: {person}, {school}, {policy}, {day}. {outcome}.")
        day = long_date(local_time(stated.created).date())
        words = said.format(
            person=stated.person,
            school=stated.school,
            policy=stated.policy,
            day=day,
            outcome=outcome_name(stated.outcome),
        )
        return (words,)
