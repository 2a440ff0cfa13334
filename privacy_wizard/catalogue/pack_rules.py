"""What must hold within a policy pack, and between it, the controls and the baseline."""

from collections.abc import Iterator, Mapping

from ..domain.model import Control, Departure
from ..domain.vocabulary import Basis, Kind, Level, PersonKind, Verdict
from .basis_rules import check_basis, earlier_baseline, says_basis
from .document import Path, Read, quoted
from .forms import PackForm, RequirementForm

Packs = Read[PackForm]
_STRICTNESS = {Level.INFORM: 0, Level.SHOULD: 1, Level.MUST: 2}
BASELINE_ID = "baseline"


def check_pack(read: Packs, controls: Mapping[str, Control] | None) -> None:
    """Report what no single field can show, the baseline aside."""
    _check_head(read)
    _check_clauses(read)
    check_basis(read, controls)
    for requirement in read.form.requirements:
        _check_people(read, requirement)
        if controls is not None and requirement.control:
            _check_requirement(read, requirement, controls)


def _check_head(read: Packs) -> None:
    stem = read.document.name.rpartition("/")[2].removesuffix(".yaml")
    if read.form.id and read.form.id != stem:
        read.document.report(("id",), f"The id must be the file's name, {quoted(stem)}.")
    if stem == BASELINE_ID and read.form.inherits is not None:
        read.document.report(("inherits",), "The baseline inherits from nothing. Take this line out.")
    if stem == BASELINE_ID and read.form.departures:
        read.document.report(("departures",), "The baseline has nothing to depart from. Take these lines out.")
    written = isinstance(read.document.root, dict) and "inherits" in read.document.root
    if stem != BASELINE_ID and not written:
        read.document.report((), 'The line "inherits: baseline" is missing.')


def _clause_uses(read: Packs) -> Iterator[tuple[Path, str]]:
    """Every place that names a clause."""
    for index, clause in enumerate(read.form.applies_to.clauses):
        yield ("applies_to", "clauses", index), clause
    for index, clause in enumerate(read.form.platforms.clauses):
        yield ("platforms", "clauses", index), clause
    for requirement in read.form.requirements:
        for index, clause in enumerate(requirement.clauses):
            yield read.document.at(requirement, "clauses", index), clause
    for departure in read.form.departures:
        yield read.document.at(departure, "clause"), departure.clause


def _check_clauses(read: Packs) -> None:
    known, carried = {clause.id for clause in read.form.clauses}, set()
    for path, clause in _clause_uses(read):
        carried.add(clause)
        if clause and clause not in known:
            read.document.report(path, f"There is no clause {quoted(clause)} in this pack.")
    for found in read.form.clauses:
        if found.id and found.id not in carried:
            sentence = f"No requirement carries the clause {found.id}, nor does applies_to, platforms or a departure."
            read.document.report(read.document.at(found), sentence)


def _check_people(read: Packs, requirement: RequirementForm) -> None:
    for index, person in enumerate(requirement.people):
        if person not in read.form.applies_to.people and read.document.is_whole(read.form.applies_to):
            place = read.document.at(requirement, "people", index)
            read.document.report(place, f"The pack does not apply to this kind of person: {person}.")


def _check_requirement(read: Packs, requirement: RequirementForm, controls: Mapping[str, Control]) -> None:
    at, report = read.document.at, read.document.report
    control = controls.get(requirement.control)
    if control is None:
        sentence = f"There is no control {quoted(requirement.control)} in controls.yaml.{_hint(requirement, controls)}"
        report(at(requirement, "control"), sentence)
        return
    facts = [fact.id for fact in control.facts]
    for fact in requirement.judges:
        if fact not in facts:
            known = f"Known are {', '.join(facts)}." if facts else "It has none."
            report(at(requirement, "judges", fact), f"{control.id} has no fact {quoted(fact)}. {known}")
    is_critical = control.critical or control.id in read.form.critical
    if requirement.exception and requirement.exception.approver is None and is_critical:
        report(at(requirement, "exception"), "This control is critical: say which role approves an exception.")
    if requirement.exception and control.kind is Kind.ACK:
        report(at(requirement, "exception"), "There is no exception from an acknowledgement.")


def _hint(requirement: RequirementForm, controls: Mapping[str, Control]) -> str:
    import difflib

    near = difflib.get_close_matches(requirement.control[:80], controls, n=1, cutoff=0.8)
    return f" Did you mean {quoted(near[0])}?" if near else ""


def check_against_baseline(read: Packs, baseline: PackForm, controls: Mapping[str, Control] | None) -> None:
    """Report what lowers the baseline without a departure, and departures from nothing."""
    baseline = baseline if says_basis(read.form) else earlier_baseline(baseline)
    own = {requirement.control: requirement for requirement in read.form.requirements}
    departures = {departure.control: departure for departure in read.form.departures}
    for asked in baseline.requirements:
        stated, departure = own.get(asked.control), departures.pop(asked.control, None)
        if stated is not None and stated.basis is Basis.READING:
            sentence = f"The baseline asks for {asked.control}, and a reading cannot take its place. Take this out."
            read.document.report(read.document.at(stated, "basis"), sentence)
        lowered = list(_lowered(stated, asked, baseline, read.form, controls or {})) if stated else []
        if departure is not None:
            _check_departure(read, departure, stated, is_lower=bool(lowered))
        elif stated is not None and read.document.is_whole(stated):
            for path, sentence in lowered:
                read.document.report(read.document.at(stated, *path), sentence)
    for departure in departures.values():
        sentence = f"The baseline does not ask for {quoted(departure.control)}. Take this departure out."
        read.document.report(read.document.at(departure, "control"), sentence)


def _check_departure(read: Packs, departure: Departure, stated: RequirementForm | None, *, is_lower: bool) -> None:
    place = read.document.at(departure, "level")
    if not read.document.is_whole(departure):
        return
    if departure.level is None:
        if stated is not None:
            read.document.report(place, "The departure leaves this out, but the pack requires it. Keep one of the two.")
    elif stated is None or stated.level is not departure.level:
        read.document.report(place, f"The pack does not require {departure.control} at the level {departure.level}.")
    elif not is_lower:
        read.document.report(place, "The pack asks for as much as the baseline here. Take this departure out.")


def _lowered(
    stated: RequirementForm,
    asked: RequirementForm,
    baseline: PackForm,
    pack: PackForm,
    controls: Mapping[str, Control],
) -> Iterator[tuple[Path, str]]:
    """Each way in which a pack asks for less than the baseline without saying so under departures."""
    remedy = "Raise it, or state the clause and the reason under departures."
    if _STRICTNESS[stated.level] < _STRICTNESS[asked.level]:
        yield ("level",), f"The baseline asks for {asked.control} at the level {asked.level}. {remedy}"
    if _people(asked, baseline) & set(pack.applies_to.people) - _people(stated, pack):
        yield ("people",), f"The baseline asks for {asked.control} from more people. {remedy}"
    control = controls.get(asked.control)
    for fact in control.facts if control else ():
        before = asked.judges.get(fact.id, fact.verdict)
        if _milder(stated.judges.get(fact.id, fact.verdict), before):
            yield ("judges",), f"The baseline judges {quoted(fact.id)} as {before}. {remedy}"


def _people(requirement: RequirementForm, pack: PackForm) -> set[PersonKind]:
    return set(requirement.people or pack.applies_to.people)


def _milder(verdict: Verdict, before: Verdict) -> bool:
    return verdict.half_points > before.half_points
