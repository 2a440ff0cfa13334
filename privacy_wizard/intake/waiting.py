"""What waits: attestations with nothing against them except what one act can settle for several, what cannot be
accepted as it is, by why, and what was made under another policy.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import Enum

from attrs import frozen

from ..attestation.reasons import Reason
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow
from ..domain.versions import PolicyVersion
from ..domain.vocabulary import PersonKind
from ..register import SchoolRegister
from .facts import SchoolRules
from .sentences import COMMON, Rule

_KEY_NOT_KNOWN = frozenset((Rule.UNKNOWN_KEY, Rule.NOBODY, Rule.NAMESAKES, Rule.BY_NAME))


def needs_words(codes: Collection[str]) -> bool:
    """Whether nothing but its words, read out by the person, can show whose key it is; `codes` are the reasons."""
    return bool(_KEY_NOT_KNOWN & set(codes))


def is_in_order(codes: Collection[str]) -> bool:
    """Whether a file waits only because nobody has compared its key, or accepted it, yet."""
    return set(codes) <= COMMON


def bars_acceptance(codes: Collection[str]) -> bool:
    """Whether nobody may accept a file as things stand; a newer program or school file may check it again."""
    return any(reason.bars for reason in Reason if reason in codes)


def despite_policy(codes: Collection[str]) -> Collection[str]:
    """The reasons without the one about the policy, which an officer may overrule."""
    return set(codes) - {Rule.OTHER_POLICY}


def waits_for_words_alone(row: AttestationRow, *, of_this_school: bool = False) -> bool:
    """Whether nothing stands against it but that: several such go with one act. `of_this_school`: that it names the
    school otherwise counts no longer.
    """
    left = set(row.reasons) - ({Rule.OTHER_SCHOOL} if of_this_school else set())
    return row.standing is AttestationStanding.NEEDS_A_LOOK and row.person is not None and is_in_order(left)


def to_accept_together(register: SchoolRegister, of_this_school: Collection[str] = ()) -> Sequence[AttestationRow]:
    """What goes with one act: of each person the newest, where no answer of theirs is accepted already.

    `of_this_school` are those that name the school as it may be called by now.
    """
    waiting = register.attestations.waiting()
    found = [each for each in waiting if waits_for_words_alone(each, of_this_school=each.attestation in of_this_school)]
    return newest_unanswered(register, found)


def newest_unanswered(register: SchoolRegister, rows: Sequence[AttestationRow]) -> Sequence[AttestationRow]:
    """The newest of each person, if no answer of theirs to the same request is accepted already."""
    newest: dict[str, AttestationRow] = {}
    for row in rows:
        before = newest.get(str(row.person))
        if before is None or _age(row) > _age(before):
            newest[str(row.person)] = row
    accepted = _accepted_campaigns(register, newest)
    return [row for who, row in newest.items() if row.campaign not in accepted.get(who, ())]


def _accepted_campaigns(register: SchoolRegister, people: Collection[str]) -> Mapping[str, Collection[str | None]]:
    """What each of these people has answered already."""
    return {
        who: {each.campaign for each in register.attestations.of(who) if each.standing is AttestationStanding.ACCEPTED}
        for who in people
    }


def _age(row: AttestationRow) -> datetime:
    return row.signed or row.received


class BarredBy(Enum):
    """Why nobody may accept it here: of several, the one that stands first here is told."""

    WITHDRAWN = frozenset((Reason.WITHDRAWN,))
    NEWER_PROGRAM = frozenset((Reason.UNKNOWN_LAYOUT, Reason.UNKNOWN_WORDING, Reason.UNKNOWN_RULES))
    OTHER_QUESTIONS = frozenset((Reason.UNKNOWN_CHECKLIST,))
    OTHER_POLICY_VERSION = frozenset((Reason.UNKNOWN_POLICY,))

    @property
    def may_end_with_update(self) -> bool:
        """Whether a newer program may have what this one lacks."""
        return self is not BarredBy.WITHDRAWN

    @property
    def may_end_with_asking(self) -> bool:
        """Whether the same person may make one that can be accepted; not while their program is the newer one."""
        return self is not BarredBy.NEWER_PROGRAM


@frozen(kw_only=True)
class Barred:
    """What waits of people who are known and is barred alike."""

    bar: BarredBy
    waiting: Sequence[AttestationRow]  # the last received first


def barred(register: SchoolRegister) -> Sequence[Barred]:
    """Those with most first, without those made under another policy: these are asked about by `other_policy`.

    Raises RegisterTrouble.
    """
    found: dict[BarredBy, list[AttestationRow]] = {bar: [] for bar in BarredBy}
    for row in register.attestations.waiting():
        bar = _bar(row)
        if bar is not None and row.person is not None and Rule.OTHER_POLICY not in row.reasons:
            found[bar].append(row)
    told = [Barred(bar=bar, waiting=rows) for bar, rows in found.items() if rows]
    return sorted(told, key=lambda each: -len(each.waiting))


def _bar(row: AttestationRow) -> BarredBy | None:
    return next((bar for bar in BarredBy if not bar.value.isdisjoint(row.reasons)), None)


_COUNT = (AttestationStanding.ACCEPTED, AttestationStanding.NEEDS_A_LOOK)


@frozen(kw_only=True)
class UnderOtherPolicy:
    """What waits of people who are known, by the identifier of the policy that it was made under."""

    policy: str
    waiting: Sequence[AttestationRow]  # the last received first
    may_be_accepted: Sequence[AttestationRow]  # those against which nothing else stands, of each person the newest
    own: Collection[str]  # the policies that apply to these people now
    kinds: Collection[PersonKind]  # to whom the policy would apply from now on, were it used for them

    @property
    def is_for_everyone(self) -> bool:
        """Whether it would become the policy of the whole school."""
        return set(self.kinds) == set(PersonKind)

    @property
    def is_known(self) -> bool:
        """Whether the program or the school's file has the policy, in the version of at least one of them."""
        return any(Reason.UNKNOWN_POLICY not in each.reasons for each in self.waiting)


