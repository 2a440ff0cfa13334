"""Telegram Desktop: one JSON file, read event by event up to the contacts; the chats after them are passed over."""

from collections.abc import Iterator
from typing import Any

from .export_texts import plain
from .finds import people, text_fact
from .limits import LARGEST_STREAM
from .observation import ConnectionKind, ObservationKind
from .patterns import FilePattern, Find, PlatformReader, Reading, at

_OWN = (
    (ObservationKind.USERNAME, "username"),
    (ObservationKind.PHONE, "phone_number"),
    (ObservationKind.BIO, "bio"),
)


def _person(record: Any, key: str) -> Iterator[Reading]:
    name = f"{plain(at(record, 'first_name'))} {plain(at(record, 'last_name'))}".strip()
    if name:
        yield text_fact(ObservationKind.NAME, name, key)
    for kind, field in _OWN:
        if (value := at(record, field)) is not None:
            yield text_fact(kind, value, f"{key}.{field}")


READER = PlatformReader(
    id="telegram",
    title="Telegram",
    files=(
        FilePattern(
            name=r"result\.json",
            guessed=True,  # others call a file so, too, and a chat by itself is no account's
            streamed=True,
            most=LARGEST_STREAM,
            finds=(
                Find("personal_information", _person, (ObservationKind.NAME, *(kind for kind, _ in _OWN))),
                people(
                    ConnectionKind.UPLOADED_CONTACTS,
                    "contacts.list[]",
                    name="first_name + last_name",
                    phone="phone_number",
                    since="date",
                ),
            ),
        ),
    ),
    web_pages=(r"export_results\.html",),
    never_exported=(
        ObservationKind.PRIVATE,
        ObservationKind.FOUND_BY_PHONE,
        ObservationKind.SECOND_FACTOR,
        ObservationKind.LOCATION_SHARED,
    ),
)
