"""Answers given without thought may contradict each other: as in the window, that is put right before signing."""

from collections.abc import Callable

from attrs import evolve

from privacy_wizard.audit.interview.acts import Answer
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Key, answer_digest, answered
from privacy_wizard.domain.vocabulary import HowKnown


def respond(
    session: AuditSession, key: Key, answer: Answer, known: HowKnown | None = None, *, just_changed: bool = False
) -> None:
    """Answer one question, whatever page it is on; with `just_changed` the answer before is kept beside it."""
    audit = session.audit
    given = answered(audit.responses.get(key), key, answer, known, just_changed=just_changed)
    asked_as = {**audit.asked_as, key: answer_digest(session.checks[key[0]], answer)}
    session.change(evolve(audit, responses={**audit.responses, key: given}, asked_as=asked_as))


def answer_and_settle(session: AuditSession, answer: Callable[[tuple[str, str | None]], None]) -> None:
    """Answer every open question, and put right what contradicts, until nothing is open."""
    while session.first_open is not None or session.contradictions:
        while (place := session.first_open) is not None:
            answer(place[1])
        while session.contradictions:
            _settle_one(session)


def _settle_one(session: AuditSession) -> None:
    found, many = session.contradictions[0], len(session.contradictions)
    for key in (found.answer, found.other):
        for option in session.checks[key[0]].options if key is not None else ():
            respond(session, key, option.id, HowKnown.LOOKED)
            if len(session.contradictions) < many:
                return
    raise AssertionError(found)
