"""A file from outside may be anything: it is refused with a sentence, and nothing else happens."""

import os
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.catalogue import CatalogueFaults, load_catalogue
from privacy_wizard.catalogue.lint import lint
from tests.in_turn import in_turn

from .libraries import FILES, Library

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{after}: &{after} [{','.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
SHELF: dict[str, tuple[bytes, str]] = {
    "nothing at all": (b"", "The file is empty."),
    "a remark alone": (b"# nothing\n", "The file is empty."),
    "text alone": (b"hello\n", "The file must be a table"),
    "a list alone": (b"- hello\n", "The file must be a table"),
    "a table without end": (b"{", "This is not YAML"),
    "a billion laughs": (LAUGHS.encode(), "An anchor (&a) is not allowed."),
    "ten megabytes": (b"a: b\n" * 2_000_000, "The file is larger than 512 KB."),
    "brackets without end": (b"[" * 100_000, "This nests more than 12 levels deep."),
    "dashes without end": (b"- " * 100_000, "This nests more than 12 levels deep."),
    "braces without end": (b"{a: " * 100_000, "This nests more than 12 levels deep."),
    "values without end": (b"checks:\n" + b"- {}\n" * 80_000, "The file has more than 20,000 values."),
    "keys of keys of keys": (b"? " * 100_000 + b"a", "This nests more than 12 levels deep."),
    "lists as keys": (b"{[" * 100_000, "This nests more than 12 levels deep."),
    "not UTF-8": ("title: Schülerin\n".encode("latin-1"), "The file is not UTF-8 text."),
    "UTF-16": ("title: You\n".encode("utf-16"), "The file is not UTF-8 text."),
    "a byte order mark": (b"\xef\xbb\xbftitle: You\n", "The file begins with a byte order mark."),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "The file is not UTF-8 text."),
    "a nought": (b"title: \x00\n", "This is not YAML"),
    "a nought by escape": (b'version: "\\0"\n', "This text has an invisible character (U+0000)."),
    "half a character by escape": (b'title: "\\ud800"\n', "This is not YAML"),
    "an object to be made": (b"!!python/object/apply:os.system [ls]\n", "A tag (tag:yaml.org,2002:python/object"),
    "a key that moves the cursor": (b'"\\e[2Jx": 1\n', 'There is no field "\N{REPLACEMENT CHARACTER}[2Jx" here.'),
    "unknown fields without end": (
        b"".join(b"k%d: 1\n" % n for n in range(15_000)),
        "There are more faults in this file.",
    ),
    "long keys": (b"".join(b"%s%d: 1\n" % (b"k" * 900, n) for n in range(400)), "There is no field"),
}


@in_turn(("name", "claim"), product(["controls.yaml", "platforms/pictures.yaml", "packs/village.yaml"], SHELF))
def test_a_hostile_file_is_refused_in_a_sentence(tmp_path: Path, name: str, claim: str) -> None:
    library, (content, sentence) = Library(tmp_path), SHELF[claim]
    library.write(name, content)
    told = [fault.sentence for fault in library.faults() if fault.file == name]
    assert any(said.startswith(sentence) for said in told), told[:3]
    assert len(told) <= 501
    assert all(str(said).isprintable() for said in told)


def test_a_link_out_of_the_library_is_not_followed(library: Library, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text(FILES["person.yaml"], encoding="utf-8")
    library.remove("person.yaml")
    (library.folder / "person.yaml").symlink_to(tmp_path / "outside.yaml")
    assert "person.yaml:1: This is not a plain file. Put the file itself here, not a link or a folder." in [
        str(fault) for fault in library.faults()
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders on this system")
def test_a_pipe_does_not_hang_the_reading(library: Library) -> None:
    library.remove("person.yaml")
    os.mkfifo(library.folder / "person.yaml")
    assert "This is not a plain file." in str(library.faults()[0])


def test_a_folder_with_a_files_name_is_told(library: Library) -> None:
    library.remove("person.yaml")
    (library.folder / "person.yaml").mkdir()
    assert "This is not a plain file." in str(library.faults()[0])


def test_a_file_whose_name_is_not_text_can_still_be_told(library: Library) -> None:
    name = os.fsdecode(b"packs/\xff\x1b.yaml")
    try:
        library.write(name, "a: b\n")
    except OSError:
        pytest.skip("this system refuses such names")
    told = [fault for fault in library.faults() if fault.file.startswith("packs/\N{REPLACEMENT CHARACTER}")]
    assert told
    assert all(fault.file.isprintable() for fault in told)


def test_a_folder_with_thousands_of_files_is_cut_short(library: Library) -> None:
    for number in range(250):
        library.write(f"packs/p{number}.yaml", "")
    assert any("A library has at most 200 files; there are 257." in str(fault) for fault in library.faults())


yaml_like = st.text(alphabet=st.sampled_from("ab:-[]{}\"'&*!|>%@`#,? \n\t\\0") | st.characters(), max_size=200)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=20,
)


@given(content=st.binary(max_size=300) | yaml_like.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_raise_anything_but_faults(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    library = Library(tmp_path_factory.mktemp("bytes"))
    for name in ("controls.yaml", "person.yaml", "packs/village.yaml"):
        library.write(name, content)
    with pytest.raises(CatalogueFaults):
        load_catalogue(library.folder)


@st.composite
def spoilt_files(draw: st.DrawFn) -> tuple[str, str]:
    """One of our files with a passage of it taken out, doubled or replaced."""
    name = draw(st.sampled_from(sorted(FILES)))
    text = FILES[name]
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 60)))
    return name, text[:start] + draw(st.sampled_from(["", text[start:end] * 2]) | yaml_like) + text[end:]


@given(spoilt=spoilt_files())
def test_a_spoilt_file_is_refused_or_read_but_never_raises(
    spoilt: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = Library(tmp_path_factory.mktemp("spoilt"))
    library.write(spoilt[0], spoilt[1].encode("utf-8", "surrogatepass"))
    if not lint(library.folder):
        load_catalogue(library.folder)
