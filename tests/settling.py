"""Answers given without thought may contradict each other: as in the window, that is put right before signing."""

from collections.abc import Callable, Iterator
from functools import reduce

from attrs import evolve

from privacy_wizard.audit.interview.acts import Answer
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Audit, Key, answer_digest, answered
from privacy_wizard.domain.vocabulary import HowKnown


def respond(
    session: AuditSession, key: Key, answer: Answer, known: HowKnown | None = None, *, just_changed: bool = False
) -> None:
    """Answer one question, whatever page it is on; with `just_changed` the answer before is kept beside it."""
    session.change(responded(session, session.audit, key, answer, known, just_changed=just_changed))


def responded(
    session: AuditSession,
    audit: Audit,
    key: Key,
    answer: Answer,
    known: HowKnown | None = None,
    *,
    just_changed: bool = False,
) -> Audit:
    """The audit with that answer; nothing is saved."""
    given = answered(audit.responses.get(key), key, answer, known, just_changed=just_changed)
    asked_as = {**audit.asked_as, key: answer_digest(session.checks[key[0]], answer)}
    return evolve(audit, responses={**audit.responses, key: given}, asked_as=asked_as)


def answer_and_settle(session: AuditSession, answer: Callable[[Audit, Key], Audit]) -> None:
    """Answer every open question, and put right what contradicts, until nothing is open.

    Those that are open are answered in one act: to save after each takes longer than all that is then claimed.
    """
    while session.first_open is not None or session.contradictions:
        while session.first_open is not None:
            session.change(reduce(answer, list(_open_keys(session)), session.audit))
        while session.contradictions:
            _settle_one(session)


def _open_keys(session: AuditSession) -> Iterator[Key]:
    interview = session.interview
    assert interview is not None
    rows = (row for page in interview.required for row in page.rows)
    return (row.question.key for row in rows if not interview.is_answered(row.question))


def _settle_one(session: AuditSession) -> None:
    found, many = session.contradictions[0], len(session.contradictions)
    for key in (found.answer, found.other):
        for option in session.checks[key[0]].options if key is not None else ():
            respond(session, key, option.id, HowKnown.LOOKED)
            if len(session.contradictions) < many:
                return
    raise AssertionError(found)
