"""What this program cannot check: nobody accepts it here, and what acts when it is opened is rejected all the same."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import evolve
from pikepdf import Array, Dictionary, Name, Pdf, String

from privacy_wizard.attestation.embedded import active_content
from privacy_wizard.attestation.layouts import CURRENT_LAYOUT
from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.reconstruct import unknown_versions
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.statement import Statement, to_json
from privacy_wizard.attestation.wording import worded
from privacy_wizard.domain.register_events import AttestationStanding as Held
from privacy_wizard.domain.register_events import Decided
from privacy_wizard.domain.versions import FIRST_RULES
from privacy_wizard.intake.countersigning import Countersigning
from privacy_wizard.intake.decisions import Acceptance, Decisions
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.intake_run import IntakeOutcome
from privacy_wizard.intake.not_decided import CannotAccept
from privacy_wizard.intake.reference_library import ReferenceLibrary
from privacy_wizard.intake.report import FileVerdict
from privacy_wizard.pdf.strict_reader import read_plain
from privacy_wizard.register import Register
from tests.attestation.authority import TestKey
from tests.register.made import create_register

from .school_world import Clock, SchoolWorld, a_school, register_officer, signing_key
from .test_forgeries import _annotation, _page_action, _script, _second_attachment, _third_field
from .world import NOW, SCHOOL_TRUST, drawn, reasons, repainted, report, shipped, signed_page

pytestmark = pytest.mark.usefixtures("looked_at_once")


def _unchanged(pdf: Pdf) -> None:
    """Only the version is another one."""


def _launch(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("calc.exe"))


def _link(pdf: Pdf) -> None:
    press = Dictionary(S=Name.URI, URI=String("https://example.org"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 600, 800]), A=press)
    page = pdf.pages[0].obj
    page.Annots = Array([*page.get("/Annots", Array()), pdf.make_indirect(link)])


def _script_by_name(pdf: Pdf) -> None:
    run = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("start"), run]))


def _form_that_changes(pdf: Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


ACTIVE: tuple[Callable[[Pdf], None], ...] = (
    *(_script, _script_by_name, _page_action, _launch, _link, _annotation, _second_attachment, _third_field),
    _form_that_changes,
)


def newer(statement: Statement, key: TestKey, change: Callable[[Pdf], None] = _unchanged) -> bytes:
    """A page of a layout that nobody here knows, signed with the proper key."""
    named = worded(evolve(statement, layout_version="99"))

    def changed(pdf: Pdf) -> None:
        pdf.Root.AF[0].EF.F.write(to_json(named))
        change(pdf)

    return signed_page(repainted(drawn(evolve(named, layout_version=CURRENT_LAYOUT)), changed), named, key)


def of_another_wording(statement: Statement, key: TestKey) -> bytes:
    return sign(evolve(statement, wording=evolve(statement.wording, template_sha256="0" * 64)), key).pdf


def of_an_own_policy(statement: Statement, key: TestKey) -> bytes:
    return sign(worded(evolve(statement, policy=evolve(statement.policy, id="my-own-policy"))), key).pdf


def of_an_own_policy_under_a_known_name(statement: Statement, key: TestKey) -> bytes:
    return sign(worded(evolve(statement, policy=evolve(statement.policy, sha256="0" * 64))), key).pdf


def of_another_checklist(statement: Statement, key: TestKey) -> bytes:
    first, *others = statement.checklists
    return sign(worded(evolve(statement, checklists=(evolve(first, version="2030.1"), *others))), key).pdf


UNCHECKED = {
    newer: Reason.UNKNOWN_LAYOUT,
    of_another_wording: Reason.UNKNOWN_WORDING,
    of_an_own_policy: Reason.UNKNOWN_POLICY,
    of_an_own_policy_under_a_known_name: Reason.UNKNOWN_POLICY,
    of_another_checklist: Reason.UNKNOWN_CHECKLIST,
}


@pytest.fixture(scope="module")
def checker() -> Iterator[FileChecker]:
    with FileChecker(SCHOOL_TRUST, workers=1) as made:
        yield made


@pytest.fixture
def school(tmp_path: Path, checker: FileChecker, officer: TestKey, register_url: str) -> Iterator[SchoolWorld]:
    create_register(register_url)
    who = register_officer(officer.certificate, officer.private_key)
    with Register.open(register_url, who, now=Clock()) as register:
        yield a_school(register, checker, tmp_path / "in")


@pytest.mark.parametrize("change", ACTIVE, ids=lambda change: change.__name__.strip("_"))
def test_what_acts_when_it_is_opened_is_rejected_whatever_the_version(
    statement: Statement, key: TestKey, change: Callable[[Pdf], None]
) -> None:
    found = report(newer(statement, key, change))
    assert found.verdict is FileVerdict.REJECTED
    assert reasons(found) & {Reason.ACTIVE_CONTENT, Reason.NO_DATA}
    assert active_content(read_plain(repainted(drawn(statement), change))[0]) is not None


def test_no_attestation_of_this_program_holds_anything_that_acts(pdf: bytes, countersigned: bytes) -> None:
    for file in (pdf, countersigned):
        assert [active_content(each) for each in read_plain(file)] == [None] * len(read_plain(file))


@pytest.mark.parametrize("made", UNCHECKED, ids=lambda made: made.__name__)
def test_what_cannot_be_checked_here_is_never_accepted_here(
    statement: Statement, key: TestKey, school: SchoolWorld, made: Callable[[Statement, TestKey], bytes]
) -> None:
    pdf = made(statement, key)
    found = report(pdf)
    assert (found.verdict, reasons(found)) == (FileVerdict.NEEDS_A_LOOK, {UNCHECKED[made]})
    taken = school.take(pdf)
    assert taken.outcome is IntakeOutcome.NEEDS_A_LOOK
    desk = Decisions(
        register=school.own, rules=school.rules, checker=school.checker, officer=school.officer.certificate
    )
    with pytest.raises(CannotAccept) as refused:
        desk.accept(str(taken.sha256), Acceptance(reason="The head asked me to."), NOW)
    assert "cannot be accepted" in str(refused.value)


def test_rules_of_the_first_version_are_not_for_questions_of_today(statement: Statement) -> None:
    library = ReferenceLibrary(shipped())
    assert [part for each in library.libraries(statement) for part in unknown_versions(statement, each)] == []
    backdated = evolve(statement, rules_version=FIRST_RULES)
    for each in library.libraries(backdated):
        assert {doubt.reason for doubt in unknown_versions(backdated, each)} <= {
            Reason.UNKNOWN_CHECKLIST,
            Reason.UNKNOWN_POLICY,
        }
        assert any(unknown_versions(backdated, each))


@pytest.mark.parametrize("made", [newer, of_another_wording])
def test_a_newer_attestation_is_said_to_need_an_update_first(
    statement: Statement, key: TestKey, made: Callable[[Statement, TestKey], bytes]
) -> None:
    (reason,) = report(made(statement, key)).reasons
    assert "made by a newer program" in reason.sentence
    assert reason.sentence.endswith("Update this program first.")


@pytest.mark.parametrize("made", [newer, of_another_wording])
def test_what_an_earlier_program_accepted_unchecked_is_not_countersigned(
    statement: Statement, key: TestKey, school: SchoolWorld, made: Callable[[Statement, TestKey], bytes]
) -> None:
    sha256 = str(school.take(made(statement, key)).sha256)
    school.enter(Decided(attestation=sha256, person="p1", campaign=None, standing=Held.ACCEPTED, reason=""))
    signing = Countersigning(register=school.own, key=signing_key(school.officer), trust=SCHOOL_TRUST, now=Clock(NOW))
    (done,) = signing.all([sha256])
    assert done.document is None
    assert "not signed" in done.problem


def test_pikepdf_writes_what_these_tests_change_and_nothing_else(statement: Statement) -> None:
    """Otherwise a test above could pass for a reason of its own."""
    again = read_plain(repainted(drawn(statement), _unchanged))[0]
    assert active_content(again) is None
