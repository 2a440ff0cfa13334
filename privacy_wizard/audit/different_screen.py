""" "My screen looks different": a message to whoever keeps the checklists, without anything about the person."""

from attrs import frozen

from .. import __version__
from ..domain.model import Check, Checklist
from ..domain.school_profile import SchoolProfile
from .handover import letter

_KEEPER = "checklist"  # a contact of the school whose role has this word in it keeps the checklists


@frozen(kw_only=True)
class DifferentScreen:
    """What is reported: the check, how old its guidance is, the device, and what the user writes."""

    check: Check
    checklist: Checklist
    guidance_of: str  # ISO 8601, as exact as known
    device: str
    seen: str

    @property
    def text(self) -> str:
        """Plain text, ready to be sent. It is for whoever keeps the checklists, so it is in English."""
        lines = (
            "Privacy Wizard: a screen looks different from the guidance.",
            "",
            f"Check: {self.check.id}",
            f"Question: {self.check.ask}",
            f"Checklist: {self.checklist.id}, version {self.checklist.version}",
            f"Guidance of: {self.guidance_of}",
            f"Device: {self.device}",
            f"Program: {__version__}",
            "",
            "What I see instead:",
            self.seen.strip() or "(nothing written)",
        )
        return "\n".join(lines) + "\n"

    def mail(self, to: str) -> bytes:
        """The same as an e-mail draft (.eml)."""
        return letter(subject=f"A screen looks different: {self.check.id}", text=self.text, to=to)


def keeper_of(profile: SchoolProfile | None) -> str:
    """The e-mail address of whoever keeps the school's checklists; empty where the profile names nobody."""
    contacts = profile.contacts if profile is not None else ()
    return next((each.email for each in contacts if each.email and _KEEPER in each.role.casefold()), "")
