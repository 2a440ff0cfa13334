"""What can go wrong with a saved audit; each says what happened, what it means and what to do."""

from enum import Enum
from pathlib import Path

from ..i18n import Message, _
from ..system import Trouble
from ..system.trouble import why_of


class DraftTrouble(Trouble):
    """Something about a saved audit that the reader must know; `str()` gives the sentence."""


class Damage(Enum):
    """What is wrong with a file that should be a draft."""

    INCOMPLETE = Message("it ends too early or is not a saved audit")
    CHANGED = Message("it was changed by something other than this program")
    NEWER = Message("it was saved by a newer version of this program")


class NoSuchDraft(DraftTrouble):
    """There is no draft of that name."""

    sentence = Message("This audit is no longer saved on this computer. It may have been deleted. Start a new one.")

    def __init__(self, draft_id: str) -> None:
        super().__init__(draft_id)
        self.draft_id = draft_id


class DraftBroken(DraftTrouble):
    """A draft cannot be read; `set_aside` says where it lies now (None: it could not be moved)."""

    def __init__(self, draft_id: str, damage: Damage, set_aside: Path | None = None) -> None:
        super().__init__(draft_id, damage, set_aside)
        self.draft_id = draft_id
        self.damage = damage
        self.set_aside = set_aside

    def __str__(self) -> str:
        said = [_("A saved audit cannot be opened: {damage}.", damage=self.damage.value)]
        if self.set_aside:
            said.append(_("Nothing was deleted: the file is now at {place}.", place=self.set_aside))
        newer = self.damage is Damage.NEWER
        said.append(_("Install the newer version to open it.") if newer else _("Start this audit again."))
        return " ".join(said)


class DraftLocked(DraftTrouble):
    """A draft is encrypted and the keyring does not give its key; the file was left alone."""

    sentence = Message(
        "A saved audit is locked, and this computer's keyring will not give out its key. The audit is "
        "still there and nothing was changed. Unlock the keyring (logging out and in again usually does "
        "this) and try again."
    )

    def __init__(self, draft_id: str) -> None:
        super().__init__(draft_id)
        self.draft_id = draft_id


class DraftInUse(DraftTrouble):
    """Another window has this audit open; only one may write to it."""

    sentence = Message(
        "This audit is open in another window, so nothing can be changed here. Nothing was lost. Carry "
        "on in the other window, or close it and open the audit again."
    )

    def __init__(self, draft_id: str) -> None:
        super().__init__(draft_id)
        self.draft_id = draft_id


class DraftUnreadable(DraftTrouble):
    """The system could not read the file; it was left alone."""

    def __init__(self, draft_id: str, cause: OSError) -> None:
        super().__init__(draft_id, cause)
        self.draft_id = draft_id
        self.cause = cause

    def __str__(self) -> str:
        why = why_of(self.cause)
        return _(
            "A saved audit could not be read: {why}. It was not changed. Check that the disk is connected and "
            "that the file is yours, then try again.",
            why=why,
        )


class AttestationNotKept(DraftTrouble):
    """The disk would not take the signed attestation; the audit is as it was. `str()` of the cause says why."""

    sentence = Message(
        "Your attestation could not be kept, so nothing counts as signed. Your answers are as they were. {cause}"
    )

    def __init__(self, draft_id: str, cause: Exception) -> None:
        super().__init__(draft_id, cause)
        self.draft_id = draft_id
        self.cause = cause


class DraftNotSaved(DraftTrouble):
    """The disk would not take the draft; the one saved before is untouched. `str()` of the cause says why."""

    sentence = Message("Your last answer is not saved yet. {cause}")

    def __init__(self, draft_id: str, cause: Exception) -> None:
        super().__init__(draft_id, cause)
        self.draft_id = draft_id
        self.cause = cause
