"""Which waiting attestations have nothing against them except what one act can settle for several."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from ..attestation.reasons import Reason
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationRow
from ..register import SchoolRegister
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
