"""`campaign`, run as a script would run it."""

import json
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

from privacy_wizard.app import _load_catalogue
from privacy_wizard.cli.context import CliContext
from privacy_wizard.cli.main import parser, run
from privacy_wizard.cli.schemas import shipped_schema
from privacy_wizard.domain.campaign import CampaignFault
from privacy_wizard.domain.staff_plan import NoticeKind, RowFault
from privacy_wizard.office import staff_sentences
from privacy_wizard.register import SchoolRegister
from privacy_wizard.staff_import import MatchingFault, Note

from .conftest import SCHOOL

NOW = datetime.fromisoformat("2026-11-20T10:00:00+00:00")
Run = Callable[..., int]


@pytest.fixture
def campaign(small_records: SchoolRegister) -> Run:
    known = parser("campaign")
    tools = CliContext(_load_catalogue, lambda: NOW, Path("no-key"), open_register=lambda *_: small_records.register)

    def command(*words: str | Path) -> int:
        return run(known.parse_args(["campaign", *map(str, words), "--school", SCHOOL]), tools)

    return command


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    file = tmp_path / "staff.csv"
    file.write_text(
        "Payroll Number,Legal Forename,Legal Surname,Started\n1,Sam,Lee,16/11/2026\n2,-Ada,Ng,\n3,Bo,Khan,soon\n"
    )
    return file


def printed(capsys: pytest.CaptureFixture[str], schema: str) -> dict:
    document = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(json.loads(shipped_schema(schema).read_text())).validate(document)
    return document


def imported(campaign: Run, staff: Path, capsys: pytest.CaptureFixture[str]) -> None:
    campaign("staff", staff, "--column", "start=Started", "--json")
    digest = printed(capsys, "staff-1.schema.json")["digest"]
    assert campaign("staff", staff, "--column", "start=Started", "--confirm", digest) == 2
    capsys.readouterr()


def test_a_long_preview_says_how_many_more_there_are(
    campaign: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"X{at},Sam,Lee {at}\n" for at in range(27))
    (tmp_path / "long.csv").write_text(f"Staff Number,First Name,Last Name\n{rows}")
    assert campaign("staff", tmp_path / "long.csv") == 0
    said = capsys.readouterr().out
    assert "… and 7 more" in said
    assert "Bromcom" not in said


