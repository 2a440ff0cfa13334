"""`register inspection-report` and `register picture`: what the headteacher and an inspection are given."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from privacy_wizard.domain.certificate_events import AuthorityHandedOver, AuthorityMade
from privacy_wizard.domain.register_events import PersonEntered
from privacy_wizard.domain.vocabulary import AccountKind, Occasion, Outcome
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.office.paper_attestations import PaperChecklist, answers_of, declaration_of, enter
from privacy_wizard.office.paper_transcript import Transcript
from privacy_wizard.register import SchoolRegister
from privacy_wizard.reports.report_sheet import (
    Items,
    Letterhead,
    ReportDocument,
    ReportTable,
    Section,
    Small,
    draw_report,
)
from tests.attestation.reading import text_of
from tests.cli.offices import NOW, SCHOOL, TODAY, CommandOffice, people, staff_member
from tests.intake.world import shipped
from tests.pdf_structure import check_paper
from tests.register.databases import on_both_databases

THERE = ("--school", SCHOOL)


@pytest.fixture
def answered(office: CommandOffice) -> CommandOffice:
    """Six people, each with a paper; every second one has everything open that can be."""
    office.record(*people(6))
    pack = shipped().packs["baseline"]
    with office.open() as register:
        for at in range(6):
            said = declaration_of(staff_member(at), pack, Occasion.ANNUAL_REVIEW, (("whatsapp", AccountKind.PERSONAL),))
            copied = Transcript(shipped(), said, TODAY)
            while (question := copied.first_open) is not None:
                copied.answer(question, question.check.options[-(at % 2)].id)
            given = PaperChecklist(
                person=f"p{at}",
                campaign="review",
                policy=pack,
                signed=TODAY,
                outcome=Outcome.ACTION_NEEDED,
                scan=f"%PDF-1.7 scan {at}".encode(),
                scan_name="scan.pdf",
                answers=answers_of(copied),
            )
            enter(SchoolRegister(register=register, school=SCHOOL), given, TODAY)
    return office


def test_the_inspection_report_names_the_authority_that_is_on_record_wherever_its_file_lies(
    office: CommandOffice, tmp_path: Path
) -> None:
    office.record(
        *people(1),
        AuthorityMade(fingerprint="11" * 32, ends=NOW),
        AuthorityHandedOver(fingerprint="22" * 32, before="11" * 32, ends=NOW),
    )
    out = tmp_path / "report.pdf"
    assert office.type("register", "inspection-report", "--out", out, *THERE).code == 0
    text = " ".join(text_of(out.read_bytes()).split())
    assert "compared with the office: " + " ".join(fingerprint_words(bytes.fromhex("22" * 32))) in text
    assert "22" * 32 in text.replace(" ", "")
    assert "has no certificate of its own" not in text


def test_the_inspection_report_says_in_numbers_how_far_the_school_is_and_names_nobody(
    answered: CommandOffice, tmp_path: Path
) -> None:
    out = tmp_path / "report.pdf"
    said = answered.type("register", "inspection-report", "--out", out, "--json", *THERE)
    assert "on record" in said.json("entered-1.schema.json")["entered"]
    assert check_paper(out.read_bytes()) == ()
    text = text_of(out.read_bytes())
    for part in (
        "INSPECTION REPORT",
        "6 people work at the school now.",
        "Annual review",
        "100",
        "Everything that was recorded is still there, unchanged:",
        "the school has accepted the attestations of 6 of the 6 people asked",
        "Action needed",
        "privacy-wizard verify FILE",
        "Page 1 of",
    ):
        assert part in text
    assert "Ada" not in text
    newest = answered.type("register", "record", "--last", "1", *THERE, secret=False).out
    assert "Exported: the inspection report." in newest


@on_both_databases
def test_the_inspection_report_of_one_group_says_so_and_counts_its_people_alone(
    answered: CommandOffice, tmp_path: Path
) -> None:
    of_elm = [PersonEntered(person=f"p{at}", member=staff_member(at, groups=("Elm Lane",))) for at in range(5)]
    others = [PersonEntered(person="p5", member=staff_member(5, groups=("Oak Road",)))]
    answered.record(*of_elm, *others)
    out = tmp_path / "report.pdf"
    assert answered.type("register", "inspection-report", "--group", "elm lane", "--out", out, *THERE).code == 0
    text = " ".join(text_of(out.read_bytes()).split())
    for part in (
        "· Elm Lane ·",
        "as the staff list has it today: Elm Lane.",
        "5 people of this group work here now.",
        "the school has accepted the attestations of 5 of the 5 people asked",
        "Accepted, on paper 5",
    ):
        assert part in text
    for few in ("Oak Road", "Nowhere"):
        refused = answered.type("register", "inspection-report", "--group", few, "--out", tmp_path / "e.pdf", *THERE)
        assert refused.code == 3
        assert "Known are Elm Lane." in refused.err


def test_the_command_answers_to_its_old_name_too(answered: CommandOffice, tmp_path: Path) -> None:
    for name in ("evidence", "inspection-report"):
        assert answered.type("register", name, "--out", tmp_path / f"{name}.pdf", *THERE).code == 0
    assert text_of((tmp_path / "evidence.pdf").read_bytes()).startswith("INSPECTION REPORT")


@on_both_databases
def test_the_picture_is_printed_and_written_as_what_the_name_says(answered: CommandOffice, tmp_path: Path) -> None:
    shown = answered.type("register", "picture", "--json", *THERE, secret=False).json("picture-1.schema.json")
    assert (shown["people"], shown["campaign"]) == (6, None)
    assert {group["asked"] for point in shown["points"] for group in point["groups"]} <= {5, 6}
    assert "of 6" in answered.type("register", "picture", "--campaign", "review", *THERE, secret=False).out

    for ending in ("pdf", "csv", "xlsx"):
        said = answered.type("register", "picture", "--out", tmp_path / f"picture.{ending}", *THERE)
        assert said.code == 0, said
    assert check_paper((tmp_path / "picture.pdf").read_bytes()) == ()
    text = text_of((tmp_path / "picture.pdf").read_bytes())
    assert "What training would help" in text
    assert "Point by point, most open first" in text
    assert (tmp_path / "picture.csv").read_text("utf-8-sig").startswith('"Area","Point","Platform"')
    rows = load_workbook(io.BytesIO((tmp_path / "picture.xlsx").read_bytes())).active
    assert rows is not None
    assert rows.max_row > 10


def test_of_fewer_than_five_people_there_is_no_picture(office: CommandOffice, tmp_path: Path) -> None:
    office.record(*people(4))
    said = office.type("register", "picture", "--out", tmp_path / "p.pdf", *THERE)
    assert (said.code, "at least 5 people" in said.err, (tmp_path / "p.pdf").exists()) == (1, True, False)


def test_a_wrong_ending_and_an_unknown_campaign_are_wrong_use(office: CommandOffice, tmp_path: Path) -> None:
    assert office.type("register", "inspection-report", "--out", tmp_path / "e.docx", *THERE).code == 3
    assert office.type("register", "picture", "--out", tmp_path / "p.txt", *THERE).code == 3
    assert office.type("register", "picture", "--campaign", "none", *THERE, secret=False).code == 3
    assert office.type("register", "inspection-report", "--out", tmp_path / "e.pdf", "--school", "elm").code == 1


def long_report() -> bytes:
    rows = tuple((f"A point with a rather long name, number {at}", f"{at} %", "6") for at in range(90))
    table = ReportTable(headings=("Point", "Open with", "People asked"), rows=rows, shares=(5, 2, 2), numbers=2)
    section = Section(
        heading="Point by point", parts=("A paragraph.", Items(texts=("One.", "Two.")), Small(text="ab" * 32), table)
    )
    report = ReportDocument(
        head=Letterhead(school="Oak School"),
        kicker="The whole school",
        title="Privacy",
        below="Oak School",
        lead="What it is.",
        sections=(section, Section(heading="Nothing", parts=())),
    )
    return draw_report(report, NOW)


def test_a_long_table_goes_on_with_its_headings_on_the_next_page() -> None:
    text = text_of(long_report())
    assert "Page 4 of 4" in text
    assert text.count("People asked") == 4
    assert "number 89" in text
    assert long_report() == long_report()
    assert check_paper(long_report()) == ()


def test_a_short_table_stays_on_one_page_with_its_heading_wherever_it_comes() -> None:
    rows = (("Meets the policy", "1"), ("Meets it nearly", "2"), ("Action needed", "3\u00a0December\u00a02026"))
    table = ReportTable(headings=("What they say", "Number"), rows=rows, shares=(5, 1), numbers=1)
    for lines in range(28, 35):
        report = ReportDocument(
            head=Letterhead(school="Oak School"),
            kicker="A table",
            title="Short",
            sections=(
                Section(heading="Before", parts=("A line.",) * lines),
                Section(heading="In numbers", parts=(table,)),
            ),
        )
        text = text_of(draw_report(report, NOW))
        assert text.count("What they say") == 1, lines
        before, after = text.split("Page 1 of 2") if "Page 1 of 2" in text else (text, "")
        assert ("In numbers" in before) == ("Meets the policy" in before) == ("Action needed" in before), lines
        assert ("In numbers" in after) == ("Action needed" in after), lines


def test_no_word_of_a_table_is_broken_while_the_page_has_room_for_it() -> None:
    words = ("Responsibilities", "Internationalisation", "Overdue", "Countersignatures", "Whistleblowing", "Wednesdays")
    table = ReportTable(headings=words, rows=(words[::-1],), shares=(20, 1, 1, 1, 1, 1), numbers=3)
    report = ReportDocument(
        head=Letterhead(school="Oak School"),
        kicker="A table",
        title="Long words",
        sections=(Section(heading="Words", parts=(table,)),),
    )
    text = text_of(draw_report(report, NOW))
    assert all(text.split().count(word) == 2 for word in words)
