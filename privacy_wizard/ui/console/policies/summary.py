"""A policy on paper, in plain words: what it asks, how strictly, by which clause."""

from collections.abc import Iterator

from ....domain.model import PolicyPack, Requirement
from ....domain.names import level_name
from ....domain.policy_difference import lowerings
from ....domain.vocabulary import Level
from ....i18n import _, readable_date
from ....office.policy_sentences import lowering_sentence, people_words
from ....office.workshop import Workshop
from ..reports.documents import heading, paragraph
from .words import reason_words


def summary_html(bench: Workshop) -> str:
    """The document; every text of the policy is taken as it is."""
    return "".join((*_head(bench.pack), *_rules(bench.pack), *_rest(bench)))


def _head(pack: PolicyPack) -> Iterator[str]:
    yield heading(pack.title, 1)
    line = _("{issuer} · {date} · version {version}")
    yield paragraph(line.format(issuer=pack.issuer, date=readable_date(pack.date), version=pack.version))
    yield paragraph(pack.applies_to.summary)
    yield paragraph(pack.platforms.summary)
    yield paragraph(pack.personal_use_at_work)


def _rules(pack: PolicyPack) -> Iterator[str]:
    for level in Level:
        asked = [each for each in pack.requirements if each.level is level]
        if asked:
            yield heading(level_name(level))
            for each in asked:
                yield from _rule(each)


def _rule(asked: Requirement) -> Iterator[str]:
    yield paragraph(f"{asked.control.title}. {asked.summary}")
    for detail in asked.details:
        yield paragraph(detail, small=True)
    if asked.from_baseline:
        notes = [_("Privacy Wizard's baseline")]
    else:
        notes = [", ".join(dict.fromkeys(clause.ref for clause in asked.clauses))]
    if asked.people:
        notes.append(_("asked of: {people}", people=people_words(asked.people)))
    if asked.exception is not None:
        sentence = _("exceptions: {reasons}; approved by: {role}")
        notes.append(sentence.format(reasons=reason_words(asked.exception.reasons), role=asked.exception.approver))
    yield paragraph(" · ".join(note for note in notes if note), small=True)


def _rest(bench: Workshop) -> Iterator[str]:
    pack = bench.pack
    if pack.tell:
        yield heading(_("Whom to tell"))
        yield from (paragraph(f"{each.role}: {each.about}") for each in pack.tell)
    lowered = lowerings(pack, bench.baseline)
    if lowered:
        yield heading(_("Less than the baseline"))
    refs = {clause.id: clause.ref for clause in pack.clauses}
    for each in lowered:
        departure = each.departure
        said = f"{refs.get(departure.clause, departure.clause)}: {departure.reason}" if departure is not None else ""
        yield paragraph(f"{each.asked.control.title}. {lowering_sentence(each)} {said}")
