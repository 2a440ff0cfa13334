"""What OCIL has no place for, in an element of our own that the standard provides for (`additional_data`).

It never repeats what stands elsewhere in the document, so the two cannot contradict each other; only the exact verdict
of a choice refines its PASS or FAIL, and the reader takes the document's word where they disagree. What is read back
comes from outside like the rest: nothing in it is believed.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from attrs import asdict, field, fields, frozen

from ..domain.model import Change, Checklist, Lack, OwnTitle, Screen, Source, Status, Steps, Withdrawn
from ..domain.vocabulary import ServiceState
from .ocil_flow import ocil, text_of
from .xml_document import OURS, XmlWriter, choice_id, ocil_id, visible

_P = XmlWriter(OURS)


def write_particulars(parent: ET.Element, checklist: Checklist) -> None:
    """Everything that a checklist says beyond questions, choices, flow and instructions."""
    root = _P.add(
        parent,
        "checklist",
        id=checklist.id,
        subject=checklist.subject,
        version=checklist.version,
        sha256=checklist.sha256,
        group=checklist.group,
        **{"every-account": _flag(checklist.every_account), "review-after-months": str(checklist.review_after_months)},
    )
    for host in checklist.hosts:
        _P.add(root, "host", host)
    for name in checklist.also_known_as:
        _P.add(root, "also-known-as", name)
    for lack in checklist.lacks:
        _P.add(root, "lack", lack.reason, control=lack.control)
    for own in checklist.titles:
        _P.add(root, "title-of", own.title, control=own.control)
    if checklist.nothing_else is not None:
        _P.add(root, "nothing-else", checklist.nothing_else)
    _screens(root, checklist)
    sources = _sources(root, checklist)
    _status(root, checklist, sources)
    for check in checklist.retired:
        _P.add(root, "retired", ref=check)
    _history(root, checklist.changes, checklist.withdrawn)
    _questions(root, checklist, sources)


def _screens(root: ET.Element, checklist: Checklist) -> None:
    for screen in checklist.screens:
        found = _P.add(root, "screen", id=screen.id, link=screen.link)
        _P.add(found, "title", screen.title)
        for device, path in asdict(screen.path).items():
            if path:
                _P.add(found, "path", path, device=device)


def _sources(root: ET.Element, checklist: Checklist) -> list[Source]:
    """Those that something rests on; what follows refers to them by their number."""
    named = [check.source for check in checklist.checks]
    named += [checklist.status.source] if checklist.status is not None else []
    sources = list(dict.fromkeys(named))
    for source in sources:
        undated = _flag(source.undated) if source.undated else None
        about = {"id": source.id, "date": source.date, "read": source.read, "undated": undated, "url": source.url}
        _P.add(root, "source", source.title, **about)
    return sources


def _status(root: ET.Element, checklist: Checklist, sources: list[Source]) -> None:
    status = checklist.status
    if status is not None:
        number = str(sources.index(status.source) + 1)
        _P.add(root, "status", status.summary, state=status.state, since=status.since, source=number)


def _history(root: ET.Element, changes: tuple[Change, ...], withdrawn: tuple[Withdrawn, ...]) -> None:
    for change in changes:
        found = _P.add(root, "change", version=change.version, date=change.date.isoformat())
        _P.add(found, "summary", change.summary)
        for check in change.checks:
            _P.add(found, "check", ref=check)
    for each in withdrawn:
        _P.add(root, "withdrawn", each.reason, version=each.version, date=each.date.isoformat())


def _questions(root: ET.Element, checklist: Checklist, sources: list[Source]) -> None:
    for check in checklist.checks:
        question = _P.add(
            root,
            "question",
            ref=ocil_id("question", check.id),
            id=check.id,
            control=check.control,
            confidence=check.confidence,
            source=str(sources.index(check.source) + 1),
            screen=check.screen,
            screening=_flag(check.screening) if check.screening else None,
            once=_flag(check.once) if check.once else None,
            **{"last-seen": check.last_seen.isoformat() if check.last_seen else None},
        )
        for earlier in check.replaces:
            _P.add(question, "replaces", ref=earlier)
        for option in check.options:
            _P.add(
                question,
                "choice",
                option.fix,
                ref=choice_id(check.id, option.id),
                id=option.id,
                verdict=option.verdict,
                fact=option.fact,
                **{"not-applicable": option.not_applicable},
                **{"as-far-as-seen": "true" if option.as_far_as_seen else None},
            )


def _flag(value: bool) -> str:
    return "true" if value else "false"


W = TypeVar("W", bound=StrEnum)
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DOTTED = re.compile(rf"{KEBAB.pattern}\.{KEBAB.pattern}")
DIGEST = re.compile("[0-9a-f]{64}")
VERSION = re.compile("[0-9]{4}[.][0-9]{1,2}[.][0-9]{1,3}")
_LONGEST_IDENTIFIER = 80


@frozen(kw_only=True)
class OcilExtension:
    """The element and its parts, by the document's identifiers; empty where it has none."""

    head: Mapping[str, str] = field(factory=dict)
    hosts: tuple[str, ...] = ()
    also_known_as: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()
    titles: tuple[OwnTitle, ...] = ()
    nothing_else: str | None = None
    screens: tuple[Screen, ...] = ()
    sources: tuple[Source, ...] = ()
    status: Status | None = None
    retired: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    replaces: Mapping[str, tuple[str, ...]] = field(factory=dict)  # by question
    questions: Mapping[str, Mapping[str, str]] = field(factory=dict)
    choices: Mapping[tuple[str, str], Mapping[str, str]] = field(
        factory=dict
    )  # by question and choice; `fix`: its text


