"""Whether a certificate names the person who is about to sign: the school's program compares the two later."""

from cryptography import x509

from ..certificates import certified_name, certified_number, certified_school
from ..domain.audit import Person
from ..domain.likeness import Likeness, as_certified, likeness
from ..i18n import Message
from ..system import Trouble


class KeyNamesSomeoneElse(Trouble):
    """The authority's certificate for the key names somebody other than the audit does."""

    sentence = Message(
        "The key's certificate was issued to {on_key}, but the answers are {in_answers}'s. Nothing was "
        "signed. Write the name and staff number as they are in the certificate, use the right key, or "
        "ask the school for a new certificate."
    )

    def __init__(self, on_key: str, in_answers: str) -> None:
        super().__init__(on_key, in_answers)
        self.on_key, self.in_answers = on_key, in_answers


def require_named(certificate: x509.Certificate, person: Person) -> None:
    """Check that a school's certificate names this person, if in another spelling. Raises KeyNamesSomeoneElse."""
    number, name = certified_number(certificate), certified_name(certificate)
    if number != person.identifier:
        raise KeyNamesSomeoneElse(number, person.identifier)
    if likeness(name, as_certified(person.name)) is Likeness.OTHER:
        raise KeyNamesSomeoneElse(name, person.name)


def names_exactly(certificate: x509.Certificate, person: Person, school: str) -> bool:
    """Whether a certificate gives the same name, number and school as the audit."""
    pairs = (
        (certified_name(certificate), person.name),
        (certified_school(certificate), school),
    )
    same = all(likeness(certified, as_certified(stated)) is Likeness.SAME for certified, stated in pairs)
    return same and certified_number(certificate) == person.identifier
