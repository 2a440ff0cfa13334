"""Rules within a policy pack, and between it, the controls and the baseline; and those for the basis of its
requirements: words of a clause, a reading of it, or the baseline.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve

from ..domain.model import ACKNOWLEDGED, Control, Departure
from ..domain.vocabulary import Area, Basis, Kind, Level, PersonKind, Verdict
from ..i18n import _
from .document import LibraryFaultKind, Path, Read, did_you_mean, no_control, no_fact, quoted
from .forms import PackForm, RequirementForm

MOST_WORDS = 7


def says_basis(form: PackForm) -> bool:
    """Whether the pack says on what its requirements rest; one that was written before it could does not.

    One without any rests on the baseline as it is now.
    """
    return not form.requirements or any(each.basis is not None or each.words for each in form.requirements)


def earlier_baseline(baseline: PackForm) -> PackForm:
    """The baseline that a pack keeps which does not say its basis, since it was written on this one."""
    if not baseline.earlier:
        return baseline
    kept = (each for each in baseline.requirements if each.control in baseline.earlier)
    return evolve(baseline, requirements=tuple(evolve(each, level=baseline.earlier[each.control]) for each in kept))


def check_basis(read: Read[PackForm], controls: Mapping[str, Control] | None) -> None:
    """Report requirements without a basis, and critical controls that the pack does not have."""
    is_baseline = read.form.inherits is None
    if read.form.earlier and not is_baseline:
        read.document.report(("earlier",), _("Only the baseline says what it asked earlier. Remove these lines."))
    for requirement in read.form.requirements:
        if not read.document.is_whole(requirement):
            continue
        if is_baseline:
            _check_baselines(read, requirement)
        else:
            _check_own(read, requirement, must_say=says_basis(read.form))
    for index, control in enumerate(read.form.critical):
        if controls is not None and control not in controls:
            sentence = no_control(control)
            read.document.report(("critical", index), sentence)


def _check_baselines(read: Read[PackForm], requirement: RequirementForm) -> None:
    if requirement.basis is not None or requirement.words:
        read.document.report(read.document.at(requirement), _("The baseline rests on itself. Remove basis and words."))


def _may_count(requirement: RequirementForm) -> bool:
    return requirement.basis is not Basis.READING and requirement.level is not Level.INFORM


def _check_own(read: Read[PackForm], requirement: RequirementForm, *, must_say: bool) -> None:
    at, report = read.document.at, read.document.report
    if requirement.basis is Basis.BASELINE:
        report(at(requirement, "basis"), _("What the baseline asks is inherited. Remove this requirement."))
    elif requirement.basis is Basis.READING and requirement.words:
        report(at(requirement, "words"), _("Only a named requirement has words: name it, or remove the words."))
    elif must_say and _may_count(requirement) and not requirement.words:
        sentence = _("Give the words of the clause that name this. Where no words do, it is a reading: basis: reading.")
        report(at(requirement, "words"), sentence)
    for index, words in enumerate(requirement.words):
        if len(words.split()) > MOST_WORDS:
            report(
                at(requirement, "words", index),
                _("Give at most {most} words, those that name the thing.", most=MOST_WORDS),
            )


Packs = Read[PackForm]
_STRICTNESS = {Level.INFORM: 0, Level.SHOULD: 1, Level.MUST: 2}
BASELINE_ID = "baseline"
MOST_SAID = 30  # words: it is asked like a question, among others


def check_pack(read: Packs, controls: Mapping[str, Control] | None) -> None:
    """Report faults that no single field can show, apart from the baseline."""
    _check_head(read)
    _check_clauses(read)
    known = with_own_controls(read.form, controls) if controls is not None else None
    check_basis(read, known)
    for requirement in read.form.requirements:
        _check_people(read, requirement)
        if controls is not None and requirement.statement is not None:
            check_statement(read, requirement, controls)
        if known is not None and requirement.control:
            _check_requirement(read, requirement, known)


def _check_head(read: Packs) -> None:
    stem = read.document.stem
    read.document.check_id(read.form.id)
    if stem == BASELINE_ID and read.form.inherits is not None:
        read.document.report(("inherits",), _("The baseline inherits from nothing. Remove this line."))
    if stem == BASELINE_ID and not (read.form.clauses and read.form.requirements):
        read.document.report((), _("The baseline has clauses and requirements: others inherit them."))
    if stem == BASELINE_ID and read.form.departures:
        read.document.report(("departures",), _("The baseline has nothing to depart from. Remove these lines."))
    written = isinstance(read.document.root, dict) and "inherits" in read.document.root
    if stem != BASELINE_ID and not written:
        read.document.report((), _('The line "inherits: baseline" is missing.'))


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
        if departure.clause:
            yield read.document.at(departure, "clause"), departure.clause


def _check_clauses(read: Packs) -> None:
    known, carried = {clause.id for clause in read.form.clauses}, set()
    for path, clause in _clause_uses(read):
        carried.add(clause)
        if clause and clause not in known:
            read.document.report(path, _("There is no clause {clause} in this pack.", clause=quoted(clause)))
    for found in read.form.clauses:
        if found.id and found.id not in carried:
            sentence = _(
                "No requirement carries the clause {id}, nor does applies_to, platforms or a departure.", id=found.id
            )
            read.document.report(read.document.at(found), sentence, kind=LibraryFaultKind.NOT_ASKED)


def _check_people(read: Packs, requirement: RequirementForm) -> None:
    for index, person in enumerate(requirement.people):
        if person not in read.form.applies_to.people and read.document.is_whole(read.form.applies_to):
            place = read.document.at(requirement, "people", index)
            read.document.report(place, _("The pack does not apply to this kind of person: {person}.", person=person))


def _check_requirement(read: Packs, requirement: RequirementForm, controls: Mapping[str, Control]) -> None:
    at, report = read.document.at, read.document.report
    control = controls.get(requirement.control)
    if control is None:
        hint = _hint(requirement, controls)
        report(at(requirement, "control"), " ".join(filter(None, (no_control(requirement.control), hint))))
        return
    facts = [fact.id for fact in control.facts]
    for fact in requirement.judges:
        if fact not in facts:
            report(at(requirement, "judges", fact), no_fact(control.id, fact, facts, _("It has none.")))
    is_critical = control.critical or control.id in read.form.critical
    if requirement.exception and requirement.exception.approver is None and is_critical:
        report(at(requirement, "exception"), _("This control is critical: say which role approves an exception."))
    if requirement.exception and control.kind is Kind.ACK:
        report(at(requirement, "exception"), _("There is no exception from an acknowledgement."))


def _hint(requirement: RequirementForm, controls: Mapping[str, Control]) -> str:
    import difflib

    near = difflib.get_close_matches(requirement.control[:80], controls, n=1, cutoff=0.8)
    return did_you_mean(near[0]) if near else ""


def check_against_baseline(read: Packs, baseline: PackForm, controls: Mapping[str, Control] | None) -> None:
    """Report what lowers the baseline without a departure, and departures from nothing."""
    baseline = baseline if says_basis(read.form) else earlier_baseline(baseline)
    own = {requirement.control: requirement for requirement in read.form.requirements}
    departures = {departure.control: departure for departure in read.form.departures}
    for asked in baseline.requirements:
        stated, departure = own.get(asked.control), departures.pop(asked.control, None)
        if stated is not None and stated.basis is Basis.READING:
            sentence = _(
                "The baseline asks for {control}, and a reading cannot take its place. Remove this.",
                control=asked.control,
            )
            read.document.report(read.document.at(stated, "basis"), sentence)
        lowered = list(_lowered(stated, asked, baseline, read.form, controls or {})) if stated else []
        if departure is not None:
            _check_departure(read, departure, asked, stated, is_lower=bool(lowered))
        elif stated is not None and read.document.is_whole(stated):
            for path, sentence in lowered:
                read.document.report(read.document.at(stated, *path), sentence)
    for departure in departures.values():
        sentence = _(
            "The baseline does not ask for {control}. Remove this departure.", control=quoted(departure.control)
        )
        read.document.report(read.document.at(departure, "control"), sentence)


def _check_departure(
    read: Packs, departure: Departure, asked: RequirementForm, stated: RequirementForm | None, *, is_lower: bool
) -> None:
    place = read.document.at(departure, "level")
    if not read.document.is_whole(departure):
        return
    if bool(departure.clause) == (departure.decision is not None):
        sentence = _("Give the clause that says so, or the school's decision (by, on): one of the two.")
        read.document.report(read.document.at(departure), sentence)
    elif departure.level is None:
        if stated is not None:
            read.document.report(
                place, _("The departure leaves this out, but the pack requires it. Keep one of the two.")
            )
    elif stated is None and departure.decision is not None:
        if _STRICTNESS[departure.level] >= _STRICTNESS[asked.level]:
            read.document.report(place, _("The baseline asks for just as little here. Remove this departure."))
    elif stated is None or stated.level is not departure.level:
        read.document.report(
            place,
            _(
                "The pack does not require {control} at the level {level}.",
                control=departure.control,
                level=departure.level,
            ),
        )
    elif not is_lower:
        read.document.report(place, _("The pack asks for as much as the baseline here. Remove this departure."))


def _lowered(
    stated: RequirementForm,
    asked: RequirementForm,
    baseline: PackForm,
    pack: PackForm,
    controls: Mapping[str, Control],
) -> Iterator[tuple[Path, str]]:
    """Each way in which a pack asks for less than the baseline without saying so under departures."""
    remedy = _("Raise it, or state the clause and the reason under departures.")
    if _STRICTNESS[stated.level] < _STRICTNESS[asked.level]:
        lower = _("The baseline asks for {control} at the level {level}.", control=asked.control, level=asked.level)
        yield ("level",), f"{lower} {remedy}"
    if _people(asked, baseline) & set(pack.applies_to.people) - _people(stated, pack):
        fewer = _("The baseline asks for {control} from more people.", control=asked.control)
        yield ("people",), f"{fewer} {remedy}"
    control = controls.get(asked.control)
    for fact in control.facts if control else ():
        before = asked.judges.get(fact.id, fact.verdict)
        if _milder(stated.judges.get(fact.id, fact.verdict), before):
            milder = _("The baseline judges {fact} as {verdict}.", fact=quoted(fact.id), verdict=before)
            yield ("judges",), f"{milder} {remedy}"


def _people(requirement: RequirementForm, pack: PackForm) -> set[PersonKind]:
    return set(requirement.people or pack.applies_to.people)


def _milder(verdict: Verdict, before: Verdict) -> bool:
    return verdict.half_points > before.half_points


def with_own_controls(form: PackForm, controls: Mapping[str, Control]) -> Mapping[str, Control]:
    """The controls of the library, and those that the pack brings."""
    brought = {
        each.control: each.statement.as_control(each.control)
        for each in form.requirements
        if each.statement is not None and each.control not in controls
    }
    return {**controls, **brought}


def check_statement(read: Read[PackForm], requirement: RequirementForm, controls: Mapping[str, Control]) -> None:
    """Report a statement that takes the place of a control, or stands where none can be asked."""
    at, report = read.document.at, read.document.report
    if read.form.inherits is None:
        report(at(requirement, "statement"), _("The baseline has no statements of its own. Write a control for it."))
    if requirement.control in controls:
        sentence = _(
            "{id} is already a control. Remove the statement, or give a new id.", id=quoted(requirement.control)
        )
        report(at(requirement, "control"), sentence)
    elif not requirement.control.startswith(f"{Area.CONDUCT}."):
        sentence = _(
            'A statement of your own is answered or accepted: begin its id with "{answered}", or with "{accepted}" '
            "where it is only accepted.",
            answered=f"{Area.CONDUCT}.",
            accepted=ACKNOWLEDGED,
        )
        report(at(requirement, "control"), sentence)
    if requirement.statement is not None and len(requirement.statement.says.split()) > MOST_SAID:
        sentence = _("Say it in at most {most} words; the rest belongs in the details.", most=MOST_SAID)
        report(at(requirement, "statement", "says"), sentence)