def read_particulars(root: ET.Element) -> OcilExtension:
    """What the document's generator left for us."""
    found = root.find(f"{ocil('generator', 'additional_data')}/{_ours('checklist')}")
    if found is None:
        return OcilExtension()
    questions = found.findall(_ours("question"))
    sources = tuple(map(_source, found.iterfind(_ours("source"))))
    return OcilExtension(
        head=_attributes(found),
        hosts=tuple(map(text_of, found.iterfind(_ours("host")))),
        also_known_as=tuple(map(text_of, found.iterfind(_ours("also-known-as")))),
        lacks=tuple(map(_lack, found.iterfind(_ours("lack")))),
        titles=tuple(map(_own_title, found.iterfind(_ours("title-of")))),
        nothing_else=text_of(found.find(_ours("nothing-else"))) or None,
        screens=tuple(filter(None, map(_screen, found.iterfind(_ours("screen"))))),
        sources=sources,
        status=_status_in(found.find(_ours("status")), sources),
        retired=_checks(found, "retired"),
        changes=tuple(filter(None, map(_change, found.iterfind(_ours("change"))))),
        withdrawn=tuple(filter(None, map(_withdrawn, found.iterfind(_ours("withdrawn"))))),
        replaces={q.get("ref", ""): _checks(q, "replaces") for q in questions},
        questions={q.get("ref", ""): _attributes(q) for q in questions},
        choices={
            (q.get("ref", ""), c.get("ref", "")): {**_attributes(c), "fix": text_of(c)}
            for q in questions
            for c in q.iterfind(_ours("choice"))
        },
    )


def _source(found: ET.Element) -> Source:
    its = _attributes(found)
    return Source(
        id=its.get("id", ""),
        title=text_of(found),
        date=its.get("date", ""),
        read=its.get("read"),
        undated=its.get("undated") == "true",
        url=its.get("url"),
    )


def _screen(found: ET.Element) -> Screen | None:
    its = _attributes(found)
    known = identifier(KEBAB, its.get("id"))
    paths = {_attributes(each).get("device", ""): text_of(each) for each in found.iterfind(_ours("path"))}
    path = Steps(**{device.name: paths[device.name] for device in fields(Steps) if device.name in paths})
    title = text_of(found.find(_ours("title")))
    return None if known is None else Screen(id=known, title=title, path=path, link=its.get("link"))


def _status_in(found: ET.Element | None, sources: tuple[Source, ...]) -> Status | None:
    its = _attributes(found) if found is not None else {}
    state = word(ServiceState, its.get("state"))
    numbered = {str(at): source for at, source in enumerate(sources, start=1)}
    source = numbered.get(its.get("source", ""))
    if state is None or source is None:
        return None
    return Status(state=state, since=its.get("since"), summary=text_of(found), source=source)


def _checks(found: ET.Element, name: str) -> tuple[str, ...]:
    """The identifiers of checks that the elements of that name refer to."""
    named = (identifier(DOTTED, _attributes(each).get("ref")) for each in found.iterfind(_ours(name)))
    return tuple(filter(None, named))


def _change(found: ET.Element) -> Change | None:
    its = _attributes(found)
    version, on = identifier(VERSION, its.get("version")), day(its.get("date"))
    if version is None or on is None:
        return None
    summary = text_of(found.find(_ours("summary")))
    return Change(version=version, date=on, summary=summary, checks=_checks(found, "check"))


def _withdrawn(found: ET.Element) -> Withdrawn | None:
    its = _attributes(found)
    version, on = identifier(VERSION, its.get("version")), day(its.get("date"))
    return (
        Withdrawn(version=version, date=on, reason=text_of(found)) if version is not None and on is not None else None
    )


def _own_title(found: ET.Element) -> OwnTitle:
    return OwnTitle(control=_attributes(found).get("control", ""), title=text_of(found))


def _lack(found: ET.Element) -> Lack:
    return Lack(control=_attributes(found).get("control", ""), reason=text_of(found))


def _attributes(found: ET.Element) -> dict[str, str]:
    return {name: visible(value) for name, value in found.attrib.items()}


def _ours(name: str) -> str:
    return f"{{{OURS}}}{name}"


def word(kind: type[W], value: str | None) -> W | None:
    """A word of a closed vocabulary, or None."""
    return kind(value) if value in list(kind) else None


def identifier(pattern: re.Pattern[str], value: str | None) -> str | None:
    """An identifier in our form, or None."""
    return value if value and len(value) <= _LONGEST_IDENTIFIER and pattern.fullmatch(value) else None


def day(value: str | None) -> date | None:
    """A calendar day, or None."""
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def months(value: str | None) -> int:
    """After how many months to review; six if no sensible value is given."""
    return (
        int(value)
        if value and value.isascii() and value.isdigit() and 0 < int(value[:3]) <= 60 and len(value) < 3
        else 6
    )
