"""What OCIL has no place for, in an element of our own that the standard provides for (`additional_data`).

It never repeats what stands elsewhere in the document, so the two cannot contradict each other; only the exact verdict
of a choice refines its PASS or FAIL, and the reader takes the document's word where they disagree.
"""

import xml.etree.ElementTree as ET

from attrs import asdict

from ..domain.model import Change, Checklist, Source, Withdrawn
from .xml_writer import OURS, XmlWriter, choice_id, ocil_id

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
                ref=choice_id(check.id, option.id),
                id=option.id,
                verdict=option.verdict,
                fact=option.fact,
                **{"not-applicable": option.not_applicable},
                **{"as-far-as-seen": "true" if option.as_far_as_seen else None},
            )


def _flag(value: bool) -> str:
    return "true" if value else "false"
