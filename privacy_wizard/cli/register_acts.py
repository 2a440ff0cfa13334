"""What the acts on a register share: who they are about, and how they print its content."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from ..domain.event_sentences import event_sentence
from ..domain.register_views import AttestationRow, Holder, PersonRow, RecordedEvent
from ..i18n import Message, _, local_time
from ..register import Register, queries
from ..serialization import Entry, PrintedDocument, View, given, the, worked_out
from .context import DONE, CliContext, say, stop

RegisterAct = Callable[[Namespace, CliContext, Register], int]
Making = Callable[..., ArgumentParser]  # makes an act of `register`, with the options that they all have
NOT_WHOLE = Message("The register is NOT whole: run register check.")
HEADS = "register-heads.json"  # beside the key, as the console keeps it


def own_address(arguments: Namespace, tools: CliContext) -> str:
    """The register that was named, else this user's own."""
    return arguments.register or str(tools.key_file.parent / "register.sqlite")


def no_campaign(given: str, known: Iterable[str]) -> str:
    """Says that the school has no such campaign."""
    names = ", ".join(sorted(known)) or _("none")
    return _("There is no campaign {campaign}. Known are {names}.", campaign=given, names=names)


def known_person(arguments: Namespace, register: Register) -> PersonRow:
    """The person with that staff number. Raises Stop."""
    register.require_school(arguments.school)
    with register.reading() as view:
        found = queries.person_by_number(view, arguments.school, arguments.number)
    if found is None:
        stop(
            _(
                "Nobody in {school} has the staff number {number}. Nothing was done.",
                school=arguments.school,
                number=arguments.number,
            )
        )
    return found


def say_entered(arguments: Namespace, sentence: str) -> int:
    """What is on record now."""
    say(ENTERED.text(school=arguments.school, entered=sentence) if arguments.json else sentence)
    return DONE


ENTERED = PrintedDocument(
    "privacy-wizard-entered/1",
    "What `register note|correct|confirm-key` and `attestation correct` print with `--json`.",
    given("school", str),
    given("entered", str),
)


SHA256 = {"pattern": "[0-9a-f]{64}"}
MANY = {"limit": 1_000_000}
RecordEntries = Sequence[tuple[RecordedEvent, bool]]
"""Entries of the record, each with whether a later one corrects it."""


@frozen(kw_only=True)
class HeldAttestation:
    """An attestation, and its owner if known."""

    row: AttestationRow
    holder: Holder | None


def record_entries(records: Iterable[RecordedEvent], corrected: Iterable[int]) -> RecordEntries:
    """In the order in which they are given; `corrected` are the numbers of those that a later one corrects."""
    wrong = set(corrected)
    return [(each, each.number in wrong) for each in records]


def say_record(entries: RecordEntries) -> None:
    """A line for each entry."""
    for each, is_corrected in entries:
        later = _(" (corrected later)") if is_corrected else ""
        said = f"{local_time(each.at):%Y-%m-%d %H:%M}  {event_sentence(each.event)}"
        say(f"  {each.number}. {said}{later}")


def _is_countersigned(held: HeldAttestation) -> bool:
    return held.row.countersigned is not None


def _kind(entry: Entry) -> str:
    return str(entry.key.event.kind.value)


def _sentence(entry: Entry) -> str:
    return event_sentence(entry.key.event)


HELD = View(
    HeldAttestation,
    "One attestation as it stands now; null stands for what is not known.",
    the("attestation=row.attestation", **SHA256),  # as accept, send-back, countersign and copy take it
    "standing=row.standing",
    "number=holder.staff_number",
    "name=holder.name",
    "campaign=row.campaign",
    "policy=row.policy",
    the("score=row.score", most=100),
    "outcome=row.outcome",
    "audited=row.audited",
    "received=row.received",
    "on_paper=row.on_paper",
    worked_out("countersigned", _is_countersigned),
    "file=row.file_name",
)
ENTRY = (
    "One entry of the record.",
    "number=key.number",
    "at=key.at",
    worked_out("kind", _kind),
    worked_out("sentence", _sentence),
    "corrected=value",
)
