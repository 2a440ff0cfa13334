"""Every reader is given what no platform ever wrote: it says what it can, and never ends in an error."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy_wizard.evidence import ExportsRead, Observed
from privacy_wizard.serialization import from_plain, parsed, to_canonical

from .reading import read_here
from .samples import REMEMBERED, SAMPLES
from .samples.building import Sample, write_zip

LAYOUTS = {(each.platform, *sorted(each.files)): each for each in (*SAMPLES, *REMEMBERED)}  # one for all its languages
every_layout = pytest.mark.parametrize("sample", LAYOUTS.values(), ids=lambda sample: sample.id)
quick = settings(
    max_examples=max(10, settings.default.max_examples // 6),  # more in the profile that looks longer
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
odd_texts = st.text(max_size=30) | st.sampled_from(
    ["\u202e", "=1+1", "True", "\ud800", "1e400", "javascript:x", "é" * 600]
)
odd_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | odd_texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(odd_texts, inner, max_size=4),
    max_leaves=8,
)


def checked(path: Path) -> None:
    """Nothing is raised, every claim has its place, and the answer passes the strict way out of the worker."""
    found = read_here(path, posts=True)
    answer: ExportsRead = from_plain(parsed(to_canonical(found)), ExportsRead)
    assert answer == found
    assert found.exports or found.faulty
    observations = [each for export in found.exports for each in export.observations]
    assert [each for each in observations if each.shown is not Observed.NOT_IN_EXPORT and not each.file] == []


@every_layout
@quick
@given(data=st.data())
def test_values_of_any_kind_at_any_place_are_borne(
    sample: Sample, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    files = dict(sample.files)
    for name in data.draw(st.sets(st.sampled_from(sorted(files)), min_size=1)):
        odd, chance = data.draw(odd_values), random.Random(data.draw(st.integers(0, 10_000)))
        files[name] = _changed(name, files[name], odd, chance)
    checked(write_zip(tmp_path_factory.mktemp("fuzz") / sample.name, files))


@pytest.mark.parametrize("sample", {each.platform: each for each in SAMPLES}.values(), ids=lambda sample: sample.id)
@quick
@given(where=st.integers(0, 10**6), how=st.binary(max_size=40), length=st.integers(0, 60))
def test_bytes_of_any_kind_at_any_place_of_the_archive_are_borne(
    sample: Sample, where: int, how: bytes, length: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write_zip(tmp_path_factory.mktemp("fuzz") / sample.name, sample.files)
    whole = path.read_bytes()
    at = where % len(whole)
    path.write_bytes(whole[:at] + how + whole[at + length :])
    checked(path)


def test_a_text_that_is_put_together_is_cut_too(tmp_path: Path) -> None:
    content = "preference,value\n" + "é" * 400 + "," + "a" * 400
    checked(write_zip(tmp_path / "x.zip", {"user_preferences.csv": content.encode()}))


def _changed(name: str, content: bytes, odd: Any, chance: random.Random) -> bytes:
    """JSON with something else at a place of its own; other files with other bytes."""
    start = content.find(b" = ") + 3 if name.endswith(".js") else 0
    try:
        tree = json.loads(content[start:].rstrip(b";\n"))
    except ValueError:
        at = chance.randrange(len(content) + 1)
        return content[:at] + str(odd).encode("utf-8", "replace") + content[at + chance.randrange(20) :]
    for _ in range(chance.randrange(1, 4)):
        tree = _replaced(tree, odd, chance)
    return content[:start] + json.dumps(tree).encode()


def _replaced(value: Any, odd: Any, chance: random.Random) -> Any:
    if chance.random() < 0.25 or not isinstance(value, dict | list) or not value:
        return odd
    if isinstance(value, dict):
        name = chance.choice(list(value))
        return {**value, name: _replaced(value[name], odd, chance)}
    at = chance.randrange(len(value))
    return [*value[:at], _replaced(value[at], odd, chance), *value[at + 1 :]]
