"""Rules for the basis of a pack's requirements: words of a clause, a reading of it, or the baseline."""

from collections.abc import Mapping

from attrs import evolve

from ..domain.model import Control
from ..domain.vocabulary import Basis, Level
from ..i18n import _
from .document import Read
from .fault_sentences import no_control
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
