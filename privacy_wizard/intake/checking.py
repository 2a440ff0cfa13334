"""The task of the workers that open and check what was handed in: the only place where its bytes are interpreted."""

import base64
import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from ..attestation.reasons import Reason
from ..i18n import choose_language
from ..pdf.faults import DrawingFault
from ..pdf.strict_reader import SIZE_LIMIT
from ..serialization import from_plain, to_plain
from ..system import shipped_folder
from .facts import NOTHING_KNOWN, Checked, particulars
from .opening import FoundFile, Opened, OpeningRefusal, open_arrival
from .report import VerificationReport, failed, is_barred

if TYPE_CHECKING:
    from ..sandbox.file_worker import Answers
    from .trust import Trust


@frozen(kw_only=True)
class OpenedHead:
    """The content of an arrival; the bytes follow in the same order."""

    names: tuple[str, ...] = field(metadata={"limit": 5000})
    sizes: tuple[int, ...] = field(metadata={"limit": 5000, "each": {"most": SIZE_LIMIT * 100}})
    aside: tuple[str, ...] = field(metadata={"limit": 20_000})
    refused: tuple[OpeningRefusal, ...] = field(metadata={"limit": 5000})


@frozen(kw_only=True)
class ToCountersign:
    """What a file came to, and why its countersignature could not be drawn; that follows as bytes where it could."""

    checked: Checked
    problem: str


def prepare(start: dict[str, Any], own: bytes) -> "Answers":
    """Load everything that is needed for every file; what is returned answers for one after the other."""
    choose_language(shipped_folder("resources") / "translations", [start["language"]])
    checks = CheckingSetup(start, own)
    _warm_up()

    def answer(question: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        if question["act"] == "open":
            return _packed(open_arrival(question["name"], content))
        checked = checks.check(content, datetime.fromisoformat(question["now"]))
        if question["act"] == "check":
            return to_plain(checked), b""
        return _countersignature(checked, content, question)

    return answer


class CheckingSetup:
    """What is needed for every check, loaded once."""

    def __init__(self, start: dict[str, Any], own: bytes) -> None:
        from .reference_library import ReferenceLibrary
        from .trust import trust_from_der

        trust = start["trust"]
        self.trust: Trust | None = None if trust is None else trust_from_der([base64.b64decode(each) for each in trust])
        self.references = ReferenceLibrary.here(own)

    def check(self, content: bytes, now: datetime) -> Checked:
        """One file."""
        from ..attestation.verify import examine
        from .file_checks import judge

        sha256 = hashlib.sha256(content).hexdigest()
        if len(content) > SIZE_LIMIT:
            return Checked(report=failed(Reason.TOO_LARGE, sha256=sha256), particulars=NOTHING_KNOWN)
        examination = examine(content, self.references.declaration)
        report = evolve(judge(examination, self.references, self.trust, now), sha256=sha256)
        return Checked(report=report, particulars=particulars(examination, self.trust))


def opened_from(head: dict[str, Any], content: bytes) -> Opened:
    """What a worker found in an arrival. Raises Refused, ValueError."""
    found: OpenedHead = from_plain(head, OpenedHead)
    if len(found.names) != len(found.sizes) or sum(found.sizes) != len(content):
        raise ValueError("the bytes are not those that were announced")
    members, at = [], 0
    for name, size in zip(found.names, found.sizes, strict=True):
        members.append(FoundFile(name=name, content=content[at : at + size]))
        at += size
    return Opened(members=tuple(members), aside=found.aside, refused=found.refused)


def may_be_countersigned(report: VerificationReport) -> bool:
    """Whether it is an attestation that nothing bars from being accepted, and that nobody has countersigned yet."""
    whole = report.signer is not None and report.stated is not None
    return whole and not report.countersigned and not is_barred(report)


def _countersignature(checked: Checked, content: bytes, question: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    from ..attestation.sign import countersignature

    revision, problem = b"", ""
    if may_be_countersigned(checked.report):
        at = datetime.fromisoformat(question["at"])
        try:
            revision = countersignature(content, name=question["name"], at=at, stamped=question["stamped"])
        except DrawingFault as fault:
            problem = str(fault)
    return to_plain(ToCountersign(checked=checked, problem=problem)), revision


def _packed(opened: Opened) -> tuple[dict[str, Any], bytes]:
    head = OpenedHead(
        names=tuple(each.name for each in opened.members),
        sizes=tuple(len(each.content) for each in opened.members),
        aside=opened.aside,
        refused=opened.refused,
    )
    return to_plain(head), b"".join(each.content for each in opened.members)


def _warm_up() -> None:
    """Load what is otherwise loaded on first use, while files may still be opened freely."""
    import email.message
    import zipfile

    import asn1crypto.cms
    import oxmsg.storage
    import pyhanko.sign.validation
    import pyhanko_certvalidator

    from ..attestation import redraw
    from ..attestation import wording as wording_templates
    from . import archives, mailbox, outlook

    _ = (archives, mailbox, outlook)
    _ = (zipfile, email, asn1crypto, oxmsg, pyhanko, pyhanko_certvalidator, redraw)
    wording_templates.sources()  # what is compiled of them depends on the files that come
