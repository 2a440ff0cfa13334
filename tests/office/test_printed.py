"""Checklists for a meeting and for the staff room: tables, and paper to tick and sign."""

import csv
import io
import shutil
import subprocess
from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from attrs import evolve
from openpyxl import load_workbook

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.policy_draft import BASELINE
from privacy_wizard.domain.vocabulary import Level, PersonKind, Subject
from privacy_wizard.i18n import Message, use_translations
from privacy_wizard.pdf.fonts import unprintable
from privacy_wizard.reports.checklist import NothingToAsk, SheetKind, make_sheet
from privacy_wizard.reports.checklist_questions import CANNOT_BE_SET, HEADINGS, PrintedQuestion, questions_of
from privacy_wizard.reports.checklist_sheet import paper_sheet
from privacy_wizard.reports.letters import Slip
from tests.attestation.reading import text_of
from tests.pdf_structure import check_paper, check_structure
from tests.pseudo_language import texts_in
from tests.shipped import shipped

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
MOST = "helsby-hillside-primary-2023"
PLATFORMS = sorted(path.stem for path in (shipped_folder() / "platforms").glob("*.yaml"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped()


def asked(catalogue: Catalogue, checklist: str, pack: str = MOST, **rest: Any) -> PrintedQuestion:
    return PrintedQuestion(pack=catalogue.packs[pack], checklist=catalogue.checklists[checklist], **rest)


def drawn(catalogue: Catalogue, checklist: str, pack: str = MOST, **rest: object) -> bytes:
    return make_sheet(catalogue, asked(catalogue, checklist, pack, **rest), SheetKind.PDF, NOW)


@pytest.mark.parametrize("platform", ["closed-services", "facebook", "fan-sites", "linkedin", "parkrun", "telegram"])
def test_the_paper_of_long_and_short_platforms_passes_the_structural_check(catalogue: Catalogue, platform: str) -> None:
    assert check_paper(drawn(catalogue, platform)) == ()


def test_every_letter_on_the_paper_of_every_platform_can_be_printed(catalogue: Catalogue) -> None:
    found = {}
    for platform in PLATFORMS:
        about = asked(catalogue, platform)
        texts = [*texts_in(paper_sheet(about, questions_of(catalogue, about)))]
        assert len(texts) > 20, platform
        found[platform] = unprintable("\n".join(texts))
    assert {platform: letters for platform, letters in found.items() if letters} == {}


@pytest.mark.parametrize("checklist", ["instagram", "person", "official"])
def test_without_a_policy_everything_that_a_checklist_can_ask_is_on_the_sheet(
    catalogue: Catalogue, checklist: str
) -> None:
    about = PrintedQuestion(checklist=catalogue.checklists[checklist])
    asked_of = {question.check.id for question in questions_of(catalogue, about)}
    assert {check.id for check in about.checklist.checks if check.control} <= asked_of
    assert check_paper(make_sheet(catalogue, about, SheetKind.PDF, NOW)) == ()
    rows = list(csv.reader(io.StringIO(make_sheet(catalogue, about, SheetKind.CSV, NOW).decode("utf-8-sig"))))
    assert {row[4] for row in rows[1:]} == {""}  # no policy, no level
    assert asked_of == {row[-1] for row in rows[1:] if row[-1]}


def test_the_paper_of_the_person_and_of_an_official_account_pass_it_under_every_policy(catalogue: Catalogue) -> None:
    silent = []
    for pack in catalogue.packs:
        for checklist, official in (("person", False), ("instagram", True)):
            about = asked(catalogue, checklist, pack, official=official)
            if any(question.check.control for question in questions_of(catalogue, about)):
                assert check_paper(make_sheet(catalogue, about, SheetKind.PDF, NOW)) == ()
            else:  # nothing, or only what leads on to other questions
                silent.append((pack, checklist))
                with pytest.raises(NothingToAsk):
                    make_sheet(catalogue, about, SheetKind.PDF, NOW)
    assert silent == [(BASELINE, "person")]


class Marked(NullTranslations):
    """Each text with a mark before it."""

    def gettext(self, message: str) -> str:
        return f"«{message}"


def test_a_paper_is_in_the_language_spoken_when_it_is_made(catalogue: Catalogue) -> None:
    use_translations(Marked())
    try:
        about = asked(catalogue, "instagram")
        paper = paper_sheet(about, questions_of(catalogue, about))
        table = make_sheet(catalogue, about, SheetKind.CSV, NOW).decode("utf-8-sig")
        slip = Slip(school="Oak School", name="Ada", staff_number="S-1", code="AB-12", expires=NOW).as_text()
    finally:
        use_translations(NullTranslations())
    said = (*paper.lines, *paper.declaration, *paper.signature_lines, *paper.office_lines, paper.eyebrow, paper.box)
    assert [text for text in said if "«" not in text] == []
    assert [text for text in (each.heading for each in paper.sections) if "«" not in text] == []
    assert table.startswith('"«Number","«Question"')
    assert [line for line in slip.splitlines() if line[:4] in ("YOUR", "For ", "Use ", "Open")] == []


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(drawn(catalogue, "facebook"))
    ran = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_same_sheet_is_the_same_bytes_and_carries_no_field_or_attachment(catalogue: Catalogue) -> None:
    made = drawn(catalogue, "whatsapp")
    assert made == drawn(catalogue, "whatsapp")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not pdf.attachments
        assert str(pdf.docinfo["/Title"]).startswith("WhatsApp: Social media policy")


def test_an_attestation_and_a_paper_are_told_apart_by_their_checks(catalogue: Catalogue) -> None:
    assert check_structure(drawn(catalogue, "whatsapp"))


def test_the_paper_has_every_question_with_its_steps_options_and_clauses(catalogue: Catalogue) -> None:
    about = asked(catalogue, "instagram")
    text = " ".join(text_of(make_sheet(catalogue, about, SheetKind.PDF, NOW)).split())
    for number, question in enumerate(questions_of(catalogue, about), 1):
        assert f"{number}. {' '.join(question.check.ask.split())}" in text
        for option in question.check.options:
            assert " ".join(option.label.split()) in text
        for path in filter(None, (question.check.steps.anywhere, question.check.steps.web)):
            assert " ".join(path.split()) in text
    for said in ("Name", "Staff number", "Signature", "Date of the signature", "For the office", "Not sure", "6.0"):
        assert said in text


def test_a_question_to_the_person_never_offers_that_it_does_not_apply(catalogue: Catalogue) -> None:
    for pack in catalogue.packs:
        about = asked(catalogue, "person", pack)
        paper = paper_sheet(about, questions_of(catalogue, about))
        made = [each for section in paper.sections for each in section.questions]
        assert made
        assert [each.ask for each in made if "Does not apply" in each.escapes] == []


def test_an_acknowledgement_offers_no_way_round_and_a_setting_two(catalogue: Catalogue) -> None:
    for checklist, wanted in (("person", {0, 1}), ("facebook", {2})):
        about = asked(catalogue, checklist)
        paper = paper_sheet(about, questions_of(catalogue, about))
        assert {len(each.escapes) for section in paper.sections for each in section.questions} == wanted


def test_what_is_asked_only_after_an_answer_says_after_which(catalogue: Catalogue) -> None:
    about = asked(catalogue, "facebook")
    questions = questions_of(catalogue, about)
    paper = paper_sheet(about, questions)
    made = [each for section in paper.sections for each in section.questions]
    assert [each.number for each in made] == list(range(1, len(questions) + 1))
    for question, printed in zip(questions, made, strict=True):
        gate = question.check.gate
        assert bool(printed.only_if) == (gate is not None)
        if gate is not None:
            at = next(n for n, each in enumerate(questions, 1) if each.check.id == gate.check)
            assert f"the answer to question {at} is" in printed.only_if


def test_rules_come_before_advice_then_what_is_to_be_known_and_last_what_is_asked_beyond(catalogue: Catalogue) -> None:
    in_order = ("Rules", "Advice", "To be known", "Further protection")
    for pack in catalogue.packs:
        about = asked(catalogue, "person", pack)
        questions = questions_of(catalogue, about)
        headings = [section.heading for section in paper_sheet(about, questions).sections] if questions else []
        assert headings == [each for each in in_order if each in headings]
    assert {question.level for question in questions_of(catalogue, asked(catalogue, "person"))} == set(Level)


def test_a_longer_text_than_a_page_is_drawn_over_two(catalogue: Catalogue) -> None:
    about = asked(catalogue, "facebook")
    first, *rest = about.pack.requirements
    long = evolve(first, details=tuple(f"Point {number}: {'words and more words ' * 20}" for number in range(60)))
    changed = evolve(about.pack, requirements=(long, *rest))
    made = make_sheet(evolve(catalogue, packs={MOST: changed}), evolve(about, pack=changed), SheetKind.PDF, NOW)
    assert check_paper(made) == ()


@pytest.mark.parametrize("kind", [SheetKind.CSV, SheetKind.XLSX])
def test_a_table_has_a_row_for_each_question(catalogue: Catalogue, kind: SheetKind) -> None:
    about = asked(catalogue, "tiktok")
    made = make_sheet(catalogue, about, kind, NOW)
    if kind is SheetKind.CSV:
        rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    else:
        rows = [
            [cell or "" for cell in row] for row in load_workbook(io.BytesIO(made)).active.iter_rows(values_only=True)
        ]
    assert rows[0] == [str(each) for each in HEADINGS]
    asked_of, lacking = [row for row in rows[1:] if row[-1]], [row for row in rows[1:] if not row[-1]]
    assert [row[1] for row in asked_of] == [each.check.ask for each in questions_of(catalogue, about)]
    assert [row[-1] for row in asked_of] == [each.check.id for each in questions_of(catalogue, about)]
    wanted = {requirement.control.id for requirement in about.pack.requirements}
    reasons = [lack.reason for lack in about.checklist.lacks if lack.control in wanted]
    assert {row[1] for row in lacking} <= {str(CANNOT_BE_SET)}
    assert sorted(row[HEADINGS.index(Message("Why"))] for row in lacking) == sorted(reasons)
    assert {len(row) for row in rows} == {len(HEADINGS)}


def test_a_text_from_a_schools_pack_never_becomes_a_formula(catalogue: Catalogue) -> None:
    about = asked(catalogue, "facebook")
    danger = '=HYPERLINK("https://evil.example","x")'
    changed = evolve(about.pack, requirements=tuple(evolve(r, summary=danger) for r in about.pack.requirements))
    library, about = evolve(catalogue, packs={MOST: changed}), evolve(about, pack=changed)
    table = make_sheet(library, about, SheetKind.CSV, NOW).decode("utf-8-sig")
    assert ',"=' not in table
    sheet = load_workbook(io.BytesIO(make_sheet(library, about, SheetKind.XLSX, NOW))).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_people_are_asked_what_the_policy_asks_of_their_kind(catalogue: Catalogue) -> None:
    about = asked(catalogue, "person")
    narrowed = tuple(evolve(r, people=(PersonKind.EMPLOYEE,)) for r in about.pack.requirements)
    changed = evolve(about.pack, requirements=narrowed)
    library = evolve(catalogue, packs={MOST: changed})
    with pytest.raises(NothingToAsk):
        make_sheet(library, evolve(about, pack=changed, person=PersonKind.GOVERNOR), SheetKind.PDF, NOW)
    assert about.checklist.subject is Subject.PERSON