def test_a_web_page_is_said_to_be_one(campaign: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "<tr><td>{}</td><td>Sam</td><td>Lee</td></tr>"
    page = f"<table>{row.replace('Sam', 'First Name').replace('Lee', 'Surname').format('Staff No')}{row.format(1)}"
    (tmp_path / "staff.xls").write_text(f"{page}</table>")
    assert campaign("staff", tmp_path / "staff.xls") == 0
    said = capsys.readouterr().out
    assert "1 row (web page, utf-8), headings on line 1" in said
    assert "The name of the file says otherwise, but it is a web page" in said


def test_a_list_is_shown_then_confirmed_and_then_changes_nothing(
    campaign: Run, staff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert campaign("staff", staff, "--column", "start=Started", "--json") == 2
    shown = printed(capsys, "staff-1.schema.json")
    assert (shown["imported"], shown["preset"], len(shown["changes"])) == (False, "sims", 2)
    assert [(held["line"], held["fault"], held["shown"]) for held in shown["held_back"]] == [(4, "not a date", "soon")]
    assert campaign("staff", staff, "--column", "start=Started", "--confirm", "0" * 16) == 1
    assert "Nothing was imported" in capsys.readouterr().err
    imported(campaign, staff, capsys)
    assert campaign("staff", staff, "--column", "start=Started") == 2
    out = capsys.readouterr().out
    assert "New: 0" in out
    assert "unchanged: 2" in out
    assert "--confirm" not in out


def test_a_campaign_is_set_up_shown_excused_reminded_and_exported(
    campaign: Run, staff: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(campaign, staff, capsys)
    review = ("--title", "Review", "--occasion", "annual review", "--opens", "2026-10-01", "--due", "2026-10-31")
    assert campaign("new", *review, "--json") == 0
    known = printed(capsys, "campaigns-1.schema.json")["campaigns"][0]["campaign"]
    assert campaign("list", "--json") == 0
    assert printed(capsys, "campaigns-1.schema.json")["campaigns"][0]["campaign"] == known
    assert campaign("list") == 0
    assert "Review" in capsys.readouterr().out
    assert campaign("excuse", known, "2", "--reason", "=parental leave", "--json") == 0
    assert printed(capsys, "standings-1.schema.json")["people"][0]["state"] == "excused"
    table = tmp_path / "table.csv"
    assert campaign("show", known, "--out", table) == 0
    assert "'-Ada Ng" in table.read_text(encoding="utf-8-sig"), "no spreadsheet takes it for a formula"
    assert '"\'=parental leave"' in table.read_text(encoding="utf-8-sig")
    assert "Last signed entry of the register" in table.read_text(encoding="utf-8-sig")
    assert campaign("show", known, "--out", tmp_path / "table.xlsx") == 0
    assert load_workbook(tmp_path / "table.xlsx").sheetnames == ["Campaign", "About"]
    assert campaign("show", known, "--out", tmp_path / "table.doc") == 3
    capsys.readouterr()
    assert campaign("show", known, "--state", "excused", "--json") == 0
    shown = printed(capsys, "standings-1.schema.json")
    assert shown["counts"]["excused"] == len(shown["people"]) == 1


def test_a_campaign_is_changed_and_ended(campaign: Run, staff: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(campaign, staff, capsys)
    review = ("--title", "Review", "--occasion", "annual review", "--opens", "2026-10-01", "--due", "2026-10-31")
    campaign("new", *review, "--json")
    known = printed(capsys, "campaigns-1.schema.json")["campaigns"][0]["campaign"]
    assert campaign("change", known, "--due", "2026-11-30", "--ends", "2026-12-31", "--json") == 0
    [changed] = printed(capsys, "campaigns-1.schema.json")["campaigns"]
    assert (changed["title"], changed["due"], changed["ends"]) == ("Review", "2026-11-30", "2026-12-31")
    assert campaign("change", known, "--group", "Nobody") == 0
    capsys.readouterr()
    assert campaign("show", known, "--json") == 0
    assert printed(capsys, "standings-1.schema.json")["people"] == []
    assert campaign("change", known, "--group", "") == 0
    assert "another date: 2." in capsys.readouterr().out
    assert campaign("change", known, "--group", "") == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert campaign("change", known, "--ends", "2026-10-05") == 3
    assert campaign("change", "zz", "--title", "X") == 1


def test_reminders_are_recorded_once_a_day(campaign: Run, staff: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(campaign, staff, capsys)
    induction = ("--title", "Start", "--occasion", "induction", "--opens", "2026-09-01", "--days", "5")
    campaign("new", *induction, "--json")
    known = printed(capsys, "campaigns-1.schema.json")["campaigns"][0]["campaign"]
    assert campaign("remind", known, "--json") == 2
    assert printed(capsys, "standings-1.schema.json")["recorded"] is False
    assert campaign("remind", known, "--everyone", "--record", "--json") == 0
    assert [each["number"] for each in printed(capsys, "standings-1.schema.json")["people"]] == ["1"]
    assert campaign("remind", known, "--everyone", "--record") == 0
    assert "0 recorded" in capsys.readouterr().out


def test_the_drafts_of_reminders_are_written_and_whoever_has_no_address_is_named(
    campaign: Run, staff: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(campaign, staff, capsys)
    with_mail = tmp_path / "mail.csv"
    with_mail.write_text(
        "Staff Number,First Name,Last Name,Email\n7,Ada,Lovelace,ada@school.example\n", encoding="utf-8"
    )
    assert campaign("staff", with_mail, "--json") == 0
    digest = printed(capsys, "staff-1.schema.json")["digest"]
    assert campaign("staff", with_mail, "--confirm", digest) == 0
    review = ("--title", "Review", "--occasion", "annual review", "--opens", "2026-10-01", "--due", "2026-10-31")
    capsys.readouterr()
    campaign("new", *review, "--json")
    known = printed(capsys, "campaigns-1.schema.json")["campaigns"][0]["campaign"]
    reminding = ("remind", known, "--everyone", "--out", tmp_path / "mails")
    assert campaign(*reminding) == 3
    assert "add --record" in capsys.readouterr().err
    assert campaign(*reminding, "--record", "--officer", "Ben Okafor") == 0
    told = capsys.readouterr().out
    [draft] = (tmp_path / "mails").iterdir()
    written = message_from_bytes(draft.read_bytes(), policy=policy.default)
    assert written["To"] == "ada@school.example"
    assert "Ben Okafor" in written.get_content()
    assert f"Drafts written to {tmp_path / 'mails'}: 1." in told
    assert "no e-mail address" in told


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("staff", "missing.csv"), 1, "no file here"),
        (("show", "zz"), 1, "no campaign zz"),
        (("new", "--title", "x", "--occasion", "induction", "--opens", "2026-09-01"), 3, "number of days"),
    ],
)
def test_a_failure_is_a_sentence(
    campaign: Run, words: tuple[str, ...], code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert campaign(*words) == code
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--column", "shoe=Started"), "no field"),
        (("--column", "start=Begun"), "is not there"),
        (("--column", "number="), "holds the staff number"),
        (("--preset", "fims"), "no preset"),
    ],
)
def test_a_wrong_matching_is_a_sentence_with_the_headings(
    campaign: Run, staff: Path, options: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert campaign("staff", staff, *options) == 3
    assert sentence in capsys.readouterr().err


def test_every_word_has_its_sentence() -> None:
    told = {
        "NOTES": Note,
        "ROW_FAULTS": RowFault,
        "NOTICES": NoticeKind,
        "MATCHING_FAULTS": MatchingFault,
        "CAMPAIGN_FAULTS": CampaignFault,
    }
    for name, words in told.items():
        assert set(getattr(staff_sentences, name)) == set(words)


def test_nothing_is_imported_before_numbers_with_other_zeros_were_settled(
    campaign: Run, staff: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported(campaign, staff, capsys)
    staff.write_text("Payroll Number,Legal Forename,Legal Surname\n0001,Sam,Lee\n", encoding="utf-8")
    assert campaign("staff", staff, "--json") == 2
    asked = printed(capsys, "staff-1.schema.json")
    assert campaign("staff", staff, "--confirm", asked["digest"]) == 1
    assert "0001 where the staff list has 1" in capsys.readouterr().err
    assert campaign("staff", staff) == 2
    assert "--same-numbers yes or no" in capsys.readouterr().out
    assert campaign("staff", staff, "--same-numbers", "yes", "--json") == 0
    assert printed(capsys, "staff-1.schema.json")["changes"] == []
