"""A saved audit comes back as it was."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy_wizard.audit.document import DocumentFault, from_document, to_document
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.domain.audit import School, Waiver
from privacy_wizard.domain.vocabulary import ExceptionReason, HowKnown, NotApplicable, Unresolved
from tests.settling import respond

ANSWERS = st.one_of(st.sampled_from([*Unresolved, *NotApplicable]), st.text(min_size=1, max_size=20))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(ANSWERS, st.sampled_from(HowKnown), st.text(max_size=50)), max_size=8), st.binary(max_size=40)
)
def test_any_audit_survives_saving(session: AuditSession, answers: list, logo: bytes) -> None:
    session.choose_school(School(name="A", other_names=("B",), email_domains=("a.example",), logo=logo or None))
    for question, (answer, known, note) in zip(session.questions, answers, strict=False):
        respond(session, question.key, answer, known)
        session.note(question.key, note)
    waiver = Waiver(
        reason=ExceptionReason.RELATIVE, approver_role="headteacher", approver_name="A", until=date(2027, 1, 1)
    )
    if answers:
        session.declare_exception(session.questions[0].key, waiver)
    session.set_due(session.findings()[0], date(2027, 2, 1))
    assert from_document(to_document(session.audit)) == session.audit


@pytest.mark.parametrize("damage", ["format", "person", "responses", "place"])
def test_a_document_of_another_shape_is_refused_with_a_sentence(session: AuditSession, damage: str) -> None:
    document = to_document(session.audit)
    document[damage] = [{"x": 1}]
    with pytest.raises(DocumentFault, match="Install the newest version"):
        from_document(document)


def test_a_saved_audit_that_is_no_audit_is_said_so_when_it_is_resumed(
    session: AuditSession, open_session: Callable[[], AuditSession], store
) -> None:
    store.save(session.audit.id, {"format": 1, "unexpected": True})
    with pytest.raises(DocumentFault):
        open_session().resume(session.audit.id)
