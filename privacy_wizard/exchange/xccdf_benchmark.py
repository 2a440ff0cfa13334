"""A policy as an XCCDF 1.2 benchmark: one group per account and one for the person, one rule per requirement."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from attrs import field, frozen

from ..domain.expectation import Expected
from ..domain.model import PolicyPack
from ..domain.vocabulary import Subject
from .xml_names import DEFAULT_MODEL, DUBLIN_CORE, FLAT_MODEL, OCIL_CHECKS, XCCDF, ocil_id, rule_id, xccdf_id
from .xml_writer import Writer, moment

_X, _DC = Writer(XCCDF), Writer(DUBLIN_CORE)


@frozen(kw_only=True)
class Group:
    """An account, or the person, with what the policy requires of it."""

    name: str  # as it stands in identifiers: "instagram-1"
    title: str
    pairs: tuple[Expected, ...]
    lacks: Mapping[str, str] = field(factory=dict)  # control → why the platform cannot answer it
    hidden: bool = False  # then nothing may show which platform it is


AddChecks = Callable[[ET.Element, Group, Expected], None]
"""Adds to a rule how it is checked; nothing where it is not."""


@frozen(kw_only=True)
class Outline:
    """What one benchmark is made of."""

    pack: PolicyPack
    name: str  # ends its identifier
    groups: tuple[Group, ...]
    when: datetime


def benchmark(outline: Outline, add_checks: AddChecks) -> ET.Element:
    """The benchmark without results. Default and flat are the scores that it asks for."""
    pack = outline.pack
    root = _X.root("Benchmark", id=xccdf_id("benchmark", outline.name), resolved="true", **{"xml:lang": "en"})
    _X.add(root, "status", "draft", date=outline.when.date().isoformat())
    _X.add(root, "title", pack.title)
    _X.add(root, "description", pack.applies_to.summary)
    _X.add(root, "version", pack.version, time=moment(outline.when))
    metadata = _X.add(root, "metadata")
    for name, text in (
        ("creator", "Privacy Wizard"),
        ("publisher", pack.issuer),
        ("source", f"{pack.title}, {pack.date}"),
    ):
        _DC.add(metadata, name, text)
    for model in (DEFAULT_MODEL, FLAT_MODEL):
        _X.add(root, "model", system=model)
    _profiles(root, outline)
    for group in outline.groups:
        _group(root, group, add_checks)
    return root


def _profiles(root: ET.Element, outline: Outline) -> None:
    """One for each kind of person, where the policy does not ask the same of all."""
    people = {r.control.id: r.people for r in outline.pack.requirements if r.people}
    for kind in outline.pack.applies_to.people if people else ():
        profile = _X.add(root, "Profile", id=xccdf_id("profile", kind.replace(" ", "-")))
        _X.add(profile, "title", f"What is asked of: {kind}")
        for group in outline.groups:
            for pair in group.pairs:
                control = pair.requirement.control.id
                chosen = "true" if kind in people.get(control, (kind,)) else "false"
                _X.add(profile, "select", idref=rule_id(group.name, control), selected=chosen)


def _group(root: ET.Element, group: Group, add_checks: AddChecks) -> None:
    found = _X.add(root, "Group", id=xccdf_id("group", group.name))
    _X.add(found, "title", group.title)
    for pair in group.pairs:
        _rule(found, group, pair, add_checks)


def _rule(parent: ET.Element, group: Group, pair: Expected, add_checks: AddChecks) -> None:
    requirement, control = pair.requirement, pair.requirement.control
    rule = _X.add(
        parent,
        "Rule",
        id=rule_id(group.name, control.id),
        weight=str(requirement.weight),
        severity=control.severity,
        # Without weight it is only reported. As "full" it would make 0/0 of a group that has nothing else.
        role="full" if requirement.weight else "unscored",
    )
    _X.add(rule, "title", control.title)
    _X.add(rule, "description", control.statement)
    if not pair.checks and control.kind.subject is Subject.PERSONAL_ACCOUNT:
        reason = None if group.hidden else group.lacks.get(control.id)
        _X.add(rule, "warning", reason or "The service does not have this setting.", category="functionality")
    for clause in requirement.clauses:
        _X.add(rule, "reference", f"{clause.ref}: {clause.asks}")
    _X.add(rule, "rationale", " ".join((requirement.summary, *requirement.details)))
    _X.add(rule, "ident", control.id, system="urn:x-privacy-wizard:control")
    for fix in _fixes(group, pair):
        _X.add(rule, "fixtext", fix)
    add_checks(rule, group, pair)


def _fixes(group: Group, pair: Expected) -> Iterable[str]:
    # A fix speaks of the platform's own menus.
    return () if group.hidden else dict.fromkeys(check.fix for check in pair.checks)


def no_checks(_rule: ET.Element, _group: Group, _pair: Expected) -> None:
    """For a benchmark that only reports."""


def ocil_checks(documents: Mapping[str, str]) -> AddChecks:
    """Checks by questionnaire; `documents` names the OCIL file of each check."""

    def add(rule: ET.Element, group: Group, pair: Expected) -> None:
        files = [] if group.hidden else list(dict.fromkeys(documents[check.id] for check in pair.checks))
        several = len(files) > 1
        parent = _X.add(rule, "complex-check", operator="AND") if several else rule
        for file in files:
            check = _X.add(parent, "check", system=OCIL_CHECKS)
            _X.add(check, "check-content-ref", href=file, name=ocil_id("questionnaire", pair.requirement.control.id))

    return add


def groups_of(
    pairs: Sequence[Expected], make: Callable[[str | None, tuple[Expected, ...]], Group]
) -> tuple[Group, ...]:
    """The pairs by account, in their order; `make` gets the account's own identifier, None for the person."""
    found: dict[str | None, list[Expected]] = {}
    for pair in pairs:
        found.setdefault(pair.account.id if pair.account else None, []).append(pair)
    return tuple(make(account, tuple(its)) for account, its in found.items())
