"""A signature under nothing: an attestation has to declare something, whether or not the school has its own wording."""

import pytest
from attrs import evolve

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import Statement
from privacy_wizard.attestation.verify import examine
from privacy_wizard.attestation.wording import worded
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.file_checks import judge
from privacy_wizard.intake.reference_library import ReferenceLibrary
from privacy_wizard.intake.report import FileVerdict
from tests.attestation.authority import TestKey

from .test_schools_own import PROFILE, manifest
from .world import NOW, SCHOOL_TRUST, reasons, shipped

SCHOOLS = {  # what each has as its own wording, and what somebody signs there without declaring anything
    "no wording of its own": ((), ("…", "1. 2.")),
    "an empty wording of its own": (("",), ("", " ")),
    "blanks as its own wording": ((" ", "\n"), ()),
    "a wording of its own": (PROFILE.declaration, ("",)),
}


def without(statement: Statement, key: TestKey, declaration: tuple[str, ...]) -> bytes:
    return sign(evolve(statement, wording=evolve(statement.wording, declaration=declaration)), key).pdf


def references(wording: tuple[str, ...]) -> ReferenceLibrary:
    said = manifest(profile=evolve(PROFILE, declaration=wording))
    return ReferenceLibrary(shipped(), None, said)


@pytest.mark.parametrize(("wording", "nothing"), SCHOOLS.values(), ids=SCHOOLS)
def test_an_attestation_that_declares_nothing_is_rejected(
    statement: Statement, key: TestKey, wording: tuple[str, ...], nothing: tuple[str, ...]
) -> None:
    school = references(wording)
    for declaration in {nothing, tuple(" ".join(each.split()) for each in wording)}:
        pdf = without(statement, key, declaration)
        found = judge(examine(pdf, school.declaration), school, SCHOOL_TRUST, NOW)
        declares = any(character.isalpha() for text in declaration for character in text)
        assert (found.verdict is FileVerdict.REJECTED, Reason.NO_DECLARATION in reasons(found)) == (not declares,) * 2


def test_it_is_rejected_where_files_are_judged_for_the_register(statement: Statement, key: TestKey) -> None:
    with FileChecker(SCHOOL_TRUST, workers=1) as checker:
        found = checker.check("a.pdf", without(statement, key, ()), NOW).report
    assert (found.verdict, reasons(found)) == (FileVerdict.REJECTED, {Reason.NO_DECLARATION})


@pytest.mark.parametrize("wording", [("",), (" ", "\n")])
def test_a_school_whose_own_wording_is_empty_gets_the_shipped_one(
    statement: Statement, key: TestKey, wording: tuple[str, ...]
) -> None:
    made = worded(statement, declaration=wording)
    assert made.wording.declaration == worded(statement).wording.declaration
    school = references(wording)
    assert judge(examine(sign(made, key).pdf, school.declaration), school, SCHOOL_TRUST, NOW).reasons == ()
