"""What a file is that was opened: looked at aside, as each takes a moment; nothing here touches a widget."""

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from ....i18n import Message
from ....system import Trouble
from ....system.progress import WorkProgress, WorkStopped
from ..context import WizardContext

if TYPE_CHECKING:
    from ....audit.school_files import OpenedProfile
    from ....domain.invitation import Invitation
    from ....domain.protected_list import ProtectedList
    from ....intake.report import VerificationReport

_LARGEST = 8_000_000  # bytes; of everything that a school sends but PDFs, which are read elsewhere
_FIRST = 4_000


class NothingOfASchool(Trouble):
    """A file that was not sent by a school."""

    sentence = Message(
        "{name} is not a file that schools send for this program, so nothing was done with it. Open a "
        "file that ends in .pwschool, .pwinvite, .pwcert or .pwlist, or a PDF that came back to you."
    )

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class LookingStopped(WorkStopped):
    """The user did not wait for what a file is."""

    sentence = Message("Stopped, so nothing was done with the file. Open it again at any time.")


@frozen
class ProfileCame:
    """A school profile whose signature is good."""

    opened: "OpenedProfile"


@frozen
class InvitationCame:
    """An invitation from the school that this computer knows."""

    invitation: "Invitation"


@frozen
class ListCame:
    """The protected list of the school that this computer knows."""

    protected: "ProtectedList"
    content: bytes = field(repr=False)


@frozen
class CertificateCame:
    """A certificate; whether it fits the key is known once the key is unlocked."""

    content: bytes = field(repr=False)


@frozen
class CopyCame:
    """A PDF that came back, with what the check found."""

    path: Path
    report: "VerificationReport"
    has_school: bool  # without a profile nobody can tell whose signature it is
    own: bool  # signed with the key of this computer
    certified: str = ""  # own: the name in its certificate today


Arrival = ProfileCame | InvitationCame | ListCame | CertificateCame | CopyCame


def look_at(context: WizardContext, path: Path, progress: WorkProgress) -> Arrival:
    """Tell by its bytes what a file is, and check it. Raises Trouble, LookingStopped."""
    return progress.ending_in(LookingStopped).beside(lambda: _looked_at(context, path))


def _looked_at(context: WizardContext, path: Path) -> Arrival:
    from ....school.profile_file import read_some
    from ....school.protected_list import is_protected_list

    beginning = read_some(path, _FIRST).lstrip()
    if beginning.startswith(b"%PDF-"):
        return _copy(context, path)
    content = read_some(path, _LARGEST + 1)
    if beginning.startswith(b"PK"):
        return ProfileCame(context.school.open(content))
    if b"-----BEGIN CERTIFICATE-----" in beginning:
        return CertificateCame(content)
    if is_protected_list(content):
        return ListCame(context.school.open_protected_list(content), content)
    if beginning.startswith(b"{"):
        return InvitationCame(context.school.invitation(content))
    raise NothingOfASchool(path.name)


def _copy(context: WizardContext, path: Path) -> CopyCame:
    from ....certificates import certified_name, fingerprint
    from ....intake.file_checker import verify_files
    from ....intake.reference_library import SchoolLibrary
    from ....intake.report import by_own_key
    from ....intake.trust import Trust

    opened = context.school.profile() if context.school.is_known else None
    own = SchoolLibrary.of(opened.file) if opened is not None else None
    authorities, mine = context.school.authorities(), context.signing.key_store.certificate()
    trust = Trust(authorities if mine is None else (*authorities, mine)) if authorities else None
    (report,) = verify_files([path], trust, own=own)
    signer = report.signer
    is_mine = mine is not None and signer is not None and signer.fingerprint == fingerprint(mine).hex()
    if mine is None or not is_mine:
        return CopyCame(path=path, report=report, has_school=bool(authorities), own=False)
    report = by_own_key(report) if authorities else report
    return CopyCame(path=path, report=report, has_school=bool(authorities), own=True, certified=certified_name(mine))
