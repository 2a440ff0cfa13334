"""The result for a checked file: its report, judged by what the register knows. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from attrs import evolve, frozen

from ..domain.campaign import Campaign, InWindow, answered_by, window
from ..domain.certificate_events import InvitationEnd
from ..domain.likeness import Likeness, both, likeness
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow
from ..domain.staff import StaffMember
from ..domain.versions import are_earlier
from ..i18n import _
from .facts import Checked, DeclaredException, OnRecord, SchoolRules
from .report import FOR_THE_REGISTER, ReasonPart, StatedPart
from .sentences import RULE_SENTENCES, Rule
from .trust import TrustedThrough, TrustEvidence


@frozen(kw_only=True)
class RuleFinding:
    """One reason for a standing, in words."""

    code: str
    sentence: str
    detail: str = ""
    rejects: bool = False
    bars: bool = False  # whether nobody may accept it here; what rejects does


@frozen(kw_only=True)
class Judgement:
    """The result for a file, and why."""

    standing: AttestationStanding
    findings: tuple[RuleFinding, ...]
    person: str | None
    campaign: str | None
    exceptions: tuple[DeclaredException, ...]  # for an officer to confirm
    evidence: TrustEvidence

    @property
    def codes(self) -> tuple[str, ...]:
        """The reasons as they are recorded."""
        return tuple(dict.fromkeys(each.code for each in self.findings))


def judge_against(checked: Checked, known: OnRecord, school: SchoolRules, now: datetime) -> Judgement:
    """The judgement on one file; `now` is the register's clock."""
    asked = _Asked(checked=checked, known=known, school=school, today=now.date())
    reported = [as_finding(part) for part in checked.report.reasons if part.code not in FOR_THE_REGISTER]
    findings = (*reported, *(asked.findings() if checked.report.stated is not None else ()))
    rejected = any(each.rejects for each in findings)
    standing = (
        AttestationStanding.REJECTED
        if rejected
        else AttestationStanding.NEEDS_A_LOOK
        if findings
        else AttestationStanding.ACCEPTED
    )
    if standing is AttestationStanding.ACCEPTED and checked.report.stated is None:
        raise ValueError("a file without a statement is never accepted")
    campaign = asked.campaign
    return Judgement(
        standing=standing,
        findings=tuple(sorted(findings, key=lambda each: not each.rejects)),
        person=asked.person_id,
        campaign=None if campaign is None else campaign.id,
        exceptions=checked.particulars.exceptions,
        evidence=asked.evidence(now),
    )


def for_an_officer(judgement: Judgement) -> Judgement:
    """A file that could be accepted at once, held for an officer because none was at work."""
    if judgement.standing is not AttestationStanding.ACCEPTED:
        return judgement
    return evolve(judgement, standing=AttestationStanding.NEEDS_A_LOOK, findings=(_found(Rule.FOR_AN_OFFICER),))


def answered_campaign(checked: Checked, known: OnRecord, school: SchoolRules, now: datetime) -> str | None:
    """The campaign that a file answers once an officer has said whose it is: `known` is about that person."""
    found = _Asked(checked=checked, known=known, school=school, today=now.date()).answered
    return None if found is None else found.id


def answers_already(known: OnRecord, campaign: str, attestation: str | None) -> bool:
    """Whether a file other than this one (SHA-256) was accepted as the person's answer to a campaign."""
    return any(row.campaign == campaign for row in _accepted_besides(known.held, attestation))


def contradicts_known_key(checked: Checked, known: OnRecord) -> bool:
    """Whether the person is known by another key, and nobody vouches for this one."""
    signer = checked.report.signer
    return (
        signer is not None and bool(known.keys) and signer.fingerprint not in known.keys and not checked.report.trusted
    )


def as_finding(part: ReasonPart) -> RuleFinding:
    """What the file itself shows, as one of the reasons."""
    code = part.code
    return RuleFinding(code=code, sentence=part.sentence, detail=part.detail, rejects=code.rejects, bars=code.bars)


