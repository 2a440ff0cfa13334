"""What went wrong with a file from the school, in the reader's language. The English is that of the errors."""

from collections.abc import Callable, Mapping
from typing import Any

from ..i18n import _
from ..system import Trouble


def school_sentences() -> Mapping[type[Trouble], Callable[[Any], str]]:
    """By kind of trouble; made when something goes wrong."""
    from .. import identity
    from ..identity import authority_errors as authority
    from ..office import errors as office
    from ..school import errors as school
    from .wizard.from_school.arrival import NothingOfASchool

    return {
        NothingOfASchool: _nothing_of_a_school,
        school.NotThisKind: _not_this_kind,
        school.FileUnreadable: _unreadable,
        school.ProfileOlder: _older,
        school.ProfileTwice: _twice,
        school.CodeMistyped: lambda _: _mistyped(),
        authority.SignatureBroken: lambda _: _broken(),
        authority.SignatureForeign: _foreign,
        office.NoSchoolYet: lambda _: _no_school(),
        office.InvitationExpired: lambda _: _expired(),
        office.ForeignCertificate: lambda _: _foreign_certificate(),
        identity.DifferentKey: lambda _: _different_key(),
    }


def _nothing_of_a_school(trouble: Any) -> str:
    said = _(
        "{file} is not a file that a school sends with this program, so nothing was done with it. "
        "Open a file that ends in .pwschool, .pwinvite or .pwcert, or a PDF that came back to you."
    )
    return said.format(file=trouble.name)


def _not_this_kind(trouble: Any) -> str:
    from ..school.errors import SchoolFileKind

    kind = {
        SchoolFileKind.PROFILE: _("school profile (.pwschool)"),
        SchoolFileKind.INVITATION: _("invitation (.pwinvite)"),
        SchoolFileKind.REQUEST: _("certificate request (.pwrequest)"),
        SchoolFileKind.CERTIFICATE: _("certificate (.pwcert)"),
    }[trouble.kind]
    said = _("This is not a {kind} that can be used: {found}. Nothing in it was used. Ask for it again.")
    return said.format(kind=kind, found=trouble.found)


def _unreadable(trouble: Any) -> str:
    if isinstance(trouble.cause, FileNotFoundError):
        why = _("there is no such file")
    else:
        why = trouble.cause.strerror or _("the system refused")
    said = _("{path} could not be read: {why}. Check its name and that it is yours.")
    return said.format(path=trouble.path, why=why)


def _older(trouble: Any) -> str:
    said = _(
        "This school profile is number {number}; number {known} is in use already. An older one could bring back "
        "rules that the school has changed, so it was not used. Ask the school for its newest profile."
    )
    return said.format(number=trouble.number, known=trouble.known)


def _twice(trouble: Any) -> str:
    said = _(
        "The school has issued two different profiles with the number {number}. This one was not used. "
        "Tell the school's office: it should issue a new one."
    )
    return said.format(number=trouble.number)


def _mistyped() -> str:
    return _(
        "This code has a typing mistake: it does not fit its own check. Nothing was sent and no try was used up. "
        "Compare it with your slip, letter by letter."
    )


def _broken() -> str:
    return _(
        "This file was changed after it was signed, or it was never signed properly. Nothing in it was used. "
        "Ask the school for the file again."
    )


def _foreign(trouble: Any) -> str:
    said = _(
        "This file was signed by somebody other than your school (words of that key: {words}). Nothing in it was "
        "used. If your school has changed its authority, compare these words with the office in person before you do "
        "anything else."
    )
    return said.format(words=" ".join(trouble.words))


def _no_school() -> str:
    return _(
        "This computer does not know your school yet, so it cannot tell whether this file is genuine. "
        "Open the school profile first; your school's office gives it to you."
    )


def _expired() -> str:
    return _("The code of this invitation has expired. Nothing was made. Ask your school's office for a new one.")


def _foreign_certificate() -> str:
    return _(
        "This certificate does not come from your school's authority, or is not in date. It was not used. "
        "Ask your school's office for it again."
    )


def _different_key() -> str:
    return _(
        "This certificate was made for another key. It cannot be joined to yours. "
        "Send your school the request made on this computer and ask for the certificate again."
    )
