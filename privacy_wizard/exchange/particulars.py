"""What OCIL has no place for, in an element of our own that the standard provides for (`additional_data`).

It never repeats what stands elsewhere in the document, so the two cannot contradict each other; only the exact verdict
of a choice refines its PASS or FAIL, and the reader takes the document's word where they disagree.
"""

import xml.etree.ElementTree as ET

from ..domain.model import Checklist, Source
from .names import OURS, choice_id, ocil_id
from .tree import Writer

_P = Writer(OURS)


def write_particulars(parent: ET.Element, checklist: Checklist) -> None:
    """Everything that a checklist says beyond questions, choices, flow and instructions."""
    root = _P.add(
        parent,
        "checklist",
        id=checklist.id,
        subject=checklist.subject,
        version=checklist.version,
        sha256=checklist.sha256,
        **{"every-account": _flag(checklist.every_account), "review-after-months": str(checklist.review_after_months)},
    )
    for host in checklist.hosts:
        _P.add(root, "host", host)
    for name in checklist.also_known_as:
        _P.add(root, "also-known-as", name)
    for lack in checklist.lacks:
        _P.add(root, "lack", lack.reason, control=lack.control)
    sources = list(dict.fromkeys(check.source for check in checklist.checks))
    for source in sources:
        _P.add(root, "source", source.title, id=source.id, date=source.date, url=source.url)
    _questions(root, checklist, sources)


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
            **{"last-seen": check.last_seen.isoformat() if check.last_seen else None},
        )
        for option in check.options:
            _P.add(
                question,
                "choice",
                ref=choice_id(check.id, option.id),
                id=option.id,
                verdict=option.verdict,
                fact=option.fact,
                **{"not-applicable": option.not_applicable},
            )


def _flag(value: bool) -> str:
    return "true" if value else "false"
