"""Saved audits on this computer, and where they are kept."""

from ..system.places import Places, user_places
from .envelope import AesCipher, Cipher, keyring_cipher
from .errors import (
    AttestationNotKept,
    Damage,
    DraftBroken,
    DraftInUse,
    DraftLocked,
    DraftNotSaved,
    DraftTrouble,
    DraftUnreadable,
    NoSuchDraft,
)
from .store import DraftStore, Summary, new_draft_id

__all__ = [
    "AesCipher",
    "AttestationNotKept",
    "Cipher",
    "Damage",
    "DraftBroken",
    "DraftInUse",
    "DraftLocked",
    "DraftNotSaved",
    "DraftStore",
    "DraftTrouble",
    "DraftUnreadable",
    "NoSuchDraft",
    "Places",
    "Summary",
    "keyring_cipher",
    "new_draft_id",
    "user_places",
]
