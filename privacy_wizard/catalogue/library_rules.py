"""Rules among controls, across files, and between a file and its earlier versions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ..domain.checklist_index import checklist_of
from ..domain.model import ACKNOWLEDGED, Change, Control
from ..domain.versions import version_order
from ..domain.vocabulary import Area, Kind
from ..i18n import _
from .checklist_rules import check_asked, check_title, kinds_answered
from .document import Path, Read, must_begin_with, quoted
from .forms import CheckForm, ChecklistForm, ControlsForm, PackForm


def check_controls(read: Read[ControlsForm]) -> None:
    """Report faults that no single field can show."""
    for control in read.form.controls:
        if read.document.is_whole(control):
            _check_area(read, control)
            _check_kind(read, control)
            if control.kind is not Kind.ACK:
                check_title(read.document, read.document.at(control, "title"), control.title)
            if control.topic is not None:
                check_asked(read.document, read.document.at(control.topic, "ask"), control.topic.ask)


def _check_area(read: Read[ControlsForm], control: Control) -> None:
    area = control.id.partition(".")[0]
    if area not in list(Area):
        read.document.report(
            read.document.at(control, "id"),
            _("{area} is not an area: {areas}.", area=quoted(area), areas=", ".join(Area)),
        )


def _check_kind(read: Read[ControlsForm], control: Control) -> None:
    at = read.document.at
    if control.kind is Kind.OFFICIAL and not control.id.startswith("conduct."):
        read.document.report(
            at(control, "id"), _("A control on the school's own accounts belongs to the area conduct.")
        )
    if (control.kind is Kind.ACK) != control.id.startswith(ACKNOWLEDGED):
        read.document.report(
            at(control, "id"), _('Acknowledgements, and only they, have an id beginning "conduct.ack-".')
        )
    if control.facts and control.kind is Kind.ACK:
        read.document.report(
            at(control, "facts"), _("An acknowledgement has no facts: people either acknowledge it or do not.")
        )
    if len(control.facts) == 1:
        read.document.report(at(control, "facts"), _("A single fact leaves nothing to judge. Give two or more."))


_Named = tuple[Read[ChecklistForm], Path, str]
"""A checklist, the place in it, and the identifier that stands there."""


def check_history(read: Read[ChecklistForm] | Read[PackForm]) -> None:
    """Report changes out of order, and withdrawn versions that are not earlier ones."""
    form, document = read.form, read.document
    if any(fault.path.startswith(("version", "changes", "withdrawn")) for fault in document.faults):
        return
    if form.changes and form.changes[0].version != form.version:
        place = document.at(form.changes[0], "version")
        document.report(
            place, _("The first change is that of the file's own version, {version}.", version=form.version)
        )
    for newer, older in pairwise(form.changes):
        if version_order(newer.version) <= version_order(older.version) or newer.date < older.date:
            document.report(document.at(older), _("Changes are listed newest first: move this one to its place."))
    for withdrawn in form.withdrawn:
        if version_order(withdrawn.version) >= version_order(form.version):
            sentence = _("Only an earlier version can be withdrawn. Give the file a new version that does without it.")
            document.report(document.at(withdrawn, "version"), sentence)
    for change in form.changes:
        _check_named(read, change)


def _check_named(read: Read[ChecklistForm] | Read[PackForm], change: Change) -> None:
    document, form = read.document, read.form
    wrong, right = ("checks", "controls") if isinstance(form, PackForm) else ("controls", "checks")
    if getattr(change, wrong):
        document.report(
            document.at(change, wrong),
            _("A change to this kind of file names {right}, not {wrong}.", right=right, wrong=wrong),
        )
    if isinstance(form, PackForm):
        return
    known = {check.id for check in form.checks} | {old for check in form.checks for old in check.replaces}
    for index, name in enumerate(change.checks):
        if name not in known and name not in form.retired:
            sentence = _(
                "{name} is not a check in this file, and has been neither replaced nor retired.", name=quoted(name)
            )
            document.report(document.at(change, "checks", index), sentence)


def check_identifiers(checklists: Sequence[Read[ChecklistForm]], packs: Iterable[Read[PackForm]]) -> None:
    """Report old identifiers that are in use again, and packs named like a checklist."""
    used = {check.id: read.document.name for read in checklists for check in read.form.checks}
    replaced = {name: read.document.name for read, _form, name in _replaced(checklists)}
    for read, place, name in _replaced(checklists):
        if name in used:
            _tell_in_use(read, place, name, used[name])
    for read, place, name in _retired(checklists):
        if name in used:
            _tell_in_use(read, place, name, used[name])
        elif name in replaced:
            read.document.report(
                place,
                _(
                    "A check in {replaced} replaces {name}. Remove one of the two.",
                    replaced=replaced[name],
                    name=name,
                ),
            )
        if checklist_of(name) != read.form.id:
            read.document.report(place, must_begin_with(read.form.id))
    names = {read.form.id for read in checklists if read.form.id}
    for pack in packs:
        if pack.form.id in names:
            pack.document.report(("id",), _("A checklist has this id already. Give the pack another."))


def _tell_in_use(read: Read[ChecklistForm], place: Path, name: str, where: str) -> None:
    sentence = _(
        "{name} is in use in {where}. The identifier of a check that is gone is never used again.",
        name=name,
        where=where,
    )
    read.document.report(place, sentence)


def _replaced(checklists: Iterable[Read[ChecklistForm]]) -> Iterator[_Named]:
    for read in checklists:
        for check in read.form.checks:
            for index, name in enumerate(check.replaces):
                yield read, read.document.at(check, "replaces", index), name


def _retired(checklists: Iterable[Read[ChecklistForm]]) -> Iterator[_Named]:
    for read in checklists:
        for index, name in enumerate(read.form.retired):
            yield read, ("retired", index), name


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
                    sentence = _(
                        "The check {id} in {where} has the same steps. End them in the setting's own name.",
                        id=first.id,
                        where=where,
                    )
                    read.document.report(read.document.at(check, "steps", device), sentence)


def check_fixes(read: Read[ControlsForm], checklists: Sequence[Read[ChecklistForm]]) -> None:
    """Advice on an answer that no check offers is never read by anybody."""
    checks = [check for checklist in checklists for check in checklist.form.checks]
    answered = {check.control for check in checks}
    offered = {(c.control, name) for c in checks for option in c.options for name in (option.fact, option.id)}
    for control in read.form.controls:
        for fix in control.fixes:
            if control.id in answered and fix.answer and (control.id, fix.answer) not in offered:
                sentence = _("No check of {id} offers {answer}. Remove it.", id=control.id, answer=quoted(fix.answer))
                read.document.report(read.document.at(fix, "answer"), sentence)


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
            read.document.report(
                place, _("No check answers {id}. Add one to {files}.", id=control.id, files=_PLACES[control.kind])
            )


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
