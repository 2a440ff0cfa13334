"""What waits and was made under another policy than the school applies: one question for all of one policy."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import frozen

from ..attestation.reasons import Reason
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow
from ..domain.versions import PolicyVersion
from ..domain.vocabulary import PersonKind
from ..register import SchoolRegister
from .in_order import despite_policy, is_in_order, newest_unanswered
from .known_facts import SchoolRules
from .sentences import Rule

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
