"""What docs/checklists.md shows passes the linter as it stands there, and does what the page says."""

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from privacy_wizard.app import main
from privacy_wizard.audit.migrate_answers import next_years
from privacy_wizard.audit.state import Audit, Earlier, question_digest
from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.catalogue.lint import lint
from privacy_wizard.domain.audit import Account, Response
from privacy_wizard.domain.checklist_index import LazyChecks, successors
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.versions import Due, guidance_of, shows_a_screen, withdrawn_version
from privacy_wizard.domain.vocabulary import ServiceState

DOCS = Path(__file__).parent.parent / "docs" / "checklists.md"
CHATTERBOX, CHITCHAT = "platforms/chatterbox.yaml", "platforms/chitchat.yaml"


def _examples(kind: str = "yaml") -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


WHOLE = {re.search(r"^id: (.*)$", each, re.MULTILINE)[1]: each for each in _examples() if "kind:" in each}  # type: ignore[index]
SEEN, VERSION, SPLIT, WITHDRAWN = [each for each in _examples() if "kind:" not in each]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the shipped library with the documented checklists in it."""
    copy = shutil.copytree(shipped_folder(), tmp_path / "checklists")
    (copy / CHATTERBOX).write_text(WHOLE["chatterbox"], encoding="utf-8")
    (copy / CHITCHAT).write_text(WHOLE["chitchat"], encoding="utf-8")
    return copy


def _next_version(library: Path) -> None:
    """What the page says of March 2027: from `sources` on, the file is as it stands there."""
    before, _, _ = WHOLE["chatterbox"].partition("sources:")
    text = before.replace('version: "2026.11.1"\n', VERSION) + SPLIT + WITHDRAWN
    (library / CHATTERBOX).write_text(text, encoding="utf-8")


def test_the_documented_checklists_have_no_faults(library: Path) -> None:
    assert [str(fault) for fault in lint(library)] == []


def test_a_forgotten_control_is_told_as_the_page_says(library: Path) -> None:
    text = re.sub("^nothing_else: .*\n", "", WHOLE["chatterbox"], flags=re.MULTILINE)
    (library / CHATTERBOX).write_text(text, encoding="utf-8")
    (told,) = _examples("text")
    assert told.strip() in [str(fault) for fault in lint(library)]


def test_a_day_on_which_a_screen_was_seen_goes_into_a_check_as_the_page_says(library: Path) -> None:
    text = WHOLE["chatterbox"].replace("    confidence: official\n", f"    confidence: official\n{SEEN}", 1)
    (library / CHATTERBOX).write_text(text, encoding="utf-8")
    assert load_catalogue(library).checklists["chatterbox"].checks[0].last_seen == date(2027, 4, 12)


def test_ages_are_what_the_page_says(library: Path) -> None:
    audience, posts, old_posts = load_catalogue(library).checklists["chatterbox"].checks
    assert guidance_of(audience, 6, date(2026, 11, 1)).due is Due.NOT_YET
    assert guidance_of(audience, 6, date(2026, 11, 2)).due is Due.OLD
    assert guidance_of(old_posts, 6, date(2026, 11, 1)).due is Due.UNCONFIRMED
    assert posts.source.date == "2026-11"
    assert not shows_a_screen(posts)


def test_what_is_due_is_listed_by_the_documented_command(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checklists", "stale", "--on", "2027-03-01", str(library)]) == 1
    assert "chatterbox.audience" in capsys.readouterr().out


def test_the_next_version_has_no_faults_and_says_what_is_withdrawn(library: Path) -> None:
    _next_version(library)
    assert [str(fault) for fault in lint(library)] == []
    catalogue = load_catalogue(library)
    assert withdrawn_version(catalogue, "chatterbox", "2026.11.1")
    assert not withdrawn_version(catalogue, "chatterbox", "2027.3.1")


def _carried(library: Path, answer: str) -> dict[str, Earlier]:
    """What is shown in 2027 to somebody who gave this answer in 2026."""
    old = load_catalogue(library).checklists["chatterbox"].checks[0]
    key = (old.id, "chatterbox-1")
    audit = Audit(
        id="a",
        started=datetime(2026, 11, 20, tzinfo=UTC),
        accounts=(Account(id="chatterbox-1", checklist="chatterbox"),),
        responses={key: Response(check=old.id, account="chatterbox-1", answer=answer)},
        asked_as={key: question_digest(old)},
    )
    _next_version(library)
    today: Catalogue = load_catalogue(library)
    review = next_years(audit, LazyChecks(today), datetime(2027, 11, 20, tzinfo=UTC), successors(today))
    return {shown: earlier for (shown, _), earlier in review.earlier.items()}


def test_an_answer_that_both_offer_is_found_at_both_questions(library: Path) -> None:
    assert set(_carried(library, "friends")) == {"chatterbox.posts-audience", "chatterbox.photos-audience"}


def test_an_answer_that_neither_offers_is_found_at_none(library: Path) -> None:
    assert _carried(library, "town") == {}


def test_the_documented_closed_service_is_closed_and_lacks_all_that_it_does_not_ask(library: Path) -> None:
    checklist = load_catalogue(library).checklists["chitchat"]
    assert checklist.state is ServiceState.CLOSED
    assert {lack.reason for lack in checklist.lacks} == {"Chitchat is closed, so there is nothing left to set."}
