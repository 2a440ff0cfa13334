"""Why a decision was not recorded, each with its sentence."""

from collections.abc import Sequence

from ..i18n import Message
from ..system import Trouble
from ..system.progress import WorkStopped


class NotDecided(Trouble):
    """The decision was not recorded; the sentence says why."""


class NotHeld(NotDecided):
    """There is no such attestation."""

    sentence = Message("The register holds no such attestation. Nothing was changed. Check the number.")


class OwnAttestation(NotDecided):
    """Nobody decides on their own attestation, and nobody countersigns it."""

    sentence = Message(
        "Your own attestation stays as it was: nobody decides on their own or countersigns it. Ask a "
        "colleague to decide."
    )


class CannotAccept(NotDecided):
    """The file is rejected, or this program cannot check what matters in it."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(dict.fromkeys(sentences))
        told = Message("This file cannot be accepted. {sentences}", sentences=" ".join(self.sentences))
        super().__init__(told if sentences else Message("This file cannot be accepted."))


class NotConfirmed(NotDecided):
    """Exceptions that were declared have not been confirmed one by one."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            Message(
                "These exceptions have not been confirmed: {missing}. Nothing was changed. Ask whoever approved "
                "them, and confirm each of them.",
                missing="; ".join(missing),
            )
        )
        self.missing = tuple(missing)


class Overtaken(NotDecided):
    """It waits no longer."""

    sentence = Message("Somebody else has decided or countersigned in the meantime. Nothing was changed.")


class NobodyDecides(NotDecided):
    """The office's key is nobody's yet."""

    sentence = Message(
        "Nothing was decided, because the program does not know who you are. Say so first: the decision is "
        "recorded under your name."
    )


class WordsNeeded(NotDecided):
    """It is not known yet whose key it is."""

    sentence = Message(
        "It is not known yet whose key this is, so nothing was changed. Have the person read out the words "
        "of their key, face to face, and give them as you hear them."
    )


class WordsDiffer(NotDecided):
    """The words are not those of the key."""

    sentence = Message(
        "These are not the words of the key that signed this, so nothing was accepted. Have them read "
        "out again; if they still differ, somebody else signed it."
    )


class TwoOfOnePerson(NotDecided):
    """Several of one person were to be accepted with one act."""

    sentence = Message(
        "Another attestation from this person was accepted with the same act. Look at this one on its own."
    )


class DecidingStopped(WorkStopped):
    """Somebody stopped the decision on one."""

    sentence = Message("Stopped before anything was recorded. It stands as it did.")


class AcceptingStopped(WorkStopped):
    """Somebody stopped the acceptance of several: it is one act."""

    sentence = Message("Stopped, so none was accepted. They are accepted together, or not at all.")


class SendingBackStopped(WorkStopped):
    """Somebody stopped the sending back of several: it is one act."""

    sentence = Message("Stopped, so none was sent back. They are sent back together, or not at all.")


class StandsAgainst(NotDecided):
    """Something that was not there when it came in stands against accepting it together with others."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(
            Message(
                "One was not accepted with the others, because something came up: {sentences} Look at it on its own.",
                sentences=" ".join(dict.fromkeys(sentences)),
            )
        )


class WhoseIsIt(NotDecided):
    """Nobody on the staff list has the number in it."""

    sentence = Message(
        "Nobody on the staff list has the staff number in this attestation, so nothing was changed. Enter "
        "the person, or say whose it is."
    )
