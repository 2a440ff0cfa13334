"""A policy on paper in plain words: what it asks, how strictly, by which clause."""

from collections.abc import Iterator

from ....domain.model import PolicyPack, Requirement
from ....domain.names import level_name
from ....domain.policy_difference import Lowering, lowerings
from ....domain.vocabulary import Basis, Level
from ....i18n import _, readable_date
from ....office.policy_sentences import departure_ground, lowering_sentence, people_words
from ....office.workshop import Workshop
from ....reports.report_sheet import Items, Letterhead, Part, ReportDocument, Section, Small
from .words import LESS_THAN_BASELINE, reason_words


def policy_paper(workshop: Workshop) -> ReportDocument:
    """All its texts, for drawing."""
    pack = workshop.pack
    below = _("{issuer} · {date} · version {version}")
    return ReportDocument(
        head=Letterhead(school=pack.issuer),
        kicker=_("Policy"),
        title=pack.title,
        below=below.format(issuer=pack.issuer, date=readable_date(pack.date), version=pack.version),
        lead=pack.applies_to.summary,
        sections=(*_scope(pack), *_rules(pack), *_rest(workshop)),
    )


def _scope(pack: PolicyPack) -> Iterator[Section]:
    said = tuple(text for text in (pack.platforms.summary, pack.personal_use_at_work) if text)
    if said:
        yield Section(heading=_("What it covers"), parts=said)


def _rules(pack: PolicyPack) -> Iterator[Section]:
    for level in Level:
        asked = [each for each in pack.requirements if each.level is level]
        if asked:
            yield Section(heading=level_name(level), parts=tuple(part for each in asked for part in _rule(each)))


def _rule(asked: Requirement) -> Iterator[Part]:
    yield f"{asked.control.title}. {asked.summary}"
    if asked.details:
        yield Items(texts=asked.details)
    if asked.basis is Basis.BASELINE:
        notes = [_("Privacy Wizard's baseline")]
    else:
        notes = [", ".join(dict.fromkeys(clause.ref for clause in asked.clauses))]
    if asked.people:
        notes.append(_("asked of: {people}", people=people_words(asked.people)))
    if asked.exception is not None:
        sentence = _("exceptions: {reasons}; approved by: {role}")
        notes.append(sentence.format(reasons=reason_words(asked.exception.reasons), role=asked.exception.approver))
    yield Small(text=" · ".join(note for note in notes if note))


def _rest(workshop: Workshop) -> Iterator[Section]:
    pack = workshop.pack
    if pack.tell:
        yield Section(heading=_("Who to tell"), parts=tuple(f"{each.role}: {each.about}" for each in pack.tell))
    lowered = lowerings(pack, workshop.baseline)
    if lowered:
        refs = {clause.id: clause.ref for clause in pack.clauses}
        yield Section(heading=str(LESS_THAN_BASELINE), parts=tuple(_lowering(each, refs) for each in lowered))


def _lowering(found: Lowering, refs: dict[str, str]) -> str:
    departure = found.departure
    said = f"{departure_ground(departure, refs)}: {departure.reason}" if departure is not None else ""
    return f"{found.asked.control.title}. {lowering_sentence(found)} {said}"
