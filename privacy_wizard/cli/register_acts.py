"""What the acts on a register share: about whom they are, and what is said when something is on record."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from ..domain.register_views import PersonRow
from ..i18n import _
from ..register import Register, queries
from ..serialization import PrintedDocument, given
from .context import DONE, CliContext, say, stop

RegisterAct = Callable[[Namespace, CliContext, Register], int]
Making = Callable[..., ArgumentParser]  # makes an act of `register`, with the options that they all have
HEADS = "register-heads.json"  # beside the key, as the console keeps it


def known_person(arguments: Namespace, register: Register) -> PersonRow:
    """Whoever has the staff number. Raises Stop."""
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
