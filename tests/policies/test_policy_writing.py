"""A pack is written as people write it, and the strict reader makes the same pack of it."""

from datetime import date
from pathlib import Path

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.catalogue.document import Document
from privacy_wizard.catalogue.forms import PackForm
from privacy_wizard.catalogue.reading import read_yaml
from privacy_wizard.catalogue.validation import validated
from privacy_wizard.catalogue.writing import write_pack
from privacy_wizard.domain.model import (
    AllowedException,
    AppliesTo,
    Catalogue,
    Clause,
    Contact,
    Departure,
    NamedPlatforms,
    PolicyPack,
)
from privacy_wizard.domain.vocabulary import ExceptionReason, Level, PersonKind, Verdict
from privacy_wizard.office.policy_files import faults_of, read_pack
from tests.domain.library import CONTROLS, pack, requirement
from tests.in_turn import in_turn

PACKS = sorted(path.stem for path in (shipped_folder() / "packs").glob("*.yaml"))


def read_back(text: str) -> PackForm:
    document = Document("packs/policy.yaml")
    read_yaml(text, document)
    form = validated(PackForm, document)
    assert [str(fault) for fault in document.faults] == []
    assert form is not None
    return form


@in_turn("name", PACKS)
def test_every_shipped_pack_comes_back_as_it_was(catalogue: Catalogue, name: str, tmp_path: Path) -> None:
    before = catalogue.packs[name]
    file = tmp_path / f"{name}.yaml"
    file.write_text(write_pack(before, note=["A note: with a colon"]), encoding="utf-8")
    _, again = read_pack(file, shipped_folder())
    assert evolve(again, sha256=before.sha256) == before


@in_turn("name", PACKS)
def test_what_is_written_passes_the_linter(catalogue: Catalogue, name: str) -> None:
    assert faults_of(catalogue.packs[name], shipped_folder()) == ()


def test_a_pack_is_written_so_that_people_can_read_it(catalogue: Catalogue) -> None:
    text = write_pack(catalogue.packs["bradley-primary-2023"])
    shipped = (shipped_folder() / "packs" / "bradley-primary-2023.yaml").read_text(encoding="utf-8")
    same = set(text.splitlines()) & set(shipped.splitlines())
    assert len(same) > 0.9 * len(set(shipped.splitlines()) - {""})


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60).filter(
    lambda text: text == text.strip() and text.isprintable()
)
CLAUSE_IDS = st.from_regex(r"[A-Za-z0-9]{1,4}([.-][A-Za-z0-9]{1,3}){0,2}", fullmatch=True)


@given(TEXTS, TEXTS, CLAUSE_IDS, st.lists(TEXTS, max_size=3))
def test_any_text_comes_back_as_it_was(one: str, other: str, clause: str, several: list[str]) -> None:
    made = _odd(one, other, clause, tuple(dict.fromkeys(several)))
    form = read_back(write_pack(made))
    for name in ("title", "issuer", "next_review", "applies_to", "platforms", "tell", "clauses", "departures"):
        assert getattr(form, name) == getattr(made, name)
    (asked,), (written,) = form.requirements, made.requirements
    assert (asked.summary, asked.details, asked.judges) == (written.summary, written.details, written.judges)
    assert (asked.people, asked.exception, asked.clauses) == (written.people, written.exception, (clause,))


def _odd(one: str, other: str, clause: str, several: tuple[str, ...]) -> PolicyPack:
    asked = requirement(
        CONTROLS[3],
        Level.SHOULD,
        judges={"absent": Verdict.MET},
        people=(PersonKind.AGENCY,),
        exception=AllowedException(reasons=tuple(ExceptionReason), approver=one),
        details=several,
    )
    cited = Clause(id=clause, ref=one, asks=other)
    asked = evolve(asked, summary=one, clauses=(cited,))
    lowered = Departure(control="visibility.audience", level=None, clause=clause, reason=other)
    return evolve(
        pack(asked),
        title=one,
        issuer=other,
        next_review=other,
        version="2026.11.1",
        inherits="baseline",
        applies_to=AppliesTo(summary=other, people=tuple(PersonKind), clauses=(clause,)),
        platforms=NamedPlatforms(summary=one, names=several),
        tell=(Contact(role=one, about=other),),
        clauses=(cited,),
        departures=(lowered,),
    )


@in_turn("word", ["no", "On", "null", "7", "1:30", "2026-11-03", "3.2", "~", "=", "0x1F", "- a", "a: b"])
def test_words_that_yaml_takes_for_something_else_are_quoted(word: str) -> None:
    assert read_back(write_pack(_odd(word, word, "c", (word,)))).title == word


def test_changes_and_withdrawals_of_a_pack_are_written_too(tmp_path: Path, catalogue: Catalogue) -> None:
    from privacy_wizard.domain.model import Change, Withdrawn

    change = Change(
        version="2031.1.1", date=date(2026, 11, 20), summary="Tags: stricter.", controls=("tagging.control",)
    )
    gone = Withdrawn(version="2026.11.1", date=date(2026, 11, 20), reason="It cited a clause, wrongly.")
    before = evolve(catalogue.packs["ladysmith-federation"], version="2031.1.1", changes=(change,), withdrawn=(gone,))
    file = tmp_path / "ladysmith-federation.yaml"
    file.write_text(write_pack(before), encoding="utf-8")
    _, again = read_pack(file, shipped_folder())
    assert (again.changes, again.withdrawn) == (before.changes, before.withdrawn)
    assert load_catalogue(shipped_folder()).packs["ladysmith-federation"].version != again.version
