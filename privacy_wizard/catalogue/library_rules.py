"""What must hold across the files: identifiers, steps, and that what a policy asks can be answered."""

from collections.abc import Iterable, Mapping, Sequence

from ..domain.model import Control
from ..domain.vocabulary import Kind
from .checklist_rules import kinds_answered
from .document import Read
from .forms import CheckForm, ChecklistForm, PackForm

_PLACES = {Kind.ACCOUNT: "every-account.yaml", Kind.PERSON: "person.yaml", Kind.ACK: "person.yaml"}
_PLACES |= {Kind.OFFICIAL: "official.yaml", Kind.SETTING: "platforms/"}


def check_steps_differ(checklists: Iterable[Read[ChecklistForm]]) -> None:
    """No two checks share a steps text, in whatever file they stand."""
    seen: dict[str, tuple[CheckForm, str]] = {}
    for read in checklists:
        for check in read.form.checks:
            for device in ("anywhere", "web", "iphone", "android"):
                text = getattr(check.steps, device)
                if not text:
                    continue
                first, where = seen.setdefault(" ".join(text.casefold().split()), (check, read.document.name))
                if first is not check:
                    sentence = (
                        f"The check {first.id} in {where} has the same steps. End them in the setting's own name."
                    )
                    read.document.report(read.document.at(check, "steps", device), sentence)


def check_answerable(
    packs: Iterable[Read[PackForm]], checklists: Sequence[Read[ChecklistForm]], controls: Mapping[str, Control]
) -> None:
    """A requirement whose control no check answers would leave every audit unfinished."""
    answered = {check.control for read in checklists for check in read.form.checks}
    present = {kind for read in checklists for kind in kinds_answered(read)}
    for read in packs:
        for requirement in read.form.requirements:
            control = controls.get(requirement.control)
            if control is None or control.id in answered or control.kind not in present:
                continue
            place = read.document.at(requirement, "control")
            read.document.report(place, f"No check answers {control.id}. Add one to {_PLACES[control.kind]}.")


def missing_files(
    packs: Iterable[Read[PackForm]], checklists: Sequence[Read[ChecklistForm]], controls: Mapping[str, Control]
) -> set[str]:
    """The files without which the packs' requirements have no checks at all."""
    present = {kind for read in checklists for kind in kinds_answered(read)}
    asked = {
        controls[requirement.control].kind
        for read in packs
        for requirement in read.form.requirements
        if requirement.control in controls
    }
    return {_PLACES[kind] for kind in asked - present}
