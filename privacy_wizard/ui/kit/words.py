"""Texts that both windows share."""

from ...i18n import Message

PASSPHRASE_OF_KEY = Message("Passphrase of your signing key")
TYPE_PASSPHRASE_OF_KEY = Message("Type the passphrase of your signing key.")
NAME_OF_YOUR_SCHOOL = Message("Name of your school")
OTHER_NAMES = Message("Other names it goes by")
E_MAIL_ENDINGS = Message("What its e-mail addresses end in")
SAVED = Message("Saved as {path}.")
WHERE_FILES_GO = Message("Where are the files to go?")