@frozen(kw_only=True)
class _Asked:
    checked: Checked
    known: OnRecord
    school: SchoolRules
    today: date

    @property
    def stated(self) -> StatedPart:
        found = self.checked.report.stated
        if found is None:
            raise ValueError("nothing is stated")
        return found

    @property
    def member(self) -> StaffMember | None:
        return None if self.known.person is None else self.known.person.member

    @property
    def person_id(self) -> str | None:
        """Only for a signature that is right: anyone can write a number into a file."""
        person = self.known.person
        return person.person if person is not None and self.checked.report.valid and not self._foreign else None

    @property
    def key(self) -> str:
        signer = self.checked.report.signer
        return "" if signer is None else signer.fingerprint

    @property
    def through(self) -> TrustedThrough:
        if self.checked.report.trusted:
            return TrustedThrough.AUTHORITY
        person = self.known.person
        known = person is not None and bool(self.key) and person.person in self.known.owners
        return TrustedThrough.KNOWN_KEY if known and self.known.revoked_from is None else TrustedThrough.NOTHING

    @property
    def _is_somebody_elses(self) -> bool:
        """Whether the key is known to belong to anybody but the person."""
        person = self.known.person
        return any(person is None or each != person.person for each in self.known.owners)

    @property
    def _foreign(self) -> bool:
        """Whether the key belongs to somebody else, or contradicts the one that the person is known by."""
        return self._is_somebody_elses or contradicts_known_key(self.checked, self.known)

    @property
    def campaign(self) -> Campaign | None:
        """The one that it answers, where nothing contradicts that it is the person's."""
        return None if self._foreign else self.answered

    @property
    def answered(self) -> Campaign | None:
        """The one that the person answers with it: of its invitation, else an open one, else the last to open."""
        if self.member is None or self.checked.report.stated is None:
            return None
        found = answered_by(self._campaigns, self.member, self.stated.occasion, self.stated.created.date())
        free = [each for each in found if not self._answers(each)]
        return next(iter((*free, *found)), None)

    @property
    def _campaigns(self) -> tuple[Campaign, ...]:
        """Those that it may answer: with an invitation of the person, only that one's."""
        invitation, person = self.known.invitation, self.known.person
        if invitation is None or person is None or invitation.person != person.person:
            return self.known.campaigns
        return tuple(each for each in self.known.campaigns if each.id == invitation.campaign)

    def findings(self) -> Iterator[RuleFinding]:
        """What the register says against it."""
        yield from self._of_person()
        yield from self._of_key()
        yield from self._of_certificate()
        yield from self._of_replay()
        yield from self._of_invitation()
        yield from self._of_campaign()
        yield from self._of_content()

    def evidence(self, now: datetime) -> TrustEvidence:
        """What was known when it was judged."""
        signer = self.checked.particulars.signer
        return TrustEvidence(
            judged=now,
            through=self.through,
            key=self.key,
            voucher=signer.vouched_by if signer else "",
            certificate=signer.serial if signer else "",
            issuer=signer.issuer if signer else "",
            starts=signer.starts if signer else None,
            ends=signer.ends if signer else None,
            confirmed_keys=self.known.keys,
            profile=self.school.number,
        )

    def _of_person(self) -> Iterator[RuleFinding]:
        member = self.member
        if member is None:
            unclear = Rule.NAMESAKES if self.known.has_namesakes else Rule.NOBODY
            yield _found(unclear, self.stated.person_identifier)
            return
        if self.known.by_name:
            yield _found(Rule.BY_NAME, self.stated.person_identifier)
        if not member.is_called(self.stated.person):
            yield _found(Rule.OTHER_NAME, both(self.stated.person, _("on the staff list"), member.name))
        if not member.is_active(self.stated.created.date()):
            yield _found(Rule.HAD_LEFT, str(member.last_day))
        kind = self.checked.particulars.person_kind
        if kind is not None and kind is not member.kind:
            yield _found(Rule.OTHER_KIND, _("{kind}; on the staff list: {listed}", kind=kind, listed=member.kind))

    def _of_key(self) -> Iterator[RuleFinding]:
        if self._is_somebody_elses:
            yield _found(Rule.SOMEBODY_ELSES_KEY)
        elif self.through is TrustedThrough.NOTHING and self._foreign:
            yield _found(Rule.CONTRADICTS_KNOWN_KEY)
        elif self.through is TrustedThrough.NOTHING:
            yield _found(Rule.UNKNOWN_KEY)

    def _of_certificate(self) -> Iterator[RuleFinding]:
        signer = self.checked.report.signer
        if signer is None:
            return
        if self.known.certificate is None and self.known.issued and self.through is TrustedThrough.AUTHORITY:
            yield _found(Rule.CERTIFICATE_NOT_ON_RECORD)
        # Without a time stamp the moment of signing is the signer's own word, and a thief's as well.
        moment = signer.time_stamp or signer.signed_at
        if self.known.revoked_from is not None:
            rejects = moment >= self.known.revoked_from
            yield _found(Rule.REVOKED if rejects else Rule.REVOKED_SINCE, self.known.revoked_from.date().isoformat())
        elif self.known.superseded_from is not None and moment >= self.known.superseded_from:
            yield _found(Rule.SUPERSEDED, self.known.superseded_from.date().isoformat())

    def _of_replay(self) -> Iterator[RuleFinding]:
        if any(row.attestation != self.checked.report.sha256 for row in self.known.same_statement):
            yield _found(Rule.OTHER_BYTES)
        audited = [row.audited for row in self._accepted if row.audited and row.audited > self.stated.created.date()]
        if audited:
            yield _found(Rule.NEWER_HELD, str(max(audited)))

    def _of_invitation(self) -> Iterator[RuleFinding]:
        named, known, person = self.stated.invitation, self.known.invitation, self.known.person
        if named is None:
            return
        if known is None:
            yield _found(Rule.UNKNOWN_INVITATION, named.identifier)
            return
        if named.campaign != known.campaign or (person is not None and person.person != known.person):
            yield _found(Rule.OTHER_INVITATION, named.identifier)
        if known.end == InvitationEnd.WITHDRAWN:
            yield _found(Rule.INVITATION_WITHDRAWN, named.identifier)
        if self._invitation_answered:
            yield _found(Rule.INVITATION_ANSWERED, named.identifier)

    @property
    def _invitation_answered(self) -> bool:
        """Whether another accepted attestation names the same invitation."""
        return bool(_accepted_besides(self.known.same_invitation, self.checked.report.sha256))

    def _of_campaign(self) -> Iterator[RuleFinding]:
        if self.member is None or self._foreign:
            return
        campaign = self.campaign
        if campaign is not None:
            if self._answers(campaign) and not self._invitation_answered:
                yield _found(Rule.ANSWERED_ALREADY, campaign.title)
            return
        same = [each for each in self._campaigns if each.occasion is self.stated.occasion]
        asking = [each for each in same if each.asks(self.member)]
        if not asking:
            if self.known.campaigns:
                yield _found(Rule.NO_CAMPAIGN)
            return
        latest = max(asking, key=lambda each: each.opens)
        early = window(latest, self.member).place(self.stated.created.date()) is InWindow.TOO_EARLY
        yield _found(Rule.BEFORE_CAMPAIGN if early else Rule.AFTER_CAMPAIGN, latest.title)

    def _of_content(self) -> Iterator[RuleFinding]:
        names = (*self.school.names, *self.known.also_called) if self.school.names else ()
        if names and all(likeness(each, self.stated.school) is not Likeness.SAME for each in names):
            yield _found(Rule.OTHER_SCHOOL, both(self.stated.school, _("this school"), names[0]))
        particulars = self.checked.particulars
        packs = dict(self.school.packs).get(particulars.person_kind or "", ())
        policy = particulars.policy
        if packs and policy is not None and policy.id not in packs:
            yield _found(Rule.OTHER_POLICY, policy.text())
        campaign, rules = self.campaign, particulars.rules_version
        if campaign is not None and rules and are_earlier(rules, campaign.rules):
            yield _found(Rule.EARLIER_RULES, campaign.title)
        for each in particulars.exceptions:
            yield _found(Rule.EXCEPTION, described(each))

    @property
    def _accepted(self) -> list[AttestationRow]:
        return _accepted_besides(self.known.held, self.checked.report.sha256)

    def _answers(self, campaign: Campaign) -> bool:
        return answers_already(self.known, campaign.id, self.checked.report.sha256)


def described(exception: DeclaredException) -> str:
    """An exception in a few words, always the same: the name under which it is confirmed."""
    where = f" ({exception.account})" if exception.account else ""
    return f"{exception.control}{where}: {exception.reason}, until {exception.until.isoformat()}"


def _accepted_besides(rows: Iterable[AttestationRow], attestation: str | None) -> list[AttestationRow]:
    """Those that were accepted, but for this one."""
    return [row for row in rows if row.standing is AttestationStanding.ACCEPTED and row.attestation != attestation]


def _found(rule: Rule, detail: str = "") -> RuleFinding:
    return RuleFinding(
        code=rule, sentence=str(RULE_SENTENCES[rule]), detail=detail[:300], rejects=rule.rejects, bars=rule.rejects
    )
