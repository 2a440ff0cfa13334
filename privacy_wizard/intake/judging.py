"""The process in which what was handed in is opened and checked: one after the other, within limits.

Started by `judges`. Questions come on standard input and answers go to standard output, each a head of JSON and the
bytes that it announces. What is read here may be hostile, and it is the one place where such bytes are looked into.
"""

import base64
import gc
import hashlib
import logging
import sys
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from ..attestation.plain_pdf import SIZE_LIMIT
from ..attestation.reasons import Reason
from ..domain.shape import from_plain, to_plain
from .conversation import Ended, limit_memory, limit_work, receive, refuse_all_else, send
from .opening import Opened, Refusal, open_arrival
from .particulars import NOTHING_KNOWN, Checked, particulars
from .report import failed

if TYPE_CHECKING:
    from ..attestation.verify import Examination
    from .trust import Trust


@frozen(kw_only=True)
class OpenedHead:
    """What an arrival held; the bytes follow in the same order."""

    names: tuple[str, ...] = field(metadata={"limit": 5000})
    sizes: tuple[int, ...] = field(metadata={"limit": 5000, "each": {"most": SIZE_LIMIT * 100}})
    aside: tuple[str, ...] = field(metadata={"limit": 20_000})
    refused: tuple[Refusal, ...] = field(metadata={"limit": 5000})


def main() -> None:
    """Answer until nothing more is asked."""
    logging.disable(logging.CRITICAL)  # libraries would write names into logs
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a library prints may look like an answer
    start, own = receive(questions)
    bench = Bench(start, own)
    limit_memory()
    refuse_all_else()
    send(answers, {"ready": True})
    while True:
        try:
            question, content = receive(questions)
        except Ended:
            return
        limit_work()
        _answer(bench, answers, question, content)


def _answer(bench: "Bench", answers: IO[bytes], question: dict[str, Any], content: bytes) -> None:
    if question["act"] == "open":
        opened = open_arrival(question["name"], content)
        head = OpenedHead(
            names=tuple(each.name for each in opened.members),
            sizes=tuple(len(each.content) for each in opened.members),
            aside=opened.aside,
            refused=opened.refused,
        )
        send(answers, to_plain(head), *(each.content for each in opened.members))
        return
    send(answers, to_plain(bench.check(content, datetime.fromisoformat(question["now"]))))


class Bench:
    """What is needed for every check, loaded once."""

    def __init__(self, start: dict[str, Any], own: bytes) -> None:
        from ..attestation.fast_pages import SignedDigests
        from ..attestation.verify import examine
        from .grounds import Grounds
        from .trust import trust_from_der

        trust = start["trust"]
        self.trust: Trust | None = None if trust is None else trust_from_der([base64.b64decode(each) for each in trust])
        self.grounds = Grounds.here(own)
        self.digests = SignedDigests()
        self.fast = bool(start["fast"])
        self._examine = examine
        _warm_up()
        gc.collect()
        gc.freeze()  # the library stays as it is: nothing is gained by looking through it again after each few files

    def check(self, content: bytes, now: datetime) -> Checked:
        """One file."""
        from .judge import judge

        sha256 = hashlib.sha256(content).hexdigest()
        if len(content) > SIZE_LIMIT:
            return Checked(report=failed(Reason.TOO_LARGE, sha256=sha256), particulars=NOTHING_KNOWN)
        examination = self.examine(content)
        report = evolve(judge(examination, self.grounds, self.trust, now), sha256=sha256)
        return Checked(report=report, particulars=particulars(examination, self.trust))

    def examine(self, content: bytes) -> "Examination":
        """The short way where it says "plainly good"; the full check for everything else."""
        from ..attestation.fast_path import plainly_good

        found = plainly_good(content, self.digests, self.grounds.declaration) if self.fast else None
        return self._examine(content, self.grounds.declaration) if found is None else found


def _warm_up() -> None:
    """Load what is loaded when first used, while files may still be opened freely."""
    import email.message
    import zipfile

    import oxmsg
    import pyhanko.sign.validation
    import pyhanko_certvalidator

    from ..attestation import drawn_again, plain_wording, same_pages

    _ = (zipfile, email, oxmsg, pyhanko, pyhanko_certvalidator, drawn_again, same_pages)
    plain_wording.shipped_wordings()


def opened_from(head: dict[str, Any], content: bytes) -> Opened:
    """The other side of an opened arrival. Raises Refused, ValueError."""
    from .opening import Member

    found: OpenedHead = from_plain(head, OpenedHead)
    if len(found.names) != len(found.sizes) or sum(found.sizes) != len(content):
        raise ValueError("the bytes are not those that were announced")
    members, at = [], 0
    for name, size in zip(found.names, found.sizes, strict=True):
        members.append(Member(name=name, content=content[at : at + size]))
        at += size
    return Opened(members=tuple(members), aside=found.aside, refused=found.refused)
