"""Keys confirmed in person: an officer compared the words with the owner, without a certificate or a file."""

from collections.abc import Sequence

from ..domain.certificate_events import KeyConfirmed
from ..domain.register_views import PersonRow
from ..i18n import Message
from ..identity import fingerprint_words
from ..register import Register, queries
from ..system import Trouble


class OtherWords(Trouble):
    """The words are not those of the key."""

    sentence = Message(
        "These are not the words of this key, so nothing was recorded. Have the person read them out "
        "again, face to face; if they still differ, it is not their key."
    )


class SomebodyElsesKey(Trouble):
    """The key is known to belong to another person."""

    sentence = Message(
        "This key is on record as somebody else's, so nothing was recorded. No two people share a key: "
        "find out whose it is, and correct the wrong entry."
    )


class KnownAlready(Trouble):
    """The key is already on record as that person's."""

    sentence = Message("This key is already on record as theirs. Nothing was changed.")


def confirm_key(register: Register, person: PersonRow, fingerprint: str, words: Sequence[str]) -> None:
    """Record that `fingerprint` (64 hex digits) is the person's key: its words were compared face to face.

    Raises OtherWords, SomebodyElsesKey, KnownAlready, OfficerNeeded, OwnCase.
    """
    if tuple(each.casefold() for each in words) != fingerprint_words(bytes.fromhex(fingerprint)):
        raise OtherWords
    with register.session(person.school) as act:
        act.require_decider(person.person)
        owners = queries.owners_of_key(act.connection, person.school, fingerprint)
        if any(owner != person.person for owner in owners):
            raise SomebodyElsesKey
        if fingerprint in queries.keys_of(act.connection, person.school, person.person):
            raise KnownAlready
        act.record(KeyConfirmed(person=person.person, fingerprint=fingerprint))
