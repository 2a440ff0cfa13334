"""Everything held about one person, for that person."""

import json
import re
from gettext import NullTranslations
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest

from privacy_wizard.domain.register_events import AttestationStanding, Corrected, DocumentKind, Excused, Exported, Noted
from privacy_wizard.i18n import use_translations
from privacy_wizard.register import Register
from privacy_wizard.register.errors import NoSuchRecord
from privacy_wizard.system import NotWritten
from tests.pseudo_language import Marked, english_in

from .conftest import Clock, one_school, robin
from .databases import mostly_sqlite, on_both_databases
from .sample import REVIEW, a_school, paper, received

__all__ = ["mostly_sqlite"]
HOSTILE = "<script>alert(1)</script>../../etc/passwd"


def fill(address: str) -> None:
    one_school(address)
    with Register.open(address, robin(), now=Clock()) as register, register.session("oak") as act:
        act.record_all(a_school())
        act.record(received(1, AttestationStanding.NEEDS_A_LOOK, file_name=HOSTILE, reasons=("The key is not known.",)))
        act.keep(b"%PDF the file", DocumentKind.ATTESTATION, f"{HOSTILE}.pdf", person="p1", attestation=paper(1))
        act.record(Noted(person="p2", text="About someone else."))


@on_both_databases
def test_the_zip_holds_every_entry_and_file_of_the_person_and_of_no_one_else(filled: Register, tmp_path: Path) -> None:
    filled.export_person("oak", "p1", tmp_path / "p1.zip")
    with ZipFile(tmp_path / "p1.zip") as made:
        assert made.testzip() is None
        assert made.namelist() == ["index.html", "entries.json", "files/001.pdf"]
        assert made.read("files/001.pdf") == b"%PDF the file"
        entries = json.loads(made.read("entries.json"))
        index = made.read("index.html").decode()
    kinds = [entry["kind"] for entry in entries]
    assert kinds == ["person entered", "asked", "received", "document kept", "exported"]
    assert "The key is not known." in index
    words = index.index("To hand in an attestation by")
    assert (
        words
        < index.index("came in, and waits for a decision.")
        < index.index("files/001.pdf")
        < index.index("entries.json")
    )
    assert "About someone else" not in index + json.dumps(entries)
    assert "First2" not in index


def test_the_index_is_whole_html_and_runs_nothing(filled: Register, tmp_path: Path) -> None:
    filled.export_person("oak", "p1", tmp_path / "p1.zip")
    with ZipFile(tmp_path / "p1.zip") as made:
        index = made.read("index.html").decode()
    tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            tags.append(tag)

    Reader().feed(index)
    assert "script" not in tags
    assert "&lt;script&gt;" in index
    assert "What Oak School holds about First1 Last00001" in index


def test_the_export_is_on_record_and_names_the_registers_head(filled: Register, tmp_path: Path) -> None:
    head = filled.head("oak")
    assert head is not None
    filled.export_person("oak", "p1", tmp_path / "p1.zip")
    last = filled.records("oak")[-1].event
    assert last == Exported(what="everything held about one person", rows=1, person="p1")
    with ZipFile(tmp_path / "p1.zip") as made:
        assert head.digest in made.read("index.html").decode()


def test_an_export_that_cannot_be_written_is_not_on_record(filled: Register, tmp_path: Path) -> None:
    before = filled.records("oak")
    (tmp_path / "in the way").write_text("")
    with pytest.raises(NotWritten):
        filled.export_person("oak", "p1", tmp_path / "in the way" / "p1.zip")
    with pytest.raises(NoSuchRecord):
        filled.export_person("oak", "nobody", tmp_path / "p1.zip")
    assert filled.records("oak") == before
    assert not (tmp_path / "p1.zip").exists()


def test_what_was_taken_for_someones_by_mistake_leaves_only_that_it_was_corrected(
    filled: Register, tmp_path: Path
) -> None:
    with filled.session("oak") as act:
        excused = act.record(Excused(person="p1", campaign=REVIEW.id, reason="ill"))
        act.correct(excused.number, "A slip.", Excused(person="p2", campaign=REVIEW.id, reason="ill"))
        taken = act.record(received(7, person="p1", score=41, on_paper=True))
        act.keep(b"of another", DocumentKind.PAPER, "scan.png", person="p1", attestation=paper(7))
        corrected = act.correct(taken.number, "Another's sheet.", received(7, person="p2", score=41, on_paper=True))
    about = filled.records("oak", person="p1")
    assert [each.event.wrong for each in about if isinstance(each.event, Corrected)] == [excused.number, taken.number]
    filled.export_person("oak", "p1", tmp_path / "p1.zip")
    filled.export_person("oak", "p2", tmp_path / "p2.zip")
    with ZipFile(tmp_path / "p1.zip") as made:
        entries = json.loads(made.read("entries.json"))
        assert "files/002.png" not in made.namelist()
    whole = json.dumps(entries)
    assert [each["kind"] for each in entries if each["number"] >= excused.number] == [
        "excused",
        "corrected",
        "corrected",
        "exported",
    ]
    assert "Another's sheet." in whole
    assert '"p2"' not in whole
    assert paper(7) not in whole
    with ZipFile(tmp_path / "p2.zip") as made:
        assert str(corrected.number) in made.read("index.html").decode()


def test_the_index_is_in_the_language_spoken_when_it_is_made(filled: Register, tmp_path: Path) -> None:
    use_translations(Marked())
    try:
        filled.export_person("oak", "p1", tmp_path / "p1.zip")
    finally:
        use_translations(NullTranslations())
    with ZipFile(tmp_path / "p1.zip") as made:
        index = made.read("index.html").decode()
    told = re.findall(r"<(?:title|h1|h2|h3|p)>(.*?)</(?:title|h1|h2|h3|p)>|<tr><th>([^/]*)</th><th>", index)
    assert len(told) > 8
    assert [text for text in map("".join, told) if re.search("[A-Za-z]", english_in(text))] == []


def test_the_index_says_what_was_handed_in_on_paper(filled: Register, tmp_path: Path) -> None:
    with filled.session("oak") as act:
        act.record(received(8, person="p1", on_paper=True))
    filled.export_person("oak", "p1", tmp_path / "p1.zip")
    with ZipFile(tmp_path / "p1.zip") as made:
        assert "Received (signed paper checklist)" in made.read("index.html").decode()
