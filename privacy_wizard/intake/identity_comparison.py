"""Whether page and certificate name the same person and school; differences are described in words. Pure."""

from collections.abc import Iterator, Sequence

from cryptography.x509.oid import NameOID

from ..attestation.reasons import Reason
from ..attestation.seal import Seal
from ..attestation.verify import Doubt, Examination
from ..domain.likeness import Likeness, as_certified, both, likeness
from ..i18n import _


def compared(examination: Examination, schools: Sequence[str]) -> Iterator[Doubt]:
    """What the page says otherwise than the certificate, or than the names by which the school is known here.

    The number is compared by the file's own check already.
    """
    statement, seal = examination.statement, examination.attestor
    if statement is None or seal is None:
        return
    name, school = statement.person.name, statement.school.name
    how = likeness(seal.name, as_certified(name))
    if how is not Likeness.SAME:
        reason = Reason.OTHER_NAME if how is Likeness.OTHER else Reason.NAME_SPELLED_OTHERWISE
        yield Doubt(reason=reason, detail=both(name, _("in the certificate"), seal.name))
    certified = _organisation(seal)
    is_known_here = any(likeness(each, school) is Likeness.SAME for each in schools)
    if certified and not _is_one_of((school, *(schools if is_known_here else ())), certified):
        yield Doubt(reason=Reason.SCHOOL_DIFFERS, detail=both(school, _("in the certificate"), certified))
    if schools and not is_known_here:
        yield Doubt(reason=Reason.OTHER_SCHOOL, detail=both(school, _("in the profile"), schools[0]))


def _organisation(seal: Seal) -> str:
    found = seal.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(found[0].value) if len(found) == 1 else ""


def _is_one_of(names: Sequence[str], sought: str) -> bool:
    return any(likeness(as_certified(each), sought) is Likeness.SAME for each in names)
