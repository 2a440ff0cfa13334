"""A policy pack as the YAML file that people write: the strict reader makes the same pack of it again.

Where a pack is whole, what comes out passes the linter. A draft is written as it stands, so that the linter can say
what is still missing. Comments of an earlier file are lost.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from attrs import asdict

from ..domain.model import Change, OwnStatement, PolicyPack, Requirement
from ..domain.vocabulary import Basis, Kind, Level, Severity
from .reading import reads_as_text

_HEADINGS = {
    Kind.SETTING: "Per account: looked up on the service",
    Kind.ACCOUNT: "Per account",
    Kind.OFFICIAL: "Per account run for the school",
    Kind.PERSON: "Once per person",
    Kind.ACK: "To be acknowledged",
}
_PLAIN = re.compile(r"[A-Za-z0-9“‘«][^\x00-\x1f\x7f-\x9f]*")
_NOT_PLAIN = re.compile(r""": |:$| #|^\s|\s$|[\[\]{},]""")
_BLOCK_ONLY = re.compile(r""": |:$| #|^\s|\s$""")


def write_pack(pack: PolicyPack, *, note: Iterable[str] = ()) -> str:
    """The file's text, with the lines of `note` as comments at its head. What the pack inherits is not in it."""
    return "\n".join([*_head(pack, note), *_clauses(pack), *_requirements(pack), *_rest(pack)]) + "\n"


def _head(pack: PolicyPack, note: Iterable[str]) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../schemas/policy-pack.schema.json"
    yield from (f"# {line}" for line in note)
    yield "kind: policy-pack"
    yield from (f"{name}: {_text(getattr(pack, name))}" for name in ("id", "title", "issuer"))
    yield f'date: "{pack.date}"' if pack.date[:1].isdigit() else f"date: {_text(pack.date)}"
    yield f"next_review: {_text(pack.next_review) if pack.next_review is not None else 'null'}"
    yield f'version: "{pack.version}"'
    if pack.inherits is not None:
        yield f"inherits: {pack.inherits}"
    yield from ("applies_to:", f"  summary: {_text(pack.applies_to.summary)}")
    yield f"  people: {_list(pack.applies_to.people)}"
    yield from _clause_ids(pack.applies_to.clauses)
    yield from ("platforms:", f"  summary: {_text(pack.platforms.summary)}")
    yield f"  names: {_list(pack.platforms.names)}"
    yield from _clause_ids(pack.platforms.clauses)
    yield f"personal_use_at_work: {_text(pack.personal_use_at_work)}"
    yield "tell:" if pack.tell else "tell: []"
    yield from (f"  - {_record(asdict(contact))}" for contact in pack.tell)


def _clause_ids(clauses: tuple[str, ...]) -> Iterator[str]:
    if clauses:
        yield f"  clauses: {_list(clauses)}"


def _clauses(pack: PolicyPack) -> Iterator[str]:
    yield from ("", "clauses:" if pack.clauses else "clauses: []")
    yield from (f"  - {_record(asdict(clause))}" for clause in pack.clauses)


def _requirements(pack: PolicyPack) -> Iterator[str]:
    own = pack.own_requirements
    yield from ("", "requirements:" if own else "requirements: []")
    only_informs = all(each.level is Level.INFORM for each in own)  # it has no words by which to say its basis
    for kind, group in groupby(own, key=lambda each: each.control.kind):
        yield f"  # {_HEADINGS[kind]}"
        for requirement in group:
            yield from _requirement(requirement, says_basis=only_informs)


def _requirement(requirement: Requirement, *, says_basis: bool) -> Iterator[str]:
    yield f"  - control: {requirement.control.id}"
    if requirement.statement is not None:
        yield from _statement(requirement.statement)
    yield f"    level: {requirement.level}"
    yield f"    clauses: {_list(clause.id for clause in requirement.clauses)}"
    if requirement.basis is Basis.READING or (says_basis and requirement.basis is Basis.NAMED):
        yield f"    basis: {requirement.basis}"
    if requirement.words:
        yield f"    words: {_list(requirement.words)}"
    yield f"    summary: {_text(requirement.summary)}"
    if requirement.details:
        yield "    details:"
        yield from (f"      - {_text(detail)}" for detail in requirement.details)
    if requirement.judges:
        yield f"    judges: {_record(requirement.judges)}"
    if requirement.people:
        yield f"    people: {_list(requirement.people)}"
    if requirement.exception is not None:
        allowed = requirement.exception
        approver = f", approver: {_inline(allowed.approver)}" if allowed.approver is not None else ""
        yield f"    exception: {{reasons: {_list(allowed.reasons)}{approver}}}"


def _statement(statement: OwnStatement) -> Iterator[str]:
    yield "    statement:"
    yield f"      title: {_text(statement.title)}"
    yield f"      says: {_text(statement.says)}"
    if statement.severity is not Severity.MEDIUM:
        yield f"      severity: {statement.severity}"


def _rest(pack: PolicyPack) -> Iterator[str]:
    if pack.departures:
        yield from ("", "departures:")
    for departure in pack.departures:
        yield f"  - control: {departure.control}"
        yield f"    level: {departure.level or 'null'}"
        if departure.decision is None:
            yield f"    clause: {_inline(departure.clause)}"
        else:
            decided = {"by": departure.decision.by, "on": departure.decision.on.isoformat()}
            yield f"    decision: {_record(decided)}"
        yield f"    reason: {_text(departure.reason)}"
    if pack.critical:
        yield from ("", f"critical: {_list(pack.critical)}")
    if pack.changes:
        yield from ("", "changes:")
    for change in pack.changes:
        yield from _change(change)
    if pack.withdrawn:
        yield from ("", "withdrawn:")
    yield from (
        f'  - {{version: "{each.version}", date: {each.date.isoformat()}, reason: {_inline(each.reason)}}}'
        for each in pack.withdrawn
    )


def _change(change: Change) -> Iterator[str]:
    yield f'  - version: "{change.version}"'
    yield f"    date: {change.date.isoformat()}"
    yield f"    summary: {_text(change.summary)}"
    for name in ("checks", "controls"):
        if getattr(change, name):
            yield f"    {name}: {_list(getattr(change, name))}"


def _record(fields: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{_inline(name)}: {_inline(value)}" for name, value in fields.items()) + "}"


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(_inline(text) for text in texts) + "]"


def _inline(text: str) -> str:
    """Within brackets, where commas and brackets end a text."""
    return text if _is_plain(text, _NOT_PLAIN) else _in_quotes(text)


def _text(text: str) -> str:
    """After a colon, on a line of its own."""
    return text if _is_plain(text, _BLOCK_ONLY) else _in_quotes(text)


def _is_plain(text: str, ends_it: re.Pattern[str]) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not ends_it.search(text) and text.isprintable() and reads_as_text(text)


def _in_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped) + '"'
