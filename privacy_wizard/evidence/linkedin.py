"""LinkedIn: flat tables; some names carry a member's number, and notes stand before some headings."""

import re
from collections.abc import Iterator
from typing import Any

from .export_texts import plain
from .finds import is_yes, judged, people, person, text, text_fact
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, FileForm, FilePattern, Find, PlatformReader, Reading, at

_SEVERAL = re.compile(r"\]?\s*,\s*\[?")
_LABEL = re.compile(r"[A-Z_ ]{2,20}:(?=\S)")


def _name(row: Any, key: str) -> Iterator[Reading]:
    yield text_fact(ObservationKind.NAME, f"{plain(at(row, 'First Name'))} {plain(at(row, 'Last Name'))}", key)


def _position(row: Any, key: str) -> Iterator[Reading]:
    """A job; one that has ended says no."""
    shown, since = Observed.NO if at(row, "Finished On") else Observed.YES, at(row, "Started On")
    for kind, column in ((ObservationKind.EMPLOYER, "Company Name"), (ObservationKind.JOB_TITLE, "Title")):
        if said := plain(at(row, column)):
            yield ExportedFact(kind=kind, shown=shown, value=said, key=f"{key}.{column}", since=since)


def _follow(row: Any, key: str) -> Iterator[Reading]:
    """Whom one follows; those that one follows no longer stand in the same table."""
    if plain(at(row, "Status")).casefold() != "unfollow":
        found = person(
            kind=ConnectionKind.FOLLOWING,
            entry=row,
            key=key,
            name=("FullName", "Full Name", "Name"),
            since=("Date", "Followed On"),
        )
        yield from (found,) if found is not None else ()


def _connection(row: Any, key: str) -> Iterator[Reading]:
    """In old exports a member's number stands where an address was not given."""
    email = plain(at(row, "Email Address"))
    found = person(
        kind=ConnectionKind.FRIENDS,
        entry={**row, "Email Address": email if "@" in email else ""},
        key=key,
        name="First Name + Last Name",
        link="URL",
        email="Email Address",
        employer="Company",
        position="Position",
        since="Connected On",
    )
    yield from (found,) if found is not None else ()


def _inference(row: Any, key: str) -> Iterator[Reading]:
    """What is taken to be so. Beside it stands what is not, and some likelihoods."""
    if is_yes(at(row, "Inference")):
        yield text_fact(ObservationKind.INFERRED_INTEREST, at(row, "Type of inference"), f"{key}.Type of inference")


def _several(kind: ObservationKind, column: str) -> Find:
    """Several in one cell, each perhaps in brackets and with what it is: `[PORTFOLIO:https://…],[PERSONAL:https://…]`."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        found = [each for each in _SEVERAL.split(plain(value).strip("[] ")) if each]
        yield from (text_fact(kind, _LABEL.sub("", each), key) for each in found or [""])

    return Find(f"[].{column}", make, (kind,))


def _phone(row: Any, key: str) -> Iterator[Reading]:
    if number := plain(at(row, "Number")):
        yield text_fact(ObservationKind.PHONE, number, f"{key}.Number")


def _invitation(row: Any, key: str) -> Iterator[Reading]:
    """Who asked, or was asked; the message is left out."""
    is_ours = plain(at(row, "Direction")).casefold().startswith("outgoing")
    kind = ConnectionKind.REQUESTS_SENT if is_ours else ConnectionKind.REQUESTS_RECEIVED
    who, link = ("To", "inviteeProfileUrl") if is_ours else ("From", "inviterProfileUrl")
    found = person(kind=kind, entry=row, key=key, name=who, link=link, since="Sent At")
    if found is not None:
        yield found


def _written(column: str) -> Find:
    """What somebody wrote in a column, where they did."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        if said := plain(value):
            yield text_fact(ObservationKind.DESCRIPTION, said, key)

    return Find(f"[].{column}", make, (ObservationKind.DESCRIPTION,))


def _table(
    name: str, heading: tuple[str, ...], *finds: Find, sign: bool = False, posts: bool = False, proven: bool = True
) -> FilePattern:
    return FilePattern(
        name=rf"(?:{name})(?:_\d+)?\.csv",
        form=FileForm.TABLE,
        heading=heading,
        finds=finds,
        sign=sign,
        posts=posts,
        proven=proven,
    )


READER = PlatformReader(
    id="linkedin",
    title="LinkedIn",
    files=(
        _table(
            "profile",
            ("First Name", "Last Name", "Headline"),
            Find("[]", _name, (ObservationKind.NAME,)),
            text(ObservationKind.HEADLINE, "[].Headline"),
            text(ObservationKind.BIO, "[].Summary"),
            text(ObservationKind.TOWN, "[].Geo Location"),
            text(ObservationKind.BIRTHDAY, "[].Birth Date"),
            _several(ObservationKind.WEBSITE, "Websites"),
            _several(ObservationKind.LINKED_ACCOUNT, "Twitter Handles"),
        ),
        _table("profile summary", ("Profile Summary",), text(ObservationKind.BIO, "[].Profile Summary")),
        _table("email addresses", ("Email Address",), text(ObservationKind.EMAIL, "[].Email Address"), sign=True),
        _table("phone ?numbers", ("Number",), Find("[]", _phone, (ObservationKind.PHONE,))),
        _table("whatsapp phone numbers", ("Number",), Find("[]", _phone, (ObservationKind.PHONE,))),
        _table(
            "positions",
            ("Company Name", "Title"),
            Find("[]", _position, (ObservationKind.EMPLOYER, ObservationKind.JOB_TITLE)),
            _written("Description"),
        ),
        _table(
            "imported contacts|importedcontacts|contacts",
            ("FirstName", "LastName"),
            people(
                ConnectionKind.UPLOADED_CONTACTS,
                "[]",
                name=("FirstName|First Name + LastName|Last Name", "FullName|Full Name"),
                email="Emails|Email|Email Address",
                phone="PhoneNumbers|Phone Numbers",
            ),
            proven=False,
        ),
        _table(
            "education",
            ("School Name",),
            text(ObservationKind.EDUCATION, "[].School Name"),
            _written("Notes"),
            _written("Activities"),
        ),
        _table(
            "connections",
            ("First Name", "Last Name", "Connected On"),
            Find("[]", _connection, (ConnectionKind.FRIENDS,)),
            sign=True,
        ),
        _table(
            "member_follows",
            ("Date", "Status", "FullName"),
            Find("[]", _follow, (ConnectionKind.FOLLOWING,)),
        ),
        _table(
            "company follows",
            ("Organization",),
            people(ConnectionKind.SUBSCRIPTIONS, "[]", name="Organization", since="Followed On"),
            sign=True,
        ),
        _table(
            "invitations",
            ("From", "To", "Direction"),
            Find("[]", _invitation, (ConnectionKind.REQUESTS_RECEIVED, ConnectionKind.REQUESTS_SENT)),
        ),
        _table(
            "inferences_about_you",
            ("Category", "Inference"),
            Find("[]", _inference, (ObservationKind.INFERRED_INTEREST,)),
            sign=True,
        ),
        _table(
            "job seeker preferences",
            ("Open To Recruiters",),
            judged(ObservationKind.SHOWN_TO_RECRUITERS, "[].Open To Recruiters", is_yes),
        ),
        _table(
            "shares", ("ShareCommentary",), text(ObservationKind.POST, "[].ShareCommentary"), posts=True, proven=False
        ),
    ),
    never_exported=(ObservationKind.PRIVATE, ObservationKind.PUBLIC_FRIENDS, ObservationKind.FOUND_BY_EMAIL),
)
