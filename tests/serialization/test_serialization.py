"""Values to JSON and back: nothing is guessed, every fault has its place, and the schema says what is written."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum

import jsonschema
import pytest
from attrs import evolve, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.serialization import (
    PrintedDocument,
    Refused,
    View,
    entries,
    from_canonical,
    from_plain,
    schema_of,
    the,
    to_canonical,
    to_plain,
    worked_out,
)
from privacy_wizard.serialization import (
    given as known,
)
from tests.in_turn import in_turn


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@frozen(kw_only=True)
class Leaf:
    """A leaf."""

    name: str = field(metadata={"limit": 5, "pattern": "[a-z]*"})
    colour: Colour
    grown: date | None = None


@frozen(kw_only=True)
class Tree:
    """A tree."""

    format: str = field(default="tree/1", metadata={"pattern": "tree/1"})
    planted: datetime
    height: int = field(metadata={"most": 90})
    evergreen: bool
    leaves: tuple[Leaf, ...] = field(metadata={"limit": 3})
    notes: dict[str, str]

    @height.validator
    def _check(self, _attribute: object, height: int) -> None:
        if height == 13:
            raise ValueError("no tree is so high")


TREE = Tree(
    planted=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    height=4,
    evergreen=True,
    leaves=(Leaf(name="a", colour=Colour.RED), Leaf(name="b", colour=Colour.BLUE, grown=date(2026, 5, 2))),
    notes={"where": "by the gate"},
)


@given(
    height=st.integers(0, 90).filter(lambda height: height != 13),
    planted=st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0)),
    names=st.lists(st.text("abc", max_size=5), max_size=3),
)
def test_a_value_survives_its_json_and_keeps_to_its_schema(height: int, planted: datetime, names: list[str]) -> None:
    leaves = tuple(Leaf(name=name, colour=Colour.BLUE) for name in names)
    tree = evolve(TREE, height=height, planted=planted, leaves=leaves)
    assert from_plain(json.loads(json.dumps(to_plain(tree))), Tree) == tree
    assert from_canonical(to_canonical(tree), Tree, 10_000) == tree
    jsonschema.Draft202012Validator(schema_of(Tree)).validate(to_plain(tree))


@in_turn(
    ("place", "change"),
    [
        ("height", lambda tree: tree.update(height=True)),
        ("height", lambda tree: tree.update(height=91)),
        ("height", lambda tree: tree.pop("height")),
        ("format", lambda tree: tree.pop("format")),  # a default is no excuse
        ("roots", lambda tree: tree.update(roots=1)),
        ("evergreen", lambda tree: tree.update(evergreen=1)),
        ("planted", lambda tree: tree.update(planted="2026-11-20T09:30:00")),  # without its zone
        ("leaves", lambda tree: tree.update(leaves=tree["leaves"] * 2)),
        ("leaves[1].name", lambda tree: tree["leaves"][1].update(name="longer")),
        ("leaves[0].name", lambda tree: tree["leaves"][0].update(name="A")),
        ("leaves[0].colour", lambda tree: tree["leaves"][0].update(colour="green")),
        ("leaves[1].grown", lambda tree: tree["leaves"][1].update(grown="2026-5-2")),
        ("leaves[1]", lambda tree: tree["leaves"].__setitem__(1, "b")),
        ("notes.where", lambda tree: tree["notes"].update(where=None)),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(place: str, change: Callable[[dict], object]) -> None:
    tree = json.loads(json.dumps(to_plain(TREE)))
    change(tree)
    with pytest.raises(Refused) as refused:
        from_plain(tree, Tree)
    assert refused.value.fault.place == place


def test_what_a_value_says_of_itself_is_heard() -> None:
    with pytest.raises(ValueError, match="no tree is so high"):
        from_plain({**to_plain(TREE), "height": 13}, Tree)


def test_only_the_one_spelling_is_read_back() -> None:
    content = to_canonical(TREE)
    for other in (content + b"\n", content.replace(b'"height":4', b'"height":4,"height":4'), b"\xff", b"[", b"NaN"):
        with pytest.raises(Refused):
            from_canonical(other, Tree, 10_000)
    with pytest.raises(Refused):
        from_canonical(content, Tree, len(content) - 1)


def _colours(tree: Tree) -> tuple[str, ...]:
    return tuple(leaf.colour.value for leaf in tree.leaves)


def _by_colour(tree: Tree) -> Mapping[Colour, tuple[Leaf, ...]]:
    return {colour: tuple(leaf for leaf in tree.leaves if leaf.colour is colour) for colour in Colour}


FOREST = PrintedDocument(
    "privacy-wizard-forest/1",
    "A forest.",
    known("trees", tuple[Tree, ...]),
    "oldest=leaves.name",
    entries(worked_out("colours", _by_colour), "One colour.", "colour=key", "leaves=value.name"),
    of=Tree,
    views=(
        View(Tree, "A tree in few words.", "since=planted", the("height", most=90), worked_out("colours", _colours)),
        View(Leaf, "A leaf by its name.", "called=name"),
    ),
)


def test_a_view_gives_the_json_and_the_schema_of_a_class_wherever_it_stands() -> None:
    printed, schema = json.loads(FOREST.text(TREE, trees=(TREE,))), FOREST.schema()
    assert printed["trees"] == [{"since": "2026-11-20T09:30:00+00:00", "height": 4, "colours": ["red", "blue"]}]
    assert FOREST.schema_file == "forest-1.schema.json"
    jsonschema.Draft202012Validator(schema).validate(printed)
    assert schema["properties"]["trees"]["items"]["properties"]["height"]["maximum"] == 90


def test_a_way_through_a_list_reads_each_item_and_a_mapping_is_printed_as_its_entries() -> None:
    printed = json.loads(FOREST.text(TREE, trees=()))
    names = {leaf.colour: leaf.name for leaf in TREE.leaves}
    assert printed["oldest"] == [leaf.name for leaf in TREE.leaves]
    assert printed["colours"] == [{"colour": colour, "leaves": [names[colour]]} for colour in Colour]


@pytest.mark.parametrize("facts", [{}, {"trees": (), "age": 3}])
def test_a_document_is_not_printed_with_more_or_less_than_it_says(facts: dict) -> None:
    with pytest.raises(TypeError):
        FOREST.text(TREE, **facts)


def test_a_view_of_a_field_that_the_class_lacks_is_never_made() -> None:
    with pytest.raises(AttributeError):
        View(Leaf, "A leaf.", "called=title")


@frozen(kw_only=True)
class Twig:
    """A twig."""

    leaf: Leaf | None


def test_where_something_on_the_way_is_none_the_field_is_null_and_the_schema_says_so() -> None:
    twig = PrintedDocument("twig/1", "A twig.", "called=leaf.name", of=Twig)
    assert json.loads(twig.text(Twig(leaf=None))) == {"format": "twig/1", "called": None}
    assert {"type": "null"} in twig.schema()["properties"]["called"]["anyOf"]


@frozen(kw_only=True)
class Bush:
    """A bush, of which the first files did not say whether it bears."""

    height: int
    bears: bool = field(default=False, metadata={"later": True})


def test_a_field_that_came_later_is_left_out_where_it_says_nothing_so_that_older_files_stay_as_signed() -> None:
    old, new = b'{"height":1}', b'{"bears":true,"height":1}'
    assert from_canonical(old, Bush, 100) == Bush(height=1)
    assert to_canonical(Bush(height=1)) == old
    assert from_canonical(new, Bush, 100) == Bush(height=1, bears=True)
    assert to_canonical(Bush(height=1, bears=True)) == new
    with pytest.raises(Refused, match="another way"):
        from_canonical(b'{"bears":false,"height":1}', Bush, 100)
    for document in (old, new):
        jsonschema.Draft202012Validator(schema_of(Bush)).validate(json.loads(document))
