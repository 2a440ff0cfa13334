import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import evolve

from privacy_wizard.attestation.statement import StatementFault, from_json, schema, to_json
from privacy_wizard.domain.versions import FIRST_RULES
from privacy_wizard.domain.vocabulary import Basis
from tests.in_turn import in_turn

from .samples import statement

SHIPPED = Path(__file__).parents[2] / "resources" / "schemas" / "attestation-2.schema.json"


def plain() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(to_json(statement()))
    return read


def refusal(document: Any) -> str:
    with pytest.raises(StatementFault) as fault:
        from_json(document if isinstance(document, bytes) else json.dumps(document).encode())
    return str(fault.value)


def test_a_statement_comes_back_from_its_json_as_it_was() -> None:
    assert from_json(to_json(statement())) == statement()


def test_the_json_is_the_same_bytes_each_time() -> None:
    assert to_json(from_json(to_json(statement()))) == to_json(statement())


def test_the_shipped_schema_is_current_and_accepts_a_statement() -> None:
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))
    assert shipped == schema()
    jsonschema.Draft202012Validator(shipped).validate(plain())


def test_a_field_that_the_format_does_not_know_is_refused_with_its_place() -> None:
    document = plain()
    document["accounts"][1]["handle"] = "@sian"
    assert refusal(document) == "accounts[1].handle: is not a field of this format"


def test_a_field_that_is_missing_is_refused_with_its_place() -> None:
    document = plain()
    del document["person"]["name"]
    assert refusal(document) == "person.name: is missing"


@in_turn(
    ("name", "value"),
    [
        ("score", "86"),
        ("score", 101),
        ("score", True),
        ("score", 10**30),
        ("no_accounts", 1),
        ("created", "2026-11-20"),
        ("created", "2026-11-20T16:05:09"),
        ("created", "2026-11-20T16:05:09Z"),
        ("identifier", "6F" * 16),
        ("program_version", "1.0, accepted by the school"),
        ("outcome", "splendid"),
        ("comment", "x" * 1501),
        ("comment", "a\u0000b"),
        ("comment", "\ud800"),
        ("findings", {}),
        ("findings", [None]),
        ("format", "privacy-wizard-attestation/3"),
        ("wording", {"declaration": [], "template_sha256": "e5" * 32, "texts": {"a": 1}}),
        ("xccdf", {"default": 88, "flat": 1, "flat_maximum": 2}),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_with_its_place(name: str, value: Any) -> None:
    assert refusal(plain() | {name: value}).startswith(name)


@in_turn(
    "document",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"null",
        b'{"score":NaN}',
        b"9" * 10_000,
        b'{"score":1,"score":2}',
        b" " * 4_000_001,
    ],
)
def test_bytes_that_are_no_statement_are_refused_and_never_raise_anything_else(document: bytes) -> None:
    assert refusal(document)


def test_an_account_that_is_not_listed_cannot_be_spoken_of() -> None:
    document = plain()
    document["findings"][0]["account"] = "tiktok-9"
    assert refusal(document) == "findings[0].account: is not among the accounts"


def test_no_accounts_cannot_be_declared_beside_accounts() -> None:
    assert "no_accounts" in refusal(plain() | {"no_accounts": True})


def test_an_account_cannot_be_listed_twice() -> None:
    made = statement()
    assert "twice" in refusal(to_json(evolve(made, accounts=(*made.accounts, made.accounts[0]))))


def test_a_stroke_beyond_the_pad_is_refused() -> None:
    document = plain()
    document["signature"]["strokes"][0][0] = [0, 1001]
    assert refusal(document) == "signature.strokes[0][0][1]: is out of range"


def first_format() -> dict[str, Any]:
    """A statement as the first format had it."""
    kept: dict[str, Any] = json.loads((Path(__file__).parent / "shelf" / "layout-1.json").read_bytes())
    return kept


def test_a_statement_of_the_first_format_is_read_and_written_byte_by_byte() -> None:
    kept = (Path(__file__).parent / "shelf" / "layout-1.json").read_bytes()
    read = from_json(kept)
    assert read.rules_version == FIRST_RULES
    assert {part.basis for part in read.findings} == {Basis.NAMED, Basis.BASELINE}
    assert to_json(read) == kept


def test_a_statement_of_the_first_format_fits_its_own_schema_only() -> None:
    first = json.loads(SHIPPED.with_name("attestation-1.schema.json").read_text(encoding="utf-8"))
    assert jsonschema.Draft202012Validator(first).is_valid(first_format())
    assert not jsonschema.Draft202012Validator(first).is_valid(plain())
    assert not jsonschema.Draft202012Validator(schema()).is_valid(first_format())


def test_the_first_format_does_not_take_the_fields_of_the_second() -> None:
    kept = first_format()
    assert refusal(kept | {"rules_version": "1"}) == "rules_version: is not a field of this format"
    for name in ("basis", "critical"):
        wrong = [{**kept["findings"][0], name: "named"}, *kept["findings"][1:]]
        assert refusal(kept | {"findings": wrong}) == f"findings[0].{name}: is not a field of this format"
    del kept["findings"][2]["from_baseline"]
    assert refusal(kept) == "findings[2].from_baseline: must be true or false"


def test_no_format_names_the_rules_of_another() -> None:
    assert refusal(plain() | {"rules_version": "1"}) == "rules_version: is not that of this format"
