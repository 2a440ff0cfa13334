"""What must hold among the controls."""

from ..domain.model import Control
from ..domain.vocabulary import Area, Kind
from .document import Read, quoted
from .forms import ControlsForm


def check_controls(read: Read[ControlsForm]) -> None:
    """Report what no single field can show."""
    for control in read.form.controls:
        if read.document.is_whole(control):
            _check_area(read, control)
            _check_kind(read, control)


def _check_area(read: Read[ControlsForm], control: Control) -> None:
    area = control.id.partition(".")[0]
    if area not in list(Area):
        read.document.report(read.document.at(control, "id"), f"{quoted(area)} is not an area: {', '.join(Area)}.")


def _check_kind(read: Read[ControlsForm], control: Control) -> None:
    at = read.document.at
    if control.kind is Kind.OFFICIAL and not control.id.startswith("conduct."):
        read.document.report(at(control, "id"), "A control on the school's own accounts belongs to the area conduct.")
    if (control.kind is Kind.ACK) != control.id.startswith("conduct.ack-"):
        read.document.report(at(control, "id"), 'Acknowledgements, and only they, have an id beginning "conduct.ack-".')
    if control.facts and control.kind is Kind.ACK:
        read.document.report(at(control, "facts"), "An acknowledgement has no facts: it is acknowledged or not.")
    if len(control.facts) == 1:
        read.document.report(at(control, "facts"), "One fact alone leaves nothing to judge. Give two or more.")
