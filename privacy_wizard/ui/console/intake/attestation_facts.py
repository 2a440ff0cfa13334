"""Cards beside the document that say what is known of an attestation."""

from collections.abc import Sequence

from attrs import frozen

from ....attestation.statement import Statement
from ....domain.campaign import Campaign
from ....domain.names import occasion_name, outcome_name, score_name, verdict_name
from ....domain.register_events import AttestationStanding
from ....domain.register_views import AttestationRow, PersonRow
from ....domain.vocabulary import Outcome
from ....i18n import _, long_date
from ....intake.sentences import gravest_first
from ....intake.trust import TrustedThrough, TrustEvidence
from ....intake.waiting import waits_for_words_alone
from ....office.declaration_reader import Comparison, PointChange
from ....office.open_actions import dated, to_do
from ...kit.layouts import row as line
from ...kit.tag import Tag
from ...kit.widgets.card import Card
from ...kit.widgets.notice import IconMark
from ...kit.widgets.text import Heading, TextLabel
from ..attestation_results import state_words
from ..event_words import standing_mood
from ..words import short_moment


@frozen(kw_only=True)
class ShownAttestation:
    """What the page shows, read on a worker."""

    row: AttestationRow
    pdf: bytes | None  # None: the file is not kept, or is damaged
    person: PersonRow | None
    statement: Statement | None
    comparison: Comparison | None
    campaigns: Sequence[Campaign]
    is_own: bool = False  # of whoever is at work: a colleague decides
    by: tuple[str, bool] | None = None  # who accepted it, and whether with an officer's certificate


class StatedCard(Card):
    """The verdict, and the attestation in a few lines."""

    def __init__(self, shown: ShownAttestation) -> None:
        super().__init__()
        row, statement = shown.row, shown.statement
        self.setAccessibleName(_("Verdict"))
        self.body.setSpacing(7)
        tags = [Tag(state_words(row), standing_mood(row.standing))]
        if row.countersigned:
            tags.append(Tag(_("Countersigned"), "good"))
        if row.on_paper:
            tags.append(Tag(_("On paper"), "plain"))
        if row.score is not None:
            score = Heading(score_name(row.score), "section")
            self.body.addLayout(line(score, *tags, stretch=score))
        else:
            self.body.addLayout(line(*tags))
        if row.outcome in list(Outcome):
            self.body.addWidget(TextLabel(outcome_name(Outcome(row.outcome)), "strong"))
        for action in statement.actions if statement is not None else ():
            self.body.addWidget(TextLabel(dated(to_do(action.text), action.due)))
        for sentence in self._facts(row, statement):
            self.body.addWidget(TextLabel(sentence, "muted"))
        if shown.by is not None:
            name, certified = shown.by
            who = _("Accepted by {name}.", name=name) if certified else _uncertified(name)
            self.body.addWidget(TextLabel(who, "muted"))
        if row.decision:
            self.body.addWidget(TextLabel(_("Decided: {reason}", reason=row.decision)))

    def _facts(self, row: AttestationRow, statement: Statement | None) -> list[str]:
        facts = []
        if statement is not None:
            facts.append(f"{occasion_name(statement.occasion)} · {statement.policy.title}")
        elif row.policy:
            facts.append(_("Policy: {policy}", policy=row.policy))
        if row.on_paper and row.audited is not None:
            facts.append(_("Signed by hand on {day}", day=long_date(row.audited)))
            facts.append(_("An officer entered it; no key vouches for it."))
        came = _("Entered {moment}") if row.on_paper else _("Came in {moment}")
        when = [_("Signed {moment}", moment=short_moment(row.signed))] if row.signed is not None else []
        facts.append(" · ".join([*when, came.format(moment=short_moment(row.received))]))
        trusted = trusted_through(TrustEvidence.recorded(row.evidence))
        if trusted:
            facts.append(trusted)
        return facts


class ReasonsCard(Card):
    """Why it is not simply accepted."""

    def __init__(self, row: AttestationRow) -> None:
        super().__init__()
        is_in_order = waits_for_words_alone(row)
        if not (row.reasons or is_in_order):
            self.hide()
            return
        open_ = row.standing is AttestationStanding.NEEDS_A_LOOK and not is_in_order
        if is_in_order:
            self.set_title(_("The file is in order: it waits to be accepted"))
            self.set_lead(_("Nothing of this stands against it.") if row.reasons else "")
        else:
            self.set_title(_("Why it needs a look") if open_ else _("What was found when it came in"))
        if row.standing is AttestationStanding.ACCEPTED:
            self.set_lead(_("It has been accepted since then: the office has nothing of this left to check."))
        for reason in gravest_first(row.reasons):
            mark = IconMark("warning" if open_ else "info", "warn" if open_ else "muted", 18)
            words = TextLabel(reason.sentence)
            self.body.addLayout(line(mark, words, spacing=10, stretch=words))


class ComparisonCard(Card):
    """What changed since the person's previous attestation."""

    def __init__(self, found: Comparison) -> None:
        super().__init__()
        self.set_title(_("Since the attestation before"))
        self.body.setSpacing(7)
        if found.score_before is not None and found.score_after is not None:
            sentence = _("Score: {before} then, {after} now.")
            self.body.addWidget(TextLabel(sentence.format(before=found.score_before, after=found.score_after)))
            if found.other_rules:
                note = _("The rules of the score have changed since then, so the two figures cannot be compared.")
                self.body.addWidget(TextLabel(note, "muted"))
        for turns, mood, icon in ((found.worse, "bad", "warning"), (found.better, "good", "check")):
            for turn in turns:
                words = TextLabel(self._turn(turn))
                self.body.addLayout(line(IconMark(icon, mood, 18), words, spacing=10, stretch=words))
        for platforms, sentence in (
            (found.new_platforms, _("New: {platforms}")),
            (found.gone_platforms, _("No longer: {platforms}")),
        ):
            if platforms:
                self.body.addWidget(TextLabel(sentence.format(platforms=", ".join(platforms)), "muted"))
        if not (found.worse or found.better):
            self.body.addWidget(TextLabel(_("Every point stands as it did."), "muted"))

    def _turn(self, turn: PointChange) -> str:
        where = f" ({turn.platform})" if turn.platform else ""
        before, after = verdict_name(turn.before).lower(), verdict_name(turn.after).lower()
        sentence = _("{title}{where}: {before} then, {after} now")
        return sentence.format(title=turn.title, where=where, before=before, after=after)


def trusted_through(evidence: TrustEvidence | None) -> str:
    """What the key was trusted through when the file came in, in one sentence; empty where it was not trusted."""
    if evidence is None:
        return ""
    return {
        TrustedThrough.AUTHORITY: _("The school's authority vouched for the key when it came in."),
        TrustedThrough.KNOWN_KEY: _("The key was known: its words had been compared in person."),
    }.get(evidence.through, "")


def _uncertified(name: str) -> str:
    return _("Accepted by {name}, without certificate.", name=name)
