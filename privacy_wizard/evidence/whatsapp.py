"""WhatsApp: the account report; contacts are telephone numbers without names. Chats are not in it, and never read."""

from collections.abc import Iterator
from typing import Any

from .export_texts import plain
from .finds import people, text
from .key_paths import below
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, FilePattern, Find, PlatformReader, Reading

_DEEPEST, _MOST = 4, 60


def _as_they_stand(value: Any, key: str) -> Iterator[Reading]:
    """Settings whose names nobody has described yet: shown in the report's own words, and nothing made of them."""
    for place, said in _leaves(value, key, 0):
        yield ExportedFact(
            kind=ObservationKind.SETTING, shown=Observed.YES, value=f"{place}: {plain(said)}", key=place, proven=False
        )


def _leaves(value: Any, key: str, depth: int) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and depth < _DEEPEST:
        for name, inner in list(value.items())[:_MOST]:
            yield from _leaves(inner, below(key, name), depth + 1)
    elif isinstance(value, str | int | float) and key:
        yield key, value


READER = PlatformReader(
    id="whatsapp",
    title="WhatsApp",
    files=(
        FilePattern(
            name=r"(?:registration_information|registration_info)\.json",
            sign=True,
            finds=(text(ObservationKind.PHONE, "wa_registration_info.phone_number|phoneNumber", proven=False),),
        ),
        FilePattern(
            name=r"user_information\.json",
            finds=(
                text(ObservationKind.NAME, "*.name|push_name|pushName|profile_name", proven=False),
                text(ObservationKind.BIO, "*.about|status|about_text", proven=False),
            ),
            proven=False,
        ),
        FilePattern(
            name=r"contacts\.json",
            finds=(
                people(
                    ConnectionKind.UPLOADED_CONTACTS,
                    "wa_contacts[]",
                    phone=("", "phone_number", "phoneNumber", "number", "contact"),
                ),
            ),
        ),
        FilePattern(
            name=r"groups\.json",
            finds=(
                people(ConnectionKind.GROUPS, "wa_groups[]", name=("", "name", "subject", "group_name", "groupName")),
            ),
        ),
        FilePattern(
            name=r"account_settings\.json", finds=(Find("", _as_they_stand, (ObservationKind.SETTING,)),), proven=False
        ),
    ),
    never_exported=(ObservationKind.PRIVATE, ObservationKind.SECOND_FACTOR),
)
