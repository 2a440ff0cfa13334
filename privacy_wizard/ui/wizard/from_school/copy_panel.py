"""A PDF that was opened: whether it is genuine, and whether the school has countersigned it."""

from PySide6.QtWidgets import QWidget

from ....domain.names import outcome_name
from ....i18n import _, long_date, long_moment
from ....intake.report import FileVerdict, VerificationReport
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from .arrival import CopyCame


class CopyPanel(Card):
    """What was found, with the three words intact, valid and trusted kept apart."""

    def __init__(self, copy: CopyCame, parent: QWidget | None = None) -> None:
        super().__init__(copy.path.name, quiet=True, parent=parent)
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
                "school profile first, then this file again."
            )
            return NoticeBox("warn", words)
        officer = report.officer
        if report.countersigned and officer is not None and officer.trusted:
            words = _("Countersigned by {name} for your school. The attestation is genuine.")
            return NoticeBox("good", words.format(name=officer.name))
        if report.countersigned:
            words = _("It carries a second signature, but not one of an officer of your school.")
            return NoticeBox("warn", words)
        if copy.own:
            return NoticeBox("info", _("This is what you signed. Your school has not countersigned this copy."))
        return NoticeBox("warn", _("Nobody of your school has countersigned this file."))

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
            mine = _("Signed by {name} on {moment}, with the key of this computer.")
            other = _("Signed by {name} on {moment}, with another key than the one of this computer.")
            said = mine if copy.own else other
            found.append(said.format(name=report.signer.name, moment=long_moment(report.signer.signed_at)))
        if report.officer is not None:
            said = _("Countersigned by {name} on {moment}.")
            found.append(said.format(name=report.officer.name, moment=long_moment(report.officer.signed_at)))
        return tuple(found)

    def _stated(self, report: VerificationReport) -> tuple[str, ...]:
        stated = report.stated
        if stated is None:
            return ()
        said = _("It states: {person}, {school}, {policy}, {day}. {outcome}.")
        day = long_date(stated.created.astimezone().date())
        words = said.format(
            person=stated.person,
            school=stated.school,
            policy=stated.policy,
            day=day,
            outcome=outcome_name(stated.outcome),
        )
        return (words,)
