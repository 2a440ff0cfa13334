"""Who signs: the key made on this computer, its certificate, its fingerprint and its passphrase."""

from .errors import (
    CertificateMissing,
    DifferentKey,
    KeyTrouble,
    KeyUnreadable,
    NoPassphrase,
    NotAKeyFile,
    OtherKeyThere,
    PassphraseIsPublic,
    WrongPassphrase,
)
from .fingerprint import fingerprint, fingerprint_words, serial_of
from .key_file import COPY_MADE, backup_key, change_passphrase, load_key, restore_key, save_key
from .key_store import COPIED, KeyStore, has_copy, note_copy
from .passphrase import (
    Hint,
    Strength,
    StrengthLevel,
    can_remember,
    forget_passphrase,
    is_made_of,
    new_passphrase,
    passphrase_strength,
    remember_passphrase,
    remembered_passphrase,
)
from .person_identifier import new_person_identifier, read_person_identifier
from .signing_key import NOBODYS_NUMBER, SigningKey, add_certificate, certificate_request, certify_again, make_key

__all__ = [
    "COPIED",
    "COPY_MADE",
    "NOBODYS_NUMBER",
    "CertificateMissing",
    "DifferentKey",
    "Hint",
    "KeyStore",
    "KeyTrouble",
    "KeyUnreadable",
    "NoPassphrase",
    "NotAKeyFile",
    "OtherKeyThere",
    "PassphraseIsPublic",
    "SigningKey",
    "Strength",
    "StrengthLevel",
    "WrongPassphrase",
    "add_certificate",
    "backup_key",
    "can_remember",
    "certificate_request",
    "certify_again",
    "change_passphrase",
    "fingerprint",
    "fingerprint_words",
    "forget_passphrase",
    "has_copy",
    "is_made_of",
    "load_key",
    "make_key",
    "new_passphrase",
    "new_person_identifier",
    "note_copy",
    "passphrase_strength",
    "read_person_identifier",
    "remember_passphrase",
    "remembered_passphrase",
    "restore_key",
    "save_key",
    "serial_of",
]
