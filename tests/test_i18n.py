"""Texts are marked where they are written and translated when they are shown."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from privacy_wizard.i18n import (
    Message,
    _,
    choose_language,
    local_time,
    long_date,
    long_moment,
    ngettext,
    use_translations,
)
from privacy_wizard.system import shipped_folder
from tests.in_turn import in_turn

TRANSLATIONS = shipped_folder("resources") / "translations"
sys.path.insert(0, str(TRANSLATIONS))

import catalogues  # noqa: E402
from marked_texts import faults_in, parts_of  # noqa: E402


@pytest.fixture
def polish(tmp_path: Path) -> Iterator[Path]:
    """A folder with a catalogue of a language that has three forms; English is spoken again afterwards."""
    texts = Catalog(locale="pl")
    texts.add("Nobody", "Nikt")
    texts.add(("{n} file", "{n} files"), ("{n} plik", "{n} pliki", "{n} plików"))
    place = tmp_path / "pl" / "LC_MESSAGES" / "privacy_wizard.mo"
    place.parent.mkdir(parents=True)
    with place.open("wb") as file:
        write_mo(file, texts)
    with place.with_suffix(".po").open("wb") as file:
        write_po(file, texts)
    yield tmp_path
    use_translations(NullTranslations())


def test_a_message_made_in_one_language_is_shown_in_the_one_spoken_when_it_is_shown(polish: Path) -> None:
    made, counted = Message("Nobody"), Message("{n} file", "{n} files", 2)
    assert f"{made}, {counted}" == "Nobody, 2 files"
    assert choose_language(polish, ["pl_PL"]) == "pl"
    assert f"{made}, {counted}, {_('Nobody')}" == "Nikt, 2 pliki, Nikt"


def test_messages_with_the_same_text_and_facts_are_the_same() -> None:
    assert Message("{file} is open.", file="a") == Message("{file} is open.", file="a")
    assert Message("{file} is open.", file="a") != Message("{file} is open.", file="b")


def test_a_number_takes_the_form_that_its_language_has_for_it(polish: Path) -> None:
    assert [ngettext("{n} file", "{n} files", n) for n in (1, 2, 5)] == ["1 file", "2 files", "5 files"]
    choose_language(polish, ["pl"])
    assert [ngettext("{n} file", "{n} files", n) for n in (1, 2, 5)] == ["1 plik", "2 pliki", "5 plików"]


def test_where_there_is_no_catalogue_english_is_spoken(polish: Path) -> None:
    choose_language(polish, ["pl"])
    assert choose_language(polish, ["tlh", "vo"]) == "en"
    assert _("Nobody") == "Nobody"


def test_a_text_without_facts_keeps_its_braces() -> None:
    assert _("{left} and {right}") == "{left} and {right}"
    assert _("{left} and {right}", left=1, right=2) == "1 and 2"


def test_a_day_is_written_as_in_a_letter() -> None:
    assert long_date(date(2026, 5, 3)) == "3 May 2026"


@in_turn(
    ("source", "fault"),
    [
        ('_(f"{name} is open")', "not a literal"),
        ("_(text)", "not a literal"),
        ('ngettext("{n} file", more, 2)', "not a literal"),
        ('_("{file} is open", name=1)', "fills in"),
        ('ngettext("{n} file in {a}", "{n} files in {b}", 2, a=1)', "other placeholders"),
        ('lambda _: _("Open")', "something else"),
        ('self.tr("Open")', "translated by Qt"),
        ('QCoreApplication.translate("Words", "Open")', "translated by Qt"),
    ],
)
def test_what_no_translator_would_see_is_refused(source: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "some.py"
    path.write_text(f"a = 1\nb = {source}\n", encoding="utf-8")
    found = next(faults_in(path.name, parts_of(path)))
    assert found.startswith("some.py:2 ")
    assert fault in found


def test_a_language_that_lags_behind_is_named_text_by_text(
    polish: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "some.py").write_text('_("Nobody")\n_("Somebody")\n', encoding="utf-8")
    monkeypatch.setattr(catalogues, "SOURCES", sources)
    found = catalogues.check(polish)
    assert "pl: not translated: Somebody" in found
    assert "pl: not translated: Nobody" not in found
    assert any("python3 run.py texts" in fault for fault in found)
    catalogues.renew(polish)
    assert not any("python3 run.py texts" in fault for fault in catalogues.check(polish))


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Lima"])
def test_a_moment_beyond_the_systems_calendar_is_shown_as_it_is(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert long_moment(datetime.max.replace(tzinfo=UTC)).startswith("31 December 9999")
        assert local_time(datetime.min.replace(tzinfo=UTC)).year == 1
        assert local_time(datetime(2026, 1, 1, tzinfo=UTC)).utcoffset() == timedelta(hours=9 if "Tokyo" in zone else -5)
    finally:
        monkeypatch.undo()
        time.tzset()
