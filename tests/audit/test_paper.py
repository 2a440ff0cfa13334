"""The attestation as a paper, drawn from whole audits of every policy."""

from collections.abc import Sequence
from unittest import mock

import pytest
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from privacy_wizard.attestation import layouts
from privacy_wizard.attestation.layouts import CURRENT_LAYOUT, LAYOUTS, draw
from privacy_wizard.attestation.statement import (
    COMMENT_LIMIT,
    ExceptionPart,
    KeyPart,
    SignatureKind,
    SignaturePart,
    Statement,
    to_json,
)
from privacy_wizard.attestation.wording import worded
from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.handover import action_lines
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.statement_builder import StatementBuilder
from privacy_wizard.domain.school_profile import DECLARATION_LIMIT
from privacy_wizard.domain.vocabulary import AccountKind, Basis, ExceptionReason, Occasion, Verdict
from privacy_wizard.pdf.canvas import Drawing
from tests.shipped import shipped

from ..attestation.reading import pages_of
from ..page_breaks import alone
from ..pdf_structure import check_structure
from .conftest import SAM, SCHOOL, Clock, answer_all

PACKS = sorted(shipped().packs)
AS_ASKED = (Verdict.MET, Verdict.ACKNOWLEDGED)
WRONG = (Verdict.NOT_MET, Verdict.PARTLY_MET)
HALF = (Verdict.PARTLY_MET, *AS_ASKED)
SIGNATURE = SignaturePart(kind=SignatureKind.TYPED, strokes=(), text="Sam Lee")
KEY = KeyPart(fingerprint="9c" * 32, words=("amber", "canoe", "harbour", "lantern", "magnet", "orbit", "velvet"))


def answered(pack: str, accounts: Sequence[str], answers: tuple[Verdict, ...], *, further: bool = True) -> AuditSession:
    """An audit of these accounts in which every answer is of that kind, where there is one.

    The policy comes last: once it is known, each act puts all that is asked on pages, to say how far one has come.
    """
    session = AuditSession(shipped(), NotKept(), Clock())
    session.describe_person(SAM, Occasion.INDUCTION)
    session.choose_school(evolve(SCHOOL, asks_further=further))
    for account in accounts:
        kind = AccountKind.OFFICIAL if account.startswith("@") else AccountKind.PERSONAL
        session.add_account(account.removeprefix("@"), kind)
    if not accounts:
        session.declare_no_accounts(True)
    session.choose_policy(pack)
    answer_all(session, answers)
    return session


def stated(session: AuditSession) -> Statement:
    return StatementBuilder(session, session._now()).build(SIGNATURE, KEY)


def document(drawing: Drawing, made: Statement) -> bytes:
    """The file of what is drawn already: to draw is most of it."""
    with mock.patch.object(layouts, "LAYOUTS", {CURRENT_LAYOUT: lambda _: drawing}):
        return draw(made)


# Wrong answers ask for the most words, under any policy; fewer words break pages elsewhere.
@pytest.mark.parametrize(
    ("pack", "answers"),
    [
        *((pack, WRONG) for pack in PACKS),
        *(("helsby-hillside-primary-2023", AS_ASKED), ("helsby-hillside-primary-2023", HALF)),
        *(("devon-maintained-schools-2011", HALF), ("baseline", AS_ASKED)),
    ],
)
def test_three_accounts_take_at_most_four_pages_even_with_the_further_questions(
    pack: str, answers: tuple[Verdict, ...]
) -> None:
    made = stated(answered(pack, ("facebook", "instagram", "whatsapp"), answers))
    drawing = LAYOUTS[CURRENT_LAYOUT](made)
    assert drawing.pages <= 4
    assert alone(drawing) == []
    assert check_structure(document(drawing, made)) == ()


@pytest.mark.parametrize("answers", [AS_ASKED, WRONG], ids=["as asked", "wrong"])
@pytest.mark.parametrize("pack", PACKS)
def test_no_accounts_take_three_pages_which_speak_of_none(pack: str, answers: tuple[Verdict, ...]) -> None:
    made = stated(answered(pack, (), answers, further=False))
    drawing = LAYOUTS[CURRENT_LAYOUT](made)
    assert drawing.pages == 3
    assert alone(drawing) == []
    if answers is AS_ASKED:
        said = " ".join(" ".join(pages_of(document(drawing, made))).split())
        assert "baseline" not in said.replace("Baseline, November 2026", "").replace("Baseline 2026", "").lower()
        assert "what my accounts show" not in said
        assert "screen" not in said
        assert ("truthfully" in said) is ("Must:" in said or "Inform:" in said)


