from pathlib import Path

import pytest

from privacy_wizard.drafts import user_places


def test_a_folder_named_in_the_environment_holds_everything(home: Path) -> None:
    places = user_places()
    assert places.home == home / "privacy-wizard"
    assert {place.parent for place in (places.drafts, places.key_file, places.settings)} == {places.home}


def test_otherwise_the_system_says_where_and_nothing_is_made_until_needed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PRIVACY_WIZARD_HOME")
    places = user_places()
    assert places.home.is_relative_to(home)
    assert not places.home.exists()
