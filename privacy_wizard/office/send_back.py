"""The mail that says why an attestation is returned."""

from collections.abc import Sequence

from ..domain.staff import StaffMember
from ..i18n import Message
from ..school.mails import Attached, MailKind, mail_draft
from ..system import Trouble


class NoAddress(Trouble):
    """The person has no e-mail address on the staff list."""

    sentence = Message(
        "It is sent back, but no mail was drafted: the staff list has no e-mail address for "
        "the person. Tell them yourself."
    )


def draft(
    who: StaffMember | None, reason: str, *, occasion: str, officer: str, school: str, new_file: Sequence[Attached] = ()
) -> bytes:
    """The draft (`.eml`). `new_file`: the school's, for whoever holds an earlier one. Raises NoAddress, MailFault."""
    if who is None or not who.email:
        raise NoAddress
    facts: dict[str, str | bool] = {
        "name": who.name,
        "school": school,
        "occasion": occasion,
        "reason": reason.strip(),
        "due": "",
        "officer": officer,
        **{"new_file": bool(new_file), "attached": True, "file": ""},
    }
    return mail_draft(MailKind.SEND_BACK, who.email, facts, tuple(new_file))
