"""The attestation as a paper, drawn from whole audits of every policy."""

from collections.abc import Sequence

import pypdfium2
import pytest
from attrs import evolve

from privacy_wizard.attestation.layouts import draw
from privacy_wizard.attestation.statement import KeyPart, SignatureKind, SignaturePart, Statement, to_json
from privacy_wizard.audit.handover import action_lines
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.statement_builder import StatementBuilder
from privacy_wizard.domain.vocabulary import Verdict
from tests.shipped import shipped

from ..attestation.reading import pages_of
from ..pdf_structure import check_structure
from .conftest import answer_all

PACKS = sorted(shipped().packs)
AS_ASKED = (Verdict.MET, Verdict.ACKNOWLEDGED)
WRONG = (Verdict.NOT_MET, Verdict.PARTLY_MET)
HALF = (Verdict.PARTLY_MET, *AS_ASKED)
SIGNATURE = SignaturePart(kind=SignatureKind.TYPED, strokes=(), text="Sam Lee")
KEY = KeyPart(fingerprint="9c" * 32, words=("amber", "canoe", "harbour", "lantern", "magnet", "orbit", "velvet"))


def stated(session: AuditSession, pack: str, accounts: Sequence[str], answers: tuple[Verdict, ...]) -> Statement:
    """The statement of an audit of these accounts in which every answer is of that kind, where there is one."""
    session.remove_account("instagram-1")
    session.choose_policy(pack)
    for account in accounts:
        session.add_account(account)
    if not accounts:
        session.declare_no_accounts(True)
    answer_all(session, answers)
    return StatementBuilder(session, session._now()).build(SIGNATURE, KEY)


@pytest.mark.parametrize("answers", [AS_ASKED, WRONG, HALF], ids=["as asked", "wrong", "half"])
@pytest.mark.parametrize("pack", PACKS)
def test_three_accounts_take_at_most_four_pages(session: AuditSession, pack: str, answers: tuple[Verdict, ...]) -> None:
    pdf = draw(stated(session, pack, ("facebook", "instagram", "whatsapp"), answers))
    assert len(pypdfium2.PdfDocument(pdf)) <= 4
    assert check_structure(pdf) == ()


@pytest.mark.parametrize("answers", [AS_ASKED, WRONG], ids=["as asked", "wrong"])
@pytest.mark.parametrize("pack", PACKS)
def test_no_accounts_take_three_pages(session: AuditSession, pack: str, answers: tuple[Verdict, ...]) -> None:
    assert len(pages_of(draw(stated(session, pack, (), answers)))) == 3


@pytest.mark.parametrize("pack", PACKS)
def test_no_line_stands_alone_on_the_last_page(session: AuditSession, pack: str) -> None:
    last = pages_of(draw(stated(session, pack, ("facebook", "instagram", "whatsapp"), AS_ASKED)))[-1]
    if "Fingerprint of the signing key" in last:
        assert "Policy and checklists, by version" in last
        assert "WhatsApp" in last


@pytest.mark.parametrize("pack", PACKS)
def test_the_list_for_oneself_holds_nothing_that_is_handed_in(session: AuditSession, pack: str) -> None:
    made = stated(session, pack, ("facebook", "other"), WRONG)
    session.change_account(evolve(session.audit.accounts[1], label="the label of my own"))
    handed_in = " ".join((*pages_of(draw(made)), to_json(made).decode()))
    lines = action_lines(session)
    assert len(lines) == len(made.actions) > 5
    assert not [line.text for line in lines if line.text in handed_in]
    assert "the label of my own" not in handed_in


@pytest.mark.parametrize("pack", PACKS)
def test_a_paper_without_accounts_speaks_of_none(session: AuditSession, pack: str) -> None:
    said = " ".join(" ".join(pages_of(draw(stated(session, pack, (), AS_ASKED)))).split())
    assert "baseline" not in said.replace("Baseline, November 2026", "").replace("Baseline 2026", "").lower()
    assert "what my accounts show" not in said
    assert "screen" not in said
    assert ("truthfully" in said) is ("Must:" in said or "Inform:" in said)
