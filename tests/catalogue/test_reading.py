"""Bare words are text only where every YAML reader agrees that they are."""

from privacy_wizard.catalogue.document import Document, Unquoted, Value
from privacy_wizard.catalogue.reading import read_yaml
from tests.in_turn import in_turn


def _read(text: str) -> Value:
    document = Document("x.yaml")
    read_yaml(text, document)
    assert document.faults == []
    return document.root


DOUBTFUL = (
    *("on", "Off", "YES", "no", "y", "N", "True", "FALSE", "NULL", "Null", "~", "=", "<<"),
    *("0x1F", "0o17", "017", "0b11", "1_000", "+1", "-0", "1.5", ".5", "1e3", "1.0", ".inf", "-.INF", ".nan"),
    *("1:30", "12:30:45", "2026-05-02", "2026-5-2", "2026-05-02 12:30:45"),
)


def test_a_word_that_some_reader_takes_for_something_else_is_kept_apart() -> None:
    assert [word for word in DOUBTFUL if _read(f"[{word}]") != [Unquoted(word)]] == []
    assert [word for word in DOUBTFUL if type(_read(f"[{word}]")[0]) is not Unquoted] == []  # type: ignore[index]


def test_the_same_word_in_quotes_is_text() -> None:
    assert [word for word in DOUBTFUL if type(_read(f"['{word}']")[0]) is not str] == []  # type: ignore[index]


@in_turn(
    ("word", "value"),
    [("true", True), ("false", False), ("null", None), ("0", 0), ("-7", -7), ("123456789", 123456789)],
)
def test_only_the_plainest_spellings_are_more_than_text(word: str, value: Value) -> None:
    assert _read(f"[{word}]") == [value]


def test_what_no_reader_takes_for_something_else_is_text() -> None:
    plain = ("2026.11.1", "B.3", "1st", "no one", "on-line", "2026-05", "a:b", "n/a", "3-4", "--")
    assert [word for word in plain if type(_read(f"a: {word}")["a"]) is not str] == []  # type: ignore[index, call-overload]


def test_each_value_knows_its_line() -> None:
    document = Document("x.yaml")
    read_yaml("a:\n  - b\n  - {c: d,\n     e: f}\n", document)
    assert [document.line_of(path) for path in [("a",), ("a", 0), ("a", 1), ("a", 1, "e"), ("a", 1, "z"), ()]] == [
        1,
        2,
        3,
        4,
        3,
        1,
    ]
