"""What went wrong, in the reader's language. The English is that of the errors themselves; a test holds them equal."""

import unicodedata
from collections.abc import Callable
from typing import Any

from ..i18n import _
from ..system import NotWritten, Trouble


def sentence_of(trouble: Trouble) -> str:
    """What happened, what it means, what to do. An error that has no words here speaks for itself, in English."""
    found = _sentences().get(type(trouble))
    return found(trouble) if found is not None else str(trouble)


def _sentences() -> dict[type[Trouble], Callable[[Any], str]]:
    """Made when something goes wrong: until then nothing here is loaded."""
    from .. import identity
    from ..attestation import faults as signing_faults
    from ..audit.document import DocumentFault
    from ..drafts import errors as saved
    from ..pdf import faults as drawing_faults
    from .school_sentences import school_sentences

    return {
        **school_sentences(),
        NotWritten: _not_written,
        DocumentFault: lambda _: _not_of_this_version(),
        saved.NoSuchDraft: lambda _: _no_such_draft(),
        saved.DraftBroken: _draft_broken,
        saved.DraftLocked: lambda _: _draft_locked(),
        saved.DraftUnreadable: _draft_unreadable,
        saved.DraftNotSaved: _draft_not_saved,
        identity.WrongPassphrase: _wrong_passphrase,
        identity.NotAKeyFile: _not_a_key,
        identity.KeyUnreadable: _key_unreadable,
        identity.OtherKeyThere: _other_key,
        drawing_faults.TooManyAccents: _too_many_accents,
        drawing_faults.Unprintable: _unprintable,
        signing_faults.TimeStampFailed: _no_time_stamp,
    }


def _not_written(trouble: NotWritten) -> str:
    if trouble.disk_is_full:
        said = _(
            "{file} could not be saved in {folder}: the disk is full. What was there is unchanged. "
            "Make some room and try again."
        )
    elif trouble.not_allowed:
        said = _(
            "{file} could not be saved in {folder}: you may not write there. What was there is unchanged. "
            "Choose another folder, or ask whoever looks after this computer."
        )
    else:
        said = _(
            "{file} could not be saved in {folder}: {why}. What was there is unchanged. "
            "Check that the folder exists and try again."
        )
    return said.format(file=trouble.path.name, folder=trouble.path.parent, why=_why(trouble.cause))


def _no_such_draft() -> str:
    return _("This audit is no longer saved on this computer. It may have been deleted. Start a new one.")


def _not_of_this_version() -> str:
    return _(
        "This saved audit cannot be opened: this version of the program cannot read it. Nothing was changed. "
        "Install the newest version, or delete this audit and start a new one."
    )


def _draft_broken(trouble: Any) -> str:
    kept = _("Nothing was deleted: the file now lies at {place}.", place=trouble.set_aside)
    parts = [_damage(trouble.damage.name), kept if trouble.set_aside else "", _remedy(trouble.damage.name)]
    return " ".join(part for part in parts if part)


def _damage(name: str) -> str:
    return {
        "INCOMPLETE": _("A saved audit cannot be opened: it ends too early or is not a saved audit."),
        "CHANGED": _("A saved audit cannot be opened: it was changed by something other than this program."),
        "NEWER": _("A saved audit cannot be opened: it was saved by a newer version of this program."),
    }[name]


def _remedy(name: str) -> str:
    newer = _("Install the newer version to open it.")
    return newer if name == "NEWER" else _("Start this audit again.")


def _draft_locked() -> str:
    return _(
        "A saved audit is locked, and this computer's keyring does not give the key to it. "
        "The audit is still there and nothing was changed. "
        "Unlock the keyring (logging out and in again usually does) and try again."
    )


def _draft_unreadable(trouble: Any) -> str:
    said = _(
        "A saved audit could not be read: {why}. It was not changed. "
        "Check that the disk is connected and that the file is yours, then try again."
    )
    return said.format(why=_why(trouble.cause))


def _draft_not_saved(trouble: Any) -> str:
    said = _("Your last answer is not saved yet. {why}")
    cause = trouble.cause
    return said.format(why=sentence_of(cause) if isinstance(cause, Trouble) else cause)


def _wrong_passphrase(trouble: Any) -> str:
    said = _(
        "The passphrase does not open {file}, or the file was damaged. "
        "Your key is still locked and nothing was changed. Try again, or restore the key from your backup."
    )
    return said.format(file=trouble.path.name)


def _not_a_key(trouble: Any) -> str:
    said = _(
        "{file} is not a signing key: {found}. It cannot be used to sign. "
        "Choose the file that ends in .p12 and that you made as your backup."
    )
    return said.format(file=trouble.path.name, found=trouble.found)


def _key_unreadable(trouble: Any) -> str:
    if trouble.missing:
        said = _(
            "There is no signing key at {place}. Without a key nothing can be signed. "
            "Make a new key, or restore yours from a backup."
        )
    else:
        said = _(
            "The signing key at {place} could not be read: {why}. "
            "Nothing was signed. Check that the file is yours and that the disk is connected."
        )
    return said.format(place=trouble.path, why=_why(trouble.cause))


def _other_key(trouble: Any) -> str:
    said = _(
        "Another file is already at {place}. It was not replaced, because a key that is lost cannot be made "
        "again. Move that file somewhere safe first, then try again."
    )
    return said.format(place=trouble.path)


def _unprintable(trouble: Any) -> str:
    said = _(
        "These characters cannot be printed: {characters}. "
        "The document would show an empty box, so it was not made. Please write the text without them."
    )
    named = (f"{each} ({unicodedata.name(each, f'U+{ord(each):04X}').lower()})" for each in trouble.characters[:5])
    return said.format(characters=", ".join(named))


def _too_many_accents(trouble: Any) -> str:
    said = _(
        "The letter “{letter}” has more accents than a line has room for: they would be drawn over other text, so the "
        "document was not made. Please write the text without them."
    )
    return said.format(letter=trouble.letter[:1] or " ")


def _no_time_stamp(trouble: Any) -> str:
    said = _(
        "The time-stamping service at {address} did not answer as it should, so the document was not signed. "
        "Please check the connection and try again, or take its address out on the page of your school."
    )
    return said.format(address=trouble.url)


def _why(cause: OSError) -> str:
    return cause.strerror or _("the system refused")
