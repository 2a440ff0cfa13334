"""LinkedIn: flat tables; some names carry a member's number, and notes stand before some headings."""

from collections.abc import Iterator
from typing import Any

from .answer_words import is_yes
from .export_texts import plain
from .finds import judged, people, person, text, text_fact
from .key_paths import at
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, FileForm, FilePattern, Find, PlatformReader, Reading


def _name(row: Any, key: str) -> Iterator[Reading]:
    yield text_fact(ObservationKind.NAME, f"{plain(at(row, 'First Name'))} {plain(at(row, 'Last Name'))}", key)


def _position(row: Any, key: str) -> Iterator[Reading]:
    """Where one works; a position that has an end says no."""
    shown, since = Observed.NO if at(row, "Finished On") else Observed.YES, at(row, "Started On")
    for kind, column in ((ObservationKind.EMPLOYER, "Company Name"), (ObservationKind.JOB_TITLE, "Title")):
        if said := plain(at(row, column)):
            yield ExportedFact(kind=kind, shown=shown, value=said, key=f"{key}.{column}", since=since)


def _phone(row: Any, key: str) -> Iterator[Reading]:
    if number := plain(at(row, "Number")):
        yield text_fact(ObservationKind.PHONE, number, f"{key}.Number")


def _invitation(row: Any, key: str) -> Iterator[Reading]:
    """Who asked, or was asked; what was written is left."""
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
            text(ObservationKind.WEBSITE, "[].Websites"),
            text(ObservationKind.LINKED_ACCOUNT, "[].Twitter Handles"),
        ),
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
            "imported contacts|importedcontacts",
            (),
            people(
                ConnectionKind.UPLOADED_CONTACTS,
                "[]",
                name="FirstName|First Name + LastName|Last Name",
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
            people(
                ConnectionKind.FRIENDS,
                "[]",
                name="First Name + Last Name",
                link="URL",
                email="Email Address",
                employer="Company",
                position="Position",
                since="Connected On",
            ),
            sign=True,
        ),
        _table(
            "member_follows",
            (),
            people(
                ConnectionKind.FOLLOWING, "[]", name=("FullName", "Full Name", "Name"), since=("Date", "Followed On")
            ),
            proven=False,
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
            text(ObservationKind.INFERRED_INTEREST, "[].Inference"),
            sign=True,
        ),
        _table(
            "job seeker preferences",
            (),
            judged(ObservationKind.SHOWN_TO_RECRUITERS, "[].Open To Recruiters", is_yes, proven=False),
        ),
        _table(
            "shares", ("ShareCommentary",), text(ObservationKind.POST, "[].ShareCommentary"), posts=True, proven=False
        ),
    ),
    never_exported=(ObservationKind.PRIVATE, ObservationKind.PUBLIC_FRIENDS, ObservationKind.FOUND_BY_EMAIL),
)
