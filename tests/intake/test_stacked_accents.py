"""Accents piled up until they strike over other text: not drawn, not typed, not believed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import Statement, StatementFault, from_json, to_json
from privacy_wizard.attestation.wording import worded
from privacy_wizard.domain.school_profile import ProfileFault, SchoolProfile, profile_faults
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.pdf import fonts, text
from privacy_wizard.pdf.faults import TooManyAccents
from tests.attestation.authority import TestKey

from .world import NAME, reasons, report

TOWER = "\u036a" * 12
STRIKE = "\u0336"
PILED = {
    "name": lambda s: {"person": evolve(s.person, name=f"{NAME}{TOWER}")},
    "role": lambda s: {"person": evolve(s.person, role=f"Head{TOWER}")},
    "school": lambda s: {"school": evolve(s.school, name=f"St Brigid's{TOWER}")},
    "comment": lambda s: {"comment": f"I have seen to it{TOWER}."},
    "signature": lambda s: {"signature": evolve(s.signature, text=f"{NAME}{TOWER}")},
    "struck out": lambda s: {"comment": "".join(f"{letter}{STRIKE}" for letter in "not met")},
}


@contextmanager
def another_program(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The signer's own program, which draws whatever it is given."""
    remembered = (fonts.plain, text._wrapped, text._wide)
    with patch.context() as within:
        within.setattr(fonts, "overloaded", lambda _text: "")
        yield
    for each in remembered:
        each.cache_clear()


@pytest.mark.parametrize("place", PILED)
def test_what_is_piled_up_is_not_drawn(statement: Statement, key: TestKey, place: str) -> None:
    with pytest.raises(TooManyAccents) as refused:
        sign(worded(evolve(statement, **PILED[place](statement))), key)
    assert "more accents than a line has room for" in str(refused.value)


@pytest.mark.parametrize("place", PILED)
def test_a_file_of_another_program_that_draws_it_is_rejected(
    statement: Statement, key: TestKey, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with another_program(monkeypatch):
        pdf = sign(worded(evolve(statement, **PILED[place](statement))), key).pdf
    found = report(pdf)
    assert (found.verdict, found.stated) == (FileVerdict.REJECTED, None)
    assert Reason.DATA_WRONG in reasons(found)


@pytest.mark.parametrize("place", PILED)
def test_it_is_said_where_it_stands(statement: Statement, place: str) -> None:
    with pytest.raises(StatementFault, match="more accents on a letter"):
        from_json(to_json(evolve(statement, **PILED[place](statement))))


def test_a_profile_with_piled_up_accents_is_refused() -> None:
    for profile in (SchoolProfile(name=f"Oak{TOWER}"), SchoolProfile(name="Oak", declaration=(f"I agree{TOWER}.",))):
        assert profile_faults(profile) == (ProfileFault.ACCENTS,)
