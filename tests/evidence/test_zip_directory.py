"""A zip opened without its media is the same zip as with them, but for what is passed over."""

import io
import random
import zipfile
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from privacy_wizard.evidence.members import fault_of_name, is_noise
from privacy_wizard.evidence.never_opened import is_media
from privacy_wizard.evidence.zip_directory import OpenedZip, open_zip

_REFUSED = (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError)  # each of which becomes a sentence
_LINK = 0o120777 << 16
_PARTS = ("a", "/", "..", "\\", ":", ".jpg", ".JPG", ".mp4", ".json", "._", "__MACOSX/", "\n", "é", "x" * 999)
_NAMES = st.lists(
    st.sampled_from(["a.jpg", "b/c.json", "b/é.png", "/a.jpg"])
    | st.lists(st.sampled_from(_PARTS), min_size=1, max_size=4).map("".join),
    max_size=12,
)


def zipped(names: list[str], *, links: int = 0, comment: bytes = b"", before: bytes = b"") -> bytes:
    """Of the names, the first so many are links; each file holds its number."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for at, name in enumerate(names):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = _LINK if at < links else 0
            archive.writestr(entry, str(at))
    return before + stream.getvalue()


def opened(content: bytes, *, media: bool = False) -> OpenedZip:
    return open_zip(io.BytesIO(content), len(content), media=media)


def kept(found: OpenedZip) -> list[tuple[str, bytes, int]]:
    entries = found.archive.infolist()
    return sorted((each.orig_filename, found.archive.read(each), each.external_attr) for each in entries)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(_NAMES, st.integers(0, 3), st.sampled_from([{}, {"comment": b"ok"}, {"before": b"MZ" * 40}]))
@example(["a.jpg", "b.jpg"], 1, {})
@example(["a.jpg", "/b.jpg"], 0, {})
@example(["a.jpg", "é.jpg"], 0, {})
def test_nothing_is_passed_over_but_media_in_whose_names_nothing_is_wrong(
    names: list[str], links: int, oddity: dict[str, Any]
) -> None:
    content = zipped(names, links=links, **oddity)
    short, whole = opened(content), opened(content, media=True)
    left = kept(whole)
    for name in short.passed:
        assert is_media(name)
        assert not is_noise(name)
        assert fault_of_name(name) is None
        left.remove(next(each for each in left if each[0] == name and each[2] != _LINK))
    assert [name for name, _content, _link in kept(short)] == [name for name, _content, _link in left]
    assert whole.passed == []
    assert short.passed_size + sum(each.compress_size for each in short.archive.infolist()) == sum(
        each.compress_size for each in whole.archive.infolist()
    )


def test_what_lies_between_pictures_is_read_as_it_is() -> None:
    names = [f"media/{at}.{'json' if at % 50 == 7 else 'jpg'}" for at in range(250)]
    found = opened(zipped(names))
    read = [(name, content) for name, content, _link in kept(found)]
    assert read == [(f"media/{at}.json", str(at).encode()) for at in sorted(range(7, 250, 50), key=str)]
    assert len(found.passed) == 245
    found.close()
    assert found.stream.closed


def test_a_directory_that_is_not_as_usual_is_left_to_the_library() -> None:
    assert len(opened(zipped(["a.jpg", "b.jpg"])).passed) == 2
    assert opened(zipped(["a.jpg", "b.jpg"], comment=b"ok")).passed == []
    assert opened(zipped(["a.jpg", "b.jpg"], before=b"MZ" * 40)).passed == []


@pytest.mark.parametrize("names", [["p.jpg"], ["a.json", "p.jpg"]])
def test_a_directory_that_the_listed_one_hides_stays_hidden(names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 0)  # as of a large archive, whose end is told elsewhere
        hidden = zipped(["hidden.json"])[:-22]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, hidden)
            archive.infolist()[-1].comment = b"" if name == names[-1] else hidden
    found = opened(stream.getvalue())
    assert [*found.archive.namelist(), *found.passed] == names


@given(st.randoms(use_true_random=False))
def test_a_directory_with_wrong_bytes_is_opened_or_refused(chance: random.Random) -> None:
    content = bytearray(zipped(["a.jpg", "b.json", "c/d.png"]))
    start = content.index(b"PK\x01\x02")
    for _ in range(chance.randint(1, 4)):
        content[chance.randrange(start, len(content))] = chance.randrange(256)
    content = content[: chance.choice([None, len(content) - 1, 30])]
    try:
        found = opened(bytes(content))
    except _REFUSED:
        return
    assert len(found.passed) <= 2