@pytest.fixture(scope="module")
def audits() -> Sequence[Statement]:
    """The longest of each kind: all of it wrong, half of it, none of it, accounts for the school, none at all."""
    longest: tuple[tuple[str, tuple[str, ...], tuple[Verdict, ...]], ...] = (
        ("helsby-hillside-primary-2023", ("facebook", "instagram", "whatsapp"), WRONG),
        ("devon-maintained-schools-2011", ("@facebook", "@instagram", "instagram"), WRONG),
        ("ladysmith-federation", ("@facebook", "x", "linkedin"), HALF),
        ("helsby-hillside-primary-2023", ("snapchat", "tiktok", "youtube"), AS_ASKED),
        ("helsby-hillside-primary-2023", ("amazon",), WRONG),
        ("bradley-primary-2023", (), WRONG),
    )
    return [stated(answered(pack, accounts, answers)) for pack, accounts, answers in longest]


def words_of(longest: int) -> st.SearchStrategy[str]:
    """Texts of words of any length, narrow, wide, accented, from right to left or without blanks."""
    letters = st.sampled_from(["a", "W", "ǅ", "ế", "m", "漢", "س", "क", "-"])
    word = st.builds(str.__mul__, letters, st.integers(1, 60))
    return st.lists(word, min_size=1, max_size=40).map(lambda words: " ".join(words)[:longest].strip())


# A failure is a whole paper, so a smaller one says no more, and takes minutes to find.
@settings(max_examples=18, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    at=st.integers(0, 5),
    name=words_of(120),
    role=words_of(200),
    school=words_of(200),
    number=words_of(60),
    comment=st.one_of(words_of(COMMENT_LIMIT), st.sampled_from(["\n" * 1400 + "x", "x\n" * 750, "Wwww " * 300])),
    excepted=st.integers(0, 9),
)
def test_whatever_a_person_may_write_the_paper_keeps_its_length_and_nothing_stands_alone(
    audits: Sequence[Statement], at: int, name: str, role: str, school: str, number: str, comment: str, excepted: int
) -> None:
    made = with_exceptions(audits[at], excepted, name)
    person = evolve(made.person, name=name, role=role, identifier=number)
    made = worded(evolve(made, person=person, school=evolve(made.school, name=school), comment=comment))
    drawing = LAYOUTS[CURRENT_LAYOUT](made)
    assert drawing.pages <= (4 if made.accounts else 3)
    assert alone(drawing) == []


def with_exceptions(made: Statement, count: int, name: str) -> Statement:
    """So many of its open findings excepted, each by somebody else."""
    taken = [f for f in made.findings if f.verdict.is_open and f.basis is not Basis.READING][:count]
    declared = tuple(
        ExceptionPart(
            control=finding.control,
            account=finding.account,
            reason=ExceptionReason.RELATIVE,
            approver_role="Headteacher",
            approver_name=f"{name[:110]} {at}",
            until=made.created.date(),
        )
        for at, finding in enumerate(taken)
    )
    findings = tuple(evolve(f, verdict=Verdict.EXCEPTED) if f in taken else f for f in made.findings)
    kept = {(finding.control, finding.account) for finding in taken}
    actions = tuple(action for action in made.actions if (action.control, action.account) not in kept)
    return evolve(made, findings=findings, exceptions=declared, actions=actions)


@pytest.mark.parametrize("at", [0, 5])
def test_the_longest_declaration_of_a_school_leaves_the_paper_its_length(audits: Sequence[Statement], at: int) -> None:
    paragraphs = tuple(("responsible " * 30)[: DECLARATION_LIMIT // 8].strip() for _ in range(8))
    made = evolve(audits[at], comment=("thoughtful words " * 100)[:COMMENT_LIMIT])
    drawing = LAYOUTS[CURRENT_LAYOUT](worded(made, declaration=paragraphs))
    assert drawing.pages <= (4 if made.accounts else 3)
    assert alone(drawing) == []


@pytest.mark.parametrize("pack", ["baseline", "helsby-hillside-primary-2023"])
def test_the_list_for_oneself_holds_nothing_that_is_handed_in(pack: str) -> None:
    session = answered(pack, ("facebook", "other"), WRONG, further=False)
    made = stated(session)
    session.change_account(evolve(session.audit.accounts[1], label="the label of my own"))
    handed_in = " ".join((*pages_of(draw(made)), to_json(made).decode()))
    lines = action_lines(session)
    assert len(lines) == len(made.actions) > 5
    assert not [line.text for line in lines if line.text in handed_in]
    assert "the label of my own" not in handed_in
