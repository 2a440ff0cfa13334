"""WhatsApp: the account report; contacts are telephone numbers without names. Chats are not in it, and never read."""

from collections.abc import Iterator
from typing import Any

from .export_texts import folded, plain, repaired
from .finds import people, text_fact
from .meta import fields_of
from .observation import ConnectionKind, ObservationKind, Observed
from .patterns import ExportedFact, ExportMoment, FilePattern, Find, PlatformReader, Reading, below

_DEEPEST, _MOST = 4, 60


def _says(kind: ObservationKind, path: str) -> Find:
    """A text in Meta's encoding."""

    def make(value: Any, key: str) -> Iterator[Reading]:
        if isinstance(value, str | int):
            yield text_fact(kind, repaired(str(value)), key)

    return Find(path, make, (kind,))


_FOLDER = r"whatsapp_(?:account_information|connections|settings)"  # in the reports of 2026
_LABELS = {
    "name": ObservationKind.NAME,
    "profile name": ObservationKind.NAME,
    "username": ObservationKind.USERNAME,
    "about": ObservationKind.BIO,
    "phone number": ObservationKind.PHONE,
    "email": ObservationKind.EMAIL,
    "email address": ObservationKind.EMAIL,
}


def _labelled(record: Any, key: str) -> Iterator[Reading]:
    """The reports of 2026 name their fields by labels, as other downloads of Meta do."""
    for each in fields_of(record, key):
        label = folded(each.label)
        if label in _LABELS and ".dict[" not in each.key:
            yield text_fact(_LABELS[label], each.value, each.key)
        elif label == "report generation time":
            yield ExportMoment(moment=each.value)


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
            finds=(_says(ObservationKind.PHONE, "wa_registration_info.phone_number|phoneNumber"),),
        ),
        FilePattern(
            name=r"user_information\.json",
            finds=(
                _says(ObservationKind.NAME, "wa_profile_info.name"),
                _says(ObservationKind.BIO, "wa_profile_info.about"),
                _says(ObservationKind.PHONE, "wa_profile_info.phone_number"),
                _says(ObservationKind.EMAIL, "wa_profile_info.email_address"),
                Find("", _labelled, tuple(dict.fromkeys(_LABELS.values()))),
                Find(
                    "wa_profile_info.report_generation_time",
                    lambda moment, _: iter((ExportMoment(moment=moment),)),
                ),
            ),
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
    signs=(rf"{_FOLDER}/.*",),
    web_pages=(rf"{_FOLDER}/[^/]*\.html",),
    never_exported=(ObservationKind.PRIVATE, ObservationKind.SECOND_FACTOR),
)