def under_other_policies(register: SchoolRegister, rules: SchoolRules) -> Sequence[UnderOtherPolicy]:
    """Those with most first. Raises RegisterTrouble."""
    waiting = _waiting(register)
    if not waiting:
        return ()
    packs = dict(rules.packs)
    kinds = _kinds(register, (row for rows in waiting.values() for row in rows))
    is_one_for_all = len(set(packs.values())) == 1 and not _is_in_use(register, {*packs.values()})
    found = []
    for policy, rows in waiting.items():
        concerned = {kinds[str(row.person)] for row in rows if row.person in kinds}
        found.append(
            UnderOtherPolicy(
                policy=policy,
                waiting=rows,
                may_be_accepted=newest_unanswered(
                    register, [row for row in rows if is_in_order(despite_policy(row.reasons))]
                ),
                own=sorted({pack for kind in concerned for pack in packs.get(kind.value, ())}),
                kinds=set(PersonKind) if is_one_for_all and len(waiting) == 1 else concerned,
            )
        )
    return sorted(found, key=lambda each: -len(each.waiting))


def _waiting(register: SchoolRegister) -> Mapping[str, Sequence[AttestationRow]]:
    found: dict[str, list[AttestationRow]] = {}
    for row in register.attestations.waiting():
        policy = PolicyVersion.recorded(row.policy)
        if policy is not None and Rule.OTHER_POLICY in row.reasons and row.person is not None:
            found.setdefault(policy.id, []).append(row)
    return found


def _kinds(register: SchoolRegister, rows: Iterable[AttestationRow]) -> Mapping[str, PersonKind]:
    people = register.people.named({str(row.person) for row in rows})
    return {who: each.member.kind for who, each in people.items()}


def _is_in_use(register: SchoolRegister, packs: Collection[Sequence[str]]) -> bool:
    """Whether somebody has handed in under a policy of the school's: then it is not changed for all by the way."""
    own = {each for some in packs for each in some}
    return any(
        (policy := PolicyVersion.recorded(row.policy)) is not None and policy.id in own
        for row in register.attestations.everything()
        if row.standing in _COUNT
    )
